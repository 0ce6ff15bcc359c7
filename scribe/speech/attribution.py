"""Confirmed words and speaker turns into utterances. Pure.

Words shown are never moved, so the split is decided before a word is shown. A word of whoever has the floor is shown
at once, unless it breaks a silence and too little of its voice was heard to tell whose it is. A word of somebody else
waits until it is clear what it is: a slip of the labels (it stays with who has the floor), a back-channel (its own
utterance, and the floor is not lost), or a change of speaker (a new utterance begins).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scribe.number_words import ONES, TENS
from scribe.speech.disagreement import FILLERS
from scribe.speech.guards import bare
from scribe.speech.hypothesis import CLAUSE_ENDS, ConfirmedWord
from scribe.speech.turns import Turn

NEAR_S = 0.5
"""A word outside all turns belongs to the nearest one within this."""
CHANGE_WORDS = 2
"""Words of another speaker in a row that are a change ..."""
CHANGE_S = 0.5
"""... or so many seconds of them."""
TELLING_S = 0.6
"""Seconds of a voice after a silence under which its label is a guess. In four sessions, four minutes of each, 13 of 15
first words that had a wrong one were heard with less, and 54 of 73 that had a right one."""
APART_S = 0.4
"""A silence after a word that is an answer by itself, from which on it is one: what follows is rarely its rest."""
LONG_S = 12.0
"""An utterance this long ends at the next end of a sentence."""
NOBODY = "S1"
"""Whose words are while nothing is known of the speakers."""
BACK_CHANNEL = re.compile(
    r"(mm+(-?hm+)?|mhm+|hm+|uh-?huh|yeah|yes|yep|right|okay|ok|sure|oh|no|wow|exactly)", re.IGNORECASE
)
"""What a listener says without taking the floor."""
ANSWERS = frozenset({*ONES, *TENS, "once", "twice", "never", "yes", "no"})
"""Words that often are all of an answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """Confirmed words to append to an utterance."""

    utterance: str
    speaker: str
    words: tuple[ConfirmedWord, ...]


@dataclass(frozen=True, slots=True)
class Complete:
    """An utterance that gets no more words."""

    utterance: str
    speaker: str
    words: tuple[ConfirmedWord, ...]

    @property
    def start(self) -> float:
        return self.words[0].start

    @property
    def end(self) -> float:
        return self.words[-1].end

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """Mean probability of its words."""
        return round(sum(word.p for word in self.words) / len(self.words), 3)


Attributed = Said | Complete


@dataclass(frozen=True, slots=True)
class _Labelled:
    word: ConfirmedWord
    speaker: str
    sure: bool
    """Enough of the voice was heard in its sentence to tell whose it is."""


