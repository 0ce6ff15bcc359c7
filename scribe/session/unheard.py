"""What a note can't tell because it was not heard, or not heard for certain: named in it (CLINICAL 2). Pure."""

from collections.abc import Iterable

import msgspec

from scribe import events as ev
from scribe.notes.note import FinalNote
from scribe.session import gaps
from scribe.session.transcript import Transcript

WORDS = "words"
"""Element of `missing`."""


def marked(final: FinalNote, history: Iterable[ev.AnyEvent]) -> FinalNote:
    """The note with each gap in the sound, and each utterance that stays unclear, among what is missing from it."""
    events = tuple(history)
    found = (*_silent(events), *_unclear(events))
    if not found:
        return final
    missing = (*final.missing, *found)
    return msgspec.structs.replace(final, missing=missing, note=msgspec.structs.replace(final.note, missing=missing))


def _silent(events: Iterable[ev.AnyEvent]) -> Iterable[ev.Missing]:
    return (ev.Missing(element=gaps.SOUND, text=str(gap)) for gap in gaps.found(events))


def _unclear(events: Iterable[ev.AnyEvent]) -> Iterable[ev.Missing]:
    transcript = Transcript()
    for event in events:
        transcript.apply(event)
    for said in sorted(transcript.said.values(), key=lambda one: one.start):
        if said.unclear:
            text = f"Unclear at {gaps.clock(said.start)}: words there were heard in two ways. Listen before you sign."
            yield ev.Missing(element=WORDS, text=text)
