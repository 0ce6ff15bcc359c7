"""Taking up a session that was cut off. Pure: works on the events that were stored before the crash."""

from collections.abc import Iterable
from typing import Protocol

import msgspec

from scribe import events as ev
from scribe.session.transcript import Said, Transcript
from scribe.speech.earlier import Earlier, Told


class Learner(Protocol):
    """What has to learn again what it knew before the crash: the note writer."""

    def hear(self, utterance: ev.Utterance) -> list[ev.AnyEvent]: ...
    def speaker(self, change: ev.Speaker) -> list[ev.AnyEvent]: ...
    def redact(self, redaction: ev.Redaction) -> list[ev.AnyEvent]: ...
    def jot(self, jotting: ev.Jotting) -> list[ev.AnyEvent]: ...


def relearn(writer: Learner, history: Iterable[ev.AnyEvent]) -> None:
    """Bring the writer to where it was. It is deterministic, so what it answers is in the log already."""
    heard: dict[str, ev.Utterance] = {}
    for event in history:
        match event:
            case ev.Utterance() if event.text:
                heard[event.id] = event
                writer.hear(event)
            case ev.Revision() if event.words and event.utterance in heard:
                heard[event.utterance] = msgspec.structs.replace(heard[event.utterance], text=event.certain)
                writer.hear(heard[event.utterance])
            case ev.Correction() if event.text and event.utterance in heard:
                writer.hear(msgspec.structs.replace(heard[event.utterance], text=event.text))
            case ev.Speaker():
                writer.speaker(event)
            case ev.Redaction():
                writer.redact(event)
            case ev.Jotting():
                writer.jot(event)
            case _:
                pass


def completions(transcript: Transcript) -> list[ev.Utterance]:
    """Confirmed words whose utterance was still open at the crash become complete utterances."""
    return [_complete(said) for said in transcript.said.values() if said.words and said.complete is None]


def _complete(said: Said) -> ev.Utterance:
    return ev.Utterance(
        id=said.id,
        speaker=said.speaker,
        role=said.role,
        start=said.start,
        end=said.end,
        text=said.text,
        confidence=round(sum(word.p for word in said.words) / len(said.words), 3),
    )


def earlier(transcript: Transcript, voices: bytes | None) -> Earlier:
    """What a new listener has to know of the session so far."""
    return Earlier(
        [_told(transcript, said) for said in transcript.said.values() if said.words and said.complete], voices
    )


def _told(transcript: Transcript, said: Said) -> Told:
    assert said.complete is not None
    utterance = msgspec.structs.replace(said.complete, speaker=said.speaker, role=said.role)
    return Told(utterance, said.words, transcript.names.get(said.speaker, (said.role, None))[1])


def heard_until(transcript: Transcript) -> float:
    """Seconds up to which sound has become confirmed words: the listener goes on from here."""
    said = transcript.said.values()
    return max((one.words[-1].end if one.words else one.end for one in said), default=0.0)


def next_utterance(transcript: Transcript) -> int:
    """Number of the next utterance, so that ids stay unique in the session."""
    return 1 + max((int(key.lstrip("u")) for key in transcript.said), default=0)


def notice(reason: str) -> ev.Notice:
    return ev.Notice(level=ev.NoticeLevel.WARNING, code="session-recovered", text=reason)
