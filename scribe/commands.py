"""What a clinician can ask of the room, from a tablet, the console or the actions of a recording.

On the wire a command is `{"id": "...", "do": "pause", …}`; the answer is an `ack` or an `error` with the same id.
"""

from typing import Annotated, Literal

import msgspec

from scribe.chart import Chart
from scribe.events import Role

CONSOLE = "console"
"""Who the audit names for what is asked on the device's own command line; no person may have this name."""


Key = Annotated[str, msgspec.Meta(max_length=64)]
"""The client's own mark of something that is to be added. Asked again with the same one, because it is not known what
became of it, it is there once, also after a restart; `id` is remembered for a while only. Empty: each asking adds."""


class Command(msgspec.Struct, frozen=True, kw_only=True, tag_field="do"):
    id: str = ""
    """Chosen by the client; the same id is answered again, not done twice."""


class ConsentGiven(msgspec.Struct, frozen=True, kw_only=True):
    """One participant's answer to the consent text that was shown or read to them."""

    name: str
    role: Role
    purpose: str
    how: str = "spoken"


class Start(Command, frozen=True, kw_only=True, tag="start"):
    """Begin to hear, with the consent of each participant of the chart; or, without `hears`, to write only."""

    consents: tuple[ConsentGiven, ...] = ()
    hears: bool = True
    """False: no microphone is opened, and the note is written from the clinician's own words."""
    chart: Chart = Chart()
    note_format: str | None = None


class Meant(Command, frozen=True, kw_only=True):
    """For the session that is heard, and not for the next one."""

    session: str = ""
    """Which that is for whoever asks: refused where another one is heard by now. Empty: whichever is heard."""


class Pause(Meant, frozen=True, kw_only=True, tag="pause"):
    """Off the record: nothing is heard or kept until `resume`."""


class Resume(Meant, frozen=True, kw_only=True, tag="resume"):
    """On the record again."""


class Stop(Meant, frozen=True, kw_only=True, tag="stop"):
    """The session is over: write the note."""


class Strike(Meant, frozen=True, kw_only=True, tag="strike"):
    """Take back what was said in `span` (seconds since capture began) or in the last `last_s` seconds."""

    span: tuple[float, float] | None = None
    last_s: float | None = None


class Mark(Meant, frozen=True, kw_only=True, tag="mark"):
    """This moment matters: a jotting of kind `mark`."""


class Jot(Meant, frozen=True, kw_only=True, tag="jot"):
    """The clinician's own observation."""

    text: str
    kind: str = "observation"
    section: str | None = None
    """Key of the note's section it belongs to."""
    key: Key = ""


class Righting(Command, frozen=True, kw_only=True):
    """Sets right what was heard: of the session that is heard, or of a drafted one."""

    session: str = ""
    """Of which; empty: the session that is heard."""


class Name(Righting, frozen=True, kw_only=True, tag="name"):
    """Say who a speaker label is."""

    speaker: str
    role: Role
    name: str | None = None


class Assign(Righting, frozen=True, kw_only=True, tag="assign"):
    """Say whose words these utterances are: a speaker who was heard before."""

    utterances: tuple[str, ...]
    speaker: str


class Correct(Righting, frozen=True, kw_only=True, tag="correct"):
    """Set right what was written of an utterance."""

    utterance: str
    text: str
    """The whole utterance as it should read."""


class DeskCommand(Command, frozen=True, kw_only=True):
    """About a session whose note is drafted: today's, or an earlier one. Its `ack` says how the note reads now."""

    session: str


class Edit(DeskCommand, frozen=True, kw_only=True, tag="edit"):
    """Word a statement anew. The draft's words are kept beside it."""

    statement: str
    text: str
    reads: str | None = None
    """How it read to whoever words it anew: refused where it reads otherwise by now. None: whatever it reads."""


class Accept(DeskCommand, frozen=True, kw_only=True, tag="accept"):
    """These statements are right as they read now."""

    statements: tuple[str, ...]


class Reject(DeskCommand, frozen=True, kw_only=True, tag="reject"):
    """Leave a statement out. One of risk only with a reason, which the audit keeps."""

    statement: str
    reason: str = ""


class Reopen(DeskCommand, frozen=True, kw_only=True, tag="reopen"):
    """Take back that a statement was accepted or rejected."""

    statement: str


class Add(DeskCommand, frozen=True, kw_only=True, tag="add"):
    """A statement of the clinician's own, behind another one or at the end of its section."""

    section: str
    text: str
    after: str | None = None
    cites: tuple[str, ...] = ()
    goal: str | None = None
    key: Key = ""


class Reorder(DeskCommand, frozen=True, kw_only=True, tag="reorder"):
    """A section's statements in a new order, each named once."""

    section: str
    statements: tuple[str, ...]


class Reviewed(DeskCommand, frozen=True, kw_only=True, tag="reviewed"):
    """The clinician has read it all."""


class Sign(DeskCommand, frozen=True, kw_only=True, tag="sign"):
    """Sign the note: it never changes any more, and the session's sound is destroyed."""

    name: str
    credentials: str
    cosigner: str = ""
    """Who has to sign as well, where the signer is supervised."""


