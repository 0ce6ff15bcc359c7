"""What all connections of a gateway have in common, and the bounds that hold for each."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from scribe.gateway.answers import Answers
from scribe.gateway.apart import NewApart, Witness, unwitnessed
from scribe.gateway.devices import Devices
from scribe.gateway.host import Host
from scribe.gateway.keeper import Keeper
from scribe.gateway.outbox import MAX_EVENTS
from scribe.gateway.pairing import PairingDesk

NOT_ALLOWED = 1008
FAULT = 1011
TOO_SLOW = 1013
UNKNOWN = 4401
LOCKED = 4403
"""Close codes: policy violation, server fault, try again later (RFC 6455, IANA), and ours for who is not paired and for
a device that asks for a PIN again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, and how often."""

    first_message_s: float = 5.0
    stuck_s: float = 10.0
    """A socket that takes not one byte for this long belongs to nobody who reads."""
    malformed: int = 5
    """Messages that make no sense; the last one ends the connection."""
    pending: int = 32
    """Commands of one client that are not answered yet. A finger can't do that, but on a full disk they may wait for
    minutes."""
    off_record: int = 8
    """Beyond those, of the ones that turn the microphone off: the pause button works whatever else waits."""
    ping_s: float = 10.0
    pong_s: float = 10.0
    """How often a client is asked whether it is there, and how long it may take to say so: a socket whose other end
    vanished without a word is gone within 20 s."""
    goodbye_s: float = 1.0
    """For one that was shut out to close its end; then it is cut."""
    farewell_s: float = 5.0
    """For one that was stuck to read what it was sent, and that it was sent away."""
    events: int = MAX_EVENTS
    send_buffer: int = 64 * 1024
    """Bytes the kernel holds for a client: small, so that a stuck one is noticed."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What all connections of a gateway have in common."""

    host: Host
    devices: Devices
    codes: PairingDesk
    answers: Answers
    limits: Limits
    revoke: Callable[[int], Awaitable[None]]
    """End a device's pairing and close what it has open."""
    keeper: Keeper
    apart: NewApart | None = None
    """Makes the private side of a connection; None: this gateway has none."""
    witness: Witness = unwitnessed
