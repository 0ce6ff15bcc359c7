"""What a model proposes, read from its answer while it is still writing."""

import json
import re

import msgspec

from scribe.errors import EngineError

MOST_CHARACTERS = 40_000
"""An answer longer than this is a model that has run away."""
MOST_BEFORE_LIST = 200
"""Characters before the list of statements: more of them is prose, not the JSON that was asked for."""

_LIST = re.compile(r'^\s*\{\s*"statements"\s*:\s*\[')
_SEPARATOR = re.compile(r"[\s,]*")
_END = re.compile(r"^\s*\]\s*\}\s*$")


class Proposal(msgspec.Struct, frozen=True):
    """One statement as a model worded it. Nothing in it is believed."""

    text: str
    cites: tuple[str, ...]


class ProposalStream:
    """Pieces of `{"statements": [{"cites": […], "text": …}, …]}` in, each proposal out when its object closes."""

    def __init__(self) -> None:
        self._text = ""
        self._at: int | None = None
        self._decoder = json.JSONDecoder()

    def feed(self, piece: str) -> list[Proposal]:
        """The proposals that `piece` completes. Raises EngineError (`garbage`) when this is not that JSON."""
        self._text += piece
        if len(self._text) > MOST_CHARACTERS:
            raise _garbage("went on without end")
        if self._at is None:
            self._find_list()
        return self._complete() if self._at is not None else []

    def finish(self) -> None:
        """Raises EngineError when the answer is not whole: `cut` in the middle of the list, else `garbage`."""
        if self._at is None:
            raise _garbage("was not the JSON that was asked for") if self._text.strip() else _cut()
        rest = self._text[self._at :]
        if _END.match(rest):
            return
        raise _cut() if rest.lstrip(" \n\r\t,")[:1] in ("", "{", "]") else _garbage("held more than statements")

    def _find_list(self) -> None:
        found = _LIST.match(self._text)
        if found:
            self._at = found.end()
        elif len(self._text) > MOST_BEFORE_LIST:
            raise _garbage("was not the JSON that was asked for")

    def _complete(self) -> list[Proposal]:
        proposals: list[Proposal] = []
        while (value := self._next_object()) is not None:
            try:
                proposals.append(msgspec.convert(value, type=Proposal))
            except msgspec.ValidationError:
                raise _garbage("held something that is no statement") from None
        return proposals

    def _next_object(self) -> object | None:
        """The next whole object of the list, and the place moves behind it; None: not whole yet, or no more."""
        assert self._at is not None  # only called after the list was found
        separator = _SEPARATOR.match(self._text, self._at)
        start = separator.end() if separator else self._at
        if not self._text.startswith("{", start):
            return None
        try:
            value, self._at = self._decoder.raw_decode(self._text, start)
        except (ValueError, RecursionError):
            return None  # half an object so far; one that never closes ends as `cut`
        found: object = value
        return found


def _garbage(what: str) -> EngineError:
    return EngineError(
        f"The language model's answer {what}.", "Try another model; the outline's note stands.", reason="garbage"
    )


def _cut() -> EngineError:
    return EngineError(
        "The language model's answer ended too early.", "Try again; the outline's note stands.", reason="cut"
    )
