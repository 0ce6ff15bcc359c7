"""The session as `welcome` carries it, typed, and the way back to a Transcript for a client that goes on folding."""

from typing import Any

import msgspec
from msgspec import Struct

from scribe import events as ev
from scribe.session.review import Review, ReviewedSection, Touched, awaited_for, bare
from scribe.session.transcript import Said, Transcript


class Named(Struct, frozen=True):
    role: ev.Role
    name: str | None = None


class NoteHead(Struct, frozen=True):
    """What a note says of itself; its sections stand beside it."""

    revision: int
    final: bool
    engine: str
    format: str
    missing: tuple[ev.Missing, ...] = ()
    lint: tuple[ev.Finding, ...] = ()


class Reviewed(Struct, frozen=True):
    """The note under the clinician's hand, from the final note on."""

    sections: tuple[ReviewedSection, ...]
    signatures: tuple[ev.Signature, ...] = ()
    unanswered: tuple[str, ...] = ()
    """Ids of the statements about safety that nobody answered for: until then nothing is signed."""
    awaited: str = ""
    """Who has still to sign beside the signer; empty: nobody."""
    destroyed: tuple[ev.Destruction, ...] = ()
    touched: tuple[Touched, ...] = ()


class Shown(Struct, frozen=True, kw_only=True):
    """One utterance. `words` until it is complete and after; `draft` is what may still change."""

    id: str
    speaker: str
    role: ev.Role
    start: float
    end: float
    text: str
    draft: str
    complete: bool
    words: tuple[ev.Word, ...]
    corrected: bool = False
    """A person set `text` right; `words` are as they were heard."""


class Snapshot(Struct, frozen=True, kw_only=True):
    """Everything a client shows; events after `seq` go on from here."""

    session: str
    seq: int
    at: float
    state: ev.Session | None
    speakers: dict[str, Named]
    utterances: tuple[Shown, ...]
    evidence: tuple[ev.Evidence, ...]
    risks: tuple[ev.Risk, ...]
    note: NoteHead | None
    sections: tuple[ev.Section, ...]
    jottings: tuple[ev.Jotting, ...]
    notices: tuple[ev.Notice, ...]
    consents: tuple[ev.Consent, ...]
    merged: tuple[ev.Merge, ...] = ()
    """The other halves of this session."""
    review: Reviewed | None = None


def take(transcript: Transcript, reader: str = "") -> Snapshot:
    """`reader`: whoever unlocked the client that it is for."""
    taken = typed(transcript.snapshot())
    if taken.review is None:
        return taken
    review = msgspec.structs.replace(taken.review, awaited=awaited_for(reader, taken.review.awaited))
    return msgspec.structs.replace(taken, review=review)


def typed(plain: dict[str, Any]) -> Snapshot:
    """Raises msgspec.ValidationError when it is not a snapshot."""
    return msgspec.convert(plain, Snapshot)


def restore(snapshot: Snapshot) -> Transcript:
    """The transcript that the snapshot was taken of, less what was struck."""
    return Transcript(
        session=snapshot.session,
        seq=snapshot.seq,
        at=snapshot.at,
        state=snapshot.state,
        said={shown.id: _said(shown) for shown in snapshot.utterances},
        names={label: (named.role, named.name) for label, named in snapshot.speakers.items()},
        evidence={e.id: e for e in snapshot.evidence},
        risks=list(snapshot.risks),
        sections={section.key: section for section in snapshot.sections},
        note=_note(snapshot.note),
        jottings=list(snapshot.jottings),
        notices=list(snapshot.notices),
        consents=list(snapshot.consents),
        merges={merge.other: merge for merge in snapshot.merged},
        review=_review(snapshot.review),
    )


def _said(shown: Shown) -> Said:
    complete = ev.Utterance(
        id=shown.id,
        speaker=shown.speaker,
        role=shown.role,
        start=shown.start,
        end=shown.end,
        text=shown.text,
        confidence=0.0,
    )
    return Said(
        id=shown.id,
        speaker=shown.speaker,
        role=shown.role,
        start=shown.start,
        end=shown.end,
        words=list(shown.words),
        complete=complete if shown.complete else None,
        draft=shown.draft,
        corrected=shown.corrected,
    )


def _note(head: NoteHead | None) -> ev.Note | None:
    if head is None:
        return None
    return ev.Note(**msgspec.structs.asdict(head), sections=())


def _review(shown: Reviewed | None) -> Review:
    if shown is None:
        return Review()
    sections = {section.key: section for section in shown.sections}
    touched = {bare(one.statement.id): one for one in shown.touched}
    return Review(sections, list(shown.signatures), list(shown.destroyed), touched)
