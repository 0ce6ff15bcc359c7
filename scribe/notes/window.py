"""The live reading of a long session: the last minutes anew with each utterance, what came before them once.

People come back to a subject within a few exchanges, so that what was said a hundred utterances ago does not change any
more while they talk. The final note does not rest on this: it reads the whole session.
"""

import re
from collections.abc import Sequence

import msgspec

from scribe.events import Role
from scribe.notes.language.cues import Cues
from scribe.notes.note import Heard
from scribe.notes.reading.candidates import Candidate
from scribe.notes.reading.conversation import Exchange, Session
from scribe.notes.reading.prompting import is_backchannel
from scribe.notes.reading.reader import Reader
from scribe.notes.risk.finding import mentions
from scribe.notes.risk.mentions import Mention
from scribe.notes.telling.outline import candidates

MOST, STEP = 120, 60
"""Utterances read anew at most (about 8 minutes), and how many of them settle when there are more."""


class Reading(msgspec.Struct, frozen=True):
    found: list[Candidate]
    risk: list[Mention]
    citable: frozenset[str]


class _Settled(msgspec.Struct):
    """What was read of the utterances before the window."""

    heard: list[Heard] = []
    called: dict[str, str] = {}
    found: list[Candidate] = []
    risk: list[Mention] = []
    citable: set[str] = set()
    exchanges: int = 0


class LiveWindow:
    def __init__(self, reader: Reader, cues: Cues) -> None:
        self._reader, self._cues = reader, cues
        self._settled = _Settled()

    def read(self, heard: Sequence[Heard], names: Sequence[str], called: dict[str, str]) -> Reading:
        """`heard`: everything so far, in order. What has settled is read again when it changes."""
        settled = self._settled
        if settled.heard and (list(heard[: len(settled.heard)]) != settled.heard or settled.called != called):
            settled = self._settled = _Settled()
        while len(heard) - len(settled.heard) > MOST:
            self._settle(heard, names, called)
        session, found, risk = self._part(heard[len(settled.heard) :], names, called)
        cited = {cite for candidate in settled.found for cite in candidate.cites}
        fresh = [self._placed(one) for one in found if not cited.issuperset(one.cites)]
        return Reading(
            _one_appointment(_distinct([*settled.found, *fresh])),
            [*settled.risk, *risk],
            frozenset(settled.citable | {one.id for one in session.heard}),
        )

    def _settle(self, heard: Sequence[Heard], names: Sequence[str], called: dict[str, str]) -> None:
        """Takes in the window's first utterances, up to a prompt of the therapist's."""
        settled = self._settled
        begin = len(settled.heard)
        session, found, risk = self._part(heard[begin : begin + MOST], names, called)
        end = _boundary(heard, begin + STEP, begin + MOST)
        early = {one.id for one in heard[begin:end]}
        settled.found += [self._placed(one) for one in found if one.cites[0] in early]
        settled.risk += [one for one in risk if one.cites and one.cites[0] in early]
        settled.citable |= {one.id for one in session.heard} & early
        settled.exchanges += sum(bool(early & _said_in(exchange)) for exchange in session.exchanges)
        settled.heard = list(heard[:end])
        settled.called = dict(called)

    def _part(
        self, heard: Sequence[Heard], names: Sequence[str], called: dict[str, str]
    ) -> tuple[Session, list[Candidate], list[Mention]]:
        session = self._reader.read(heard, names, called, opening=not self._settled.heard)
        risk = mentions(session, self._cues)
        return session, candidates(session, risk, self._cues), risk

    def _placed(self, candidate: Candidate) -> Candidate:
        """`at` counted from the session's beginning."""
        return msgspec.structs.replace(candidate, at=candidate.at + self._settled.exchanges)


def _said_in(exchange: Exchange) -> set[str]:
    turns = (*((exchange.prompt,) if exchange.prompt else ()), *exchange.answers)
    return {cite for turn in turns for cite in turn.ids}


def _boundary(heard: Sequence[Heard], first: int, last: int) -> int:
    """Where the therapist begins an exchange, so that none is cut in two."""
    for place in range(first, last):
        begins = heard[place].role is Role.THERAPIST and heard[place - 1].role is not Role.THERAPIST
        if begins and not is_backchannel(heard[place].text):
            return place
    return first


def _distinct(found: Sequence[Candidate]) -> list[Candidate]:
    """The same words twice are one statement that rests on both."""
    merged: dict[tuple[str, str], Candidate] = {}
    for candidate in found:
        key = (candidate.kind, re.sub(r"\W+", " ", candidate.text.lower()))
        before = merged.get(key)
        cites = tuple(dict.fromkeys((*before.cites, *candidate.cites))) if before else ()
        merged[key] = msgspec.structs.replace(before, cites=cites) if before else candidate
    return list(merged.values())


def _one_appointment(found: list[Candidate]) -> list[Candidate]:
    """The last one that was made: an earlier one was a date mentioned in passing."""
    made = [one for one in found if one.kind == "appointment"]
    return [one for one in found if one.kind != "appointment" or one is made[-1]]
