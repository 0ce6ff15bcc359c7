"""What a clinician can ask of the room, from a tablet, the console or the actions of a recording.

On the wire a command is `{"id": "...", "do": "pause", …}`; the answer is an `ack` or an `error` with the same id.
"""

import msgspec

from scribe.chart import Chart
from scribe.events import Role


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
    """Begin to hear, with the consent of each participant of the chart."""

    consents: tuple[ConsentGiven, ...]
    chart: Chart = Chart()
    note_format: str | None = None


class Pause(Command, frozen=True, kw_only=True, tag="pause"):
    """Off the record: nothing is heard or kept until `resume`."""


class Resume(Command, frozen=True, kw_only=True, tag="resume"):
    pass


class Stop(Command, frozen=True, kw_only=True, tag="stop"):
    """The session is over: write the note."""


class Strike(Command, frozen=True, kw_only=True, tag="strike"):
    """Take back what was said in `span` (seconds since capture began) or in the last `last_s` seconds."""

    span: tuple[float, float] | None = None
    last_s: float | None = None


class Mark(Command, frozen=True, kw_only=True, tag="mark"):
    """This moment matters: a jotting of kind `mark`."""


class Jot(Command, frozen=True, kw_only=True, tag="jot"):
    """The clinician's own observation."""

    text: str
    kind: str = "observation"


class Name(Command, frozen=True, kw_only=True, tag="name"):
    """Say who a speaker label is."""

    speaker: str
    role: Role
    name: str | None = None


AnyCommand = Start | Pause | Resume | Stop | Strike | Mark | Jot | Name
