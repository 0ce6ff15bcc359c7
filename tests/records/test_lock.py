"""One daemon for one home: the second is refused by name, and death lets go."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scribe.errors import BusyError
from scribe.records.lock import HomeLock

HOLDER = """
import pathlib, sys, time
from scribe.records.lock import HomeLock
with HomeLock(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path) -> "subprocess.Popen[str]":
    child = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_the_second_is_told_who_the_first_is(tmp_path: Path, holder: "subprocess.Popen[str]") -> None:
    try:
        with pytest.raises(BusyError, match=f"process {holder.pid}\\b") as caught, HomeLock(tmp_path):
            pass
        assert caught.value.exit_status == 75
    finally:
        holder.kill()
        holder.communicate()


def test_a_killed_holder_leaves_no_lock(tmp_path: Path, holder: "subprocess.Popen[str]") -> None:
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with HomeLock(tmp_path):
        assert (tmp_path / "lock").read_text() == f"{os.getpid()}\n"


def test_leaving_lets_the_next_one_in(tmp_path: Path) -> None:
    with HomeLock(tmp_path):
        pass
    with HomeLock(tmp_path):
        pass


def test_a_refused_attempt_leaves_the_lock_as_it_is(tmp_path: Path) -> None:
    with HomeLock(tmp_path):
        for _ in range(2):
            with pytest.raises(BusyError, match=str(os.getpid())), HomeLock(tmp_path):
                pass


def test_two_homes_do_not_meet(tmp_path: Path) -> None:
    with HomeLock(tmp_path / "a"), HomeLock(tmp_path / "b"):
        assert (tmp_path / "a").stat().st_mode & 0o077 == 0
