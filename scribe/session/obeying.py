"""What a clinician asks of the session that is under way, carried out on it. Raises ScribeError."""

from collections.abc import Mapping
from typing import Any

from scribe import commands
from scribe import events as ev
from scribe.errors import StateError
from scribe.session import reviewing, righting
from scribe.session.live import LiveSession
from scribe.session.log import SessionLog
from scribe.session.rewriting import Change, Rewriting
from scribe.session.written import WrittenSession

Answer = Mapping[str, Any]


async def obey(live: LiveSession, command: commands.LiveCommand, by: str) -> Answer:
    """Of the session that is being heard."""
    match command:
        case commands.Pause():
            await live.pause()
        case commands.Resume():
            await live.resume()
        case commands.Stop():
            await live.stop()
        case commands.Strike():
            start, end = command.span or (max(0.0, live.position - (command.last_s or 0.0)), live.position)
            return {"utterances": await live.strike(start, end)}
        case commands.Mark():
            await live.jot(by, "", "mark")
        case commands.Jot():
            await live.jot(by, command.text, command.kind, command.section, command.key)
        case commands.Name():
            await live.name(command.speaker, command.role, command.name, by)
        case commands.Assign():
            await live.assign(command.utterances, command.speaker, by)
        case commands.Correct():
            await live.correct(command.utterance, command.text, by)
        case commands.Start():
            raise StateError("A session is already being heard in this room.", "Stop it first.")
    return {"state": live.state}


async def already(log: SessionLog, command: commands.Command) -> Answer | None:
    """The answer to what was added before and is asked for again, because nobody knows what became of it; also of a
    session that has come to its end meanwhile."""
    if isinstance(command, commands.Jot) and command.key and await log.has(command.key):
        return {"state": reviewing.state_of(log.transcript).state}
    return None


async def set_right(log: SessionLog, rewriting: Rewriting, command: commands.RightingCommand, by: str) -> Answer:
    """Of a session whose note is drafted: what rests on it is found anew."""

    async def change() -> Change:
        reviewing.refuse_unreviewable(log.transcript)
        match command:
            case commands.Name():
                made: ev.AnyEvent = righting.naming(log.transcript, command.speaker, command.role, command.name, by)
            case commands.Assign():
                made = righting.assignment(log.transcript, command.utterances, command.speaker, by)
            case commands.Correct():
                made = righting.correction(log.transcript, command.utterance, command.text, by)
        return Change(events=(made,))

    return await rewriting.renew(log, change)


async def obey_unheard(session: WrittenSession, command: commands.LiveCommand, by: str) -> Answer:
    """Of the session that is written and not heard."""
    match command:
        case commands.Jot():
            await session.jot(by, command.text, command.kind, command.section, command.key)
        case commands.Stop():
            await session.stop()
        case _:
            raise StateError("Nothing is heard in this session.", "Write, or end it.")
    return {"state": session.state}