class Cosign(DeskCommand, frozen=True, kw_only=True, tag="cosign"):
    name: str
    credentials: str


class Addendum(DeskCommand, frozen=True, kw_only=True, tag="addendum"):
    """A signed entry under a signed note."""

    name: str
    credentials: str
    text: str
    key: Key = ""


class Open(DeskCommand, frozen=True, kw_only=True, tag="open"):
    """Everything of a session that a client shows."""


class Listen(DeskCommand, frozen=True, kw_only=True, tag="listen"):
    """What a statement rests on, as sound, until the note is signed. Seconds since capture began."""

    start: float
    end: float


class Talk(DeskCommand, frozen=True, kw_only=True, tag="talk"):
    """Who spoke how much, how fast, and how long nobody did."""


class Ask(DeskCommand, frozen=True, kw_only=True, tag="ask"):
    """A question in plain words about what was said in this session, also while it runs, and in the client's earlier
    ones. It is answered with the moments themselves, beside the order of all other commands: a pause never waits."""

    question: Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
    worded: bool = False
    """With a sentence of the clinic's language model above the moments, where one holds: it takes its time."""


class Summary(DeskCommand, frozen=True, kw_only=True, tag="summary"):
    """The note as the client may see it: in plain words to them, and only what the clinician marked as right."""


class Export(DeskCommand, frozen=True, kw_only=True, tag="export"):
    """The note as a document. One that is not signed only with `draft`, and marked as such."""

    form: str = "text"
    draft: bool = False


class Sessions(Command, frozen=True, kw_only=True, tag="sessions"):
    """Today's sessions, and earlier ones whose note is not signed."""

    all: bool = False
    """Every session, newest first."""


class Recent(Command, frozen=True, kw_only=True, tag="recent"):
    """Who was here lately: what a new session may begin with. Consent is asked anew."""


class Brief(Command, frozen=True, kw_only=True, tag="brief"):
    """Before a session: what this client's last notes say that matters today, and their measures over time."""

    client: str


class History(Command, frozen=True, kw_only=True, tag="history"):
    """A client's signed notes from every room of the clinic."""

    client: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class Formats(Command, frozen=True, kw_only=True, tag="formats"):
    """Which note formats there are."""


class Format(DeskCommand, frozen=True, kw_only=True, tag="format"):
    """Lay the draft out under another format. What the clinician wrote stays."""

    format: str


class Regenerate(DeskCommand, frozen=True, kw_only=True, tag="regenerate"):
    """Write one section of the draft anew. What the clinician wrote stays."""

    section: str
    hint: str = ""
    """'shorter', 'more on homework'; empty: as it comes."""


class OfficeCommand(Command, frozen=True, kw_only=True):
    """About the room and nothing of a session: an administrator's."""


class People(OfficeCommand, frozen=True, kw_only=True, tag="people"):
    """Who may use the tablets."""


class AddPerson(OfficeCommand, frozen=True, kw_only=True, tag="add-person"):
    """Let a person use the tablets, with a PIN of their own."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
    role: Literal["clinician", "viewer", "administrator"]
    pin: Annotated[str, msgspec.Meta(max_length=12)]


class EndPerson(OfficeCommand, frozen=True, kw_only=True, tag="end-person"):
    """Shut a person out: what they have open is locked at once."""

    person: int


class EndPasskeys(OfficeCommand, frozen=True, kw_only=True, tag="end-passkeys"):
    """Take away a person's passkeys, where the device that held one is lost. Their PIN stays."""

    person: int


class Devices(OfficeCommand, frozen=True, kw_only=True, tag="devices"):
    """Which tablets and consoles were paired, and until when."""


class PairingCode(OfficeCommand, frozen=True, kw_only=True, tag="pairing-code"):
    """A one-time code for a new tablet. The one before is void."""


class Revoke(OfficeCommand, frozen=True, kw_only=True, tag="revoke"):
    """End a device's pairing: what it has open is closed at once."""

    device: int


LiveCommand = Start | Pause | Resume | Stop | Strike | Mark | Jot | Name | Assign | Correct
"""About the session that is heard."""

Keyed = Jot | Add | Addendum
"""Adds something, once."""

ReviewCommand = Edit | Accept | Reject | Reopen | Add | Reorder | Reviewed
SigningCommand = Sign | Cosign | Addendum


class Merge(DeskCommand, frozen=True, kw_only=True, tag="merge"):
    """`other` is the second half of this interrupted session: one note of both. Both records stay."""

    other: str


class Split(DeskCommand, frozen=True, kw_only=True, tag="split"):
    """`other` stands on its own again."""

    other: str


RightingCommand = Name | Assign | Correct
HalvesCommand = Merge | Split
RewriteCommand = Format | Regenerate
ReadCommand = Open | Talk | Ask | Summary | Listen | Export | Sessions | Recent | Brief | History | Formats

SessionCommand = LiveCommand | ReviewCommand | RewriteCommand | HalvesCommand | SigningCommand | ReadCommand

AnyCommand = SessionCommand | People | AddPerson | EndPerson | EndPasskeys | Devices | PairingCode | Revoke
