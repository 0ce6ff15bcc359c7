"""The vocabulary: every event of a session, and its one JSON form.

The same object travels over the WebSocket, stands in `--events FILE` (JSON lines) and lies in the store.
`start` and `end` are seconds since capture began, by the sample counter: a pause is a gap in it. `at` is seconds
on the daemon's monotonic clock since the first frame of capture; at real speed `at - word.end` is the delay a
person sees. Wall-clock times are UTC, ISO 8601.

`seq` counts the session's durable events from 1 without a gap. The kinds that may be dropped, `draft`, `level` and
`saving`, are not stored and have no number of their own: they carry the `seq` of the last durable event before them,
so whatever is merged away, a reader never sees a gap.
"""

# ruff: noqa: PLC0414 - a name that is imported as itself is this module's too: whoever has the events has their terms

from typing import Any, ClassVar, Literal

import msgspec

from scribe.terms import EvidenceKind as EvidenceKind
from scribe.terms import NoticeLevel as NoticeLevel
from scribe.terms import Polarity as Polarity
from scribe.terms import RiskKind as RiskKind
from scribe.terms import RiskStatus as RiskStatus
from scribe.terms import Role as Role
from scribe.terms import SessionState as SessionState
from scribe.terms import SignatureKind as SignatureKind
from scribe.terms import Verdict as Verdict


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="type"):
    """What every event carries. The session's log sets these three; whoever makes an event leaves them alone."""

    durable: ClassVar[bool] = True
    """Stored and never dropped. False for what only matters while it is new."""

    seq: int = 0
    at: float = 0.0
    session: str = ""


class Session(Event, frozen=True, kw_only=True, tag="session"):
    """A change of state."""

    state: SessionState
    room: str = ""
    started_at: str | None = None
    """UTC, ISO 8601: when capture began."""
    ended_at: str | None = None
    format: str = "DAP"
    modality: str | None = None
    reason: str = ""


class Consent(Event, frozen=True, kw_only=True, tag="consent"):
    """One participant's consent to be heard. Without one from each participant there is no capture (CLINICAL 9)."""

    name: str
    role: Role
    purpose: str
    """The exact text agreed to."""
    how: str
    """spoken, written, or `recording` for a file the operator vouches for."""
    given_at: str


class Level(Event, frozen=True, kw_only=True, tag="level"):
    """Input meter, at most five a second."""

    durable: ClassVar[bool] = False

    dbfs: float
    speech: bool


class Saving(Event, frozen=True, kw_only=True, tag="saving"):
    """Told twice a second while the device's disk is full or takes no writes, and once when it takes them again. What
    was heard and done meanwhile waits, and is told when it is stored."""

    durable: ClassVar[bool] = False

    good: bool
    why: Literal["", "full", "unwritable"] = ""
    """What keeps it from being good."""


class Draft(Event, frozen=True, kw_only=True, tag="draft"):
    """The open utterance as it would read now. Replaces its earlier draft."""

    durable: ClassVar[bool] = False

    utterance: str
    speaker: str
    text: str
    """Its confirmed words, then those that may still change; a space between words."""
    confirmed: int = 0
    """How many words of `text` are confirmed."""
    start: float
    """Of the words that may still change, as `end`."""
    end: float

    @property
    def tentative(self) -> str:
        """The words of `text` that may still change."""
        return " ".join(self.text.split(" ")[self.confirmed :])


UNCLEAR = "[unclear]"
"""What stands for words that were not heard for certain, wherever something is made of what was said."""


