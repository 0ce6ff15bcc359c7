"""sd_notify on a real datagram socket."""

import os
import socket
from pathlib import Path

import pytest

from scribe.room.notify import Notifier
from tests.room.supervisor import Supervisor


def test_what_systemd_is_told(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as systemd:
        notifier = Notifier(systemd.address)
        notifier.ready("ready at https://room:8443/")
        notifier.status("idle")
        notifier.alive()
        notifier.extend(15)
        notifier.stopping("stopping")
        assert systemd.read() == [
            "READY=1",
            "STATUS=ready at https://room:8443/",
            "STATUS=idle",
            "WATCHDOG=1",
            "EXTEND_TIMEOUT_USEC=15000000",
            "STOPPING=1",
            "STATUS=stopping",
        ]


def test_an_abstract_address() -> None:
    name = f"scribe-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(f"\0{name}")
        Notifier(f"@{name}").alive()
        assert systemd.recv(100) == b"WATCHDOG=1"


def test_without_systemd_nothing_is_said_and_nothing_breaks(tmp_path: Path) -> None:
    Notifier(None).alive()
    Notifier(str(tmp_path / "nobody")).alive()


def test_a_supervisor_that_does_not_read_is_not_waited_for(tmp_path: Path) -> None:
    with Supervisor(tmp_path) as systemd:
        notifier = Notifier(systemd.address)
        for _ in range(5000):
            notifier.alive()
        assert 0 < len(systemd.read()) < 5000


@pytest.mark.parametrize(
    ("variables", "watchdog_s"),
    [
        ({"WATCHDOG_USEC": "30000000"}, 30.0),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": str(os.getpid())}, 30.0),
        ({"WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
        ({}, None),
    ],
)
def test_only_the_watched_process_is_watched(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], watchdog_s: float | None
) -> None:
    for name in ("WATCHDOG_USEC", "WATCHDOG_PID"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert Notifier.from_environment().watchdog_s == watchdog_s
