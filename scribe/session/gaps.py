"""What the microphone did not hear: told while it happens, and named in the note (`unheard.py`). Pure.

A pause is none of these: that was somebody's wish, and the session's states tell of it.
"""

from collections.abc import Iterable

import msgspec

from scribe import events as ev
from scribe.audio.attention import Change
from scribe.errors import AudioDeviceError

SOUND = "sound"
"""Element of `missing` (CLINICAL 2: what a note can't tell, it names)."""

BEGINS = {
    "microphone-lost": "nothing was heard: the microphone was away",
    "no-sound": "nothing was heard: the microphone gave no sound",
    "far-side-lost": "the other side was not heard",
}
ENDS = {"microphone-back": "microphone-lost", "sound-back": "no-sound", "far-side-back": "far-side-lost"}

_Told = tuple[ev.NoticeLevel, str, str]
"""Level, code and text of a notice."""

MICROPHONE: dict[Change, _Told] = {
    Change.AWAY: (ev.NoticeLevel.ERROR, "microphone-lost", "Nothing is heard until it is back; the session goes on."),
    Change.BACK: (ev.NoticeLevel.INFO, "microphone-back", "The microphone is back. Listening."),
    Change.REPLACED: (
        ev.NoticeLevel.WARNING,
        "microphone-back",
        "Listening through another microphone: the one before is away. Is it the right one?",
    ),
    Change.SILENT: (
        ev.NoticeLevel.ERROR,
        "no-sound",
        "No sound from the room: the microphone is muted or broken. Check its switch and its plug.",
    ),
    Change.SOUND: (ev.NoticeLevel.INFO, "sound-back", "There is sound from the room again."),
    Change.SKIPPED: (
        ev.NoticeLevel.WARNING,
        "sound-lost",
        "A moment of sound was lost: this device was too busy to take it.",
    ),
}

LEAST_S = 1.0
"""A shorter gap is no news in a note."""


class Gap(msgspec.Struct, frozen=True):
    start: float
    """Seconds since capture began."""
    end: float | None
    """None: until the session ended."""
    reason: str

    def __str__(self) -> str:
        until = f"to {clock(self.end)}" if self.end is not None else "to the end"
        return f"From {clock(self.start)} {until} {self.reason}."


def microphone_notice(change: Change, error: AudioDeviceError | None = None) -> ev.Notice:
    """`error`: why it is away."""
    level, code, text = MICROPHONE[change]
    return ev.Notice(level=level, code=code, text=f"{error} {text}" if change is Change.AWAY else text)


def far_side_notice(change: Change) -> ev.Notice:
    """Of the device that carries the other side of a telehealth session."""
    if change is Change.AWAY:
        text = "The other side's sound is away: only the room is heard. Check audio.far_device."
        return ev.Notice(level=ev.NoticeLevel.ERROR, code="far-side-lost", text=text)
    return ev.Notice(level=ev.NoticeLevel.INFO, code="far-side-back", text="The other side's sound is back.")


def found(events: Iterable[ev.AnyEvent]) -> tuple[Gap, ...]:
    """In order of their beginning."""
    gaps: list[Gap] = []
    since: dict[str, float] = {}
    halves: dict[str, Gap] = {}
    heard = 0.0
    for event in events:
        if isinstance(event, ev.Utterance):
            heard = max(heard, event.end)
        if isinstance(event, ev.Merge):
            halves[event.other] = Gap(heard, event.offset, "nothing was heard: the session was interrupted")
        if isinstance(event, ev.Split):
            halves.pop(event.other, None)
        if isinstance(event, ev.Session) and event.state is ev.SessionState.UNHEARD and not gaps:
            gaps.append(Gap(0.0, None, "nothing was heard: this session had no microphone"))
        if not isinstance(event, ev.Notice):
            continue
        if event.code in BEGINS:
            since.setdefault(event.code, event.at)
        begun = ENDS.get(event.code, "")
        if begun in since:
            gaps.append(Gap(since.pop(begun), event.at, BEGINS[begun]))
    gaps += halves.values()
    gaps += [Gap(start, None, BEGINS[code]) for code, start in since.items()]
    return tuple(sorted((gap for gap in gaps if is_news(gap)), key=lambda gap: gap.start))


def is_news(gap: Gap) -> bool:
    return gap.end is None or gap.end - gap.start >= LEAST_S


def clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
