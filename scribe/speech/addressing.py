"""Who is called by which name. Pure.

People hardly ever say their own name: who says it is not the one who bears it, and who is addressed with it mostly
speaks next ("Ana, what do you see?") or has just spoken ("Thanks, Ana").
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

TITLES = re.compile(r"\b(dr|mr|mrs|ms|mx|prof|professor|doctor)\b\.?", re.IGNORECASE)
_TITLED = re.compile(rf"{TITLES.pattern}\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_OPENS = {
    "and",
    "so",
    "okay",
    "ok",
    "now",
    "hi",
    "hello",
    "hey",
    "thanks",
    "well",
    "yes",
    "yeah",
    "no",
    "but",
    "right",
    "good",
}
"""Words that may stand before an address without a comma."""
_INTRODUCES = re.compile(r"\b(i'm|i am|my name is|name's|call me)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameUse:
    """One name in an utterance; `person` is the index of who bears it."""

    person: int
    addressed: bool
    introduced: bool = False
    """The speaker gives their own name."""


class Names:
    """Of the participants: the parts of their names that only one of them bears."""

    def __init__(self, names: Sequence[str]) -> None:
        parts = [{_sound(word) for word in _WORD.findall(TITLES.sub(" ", name.split(",")[0]))} for name in names]
        self._bearer = {
            part: person
            for person, own in enumerate(parts)
            for part in own
            if sum(part in other for other in parts) == 1
        }

    def used(self, text: str) -> tuple[NameUse, ...]:
        """In order. Names count where they are written with a capital."""
        if not self._bearer:
            return ()
        text = text.replace("’", "'")
        found = []
        for person, start, end in self._places(text):
            before, after = _TITLED.sub("", text[:start]).rstrip(), text[end:].lstrip()
            introduced = _INTRODUCES.search(before) is not None
            found.append(NameUse(person, not introduced and _stands_alone(before, after), introduced))
        return tuple(found)

    def _places(self, text: str) -> list[tuple[int, int, int]]:
        """Who is named, from where to where; first and last name in a row are one."""
        found: list[tuple[int, int, int]] = []
        for match in _WORD.finditer(text):
            word = match[0].removesuffix("'s")
            person = self._bearer.get(_sound(word)) if word[:1].isupper() else None
            if person is None:
                continue
            start = match.start()
            if found and found[-1][0] == person and text[found[-1][2] : start].isspace():
                start = found.pop()[1]
            found.append((person, start, match.end()))
        return found


def _stands_alone(before: str, after: str) -> bool:
    last = re.split(r"\s", before)[-1].lower() if before else ""
    return (not before or before[-1] in ".?!,;:-–—…" or last in _OPENS) and (not after or after[0] in ".?!,;:-–—…")


def _sound(name: str) -> str:
    """One spelling for those that a transcription confuses: Jo and Joe, Ann and Anne, Marcus and Markus."""
    plain = name.lower().replace("ph", "f").replace("ck", "k").replace("c", "k")
    plain = re.sub(r"(.)\1", r"\1", plain)
    return re.sub(r"(?:ie|y)$", "i", plain).removesuffix("e") or plain
