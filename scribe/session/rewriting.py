"""A drafted note under another format, or one of its sections anew, as long as it is not signed.

What was heard is read again from the log, so it makes no difference whether the daemon was started again meanwhile.
"""

import asyncio
import copy
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from typing import Any

import msgspec

from scribe import commands
from scribe import events as ev
from scribe.chart import Chart
from scribe.config import Settings
from scribe.errors import EngineError, StateError
from scribe.notes.engines import ollama
from scribe.notes.engines.regenerating import outline_section
from scribe.notes.formats.catalogue import load_format
from scribe.notes.formats.note_format import NoteFormat, Reader
from scribe.notes.hand import UNTOUCHED, Hand
from scribe.notes.note import Earlier, FinalNote, Timing
from scribe.notes.parts import NoteParts
from scribe.notes.relaying import judged, relay
from scribe.session import client_view, unheard
from scribe.session.draft import Keep, Report, report_of
from scribe.session.log import SessionLog
from scribe.session.machine import REVIEWABLE
from scribe.session.review import Review

FOR_CLIENT = "CLIENT_SUMMARY"
"""The format of what a client is shown."""


class Shelf(msgspec.Struct, frozen=True, kw_only=True):
    """What rewriting needs of the store."""

    chart: Callable[[str], Awaitable[Chart]]
    report: Callable[[str], Awaitable[Report | None]]
    keep: Keep
    earlier: Callable[[str | None, str], Awaitable[tuple[Earlier, ...]]]
    """The client's notes before that session."""


Compose = Callable[[], FinalNote]
"""The note anew, from the log as it stands when this is called: at once, so that nothing comes between it and what is
stored."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What is set right in what was said, from the log as it stood when it was made."""

    events: tuple[ev.AnyEvent, ...]
    timing: Timing | None = None
    """Of the session, where that changes too."""
    then: Callable[[Review], Sequence[ev.AnyEvent]] = lambda _: ()
    """What is done to the new note as well, from its review. Raises ScribeError where nothing may be."""


UNCHANGED = Change(events=())


class Rewriting:
    """One at a time, so what was said is the same from the reading to the storing. The note is not: it is reviewed
    meanwhile. So what depends on the clinician's hand is made last, while nobody else can append."""

    def __init__(
        self,
        shelf: Shelf,
        settings: Settings,
        parts: Callable[[], Awaitable[NoteParts]],
        worker: Executor,
        turns: ollama.Turns | None = None,
    ) -> None:
        self._shelf, self._settings, self._parts, self._worker = shelf, settings, parts, worker
        self._turns = turns
        self._one_at_a_time = asyncio.Lock()

    async def do(self, log: SessionLog, command: commands.Format | commands.Regenerate) -> Mapping[str, Any]:
        """Carry it out; a final `note` of a new revision tells the result. ScribeError where it can't be done."""
        async with self._one_at_a_time:
            report = await self._drafted(log)
            final = await self._read_again(log, _timing(report))
            match command:
                case commands.Format():
                    compose = await self._in_format(log, final, command.format)
                case commands.Regenerate():
                    compose = await self._regenerated(log, final, command)
            return await self._keep(log, compose, report)

    async def renew(self, log: SessionLog, change: Callable[[], Awaitable[Change]]) -> Mapping[str, Any]:
        """Append what `change` makes, asked when its turn has come, to what was said, and with it, in one transaction,
        what is found in it now and the note made anew; what the clinician wrote stays. Raises ScribeError, and then
        nothing has changed."""
        async with self._one_at_a_time:
            report = await self._drafted(log)
            made = await change()
            timing = made.timing or _timing(report)
            final = await self._read_again(log, timing, made.events)
            compose = await self._in_format(log, final, final.note.format, made.events)
            return await self._keep(log, compose, {**report, "timing": msgspec.to_builtins(timing)}, made)

    async def summary(self, log: SessionLog) -> Mapping[str, Any]:
        """What may be shown to the client, JSON-ready; nothing is stored. StateError where there is no note yet."""
        report = await self._shelf.report(log.session)
        if report is None or log.transcript.note is None:
            raise StateError("There is no note yet.", "Wait for the draft.")
        final, parts = await self._read_again(log, _timing(report)), await self._parts()
        layout = load_format(FOR_CLIENT, self._settings.notes.formats)
        words = msgspec.structs.replace(hand_of(log.since(0)), added=())
        made = relay(final, layout, parts.cues, hand=words)
        return {"title": layout.title, "sections": client_view.shown(made.note.sections, log.transcript.review)}

    async def _drafted(self, log: SessionLog) -> Report:
        """The report of its note. StateError where there is none, or where it is signed."""
        refuse_signed(log)
        report = await self._shelf.report(log.session)
        if report is None or log.transcript.note is None:
            raise StateError("There is no note yet.", "Wait for the draft.")
        return report

    async def _read_again(self, log: SessionLog, timing: Timing, changes: Sequence[ev.AnyEvent] = ()) -> FinalNote:
        """The outline's note of the session under its present format, with everything another layout is made from.
        `changes` are not in the log yet."""
        parts, chart = await self._parts(), await self._shelf.chart(log.session)
        earlier = await self._shelf.earlier(chart.client, log.session)
        note = log.transcript.note
        assert note is not None
        history: list[ev.AnyEvent] = [*log.since(0), *changes]

        def read() -> FinalNote:
            writer = parts.writer(chart, note.format, earlier)
            writer.learn(history)
            return writer.finish(timing)

        final = await asyncio.get_running_loop().run_in_executor(self._worker, read)
        return msgspec.structs.replace(final, note=msgspec.structs.replace(final.note, revision=note.revision))

    async def _in_format(
        self, log: SessionLog, final: FinalNote, name: str, changes: Sequence[ev.AnyEvent] = ()
    ) -> Compose:
        parts = await self._parts()
        layout = load_format(name, self._settings.notes.formats)

        def compose() -> FinalNote:
            made = relay(final, layout, parts.cues, hand=_carried_by(layout, log))
            return unheard.marked(made, (*log.since(0), *changes))

        return compose

    async def _regenerated(self, log: SessionLog, final: FinalNote, command: commands.Regenerate) -> Compose:
        """The section anew, the others as they stand."""
        cues = (await self._parts()).cues

        def compose() -> FinalNote:
            anew = outline_section(
                _as_it_stands(log, final), command.section, command.hint, _carried_by(final.format, log)
            )
            sections = tuple(anew if one.key == anew.key else one for one in log.transcript.sections.values())
            note = msgspec.structs.replace(final.note, revision=final.note.revision + 1, sections=sections)
            return unheard.marked(judged(msgspec.structs.replace(final, note=note), sections, cues), log.since(0))

        if self._settings.notes.engine != "ollama" or final.format.reader is not Reader.CHART:
            return compose
        worded = await self._worded(log, compose(), command)
        return (lambda: worded) if worded else compose

    async def _worded(self, log: SessionLog, outline: FinalNote, command: commands.Regenerate) -> FinalNote | None:
        """As the language model words it, for the chart: the review lays over it what the clinician does meanwhile.
        None: it could not."""
        task = ollama.Task(
            sections=frozenset([command.section]),
            wish=command.hint,
            style=self._settings.notes.style,
            hand=hand_of(log.since(0)),
        )
        try:
            return await ollama.draft(outline, self._settings.ollama, log.append, task=task, turns=self._turns)
        except EngineError as error:
            text = f"{error} The section is the outline's."
            await log.append(ev.Notice(level=ev.NoticeLevel.WARNING, code="drafted-without-language-model", text=text))
            return None

    async def _keep(
        self, log: SessionLog, compose: Compose, before: Report, change: Change = UNCHANGED
    ) -> Mapping[str, Any]:
        """Stored with its report in one transaction, or refused: StateError where it was signed meanwhile."""
        report: Report = {}

        async def anew() -> Sequence[ev.AnyEvent]:
            refuse_signed(log)
            made = compose()
            report.update(report_of(made, _timing(before), 0.0, None))
            report["timing"] = before.get("timing", report["timing"])
            found: list[ev.AnyEvent] = [ev.Renewal(), *made.evidence, *made.material.risk] if change.events else []
            events: list[ev.AnyEvent] = [*change.events, *found, made.note, *_format_told(log, made.note.format)]
            return [*events, *change.then(reviewed_with(log.transcript.review, events))]

        await log.add(anew, store=lambda stamped: self._shelf.keep(log.session, stamped, report))
        return {"session": log.session, "revision": report["revision"], "format": report["format"]}


