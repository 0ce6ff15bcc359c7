"""What is asked of drafted sessions comes to who does it, and not while the note is still being written."""

from pathlib import Path

import pytest

from scribe import commands
from scribe.errors import StateError
from scribe.session.errands import Errand, Errands
from scribe.session.recalling import Recalling
from tests.session.test_halves import Room, two_halves


def refuse(session: str) -> None:
    raise StateError("The note is still being written.")


async def elsewhere(client: str, by: str) -> dict[str, list[str]]:
    return {"notes": [client, by]}


def errands(room: Room, *, finished: bool = True) -> Errands:
    recalling, unfinished = (
        Recalling(room.store, lambda: None, room._parts),
        (lambda session: None) if finished else refuse,
    )
    return Errands(room.desk, room.rewriting, room.store, recalling, unfinished, elsewhere)


async def test_each_errand_is_done(tmp_path: Path) -> None:
    async with two_halves(tmp_path) as room:
        at = errands(room)
        assert (await at.do(commands.Format(session="first", format="SOAP"), "Dr. B"))["format"] == "SOAP"
        assert (await at.do(commands.Merge(session="first", other="second"), "Dr. B"))["merged"] == ["second"]
        await at.do(commands.Correct(session="first", utterance="u2", text="I woke at six."), "Dr. B")
        assert (await room.desk.log("first")).transcript.said["u2"].text == "I woke at six."
        assert (await at.do(commands.Summary(session="first"), "Dr. B"))["sections"] == []
        assert [row["id"] for row in (await at.do(commands.Sessions(), "Dr. B"))["sessions"]] == ["first"]
        assert await at.do(commands.History(client="Ada"), "Dr. B") == {"notes": ["Ada", "Dr. B"]}
        actions = {row.action for row in await room.store.audit_rows() if row.actor == "Dr. B"}
        assert {"other half merged into the session", "utterance u2 corrected", "client view read"} <= actions


@pytest.mark.parametrize(
    "errand",
    [
        commands.Format(session="first", format="SOAP"),
        commands.Merge(session="first", other="second"),
        commands.Correct(session="first", utterance="u2", text="I woke at six."),
    ],
    ids=lambda errand: type(errand).__name__,
)
async def test_nothing_is_made_anew_while_the_note_is_still_being_written(tmp_path: Path, errand: Errand) -> None:
    async with two_halves(tmp_path) as room:
        before = await room.store.last_seq("first")
        with pytest.raises(StateError, match="still being written"):
            await errands(room, finished=False).do(errand, "Dr. B")
        assert await room.store.last_seq("first") == before
