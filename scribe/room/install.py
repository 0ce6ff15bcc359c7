"""`scribe install-service`: writes the service's files, lets systemd take them in, and checks what came of it."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from scribe.errors import FailedError
from scribe.records.keys import KEY_BYTES
from scribe.records.master_key import CREDENTIAL
from scribe.records.store import STORE_NAME
from scribe.room.finding import Finding
from scribe.room.units import HOME, OLLAMA, UNITS, File

MOST_EXPOSURE = 1.5
"""Of `systemd-analyze security`, 0 (sealed) to 10 (anything goes)."""

SYSTEMD_UNITS = ("usr/lib/systemd/system", "lib/systemd/system")
OLLAMA_UNIT = "scribe-ollama.service"
CREDENTIALS = "/etc/credstore.encrypted"
COMMAND_S = 60.0

TAKE_IN = (("systemd-sysusers",), ("systemd-tmpfiles", "--create"), ("systemctl", "daemon-reload"))
"""What makes the written files count, on the machine they were written for."""


def install(files: Sequence[File], root: Path) -> list[Finding]:
    """Under `root`; where that is the running system's own, it takes them in at once. FailedError where it can't."""
    found = [_written(file, root) for file in files]
    if root == Path("/"):
        found += [_done(command) for command in TAKE_IN]
        found.append(_key_sealed())
    return [*found, *check(root)]


def check(root: Path) -> list[Finding]:
    """What systemd says of the units that lie under `root`."""
    if not shutil.which("systemd-analyze"):
        return [Finding("units", False, "not checked: there is no systemd-analyze", "Install systemd.", needed=False)]
    return [_verified("scribe.service", root), _language_model(root), _exposure(root)]


def _written(file: File, root: Path) -> Finding:
    path = root / file.path
    if file.keep and path.exists():
        return Finding("file", True, f"{path} is there already and stays")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.new")
        new.write_text(file.text, encoding="utf-8")
        new.chmod(file.mode)
        new.replace(path)
    except OSError as error:
        hint = "Run it as root." if isinstance(error, PermissionError) else "Check that place."
        raise FailedError(f"{path}: can't be written: {error.strerror}.", hint) from None
    return Finding("file", True, f"{path} written")


def _key_sealed() -> Finding:
    """A new store's key goes into a sealed credential; a store that is there keeps the key it was made with."""
    sealed = Path(CREDENTIALS, CREDENTIAL)
    if sealed.exists():
        return Finding("key", True, f"{sealed} is there already and stays")
    if Path(HOME, STORE_NAME).exists():
        return Finding("key", True, f"the store in {HOME} keeps the key it was made with")
    try:
        command = ["systemd-creds", "encrypt", f"--name={CREDENTIAL}", "-", str(sealed)]
        subprocess.run(command, input=os.urandom(KEY_BYTES), capture_output=True, check=True, timeout=COMMAND_S)
    except (OSError, subprocess.SubprocessError):
        text = f"not sealed: the daemon makes {HOME}/key, readable by itself alone"
        return Finding("key", False, text, "Seal it when systemd-creds works here.", needed=False)
    text = f"{sealed} made, sealed to this machine."
    return Finding("key", True, text, f"Keep a copy elsewhere: systemd-creds decrypt {sealed} - | base64")


def _done(command: Sequence[str]) -> Finding:
    done = _run(command)
    problem = " ".join(done.stderr.split()) if done.returncode else ""
    hint = "Run it by hand once that is mended." if done.returncode else ""
    return Finding("system", done.returncode == 0, f"{' '.join(command)} {problem}".strip(), hint)


def _verified(name: str, root: Path) -> Finding:
    """A unit rests on systemd's own: where a folder that was written to has none there is nothing to verify it with."""
    if not any((root / own / "sysinit.target").exists() for own in SYSTEMD_UNITS):
        text = f"{name} not verified: there is no systemd in {root}"
        return Finding("unit", False, text, "It is verified where it is installed.", needed=False)
    problem = _complaints([*_analyze(root), "verify", "--man=no", name])  # a small machine has no manuals
    hint = f"Look for drop-ins that changed it: systemctl cat {name}" if problem else ""
    return Finding("unit", not problem, f"{name} {problem or 'verified'}", hint)


def _language_model(root: Path) -> Finding:
    """Its unit can be verified only where its program is."""
    if not (root / OLLAMA.lstrip("/")).exists():
        return Finding("unit", True, f"{OLLAMA_UNIT}: no {OLLAMA} here, so it is passed over")
    return _verified(OLLAMA_UNIT, root)


def _exposure(root: Path) -> Finding:
    command = [*_analyze(root), "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSURE * 10:.0f}"]
    done = _run([*command, str(root / UNITS / "scribe.service") if root == Path("/") else "scribe.service"])
    told = done.stdout.strip().splitlines()
    figure = told[-1].partition(": ")[2].split(" ")[0] if told else "unknown"
    hint = "" if done.returncode == 0 else "Look for drop-ins that take walls away: systemctl cat scribe"
    return Finding("sandbox", done.returncode == 0, f"exposure {figure}, at most {MOST_EXPOSURE}", hint)


def _analyze(root: Path) -> list[str]:
    return ["systemd-analyze", *(() if root == Path("/") else (f"--root={root}",))]


def _complaints(command: Sequence[str]) -> str:
    """One line; empty when all is well."""
    done = _run(command)
    said = " ".join(done.stderr.split())
    return "" if done.returncode == 0 and not said else said or f"failed ({done.returncode})"


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=COMMAND_S)
    except (OSError, subprocess.SubprocessError) as error:
        return subprocess.CompletedProcess(command, 1, "", f"{command[0]}: {type(error).__name__}")
