"""The room as a service: what systemd says of its units, and what its daemon tells systemd."""

import asyncio
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scribe.room.install import MOST_EXPOSURE
from tests.journeys.program import ROOT, command, environment, scribe
from tests.room.supervisor import Supervisor

PROGRAM = "/opt/scribe/bin/scribe"
WATCHDOG_S = 2.0

REFUSE_WRITE_EXECUTE = 65, 1
"""prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN), Linux 6.3: what MemoryDenyWriteExecute=yes does."""

DECODE = f"""
import ctypes, sys
assert ctypes.CDLL(None).prctl({REFUSE_WRITE_EXECUTE[0]}, {REFUSE_WRITE_EXECUTE[1]}, 0, 0, 0) == 0
import numpy as np
from pathlib import Path
from scribe.speech.whisper import Whisper
Whisper(Path(sys.argv[1]), "en", 1).decode(np.zeros(16000, np.float32), (), ())
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The system to install into: the units that come with systemd, and the programs that ours start."""
    shutil.copytree("/usr/lib/systemd/system", tmp_path / "usr/lib/systemd/system", symlinks=True)
    for program in (PROGRAM, "/usr/local/bin/ollama"):
        path = tmp_path / program[1:]
        path.parent.mkdir(parents=True)
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    return tmp_path


def install(tmp_path: Path, *more: str | Path) -> subprocess.CompletedProcess[str]:
    return scribe(tmp_path / "home", "install-service", "--room", "Room 3", "--program", PROGRAM, *more)


def test_the_units_that_are_written_pass_systemds_own_checks(root: Path) -> None:
    done = install(root, "--root", root, "--json")
    assert done.returncode == 0, done.stdout
    found = json.loads(done.stdout)
    assert {row["text"] for row in found if row["part"] == "unit"} == {
        "scribe.service verified",
        "scribe-ollama.service verified",
    }
    assert 'room = "Room 3"\n' in (root / "etc/scribe/scribe.toml").read_text()


@pytest.mark.parametrize("name", ["scribe.service", "scribe-ollama.service"])
def test_they_are_shut_tight(root: Path, name: str) -> None:
    assert install(root, "--root", root).returncode == 0
    security = ["security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSURE * 10:.0f}", name]
    done = subprocess.run(["systemd-analyze", f"--root={root}", *security], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout.splitlines()[-1]


def test_a_wall_that_was_taken_away_is_noticed(root: Path) -> None:
    dropped = root / "etc/systemd/system/scribe.service.d/mine.conf"
    dropped.parent.mkdir(parents=True)
    dropped.write_text("[Service]\nUser=root\nProtectSystem=no\nPrivateUsers=no\nRestrictNamespaces=no\n")
    done = install(root, "--root", root)
    assert done.returncode == 1
    assert "Look for drop-ins" in done.stdout


def test_users_and_folders_are_what_systemd_understands(root: Path) -> None:
    assert install(root, "--root", root).returncode == 0
    for tool in (["systemd-sysusers"], ["systemd-tmpfiles", "--create"]):
        done = subprocess.run([*tool, f"--root={root}"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert "scribe:" in (root / "etc/passwd").read_text()
    assert oct((root / "etc/scribe").stat().st_mode)[-3:] == "750"
    assert oct((root / "etc/scribe/scribe.toml").stat().st_mode)[-3:] == "640"


def test_nothing_is_written_in_a_dry_run(root: Path) -> None:
    done = install(root, "--root", root, "--dry-run", "--json")
    assert {row["path"] for row in json.loads(done.stdout)} >= {"/etc/systemd/system/scribe.service"}
    assert not (root / "etc/systemd").exists()


@pytest.mark.model
def test_code_may_be_written_exactly_because_the_models_need_it() -> None:
    """When this fails, a new CTranslate2 runs without: set MemoryDenyWriteExecute=yes and be glad."""
    run = [sys.executable, "-c", DECODE, str(ROOT / ".models" / "whisper-base")]
    done = subprocess.run(run, capture_output=True, text=True, cwd=ROOT, check=False)
    denied = "\nMemoryDenyWriteExecute=yes\n" in (ROOT / "systemd/scribe.service").read_text()
    assert denied == (done.returncode == 0), done.stderr
    assert denied or "could not create a primitive" in done.stderr


async def test_the_daemon_tells_systemd_from_its_start_to_its_end(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as systemd:
        watched = {"NOTIFY_SOCKET": systemd.address, "WATCHDOG_USEC": f"{WATCHDOG_S * 1e6:.0f}"}
        process = await asyncio.create_subprocess_exec(
            *command("serve"), env=environment(tmp_path / "home", **watched), stderr=subprocess.DEVNULL
        )
        try:
            await systemd.until("READY=1")
            await systemd.until("WATCHDOG=1")
            await systemd.until("STATUS=idle")
            process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(0.2)
            systemd.forget()
            await asyncio.sleep(WATCHDOG_S / 2)
            assert systemd.read() == [], "a stopped process feeds nothing"
            process.send_signal(signal.SIGCONT)
            await systemd.until("WATCHDOG=1")
            process.send_signal(signal.SIGTERM)
            await systemd.until("STOPPING=1")
            assert await asyncio.wait_for(process.wait(), 60) == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
