"""From the last word to the draft: the outline's note at once, then, where one is asked for, a language model's."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from typing import Any, Protocol

import msgspec

from scribe import events as ev
from scribe.config import Settings
from scribe.errors import EngineError, StateError
from scribe.notes.engines import ollama
from scribe.notes.note import FinalNote, Timing
from scribe.session import unheard
from scribe.session.clock import changed
from scribe.session.log import SessionLog
from scribe.session.machine import Transition, after

Report = dict[str, Any]

Keep = Callable[[str, Sequence[ev.AnyEvent], Report], Awaitable[None]]
"""Stores a session's next events and the report of the final note among them, in one transaction: no reader ever finds
a note beside another's report. Raises StoreError."""


class Finisher(Protocol):
    """What the draft needs of the note writer."""

    def finish(self, timing: Timing) -> FinalNote: ...


async def draft(
    log: SessionLog,
    writer: Finisher,
    worker: Executor,
    settings: Settings,
    timing: Timing,
    keep: Keep,
    turns: ollama.Turns | None = None,
) -> Report:
    """Write the note and bring the session from `ended` to `draft`. Returns what `--note FILE` holds.

    The outline's note is stored before any model is asked, so nothing a model does can leave a session without one.
    """
    state = log.transcript.state
    assert state is not None
    begun = time.monotonic()
    final = await asyncio.get_running_loop().run_in_executor(worker, writer.finish, timing)
    final = unheard.marked(final, log.since(0))
    outline_s = time.monotonic() - begun
    report = report_of(final, timing, outline_s, None)
    drafted = changed(state, after(state.state, Transition.DRAFTED))
    await kept(log, keep, [*_set_right(log, final), final.note, drafted], report)
    if settings.notes.engine == "ollama" and not timing.unheard:  # a clinician's own words are nobody's to reword
        try:
            final, notices = await _phrased(log, final, settings, turns)
            phrased = report_of(final, timing, outline_s, time.monotonic() - begun)
            await kept(log, keep, [*notices, final.note], phrased)
        except StateError:
            return report  # signed meanwhile: the note stands as it was signed
        return phrased
    return report


async def kept(log: SessionLog, keep: Keep, events: Sequence[ev.AnyEvent], report: Report) -> None:
    """A final note among what belongs to it, and its report. Raises as `SessionLog.append`."""
    await log.append(*events, store=lambda stamped: keep(log.session, stamped, report))


def _set_right(log: SessionLog, final: FinalNote) -> list[ev.AnyEvent]:
    """The list of risks beside the note is the note's own: read as a whole, a session may answer what was open live."""
    told, now = (
        {(risk.kind, risk.status, risk.utterances) for risk in risks}
        for risks in (log.transcript.risks, final.material.risk)
    )
    return [] if told == now else [ev.Renewal(), *final.evidence, *final.material.risk]


async def _phrased(
    log: SessionLog, final: FinalNote, settings: Settings, turns: ollama.Turns | None
) -> tuple[FinalNote, list[ev.AnyEvent]]:
    """The model's version where it holds, else the outline's; and the notices that say why."""
    try:
        task = ollama.Task(style=settings.notes.style)
        phrased = await ollama.draft(final, settings.ollama, log.append, task=task, turns=turns)
    except EngineError as error:
        return final, [_notice("drafted-without-language-model", str(error))]
    if phrased.drafting.failed:
        text = "The language model stopped before the end. The sections that it did not reach are the outline's."
        return phrased, [_notice("drafted-in-part-by-language-model", text)]
    return phrased, []


def _notice(code: str, text: str) -> ev.Notice:
    return ev.Notice(level=ev.NoticeLevel.WARNING, code=code, text=text)


def report_of(final: FinalNote, timing: Timing, outline_s: float, model_s: float | None) -> Report:
    """What `--note FILE` holds, and the store keeps."""
    built: dict[str, Any] = msgspec.to_builtins(final.note)
    clock = {**msgspec.to_builtins(timing), "stop_to_note_s": round(outline_s, 3)}
    if model_s is not None:
        clock["stop_to_model_note_s"] = round(model_s, 3)
    return {
        **built,
        "header": final.header,
        "missing": msgspec.to_builtins(final.missing),
        "lint": msgspec.to_builtins(final.lint),
        "risk": msgspec.to_builtins(final.risk),
        "timing": clock,
        **({"drafting": msgspec.to_builtins(final.drafting)} if isinstance(final, ollama.Drafted) else {}),
    }