class Word(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    text: str
    """As shown, with its punctuation, without spaces around it."""
    start: float
    end: float
    p: float
    """Probability the model gave it, 0 to 1."""
    unclear: bool = False
    """Two hearings disagreed on it, or it may as well be another number: shown as heard, never told as a fact."""


class Words(Event, frozen=True, kw_only=True, tag="words"):
    """Confirmed words, appended in order, never changed or withdrawn."""

    utterance: str
    speaker: str
    words: tuple[Word, ...]


class Utterance(Event, frozen=True, kw_only=True, tag="utterance"):
    """The utterance is complete."""

    id: str
    speaker: str
    role: Role
    start: float
    end: float
    text: str
    confidence: float


class Speaker(Event, frozen=True, kw_only=True, tag="speaker"):
    """These utterances belong to this speaker. A later one wins."""

    speaker: str
    role: Role
    name: str | None = None
    utterances: tuple[str, ...]
    author: str = ""
    """The person who said so; empty: it was heard."""


class Revision(Event, frozen=True, kw_only=True, tag="revision"):
    """A second hearing of a complete utterance, before the draft: its words as they are believed now. They replace the
    confirmed ones; what a person corrected stands."""

    utterance: str
    words: tuple[Word, ...]
    reason: str
    """Why it was heard again: a critical word's kind, `low-confidence` or `overlap`."""

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def certain(self) -> str:
        """The same with `UNCLEAR` for each run of unclear words."""
        told: list[str] = []
        for word in self.words:
            if not word.unclear:
                told.append(word.text)
            elif not told or told[-1] != UNCLEAR:
                told.append(UNCLEAR)
        return " ".join(told)


class Correction(Event, frozen=True, kw_only=True, tag="correction"):
    """The clinician set right what was written of a complete utterance. Its confirmed words stay as they were heard."""

    utterance: str
    text: str
    """The whole utterance as it reads now."""
    author: str


class Evidence(Event, frozen=True, kw_only=True, tag="evidence"):
    """A clinical element found in what was said."""

    id: str
    kind: EvidenceKind
    utterances: tuple[str, ...]
    text: str
    polarity: Polarity
    goal: str | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of a note and what it rests on."""

    id: str
    text: str
    kind: str
    """An `EvidenceKind`, `session_info` (from the chart or the clock, no citation), or the clinician's own: `jotting`,
    `mental_status`, or `clinician` (added in review)."""
    cites: tuple[str, ...]
    """Utterance ids."""
    goal: str | None = None
    """Of the treatment plan, by id; as `objective` and `intervention` a suggestion until a person signs."""
    objective: str | None = None
    intervention: str | None = None
    """The planned intervention, in the plan's words, that was carried out."""
    flags: tuple[str, ...] = ()


class Section(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    title: str
    statements: tuple[Statement, ...]


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """An element a progress note must carry and this session did not give (CLINICAL 2). Named, never invented."""

    element: str
    text: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What a lint rule says about the note or one of its statements."""

    rule: str
    text: str
    why: str
    statement: str | None = None
    fix: str | None = None
    """The safe replacement of the whole statement, where there is one."""


class Note(Event, frozen=True, kw_only=True, tag="note"):
    """Live (`final` false): the changed sections only, each whole. Final: all of them, and what is to be looked at."""

    revision: int
    final: bool
    engine: str
    format: str
    sections: tuple[Section, ...]
    missing: tuple[Missing, ...] = ()
    lint: tuple[Finding, ...] = ()


class Jotting(Event, frozen=True, kw_only=True, tag="jotting"):
    """The clinician's own observation, typed or tapped. Never mixed with what was heard."""

    id: str
    author: str
    text: str
    kind: str
    near: str | None = None
    section: str | None = None
    """Key of the note's section that it was written for; None: where the format keeps jottings."""
    key: str = ""
    """The client's own mark of what it asked for: asked again with the same one, nothing is added. Empty: none."""


class Risk(Event, frozen=True, kw_only=True, tag="risk"):
    """A mention of risk, surfaced at once to the clinician."""

    kind: RiskKind
    status: RiskStatus
    utterances: tuple[str, ...]
    text: str


PARTED = "parted"
"""Reason of a redaction that takes copies away: two halves of a session are two again."""


class Redaction(Event, frozen=True, kw_only=True, tag="redaction"):
    """Struck: every reader drops the text of these utterances and what rests on them."""

    utterances: tuple[str, ...]
    reason: str


class Notice(Event, frozen=True, kw_only=True, tag="notice"):
    """Something the clinician should know about the machine: `code` is stable, `text` is for people."""

    level: NoticeLevel
    code: str
    text: str


class Hand(Event, frozen=True, kw_only=True):
    """What the clinician does to a note. The draft's own words stay in the log beside it."""

    author: str
    """Who did it: a person's or device's name."""
    made_at: str
    """UTC, ISO 8601."""


class Edit(Hand, frozen=True, kw_only=True, tag="edit"):
    """A statement as the clinician words it. A later one wins; the draft's own words bring the original back."""

    statement: str
    text: str


class Decision(Hand, frozen=True, kw_only=True, tag="decision"):
    """A statement is accepted, rejected, or open again."""

    statement: str
    verdict: Verdict
    reason: str = ""
    """Why it was rejected; never empty for a statement of risk (CLINICAL 5)."""


class Addition(Hand, frozen=True, kw_only=True, tag="addition"):
    """A statement of the clinician's own, of kind `clinician`."""

    section: str
    statement: Statement
    after: str | None = None
    """The statement it stands behind; None: at the end of its section."""
    key: str = ""
    """As a jotting's."""


class Order(Hand, frozen=True, kw_only=True, tag="order"):
    """A section's statements from the first to the last, each named once."""

    section: str
    statements: tuple[str, ...]


class Merge(Hand, frozen=True, kw_only=True, tag="merge"):
    """The other half of an interrupted session is part of this one from here on: what stands behind this event with
    these ids is copied from it. The other half's own record stays as it is."""

    other: str
    """The session that is the other half."""
    offset: float
    """Seconds of this session at which the other one began."""
    utterances: tuple[str, ...]
    """Its utterances, as they are called here; as `jottings`."""
    jottings: tuple[str, ...] = ()


class Split(Hand, frozen=True, kw_only=True, tag="split"):
    """The other half stands on its own again. Its words went with the redaction before this event."""

    other: str
    jottings: tuple[str, ...] = ()


class Renewal(Event, frozen=True, kw_only=True, tag="renewal"):
    """What was found in this session is found anew: earlier evidence and risks are void, and those that hold follow."""


class Signature(Event, frozen=True, kw_only=True, tag="signature"):
    """The note, a co-signature under it or an addendum to it was signed: from the first one on it never changes.

    Ed25519 (RFC 8032) over `document`, so that an event proves itself.
    """

    kind: SignatureKind
    name: str
    credentials: str
    signed_at: str
    """UTC, ISO 8601."""
    text: str = ""
    """The addendum's; empty for the others."""
    cosigner: str = ""
    """Who has to sign as well, where the signer is supervised."""
    document: str
    """What was signed, as canonical JSON: header, sections and signer, or the addendum, and the signature before it."""
    public_key: str
    """Hex, as `signature`."""
    signature: str
    key: str = ""
    """As a jotting's; an addendum's alone, and no part of what is signed."""


class Destruction(Event, frozen=True, kw_only=True, tag="destruction"):
    """Something of the session was destroyed for good."""

    what: str
    """`sound` or `words`."""
    reason: str
    author: str
    destroyed_at: str
    """UTC, ISO 8601."""


SpeechEvent = Level | Draft | Words | Utterance | Speaker | Revision | Correction
"""What comes from listening, and its corrections."""

NoteEvent = Evidence | Note | Jotting | Risk | Redaction | Renewal
"""What is made of it."""

ReviewEvent = Edit | Decision | Addition | Order | Merge | Split | Signature | Destruction
"""What the clinician makes of that."""

AnyEvent = Session | Consent | Notice | Saving | SpeechEvent | NoteEvent | ReviewEvent

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)


def encode(event: AnyEvent) -> bytes:
    """One JSON object, UTF-8, no newline."""
    return _encoder.encode(event)


def decode(data: bytes | str) -> AnyEvent:
    """The event in `data`. Raises `msgspec.DecodeError` when it is not one; unknown fields are ignored."""
    return _decoder.decode(data)


def stamp(event: AnyEvent, *, seq: int, at: float, session: str) -> AnyEvent:
    """The same event with its place in the session's log."""
    return msgspec.structs.replace(event, seq=seq, at=round(at, 3), session=session)


def plain(event: AnyEvent) -> dict[str, Any]:
    """The event as JSON-ready builtins."""
    built: dict[str, Any] = msgspec.to_builtins(event)
    return built


def schema() -> dict[str, Any]:
    """JSON Schema of every event."""
    return msgspec.json.schema(AnyEvent)
