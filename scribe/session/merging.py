"""Two halves of an interrupted session as one, and as two again. Pure: what to append to the first half's log.

The other half's words, corrections and jottings are copied with ids of this session and its clock; its own record
stays as it is. Parting strikes the copies.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from scribe import events as ev
from scribe.session import recovery
from scribe.session.review import OWN, Review, ReviewedStatement, handed
from scribe.session.transcript import Transcript


class Ids(msgspec.Struct, frozen=True):
    """What the other half calls an utterance, a jotting, a speaker, and what it is called here."""

    utterances: dict[str, str]
    jottings: dict[str, str]
    speakers: dict[str, str]

    def statement(self, id: str) -> str:
        """A statement's id rests on its first utterance, or is its jotting's."""
        return self.jottings.get(id) or re.sub(r"u\d+", lambda u: self.utterances.get(u[0], u[0]), id, count=1)


def ids(first: Transcript, second: Transcript) -> Ids:
    """Numbers go on where the first half's end."""
    free = recovery.next_utterance(first)
    said = [id for id, one in second.said.items() if one.complete and not one.struck]
    jotted = len(first.jottings) + 1
    return Ids(
        utterances={id: f"u{number}" for number, id in enumerate(said, free)},
        jottings={jotting.id: f"j{number}" for number, jotting in enumerate(second.jottings, jotted)},
        speakers=_speakers(first, second),
    )


def _speakers(first: Transcript, second: Transcript) -> dict[str, str]:
    """The same person by name, else the only one of a role in both halves; anybody else is a voice of their own."""
    ours, theirs = _voices(first), _voices(second)
    taken = {int(label[1:]) for label in ours if label[1:].isdigit()}
    mapped: dict[str, str] = {}
    for label, (role, name) in theirs.items():
        same = [one for one, (_, known) in ours.items() if name and known == name]
        alike = [one for one, (known, _) in ours.items() if known == role is not ev.Role.UNKNOWN]
        alone = sum(known == role for known, _ in theirs.values()) == 1
        found = same or (alike if alone and len(alike) == 1 else [])
        if not found:
            taken.add(max(taken, default=0) + 1)
        mapped[label] = found[0] if found else f"S{max(taken)}"
    return mapped


def _voices(transcript: Transcript) -> dict[str, tuple[ev.Role, str | None]]:
    heard = {one.speaker: (one.role, None) for one in transcript.said.values() if one.complete and not one.struck}
    return {label: transcript.names.get(label, known) for label, known in heard.items()}


def offset(first: Transcript, second: Transcript) -> float:
    """Seconds of the first half at which the other one began, by the wall clock; never before its last word."""
    ended = max((one.end for one in first.said.values()), default=0.0)
    begun = [transcript.state.started_at if transcript.state else None for transcript in (first, second)]
    passed = 0.0
    if begun[0] and begun[1]:
        passed = (datetime.fromisoformat(begun[1]) - datetime.fromisoformat(begun[0])).total_seconds()
    return round(max(ended, passed), 3)


def merged(
    first: Transcript, second: Transcript, history: Iterable[ev.AnyEvent], known: Ids, author: str, now: str
) -> list[ev.AnyEvent]:
    """`history` is the other half's log, less what was struck in it."""
    at = offset(first, second)
    merge = ev.Merge(
        other=second.session,
        offset=at,
        utterances=tuple(known.utterances.values()),
        jottings=tuple(known.jottings.values()),
        author=author,
        made_at=now,
    )
    agreed = {(one.name, one.purpose) for one in first.consents}
    consents = [one for one in second.consents if (one.name, one.purpose) not in agreed]
    return [merge, *map(_bare, consents), *(_bare(copy) for event in history for copy in _copied(event, known, at))]


def _copied(event: ev.AnyEvent, known: Ids, at: float) -> Iterator[ev.AnyEvent]:
    replace = msgspec.structs.replace
    match event:
        case ev.Words() if event.utterance in known.utterances:
            said, who = known.utterances[event.utterance], known.speakers.get(event.speaker, event.speaker)
            yield replace(event, utterance=said, speaker=who, words=_later(event.words, at))
        case ev.Utterance() if event.id in known.utterances:
            said, who = known.utterances[event.id], known.speakers.get(event.speaker, event.speaker)
            yield replace(event, id=said, speaker=who, start=event.start + at, end=event.end + at)
        case ev.Revision() if event.utterance in known.utterances:
            yield replace(event, utterance=known.utterances[event.utterance], words=_later(event.words, at))
        case ev.Correction() if event.utterance in known.utterances:
            yield replace(event, utterance=known.utterances[event.utterance])
        case ev.Speaker() if event.speaker in known.speakers:
            theirs = tuple(known.utterances[id] for id in event.utterances if id in known.utterances)
            yield replace(event, speaker=known.speakers[event.speaker], utterances=theirs)
        case ev.Jotting():
            near = known.utterances.get(event.near or "")
            yield replace(event, id=known.jottings[event.id], near=near)
        case _:
            pass


def _later(words: tuple[ev.Word, ...], at: float) -> tuple[ev.Word, ...]:
    return tuple(msgspec.structs.replace(word, start=word.start + at, end=word.end + at) for word in words)


def _bare(event: ev.AnyEvent) -> ev.AnyEvent:
    """Without its place in the other half's log."""
    return msgspec.structs.replace(event, seq=0, at=0.0, session="")


def handed_over(first: Review, second: Review, known: Ids, other: str, author: str, now: str) -> list[ev.AnyEvent]:
    """What the clinician's hand did to the other half's note, done to the merged one as well."""
    done: list[ev.AnyEvent] = []
    for number, touched in enumerate(second.touched.values(), 1):
        there = first.find(known.statement(touched.statement.id))
        if there is None:
            done += _added(first, touched.section, touched.statement, known, f"{handed(other)}{number}", author, now)
            continue
        if touched.statement.original is not None:
            done.append(ev.Edit(statement=there.id, text=touched.statement.text, author=author, made_at=now))
        if touched.statement.verdict is not ev.Verdict.OPEN:
            verdict, reason = touched.statement.verdict, touched.statement.reason
            done.append(ev.Decision(statement=there.id, verdict=verdict, reason=reason, author=author, made_at=now))
    return done


def _added(
    first: Review, section: str, one: ReviewedStatement, known: Ids, id: str, author: str, now: str
) -> list[ev.AnyEvent]:
    """The clinician's own words, in their section or in the last one."""
    if one.kind != OWN and one.original is None:
        return []
    cites = tuple(known.utterances[cite] for cite in one.cites if cite in known.utterances)
    statement = ev.Statement(id=id, text=one.text, kind=OWN, cites=cites, goal=one.goal)
    key = section if section in first.sections else next(reversed(first.sections))
    return [ev.Addition(section=key, statement=statement, author=author, made_at=now)]


def parted(merge: ev.Merge, author: str, now: str) -> list[ev.AnyEvent]:
    """The copies go; the other half's own record is untouched."""
    split = ev.Split(other=merge.other, jottings=merge.jottings, author=author, made_at=now)
    return [ev.Redaction(utterances=merge.utterances, reason=ev.PARTED), split]


def clock(first: Mapping[str, object], second: Mapping[str, object]) -> dict[str, object]:
    """The timing of both: from the first one's start to the other one's end, and what was heard of either."""
    heard = sum(float(str(one.get("heard_s") or 0.0)) for one in (first, second))
    return {**first, "ended_at": second.get("ended_at") or first.get("ended_at"), "heard_s": round(heard, 2)}
