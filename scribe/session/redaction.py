"""Blanking what was struck, or destroyed: the same rule for the log in memory and for the store on disk. Pure."""

from collections.abc import Set

import msgspec

from scribe import events as ev
from scribe.session.transcript import still_true, without

SPOKEN = (ev.Words, ev.Utterance, ev.Revision, ev.Correction, ev.Evidence, ev.Risk)
"""What holds the words that were said, or quotes them."""


def bare(event: ev.AnyEvent) -> ev.AnyEvent:
    """The event without what was said; its place in the log, its speaker and its times stay."""
    match event:
        case ev.Words() | ev.Revision():
            return msgspec.structs.replace(event, words=())
        case ev.Utterance() | ev.Correction() | ev.Evidence() | ev.Risk():
            return msgspec.structs.replace(event, text="")
        case _:
            return event


def scrub(event: ev.AnyEvent, struck: Set[str]) -> ev.AnyEvent:
    """The event with every text that rests on a struck utterance removed; its place in the log stays."""
    match event:
        case ev.Words() | ev.Revision() if event.utterance in struck:
            return msgspec.structs.replace(event, words=())
        case ev.Draft() if event.utterance in struck:
            return msgspec.structs.replace(event, text="", confirmed=0)
        case ev.Correction() if event.utterance in struck:
            return msgspec.structs.replace(event, text="")
        case ev.Utterance() if event.id in struck:
            return msgspec.structs.replace(event, text="", confidence=0.0)
        case ev.Evidence() | ev.Risk() if struck & set(event.utterances):
            return msgspec.structs.replace(event, text="")
        case ev.Note():
            sections = tuple(without(section, set(struck)) for section in event.sections)
            return msgspec.structs.replace(event, sections=sections, lint=still_true(event.lint, sections))
        case _:
            return event
