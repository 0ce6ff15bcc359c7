"""What one person said in one go, however many utterances it was heard in.

A recogniser ends an utterance at a pause, at a change of voice that was none, or at a full stop: 'Two mornings.' 'No,
three.' Read apart, neither is what was said. Put together again they are read as one, and each clause still cites the
utterances that hold its words.
"""

import re
from collections.abc import Callable, Sequence

import msgspec

from scribe.events import Role
from scribe.notes.note import Heard

PAUSE_S = 3.0
"""Seconds of silence after which the same person begins anew."""
MOST_WORDS = 120
"""Words put together at most: what is left out with one sentence of them may take all of them with it."""

_BEFORE_A_NAME = re.compile(
    r"(?<!\bthe )(?<!\ba )(?<!\bmy )(?<!\byour )(?<!\bour )(?<!\bhis )(?<!\bher )(?<!\btheir )(?<!\bnew )"
    r"\b(?P<title>doctor|professor|saint|mister)\.$",
    re.IGNORECASE,
)
"""'I'd like to send doctor.' 'Osei, a quick note.': the stop is the recogniser's, which heard a pause."""
_ENDED = re.compile(r"[.?!…][\"”']?\s*$")


class Part(msgspec.Struct, frozen=True):
    """One utterance's place in the words that were put together."""

    utterance: str
    begin: int
    end: int


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    whole: Heard
    """Named by its first utterance."""
    parts: tuple[Part, ...]

    def cites(self, begin: int, end: int) -> tuple[str, ...]:
        """The utterances that hold these letters of the whole."""
        return tuple(one.utterance for one in self.parts if one.begin < end and begin < one.end)


def speeches(
    heard: Sequence[Heard], *, murmur: Callable[[str], bool], alone: Callable[[Heard], bool] = lambda _: False
) -> list[Speech]:
    """`heard` in order. `murmur`: the words only show that somebody listens; they end nobody's sentence. `alone`: what
    is left out for a word of it must not take other utterances with it."""
    found: list[Speech] = []
    apart: set[str] = set()
    for one in heard:
        if alone(one):
            apart.add(one.id)
        place = None if one.id in apart else _goes_on(found, one, murmur)
        if place is not None and found[place].whole.id in apart:
            place = None
        if place is None:
            found.append(Speech(whole=one, parts=(Part(one.id, 0, len(one.text)),)))
        else:
            found[place] = _with(found[place], one)
    return found


def _goes_on(found: Sequence[Speech], one: Heard, murmur: Callable[[str], bool]) -> int | None:
    """Which of them the utterance goes on with: the last, or an unfinished one before the therapist's murmur. A
    client's "no" is an answer."""
    if found and _same(found[-1], one):
        return len(found) - 1
    unfinished = len(found) > 1 and not _ENDED.search(found[-2].whole.text)
    listens = bool(found) and found[-1].whole.role is Role.THERAPIST and murmur(found[-1].whole.text)
    if unfinished and listens and _same(found[-2], one):
        return len(found) - 2
    return None


def _same(speech: Speech, one: Heard) -> bool:
    last = speech.whole
    near = one.start - last.end <= PAUSE_S
    person = (last.speaker, last.role, last.name) == (one.speaker, one.role, one.name)
    known = one.role is not Role.UNKNOWN
    return near and person and known and not one.begins and len(last.text.split()) + len(one.text.split()) <= MOST_WORDS


def _with(speech: Speech, one: Heard) -> Speech:
    said = _BEFORE_A_NAME.sub(r"\g<title>", speech.whole.text) if one.text[:1].isupper() else speech.whole.text
    begin = len(said) + 1
    whole = msgspec.structs.replace(speech.whole, text=f"{said} {one.text}", end=max(speech.whole.end, one.end))
    return Speech(whole=whole, parts=(*speech.parts, Part(one.id, begin, begin + len(one.text))))
