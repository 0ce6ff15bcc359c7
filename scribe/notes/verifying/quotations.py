"""Quotation marks stand only around words that were said so, by that person, and meant so."""

import re
from collections.abc import Iterable

from scribe.events import Polarity, Role
from scribe.notes.language.clauses import Piece, split
from scribe.notes.language.prose import CLIENT, NOBODY, Segment
from scribe.notes.language.scope import conditional, judge, negated
from scribe.notes.note import Heard
from scribe.notes.verifying.claims import actor_of

_NOT_A_LETTER = re.compile(r"[^a-z0-9']+")


def verbatim(quote: str, segment: Segment, heard: Iterable[Heard], cited: frozenset[str]) -> bool:
    """Word for word in one cited utterance of the statement's subject, and not cut so that it turns its meaning."""
    wanted = _plain(quote)
    return bool(wanted.strip()) and any(
        wanted in _plain(utterance.text) and _fair(wanted, quote, utterance)
        for utterance in heard
        if utterance.id in cited and _spoken_by(segment.subject, utterance)
    )


def _plain(text: str) -> str:
    """Lower-case words between single spaces, with one at each end, so that only whole words match."""
    return f" {_NOT_A_LETTER.sub(' ', text.lower().replace('’', chr(39))).strip()} "


def _spoken_by(subject: str, utterance: Heard) -> bool:
    if subject == CLIENT:
        return utterance.role is Role.CLIENT
    return subject != NOBODY and actor_of(utterance) == subject


def _fair(wanted: str, quote: str, utterance: Heard) -> bool:
    """No 'not' left outside the marks, no question, no supposition, nothing that was itself a quotation."""
    touched = [piece for piece in split(utterance.text) if _overlaps(wanted, _plain(piece.raw))]
    return bool(touched) and all(_fair_piece(piece, quote) for piece in touched)


def _overlaps(wanted: str, piece: str) -> bool:
    """The quote lies in the clause, or spans it."""
    return wanted in piece or piece in wanted or _shared_edge(wanted.split(), piece.split())


def _shared_edge(wanted: list[str], piece: list[str]) -> bool:
    """The quote ends where the clause begins, or begins where it ends."""
    sizes = range(1, min(len(wanted), len(piece)))
    return any(wanted[-size:] == piece[:size] or piece[-size:] == wanted[:size] for size in sizes)


def _fair_piece(piece: Piece, quote: str) -> bool:
    polarity = judge(piece).polarity
    if polarity in (Polarity.QUOTED, Polarity.QUESTION):
        return False
    if polarity is Polarity.HYPOTHETICAL or conditional(piece.text):
        return conditional(quote)
    return not negated(piece.text) or negated(quote)
