"""One-time pairing codes. Pure: the clock and the dice are given.

A code is read from a screen by a person and typed on another device, so it has no letter that looks like another.
"""

import hmac
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from scribe.errors import ScribeError

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and capitals without 0 and O, 1 and I."""

LENGTH = 8
"""Of 32 letters: 40 bits. Five tries at each code: one in 200 thousand million codes is guessed."""

GROUP = 4

SEAL = 32
"""Letters of the fingerprint that go with the code: 128 bits, which nobody makes a certificate for."""

LIFE_S = 120.0
MAX_WRONG = 5
LOCK_S = 60.0
"""After MAX_WRONG tries. Longer would let anybody on the network keep the clinician out for longer."""


class PairingError(ScribeError):
    """The code was not accepted. Says the same for a wrong, used and expired one."""

    code = "pairing"


@dataclass(slots=True)
class _Code:
    value: str
    expires: float | None


class PairingDesk:
    """At most one code is good at a time. `life_s` None: until it is used."""

    def __init__(self, clock: Callable[[], float], life_s: float | None = LIFE_S) -> None:
        self._clock = clock
        self._life_s = life_s
        self._code: _Code | None = None
        self._voided = 0
        """How often a code was made void, by a newer one or by guesses."""
        self._wrong = 0
        self._locked_until = 0.0

    def issue(self) -> str:
        """A new code, `XXXX-XXXX`; the one before is void."""
        value = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        self._voided += 1
        self._code = _Code(value, None if self._life_s is None else self._clock() + self._life_s)
        return shown(value)

    @contextmanager
    def claimed(self, given: str) -> Iterator[None]:
        """The code is used up, nobody else can use it meanwhile. Where what is done with it fails, on a full disk for
        one, it is good again for the rest of its time. Raises PairingError: wrong, used, expired, or too many tries."""
        code, voided = self._claim(given), self._voided
        try:
            yield
        except BaseException:
            if self._voided == voided:
                self._code = code
            raise
        self._wrong = 0

    def _claim(self, given: str) -> _Code | None:
        now = self._clock()
        if now < self._locked_until:
            wait = int(self._locked_until - now) + 1
            raise PairingError("Too many wrong codes.", f"Wait {wait} seconds, then use a new code: scribe pair.")
        good = self._good(given, now)
        if not good:
            self._count_wrong(now)
            raise PairingError("This code is not valid.", "Check it, or get a new one: scribe pair.")
        code, self._code = self._code, None
        return code

    def _good(self, given: str, now: float) -> bool:
        """Compares in constant time, also when there is no code."""
        code = self._code
        alive = code is not None and (code.expires is None or now < code.expires)
        expected = code.value if code and alive else "-" * LENGTH
        return hmac.compare_digest(plain(given).encode(), expected.encode()) and alive

    def _count_wrong(self, now: float) -> None:
        self._wrong += 1
        if self._wrong >= MAX_WRONG:
            self._voided += 1
            self._code, self._wrong, self._locked_until = None, 0, now + LOCK_S


def address(url: str, code: str, fingerprint: str) -> str:
    """What a picture of the code holds. A fragment is sent to no server; it also names the device that gave the code,
    by the beginning of its fingerprint."""
    seal = f".{fingerprint.replace(':', '')[:SEAL]}" if fingerprint else ""
    return f"{url}/#{code}{seal}"


def picture(text: str) -> list[str]:
    """The rows of its QR code, each dark module a 1."""
    import segno

    return ["".join("1" if dark else "0" for dark in row) for row in segno.make(text, micro=False).matrix]


def shown(value: str) -> str:
    return "-".join(value[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def plain(given: str) -> str:
    """As typed by a person: case, spaces and dashes don't matter."""
    return "".join(letter for letter in given.upper() if letter in ALPHABET)