class Attribution:
    """One session's utterances, in order of their ids."""

    def __init__(self, first_utterance: int = 1, *, exact: bool = False) -> None:
        """`exact`: turns end where somebody ends, as a channel tells; compared voices tell it late."""
        self._next = first_utterance
        self._exact = exact
        self._open: str | None = None
        self._words: list[ConfirmedWord] = []
        self._speaker = NOBODY
        self._waiting: list[_Labelled] = []
        self._shown = False
        """Any word."""
        self._other: str | None = None
        """Who had the floor before."""
        self._asked = False
        """The newest word that was shown ends a question."""

    @property
    def speaker(self) -> str:
        """Who has the floor, or had it last."""
        return self._speaker

    @property
    def utterance(self) -> str:
        """Id of the open utterance, or of the one that comes next."""
        return self._open or f"u{self._next}"

    @property
    def open_words(self) -> tuple[ConfirmedWord, ...]:
        """Of the open utterance, those that were shown."""
        return tuple(self._words)

    @property
    def waiting(self) -> tuple[ConfirmedWord, ...]:
        """Confirmed words not shown yet."""
        return tuple(labelled.word for labelled in self._waiting)

    def add(self, words: Iterable[ConfirmedWord], turns: Sequence[Turn]) -> list[Attributed]:
        """Newly confirmed words, and the turns known around them."""
        done: list[Attributed] = []
        self._waiting = [self._labelled(each.word, turns) for each in self._waiting]
        for word in words:
            self._waiting.append(self._labelled(word, turns))
            done += self._decide()
        return _joined(done)

    def end(self) -> list[Attributed]:
        """An endpoint: whatever waits is decided, and the open utterance is complete."""
        done = [*self._answer(), *self._flush()]
        return _joined([*done, *self._close()])

    def _labelled(self, word: ConfirmedWord, turns: Sequence[Turn]) -> _Labelled:
        speaker = whose(word.start, word.end, turns, self._speaker)
        until = word.end if word.ends_sentence else float("inf")
        heard = max((min(t.end, until) - max(t.start, word.start) for t in turns if t.speaker == speaker), default=0.0)
        return _Labelled(word, speaker, self._exact or heard >= TELLING_S)

    def _decide(self) -> list[Attributed]:
        if self._may_be_the_next_ones():
            return []
        answered = self._answer()
        return [*answered, *self._continue()] if self._waiting else answered

    def _continue(self) -> list[Attributed]:
        newest = self._waiting[-1]
        if self._open is None:
            self._waiting = _all_of(newest.speaker, self._waiting)
        if self._open is None or newest.speaker == self._speaker:
            return self._flush()
        others = [w for w in self._waiting if w.speaker == newest.speaker]
        spoken = others[-1].word.end - others[0].word.start
        changed = len(others) >= CHANGE_WORDS or spoken >= CHANGE_S
        if changed and not _is_back_channel(self._waiting):
            return self._change(newest.speaker)
        return []

    def _may_be_the_next_ones(self) -> bool:
        """Turns end late: a word that breaks a silence is the next one's, if that one goes on with the sentence.
        'How did it go?' 'Three | out of seven.'"""
        first = self._waiting[0]
        return len(self._waiting) == 1 and self._guessed(first) and (self._asked or not first.word.ends_sentence)

    def _answer(self) -> list[Attributed]:
        """A sentence of one word after a question and a silence, by a voice that is not known, is the other's who had
        the floor: nobody answers oneself. 'How many?' 'Four.' An answer that silence parts from what follows is no part
        of it, whoever gave it."""
        apart = not self._exact and _is_apart(self._waiting)
        if not self._waiting or not self._guessed(self._waiting[0], apart=apart):
            return []
        first = self._waiting[0]
        if self._asked and self._other is not None and (first.word.ends_sentence or apart):
            first = replace(first, speaker=self._other)
        elif not apart:
            return []
        self._waiting = self._waiting[1:]
        return self._aside([first])

    def _guessed(self, first: _Labelled, *, apart: bool = False) -> bool:
        """It breaks a silence, and is who had the floor's for want of a better label. `apart`: of the turn that it lies
        in no more than the word is its speaker's."""
        return self._open is None and first.speaker == self._speaker and (apart or not first.sure)

    def _flush(self) -> list[Attributed]:
        """The floor was not lost: slips are shown with it, back-channels by themselves."""
        done: list[Attributed] = []
        for run in _runs(self._waiting):
            if self._open is None or run[0].speaker == self._speaker:
                done += self._show(run)
            elif _is_back_channel(run) or len(run) > 1:
                done += self._aside(run)
            else:
                done += self._show(run)
        self._waiting = []
        return done

    def _change(self, speaker: str) -> list[Attributed]:
        """The floor goes to `speaker`. What waits before an end of sentence is still the one's before."""
        kept = _sentence_rest(self._waiting, self._words)
        done = [*self._show(self._waiting[:kept]), *self._close()]
        self._takes(speaker)
        done += self._show(_all_of(speaker, self._waiting[kept:]))
        self._waiting = []
        return done

    def _show(self, labelled: Sequence[_Labelled]) -> list[Attributed]:
        """With whoever has the floor; where nobody has, with who speaks."""
        done: list[Attributed] = []
        for each in labelled:
            if self._open is None:
                self._takes(each.speaker)
                self._open = self._take_id()
            self._words.append(each.word)
            self._asked = each.word.text.endswith("?")
            done.append(Said(self._open, self._speaker, (each.word,)))
            if each.word.ends_sentence and each.word.end - self._words[0].start > LONG_S:
                done += self._close()
        return done

    def _aside(self, run: Sequence[_Labelled]) -> list[Attributed]:
        words = tuple(each.word for each in run)
        self._asked = words[-1].text.endswith("?")
        utterance = self._take_id()
        return [Said(utterance, run[0].speaker, words), Complete(utterance, run[0].speaker, words)]

    def _close(self) -> list[Attributed]:
        if self._open is None:
            return []
        complete = Complete(self._open, self._speaker, tuple(self._words))
        self._open, self._words = None, []
        return [complete]

    def _takes(self, speaker: str) -> None:
        """The floor."""
        if self._shown and speaker != self._speaker:
            self._other = self._speaker
        self._speaker, self._shown = speaker, True

    def _take_id(self) -> str:
        self._next += 1
        return f"u{self._next - 1}"


