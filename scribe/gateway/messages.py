"""What travels over `scribe.v1` besides events: the client's messages, the answers to them, and nothing else.

Text frames are one JSON object. A client's object has a `type` (`pair`, `hello` …) or is a command with `do`.
A binary frame is sound of a tablet used as microphone: an 8-byte big-endian block number, then 16 kHz mono int16 LE.
"""

from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from scribe.chart import Goal
from scribe.commands import AnyCommand, Key
from scribe.errors import ProtocolError
from scribe.gateway.people import Person
from scribe.gateway.snapshot import Snapshot

PROTOCOL = "scribe.v1"

MAX_MESSAGE = 64 * 1024
"""Bytes. A minute of chart or a second of sound fits; a flood does not."""

BLOCK_NUMBER = 8
"""Bytes of the block number in front of the samples."""

Short = Annotated[str, Meta(min_length=1, max_length=64)]
Token = Annotated[str, Meta(min_length=1, max_length=128)]
Name = Annotated[str, Meta(min_length=1, max_length=120)]
Passphrase = Annotated[str, Meta(min_length=1, max_length=400)]
Count = Annotated[int, Meta(ge=0, le=2**53)]


class Pair(Struct, frozen=True, tag="pair"):
    """A one-time code against a token that lasts."""

    code: Short
    device: Short = "tablet"


class Place(Struct, frozen=True):
    """The last durable event a client has."""

    session: Short
    seq: Count


class Hello(Struct, frozen=True, tag="hello"):
    token: Token
    resume: Place | None = None


class Ping(Struct, frozen=True, tag="ping"):
    touched: bool = False
    """A person touched the device since the last one."""


class Unlock(Struct, frozen=True, tag="unlock"):
    """Who is at the device, and the PIN."""

    person: Count
    pin: Annotated[str, Meta(min_length=1, max_length=12)]


class PasskeyAsk(Struct, frozen=True, tag="passkey-ask"):
    """At the lock: this person wants to show a passkey."""

    person: Count


class PasskeyUnlock(Struct, frozen=True, tag="passkey-unlock"):
    """What `navigator.credentials.get` gave, as WebAuthn's AuthenticationResponseJSON."""

    person: Count
    credential: dict[str, Any]


class PasskeyOffer(Struct, frozen=True, tag="passkey-offer"):
    """Who is at the device wants a passkey of their own."""

    id: Short


class PasskeyAdd(Struct, frozen=True, tag="passkey-add"):
    """What `navigator.credentials.create` gave, as WebAuthn's RegistrationResponseJSON."""

    id: Short
    credential: dict[str, Any]


class Lock(Struct, frozen=True, tag="lock"):
    """Ask for a PIN before anything more is shown on this device."""


class Leave(Struct, frozen=True, tag="leave"):
    """Forget this device: its token is dead from now on."""


class PrivateBegin(Struct, frozen=True, tag="private-begin"):
    """A passphrase for private notes, where there are none. Nobody can reset it."""

    id: Short
    passphrase: Passphrase


class PrivateUnlock(Struct, frozen=True, tag="private-unlock"):
    """The passphrase opens them for this connection."""

    id: Short
    passphrase: Passphrase


class PrivateLock(Struct, frozen=True, tag="private-lock"):
    id: Short


class PrivateRead(Struct, frozen=True, tag="private-read"):
    """Those about a client."""

    id: Short
    client: Name


class PrivateWrite(Struct, frozen=True, tag="private-write"):
    id: Short
    client: Name
    text: Annotated[str, Meta(max_length=20_000)]
    session: Short | None = None
    key: Key = ""


class PrivateRemove(Struct, frozen=True, tag="private-remove"):
    id: Short
    client: Name
    entry: Count


class PrivateState(StrEnum):
    NONE = "none"
    """There are no private notes here yet."""
    LOCKED = "locked"
    OPEN = "open"


class PrivateEntry(Struct, frozen=True):
    id: int
    session: str | None
    written_at: str
    text: str


class Private(Struct, frozen=True, tag="private"):
    """The answer to each of those: `entries` are those about the client that was named, while they are open."""

    id: str
    state: PrivateState
    entries: tuple[PrivateEntry, ...] = ()