def _format_told(log: SessionLog, format: str) -> Sequence[ev.AnyEvent]:
    """The change of the session's format, where it is one."""
    state = log.transcript.state
    assert state is not None
    return [msgspec.structs.replace(state, format=format, reason="format")] if state.format != format else []


def _timing(report: Report) -> Timing:
    return msgspec.convert(report.get("timing", {}), Timing)


def reviewed_with(review: Review, events: Iterable[ev.AnyEvent]) -> Review:
    """As it will be with these; the one that is given stays as it is."""
    after = copy.deepcopy(review)
    for event in events:
        after.apply(event)
    return after


def refuse_signed(log: SessionLog) -> None:
    """StateError unless the session's note is a draft."""
    state = log.transcript.state.state if log.transcript.state else None
    if state not in REVIEWABLE:
        raise StateError(f"The session is {state or 'not there'}: only a draft is written anew.", "See its state.")


def hand_of(history: Iterable[ev.AnyEvent]) -> Hand:
    """What the clinician did to the note, in whichever format it stood then."""
    edited: dict[str, str] = {}
    added: dict[str, tuple[str, ev.Statement]] = {}
    settled: dict[str, bool] = {}
    for event in history:
        match event:
            case ev.Edit():
                edited[event.statement] = event.text
            case ev.Addition():
                added[event.statement.id] = (event.section, event.statement)
            case ev.Decision():
                settled[event.statement] = event.verdict is not ev.Verdict.OPEN
            case _:
                pass
    own = tuple(
        (section, msgspec.structs.replace(one, text=edited.pop(one.id, one.text))) for section, one in added.values()
    )
    return Hand(edited=edited, added=own, settled=frozenset(id for id, is_settled in settled.items() if is_settled))


def _carried_by(layout: NoteFormat, log: SessionLog) -> Hand:
    """For the chart's readers the review lays the clinician's hand over the draft (`session/review.py`); a draft whose
    people are called otherwise has to carry it itself."""
    return UNTOUCHED if layout.reader is Reader.CHART else hand_of(log.since(0))


def _as_it_stands(log: SessionLog, final: FinalNote) -> FinalNote:
    sections = tuple(log.transcript.sections.values())
    return msgspec.structs.replace(final, note=msgspec.structs.replace(final.note, sections=sections))
