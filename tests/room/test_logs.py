"""What reaches the journal: fields to search by, one line each, and never a text, a name or a traceback."""

import asyncio
import gc
import logging
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe import events as ev
from scribe.room import logs
from scribe.room.logs import JournalHandler, PlainFormatter, datagram


def record(message: str, *arguments: object, level: int = logging.INFO, **extra: str) -> logging.LogRecord:
    made = logging.getLogger("scribe.test").makeRecord(
        "scribe.test", level, "/somewhere/live.py", 12, message, arguments, None, "run", extra or None
    )
    return made


def fields(data: bytes) -> dict[str, str]:
    return dict(line.split("=", 1) for line in data.decode().splitlines())


def test_a_record_has_fields_to_search_by() -> None:
    found = fields(datagram(record("notice %s", "overloaded", level=logging.WARNING, scribe_code="overloaded")))
    assert found == {
        "MESSAGE": "notice overloaded",
        "PRIORITY": "4",
        "SYSLOG_IDENTIFIER": "scribe",
        "LOGGER": "scribe.test",
        "CODE_FILE": "live.py",
        "CODE_LINE": "12",
        "CODE_FUNC": "run",
        "SCRIBE_CODE": "overloaded",
    }


@given(st.text())
def test_no_text_can_begin_a_field_of_its_own(text: str) -> None:
    data = datagram(record("%s", text.encode("utf-8", "replace").decode()))
    assert sum(line.startswith(b"MESSAGE=") for line in data.split(b"\n")) == 1
    assert all(b"=" in line for line in data.split(b"\n")[:-1])


@pytest.mark.parametrize(
    ("level", "number"), [(logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (25, 6), (1, 7)]
)
def test_priorities_are_syslogs(level: int, number: int) -> None:
    assert logs.priority(level) == number


def test_a_failure_is_named_without_what_it_says() -> None:
    try:
        raise ValueError("my mother said")
    except ValueError as error:
        failed = record("writing failed", level=logging.ERROR)
        failed.exc_info = (ValueError, error, error.__traceback__)
    assert fields(datagram(failed))["MESSAGE"] == "writing failed: ValueError"
    assert PlainFormatter().format(failed) == "error: writing failed: ValueError"


async def test_what_fails_while_nobody_waits_leaves_no_word(caplog: pytest.LogCaptureFixture) -> None:
    """asyncio's own handler quotes the error, and the arguments of a callback."""
    asyncio.get_running_loop().set_exception_handler(logs.unawaited)

    async def write() -> None:
        raise ValueError("my mother said")

    def say(text: str) -> None:
        raise KeyError(text)

    task = asyncio.create_task(write(), name="write the note")
    asyncio.get_running_loop().call_soon(say, "my mother said")
    await asyncio.wait({task})
    del task
    gc.collect()
    await asyncio.sleep(0)
    told = [PlainFormatter().format(record) for record in caplog.records]
    assert sorted(told) == [
        "error: a callback failed and nobody waited for it: KeyError",
        "error: write the note failed and nobody waited for it: ValueError",
    ]


def test_records_reach_the_journals_socket(tmp_path: Path) -> None:
    address = str(tmp_path / "journal")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as journal:
        journal.bind(address)
        handler = JournalHandler(address)
        handler.emit(record("session is %s", "live"))
        assert fields(journal.recv(4096))["MESSAGE"] == "session is live"
    handler.emit(record("nobody is there any more"))
    handler.close()


def test_a_session_leaves_states_and_codes(caplog: pytest.LogCaptureFixture) -> None:
    said = "I have not told my mother"
    caplog.set_level(logging.DEBUG, logger="scribe")
    logs.chronicle(ev.Session(state=ev.SessionState.LIVE, room="Room 3", session="5e55"))
    logs.chronicle(ev.Notice(level=ev.NoticeLevel.ERROR, code="microphone-lost", text=said))
    logs.chronicle(ev.Jotting(id="j1", author="Dr. B", text=said, kind="observation"))
    assert [r.getMessage() for r in caplog.records] == ["session is live", "notice microphone-lost"]
    assert [r.levelname for r in caplog.records] == ["INFO", "WARNING"]
    assert [getattr(r, logs.FIELD) for r in caplog.records] == ["session-live", "microphone-lost"]
