"""Who is at which device, and for how long nobody was. Pure: the clock is given.

A device that nobody touched for a while asks for the PIN again. It is not asked for while a session is heard: then the
clinician is in the room and looks at the client, and pause must work with one touch.
"""

from collections.abc import Callable
from dataclasses import dataclass

from scribe.errors import ScribeError
from scribe.gateway.people import Person
from scribe.gateway.tries import Tries

IDLE_S = 900.0
"""Fifteen minutes without a touch (HIPAA 164.312(a)(2)(iii), automatic logoff)."""

LONGEST_S = 12 * 3600.0
"""A working day; then the PIN is asked for however often the device was touched (ASVS 7.3.2)."""


class PinError(ScribeError):
    """The PIN was not accepted. Says the same for a wrong PIN and an unknown person."""

    code = "pin"


@dataclass(slots=True)
class _Here:
    person: Person
    touched: float
    entered: float


class Presence:
    def __init__(self, clock: Callable[[], float], idle_s: float = IDLE_S) -> None:
        self._clock = clock
        self._idle_s = idle_s
        self._here: dict[int, _Here] = {}
        self._tries = Tries(clock)

    def enter(self, device: int, person: Person) -> None:
        self._here[device] = _Here(person, self._clock(), self._clock())

    def touch(self, device: int) -> None:
        """A finger or a key. Who went is not brought back by it."""
        if self.who(device):
            self._here[device].touched = self._clock()

    def hold(self, device: int) -> None:
        """A session is heard: nobody is asked for a PIN in the middle of it, nor in the minutes after."""
        if self.who(device):
            here, now = self._here[device], self._clock()
            here.touched, here.entered = now, max(here.entered, now - LONGEST_S + self._idle_s)

    def who(self, device: int) -> Person | None:
        """None: nobody, or nobody any more."""
        here, now = self._here.get(device), self._clock()
        if here and (now - here.touched >= self._idle_s or now - here.entered >= LONGEST_S):
            del self._here[device]
            here = None
        return here.person if here else None

    def leave(self, device: int) -> None:
        self._here.pop(device, None)

    def end(self, person: int) -> None:
        """This person may not be anywhere any more."""
        self._here = {device: here for device, here in self._here.items() if here.person.id != person}

    # -- wrong PINs ------------------------------------------------------------------------------------------------

    def may_try(self, person: int) -> None:
        """Raises PinError while this person is locked out after wrong PINs."""
        if left := self._tries.wait_s(person):
            raise PinError("Too many wrong PINs.", f"Wait {int(left) + 1} seconds.")

    def tried(self, person: int, *, good: bool) -> None:
        """Raises PinError when it was not."""
        if good:
            self._tries.good(person)
            return
        self._tries.wrong(person)
        raise PinError("This PIN is not right.", "Try again.")
