"""Who spoke how much, how fast, and how long nobody did: read from a session that is over. Pure. It judges nothing."""

from collections.abc import Iterable, Sequence

import msgspec

from scribe import events as ev
from scribe.session.transcript import Said, Transcript

SILENCE_S = 3.0
"""A shorter gap is how people take turns (Heldner and Edlund 2010: nearly all gaps lie below 2 s)."""

SECONDS_A_MINUTE = 60.0

PACE_FROM_S = 10.0
"""Of speech; a pace told from less is chance."""

Span = tuple[float, float]


class Turn(msgspec.Struct, frozen=True):
    """One voice until another one speaks. Seconds since capture began."""

    speaker: str
    start: float
    end: float


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    speaker: str
    role: ev.Role
    name: str | None
    seconds: float
    share: float
    """Of all that was spoken, 0 to 1."""
    pace: int | None
    """Words a minute of speech; None: too little was said."""


class Talk(msgspec.Struct, frozen=True, kw_only=True):
    voices: tuple[Voice, ...]
    """In the order of their labels."""
    turns: tuple[Turn, ...]
    silences: tuple[Span, ...]
    """Of SILENCE_S and longer. What was off the record or taken back is none."""


def talk(transcript: Transcript, history: Iterable[ev.AnyEvent]) -> Talk:
    """`history` tells what was off the record."""
    said = sorted(transcript.said.values(), key=lambda one: one.start)
    spoken = [one for one in said if not one.struck and one.text]
    struck = [(one.start, one.end) for one in said if one.struck]
    return Talk(
        voices=_voices(spoken, transcript),
        turns=_turns(spoken),
        silences=_silences(spoken, [*off_record(history), *struck]),
    )


def off_record(history: Iterable[ev.AnyEvent]) -> list[Span]:
    """Each pause by the session's clock; one that never ended lasts until the session did."""
    spans, since = [], None
    for event in history:
        if not isinstance(event, ev.Session):
            continue
        if event.state is ev.SessionState.PAUSED:
            since = event.at
        elif since is not None:
            spans.append((since, event.at))
            since = None
    return spans


def _voices(spoken: Sequence[Said], transcript: Transcript) -> tuple[Voice, ...]:
    labels = sorted({one.speaker for one in spoken}, key=lambda label: (len(label), label))
    whole = sum(one.end - one.start for one in spoken)
    return tuple(_voice(label, [one for one in spoken if one.speaker == label], whole, transcript) for label in labels)


def _voice(label: str, mine: Sequence[Said], whole: float, transcript: Transcript) -> Voice:
    seconds = sum(one.end - one.start for one in mine)
    words = sum(len(one.text.split()) for one in mine)
    return Voice(
        speaker=label,
        role=mine[-1].role,
        name=transcript.names.get(label, (mine[-1].role, None))[1],
        seconds=round(seconds, 1),
        share=round(seconds / whole, 3) if whole else 0.0,
        pace=round(words / seconds * SECONDS_A_MINUTE) if seconds >= PACE_FROM_S else None,
    )


def _turns(spoken: Sequence[Said]) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for one in spoken:
        last = turns[-1] if turns else None
        if last and last.speaker == one.speaker and one.start - last.end < SILENCE_S:
            turns[-1] = Turn(one.speaker, last.start, max(last.end, one.end))
        else:
            turns.append(Turn(one.speaker, one.start, one.end))
    return tuple(turns)


def _silences(spoken: Sequence[Said], not_heard: Sequence[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    until = spoken[0].end if spoken else 0.0
    for one in spoken:
        if one.start - until >= SILENCE_S and not any(start < one.start and end > until for start, end in not_heard):
            found.append((until, one.start))
        until = max(until, one.end)
    return tuple(found)