class Paired(Struct, frozen=True, tag="paired"):
    token: str


class Locked(Struct, frozen=True, tag="locked"):
    """Say who you are (`unlock`), or nothing more is told."""

    room: str
    people: tuple[Person, ...]
    passkeys: tuple[int, ...] = ()
    """Who of them has a passkey for the name by which this page was opened."""


class Passkey(Struct, frozen=True, tag="passkey"):
    """What the browser needs for a ceremony: WebAuthn's options, in their JSON form. `id` is the offer's, or empty."""

    options: dict[str, Any]
    id: str = ""


class Welcome(Struct, frozen=True, tag="welcome"):
    """With a snapshot: forget what you had, this is the session now (null: there is none). Resumed: what you missed
    after `seq` follows, each event once."""

    protocol: str = PROTOCOL
    room: str = ""
    resumed: bool = False
    seq: int = 0
    snapshot: Snapshot | None = None
    goals: tuple[Goal, ...] = ()
    """Of the client's chart: what statements and evidence may be linked to."""
    person: Person | None = None
    """Who is at the device; null where the room has no people."""
    paired_until: str | None = None
    """UTC, ISO 8601: then this device has to be paired again."""


class Error(Struct, frozen=True, tag="error"):
    """`code` is stable; `text` and `hint` are for people. `id` is the command's, or empty."""

    code: str
    text: str
    hint: str = ""
    id: str = ""


class Heard(Struct, frozen=True, tag="heard"):
    """Blocks before `next` have arrived; send from there."""

    next: int


class Pong(Struct, frozen=True, tag="pong"):
    pass


class Ack(Struct, frozen=True, tag="ack"):
    """A command was carried out. What it brought about (`state`, `session`, `utterances`) stands beside the id."""

    id: str


PrivateMessage = PrivateBegin | PrivateUnlock | PrivateLock | PrivateRead | PrivateWrite | PrivateRemove
PasskeyMessage = PasskeyOffer | PasskeyAdd
FromClient = Pair | Hello | Ping | Unlock | PasskeyAsk | PasskeyUnlock | PasskeyMessage | Lock | Leave | PrivateMessage
FromServer = Paired | Locked | Passkey | Welcome | Ack | Error | Heard | Pong | Private


class _Kind(Struct):
    type: str | None = None
    do: str | None = None


_kind = msgspec.json.Decoder(_Kind)
_message: msgspec.json.Decoder[FromClient] = msgspec.json.Decoder(FromClient)
_command: msgspec.json.Decoder[AnyCommand] = msgspec.json.Decoder(AnyCommand)
_encoder = msgspec.json.Encoder()


def parse(text: str) -> FromClient | AnyCommand:
    """A client's text frame. Raises ProtocolError, whose text repeats nothing that was sent."""
    try:
        if _kind.decode(text).do is None:
            return _message.decode(text)
        command = _command.decode(text)
        msgspec.convert(command.id, Short)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        raise ProtocolError("That message is not part of scribe.v1.", "See docs/protocol.md.") from None
    return command


def parse_command(plain: dict[str, Any]) -> AnyCommand:
    """A command of the daemon's own console, which needs no id. Raises ProtocolError."""
    try:
        command: AnyCommand = msgspec.convert(plain, AnyCommand)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ProtocolError(f"Not a command of scribe.v1: {error}.", "See docs/protocol.md.") from None
    return command


def parse_sound(block: bytes) -> tuple[int, bytes]:
    """(number, int16 samples) of a binary frame, or ProtocolError."""
    pcm = block[BLOCK_NUMBER:]
    if not pcm or len(pcm) % 2:
        raise ProtocolError("A block of sound is a number of 8 bytes and int16 samples.", "See docs/protocol.md.")
    return int.from_bytes(block[:BLOCK_NUMBER], "big"), pcm


def encode(message: FromServer) -> str:
    return _encoder.encode(message).decode()


def acknowledge(command: str, result: object) -> str:
    """The `ack` of a command with what the host says about it."""
    beside = msgspec.to_builtins(result)
    return _encoder.encode({**beside, "type": "ack", "id": command}).decode()