def whose(start: float, end: float, turns: Sequence[Turn], default: str) -> str:
    """Whose turn shares most with [start, end]; the nearest one's where none does; `default` where none is near.

    Where two share all of it (they talk at once) it is the default's, if it is one of them.
    """
    shares: dict[str, float] = {}
    for turn in turns:
        shares[turn.speaker] = max(shares.get(turn.speaker, -1e9), min(end, turn.end) - max(start, turn.start))
    if not shares:
        return default
    most = max(shares.values())
    if most < -NEAR_S:
        return default
    if shares.get(default, -1e9) >= most - 1e-6:
        return default
    return max(shares, key=lambda speaker: shares[speaker])


def _all_of(speaker: str, labelled: Sequence[_Labelled]) -> list[_Labelled]:
    return [replace(each, speaker=speaker) for each in labelled]


def _is_apart(waiting: Sequence[_Labelled]) -> bool:
    """The first is an answer by itself, and nobody went on at once."""
    if len(waiting) < 2 or waiting[1].word.start - waiting[0].word.end < APART_S:
        return False
    word = bare(waiting[0].word.text)
    return word in ANSWERS or (waiting[0].word.text.endswith(CLAUSE_ENDS) and word not in FILLERS)


def _is_back_channel(run: Sequence[_Labelled]) -> bool:
    return len(run) <= 2 and all(BACK_CHANNEL.fullmatch(w.word.text.strip(".,!?")) for w in run)


def _runs(labelled: Sequence[_Labelled]) -> list[list[_Labelled]]:
    runs: list[list[_Labelled]] = []
    for each in labelled:
        if runs and runs[-1][0].speaker == each.speaker:
            runs[-1].append(each)
        else:
            runs.append([each])
    return runs


def _sentence_rest(waiting: Sequence[_Labelled], before: Sequence[ConfirmedWord]) -> int:
    """How many waiting words end the sentence of the one before: labels change a little early at times."""
    if not before or before[-1].ends_sentence:
        return 0
    return next((n for n, each in enumerate(waiting[:2], 1) if each.word.ends_sentence), 0)


def _joined(done: Sequence[Attributed]) -> list[Attributed]:
    """Neighbouring words of one utterance as one message."""
    joined: list[Attributed] = []
    for each in done:
        last = joined[-1] if joined else None
        if isinstance(each, Said) and isinstance(last, Said) and last.utterance == each.utterance:
            joined[-1] = Said(each.utterance, each.speaker, (*last.words, *each.words))
        else:
            joined.append(each)
    return joined
