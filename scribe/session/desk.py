"""Where drafted notes are read, reviewed and signed: today's, and those of earlier sessions.

The session that was heard last keeps the log that its clients follow; an earlier one gets a log of its own while it is
worked on. Every answer says how the note reads afterwards, so a client need not follow an earlier session's events.
"""

import asyncio
import base64
import shutil
from collections import OrderedDict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from scribe import commands
from scribe import events as ev
from scribe.config import Settings
from scribe.errors import StateError, UsageError
from scribe.export.consents import consents_of
from scribe.export.standing import standing
from scribe.practice.redisclosure import NOTICE
from scribe.practice.topics import topics
from scribe.records import clients, past, recent, sessions
from scribe.records.store import ACTOR, SessionRow, Store
from scribe.session import backlog, clip, reviewing
from scribe.session.log import SessionLog
from scribe.session.machine import INTERRUPTED
from scribe.session.review import awaited_for
from scribe.session.signing_desk import SigningDesk
from scribe.session.talk import talk
from scribe.wall_clock import utc_now

MOST_LOGS = 8
"""Earlier sessions whose events are kept at hand."""

Answer = Mapping[str, Any]


class Desk:
    """`current` is the log of the session that was heard last. One desk works on a SCRIBE_HOME: its owner holds the
    lock."""

    def __init__(self, store: Store, settings: Settings, current: Callable[[], SessionLog | None]) -> None:
        self._store = store
        self._settings = settings
        self._current = current
        self._earlier: OrderedDict[str, SessionLog] = OrderedDict()
        self._signing = SigningDesk(store, destroy_words=settings.records.destroy_words)
        self._one_at_a_time = asyncio.Lock()

    async def do(self, command: commands.Command, by: str) -> Answer:
        """Carry out a command for the named device. Raises ScribeError."""
        async with self._one_at_a_time:  # what a command checks must still hold when it is stored
            match command:
                case commands.Sessions():
                    return await self._sessions(command)
                case commands.Recent():
                    return await self._recent()
                case commands.Brief():
                    return await self._brief(command.client, by)
                case commands.Open():
                    return await self._open(command.session, by)
                case commands.Talk():
                    return await self._talk(command.session, by)
                case commands.Listen():
                    return await self._listen(command, by)
                case commands.Export():
                    return await self._export(command, by)
                case commands.Sign() | commands.Cosign() | commands.Addendum():
                    return await self._sign(command, by)
                case commands.DeskCommand():
                    return await self._review(command, by)  # type: ignore[arg-type]
                case _:
                    raise StateError("That is for the session that is heard.", "Start one first.")

    # -- reading ---------------------------------------------------------------------------------------------------

    async def _sessions(self, command: commands.Sessions) -> Answer:
        rows = await self._store.sessions(limit=backlog.MOST)
        return {"sessions": backlog.rows(rows, datetime.now().astimezone(), everything=command.all)}

    async def _recent(self) -> Answer:
        clients = await self._store.ask(recent.recent)
        room = {"note_format": self._settings.notes.format, "clinic": self._settings.records.replicate is not None}
        return {"clients": msgspec.to_builtins(clients), **room}

    async def _brief(self, client: str, by: str) -> Answer:
        called = await asyncio.to_thread(topics)
        found = await self._store.ask(lambda db: past.brief_of(db, client, called))
        await self._store.audit(by, "brief read", client)
        return {"brief": found}

    async def _open(self, session: str, by: str) -> Answer:
        log = await self.log(session, half=True)
        report = await self._store.report(session) or {}
        await self._store.audit(by, "session read", session)
        kept = {key: report.get(key) for key in ("header", "timing", "drafting")}
        shown = log.transcript.snapshot()
        return {"snapshot": {**shown, "review": _read_by(by, shown["review"])}, **kept}

    async def _talk(self, session: str, by: str) -> Answer:
        log = await self.log(session)
        await self._store.audit(by, "talk share read", session)
        found: Answer = msgspec.to_builtins(talk(log.transcript, log.since(0)))
        return found

    async def _listen(self, command: commands.Listen, by: str) -> Answer:
        log = await self.log(command.session)
        reviewing.refuse_unreviewable(log.transcript)
        start, end = clip.checked(command.start, command.end)
        whose, began = half_at(log, start)
        key = await self._store.session_key(whose)
        await self._store.audit(by, "sound heard", command.session)
        wav = await asyncio.to_thread(clip.wav, self._folder(whose), key, start - began, end - began)
        return {"media_type": "audio/wav", "data": base64.b64encode(wav).decode()}

    async def _export(self, command: commands.Export, by: str) -> Answer:
        from scribe.export import forms, titles  # their libraries are large, and few sessions need them

        note = await self.note(command.session)
        title = titles.of(note["format"], self._settings.notes.formats)
        report = {**note, "title": title, "notice": await self._notice(command.session)}
        made = await asyncio.to_thread(forms.render, report, command.form, draft=command.draft)
        await self._store.audit(by, f"note exported as {command.form}", command.session)
        return {"name": made.name, "media_type": made.media_type, "data": base64.b64encode(made.data).decode()}

    async def _notice(self, session: str) -> str:
        """What has to be said to whoever receives it."""
        client = (await self._store.session(session)).client
        treated = client is not None and (await self._store.ask(lambda db: clients.get(db, client))).substance_use
        return NOTICE if treated else ""

    async def note(self, session: str) -> dict[str, Any]:
        """The note as it stands, with header, missing, signatures. UsageError when there is none yet."""
        log = await self.log(session)
        report = await self._store.report(session)
        if report is None:
            raise UsageError(f"{session}: there is no note yet.", "See: scribe sessions")
        note = standing(report, log.transcript.review)
        consents = consents_of(log.transcript.consents, note.get("header", {}))
        return {**note, "session": session, "consents": consents}

    # -- review and signature --------------------------------------------------------------------------------------

    async def _review(self, command: commands.ReviewCommand, by: str) -> Answer:
        log = await self.log(command.session)

        async def events() -> list[ev.AnyEvent]:
            return reviewing.events(log.transcript, command, by, utc_now())

        await log.add(events, _key(command))
        return _answer(log, by)

    async def _sign(self, command: commands.SigningCommand, by: str) -> Answer:
        log = await self.log(command.session)
        allowed = await self._signing.allowed(command, by)
        if await log.add(partial(self._signing.events, log, allowed), _key(command)):
            await self._clear(log)
        return _answer(log, by)

    async def _clear(self, log: SessionLog) -> None:
        """What is to go with what was destroyed."""
        await asyncio.to_thread(self._remove_sound, log)
        await self._destroy_halves(log)

    async def _destroy_halves(self, log: SessionLog) -> None:
        """What was destroyed of this session, of the halves that were signed as part of it too."""
        gone = log.transcript.review.destroyed
        for other in log.transcript.merges if gone else ():
            half = await self.log(other, half=True)
            done = {one.what for one in half.transcript.review.destroyed}
            await half.append(*(_bare(one) for one in gone if one.what not in done))
            await asyncio.to_thread(self._remove_sound, half)

    # -- sound -----------------------------------------------------------------------------------------------------

    def _folder(self, session: str) -> Path:
        return self._settings.home / "audio" / session

    def _remove_sound(self, log: SessionLog) -> None:
        """Its key is gone already: what is removed here is noise."""
        if any(one.what == "sound" for one in log.transcript.review.destroyed):
            shutil.rmtree(self._folder(log.session), ignore_errors=True)

    async def sweep(self) -> None:
        """Remove what a crash left of destroyed sound, and of sound that a signature was to destroy."""
        for whole in await self._store.ask(sessions.wholes):
            log = await self.log(whole)
            if log.transcript.review.signed:
                await self._destroy_halves(log)
        for session in await self._store.sessions_without_sound():
            await asyncio.to_thread(shutil.rmtree, self._folder(session), ignore_errors=True)
        await self.close_windows()

    async def close_windows(self) -> None:
        """Destroy what was said in sessions whose last signature is `records.words_days` old: from then on the note and
        the audit tell of them. Not while a co-signature is awaited."""
        days = self._settings.records.words_days
        if days is None:
            return
        until = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
        for session in await self._store.ask(partial(sessions.with_words_signed_before, until=until)):
            async with self._one_at_a_time:
                log = await self.log(session)
                if not log.transcript.review.awaited():
                    reason = f"policy, {days} days after the signature"
                    at = utc_now()
                    await log.append(ev.Destruction(what="words", reason=reason, author=ACTOR, destroyed_at=at))
                    await self._destroy_halves(log)

    # -- logs ------------------------------------------------------------------------------------------------------

    async def log(self, session: str, *, half: bool = False) -> SessionLog:
        """Of the session that is current, or of an earlier one whose note is drafted. StateError while it is not, and
        where it is told as a `half` of another session, unless that is asked for. It knows what is stored."""
        row = await self._store.session(session)
        if row.part_of and not half:
            raise StateError("This is one half of another session.", "Open that one, or part them.")
        current = self._current()
        log = current if current is not None and current.session == session else await self._earlier_log(row)
        if not log.waits and await log.catch_up():  # a full disk holds the session, never the desk
            await self._clear(log)
        return log

    async def _earlier_log(self, row: SessionRow) -> SessionLog:
        session = row.id
        if session not in self._earlier:
            if row.state in (*INTERRUPTED, ev.SessionState.CREATED):
                raise StateError(f"The session is {row.state}: its note is not drafted yet.", "Wait for the note.")
            history = await self._store.events(session)
            append, stored = partial(self._store.append, session), partial(self._store.vouched, session)
            log = SessionLog(session, append, lambda: 0.0, history, stored=stored)
            self._earlier.setdefault(session, log)  # whoever asked meanwhile has the same one: two would lag
        self._earlier.move_to_end(session)
        while len(self._earlier) > MOST_LOGS:
            self._earlier.popitem(last=False)
        return self._earlier[session]


def half_at(log: SessionLog, start: float) -> tuple[str, float]:
    """Whose sound it is at that second of the session, and the second at which that half began."""
    begun = [(merge.offset, other) for other, merge in log.transcript.merges.items() if merge.offset <= start]
    offset, whose = max(begun, default=(0.0, log.session))
    return whose, offset


def _key(command: commands.Command) -> str:
    return command.key if isinstance(command, commands.Keyed) else ""


def _bare(event: ev.Destruction) -> ev.Destruction:
    return msgspec.structs.replace(event, seq=0, at=0.0, session="")


def _answer(log: SessionLog, by: str) -> Answer:
    """How the note reads now."""
    state = reviewing.state_of(log.transcript).state
    review = _read_by(by, log.transcript.review.snapshot())
    return {"session": log.session, "seq": log.seq, "state": state, "review": review}


def _read_by(who: str, review: dict[str, Any] | None) -> dict[str, Any] | None:
    return review and {**review, "awaited": awaited_for(who, review["awaited"])}
