"""Which of the words heard so far are certain. Pure.

The window is the sound that is decoded again and again; it begins at a confirmed word and moves on when it grows long.
A word is confirmed once its aligned end lies a guard before the edge of the sound, or a smaller guard when the pass
before heard the same, or when the stretch of speech has ended. What is confirmed never changes: the newest words are
the decoder's forced prefix, those before them its prompt.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from scribe.speech.endpoint import Voiced, after_silence, snap
from scribe.speech.heard import HeardWord

LONGEST_S = 5.0
"""Window that is cut: with its margin it just fits the smallest encoder window."""
KEPT_S = 2.5
"""What a cut leaves at least, so that the decoder hears what its prefix is about."""
MOST_KEPT_S = 4.0
"""What a cut leaves at most, where there is a good place for it."""
WORDLESS_S = 24.0
"""A window without any confirmed word (music, a crowd) is given up at this length: the encoder hears 30 s at most."""
FRESH_GAP_S = 1.0
"""After a silence this long the window begins anew: what lies before helps no more."""
AGREED_GUARD_S = 0.2
"""Guard for a word that two passes heard alike. At 0.12 s words came hardly sooner, and their ends, by which they are
given to a speaker, were less exact: 4.8 % diarization errors in the mean of the mock sessions instead of 4.0 %."""
ANCHOR_WORDS = 4
"""Confirmed words that the decoder starts from; with fewer it leaves out what follows, more cost more."""
MOST_ANCHOR_WORDS = 8
"""Until there are so many of them: while they begin with the same word, what stands before them is not read again."""
CONTEXT_TOKENS = 48
"""Of what was said before them, as the decoder's prompt: some 35 words."""
STYLE_WORDS = 12
"""So many words without a capital are no prompt: the decoder would go on like that, and names lose theirs."""
PAUSE_S = 0.15
"""A silence between words that is a good place to cut."""
SLACK_S = 0.06
"""Room left around voiced regions: voice activity reports in steps of 32 ms."""
SENTENCE_ENDS = (".", "?", "!")
CLAUSE_ENDS = (*SENTENCE_ENDS, ",")


@dataclass(frozen=True, slots=True)
class ConfirmedWord:
    """Seconds since capture began. `repr` shows where it is, never what it says."""

    text: str
    start: float
    end: float
    p: float
    tokens: tuple[int, ...] = ()

    @property
    def ends_sentence(self) -> bool:
        return self.text.rstrip("\"')").endswith(SENTENCE_ENDS)

    def __repr__(self) -> str:
        return f"ConfirmedWord({self.start:.2f}-{self.end:.2f})"


class Hypothesis:
    """One session's words, certain and not yet. `guard`: seconds."""

    def __init__(self, guard: float) -> None:
        self._guard = guard
        self.forget()

    def forget(self) -> None:
        """A pause: nothing carries over it."""
        self.window_start = 0.0
        self._inside: list[ConfirmedWord] = []
        self._before: tuple[ConfirmedWord, ...] = ()
        self.draft: tuple[ConfirmedWord, ...] = ()
        self._last_end = 0.0
        self._anchored = ANCHOR_WORDS

    @property
    def prefix(self) -> tuple[int, ...]:
        """Tokens of the newest confirmed words, if their sound is in the window."""
        return _tokens(self._inside[-self._anchored :])

    @property
    def seen_from(self) -> float:
        """Where the first word of the prefix begins, seconds from the window's start."""
        anchor = self._inside[-self._anchored :]
        return max(0.0, anchor[0].start - self.window_start) if anchor else 0.0

    @property
    def whole_prefix(self) -> tuple[int, ...]:
        """Tokens of all confirmed words whose sound is in the window: for a look at all of it."""
        return _tokens(self._inside)

    @property
    def before(self) -> tuple[int, ...]:
        """Tokens of what was said before the window, newest last."""
        return _prompt(self._before)

    @property
    def expected(self) -> tuple[int, ...]:
        """Tokens that the last pass heard after the prefix."""
        return _tokens(self.draft)

    @property
    def spoken(self) -> tuple[str, ...]:
        """Text of the confirmed words in the window."""
        return tuple(word.text for word in self._inside)

    @property
    def context(self) -> tuple[int, ...]:
        """Tokens of what was said before the prefix, newest last."""
        return _prompt((*self._before, *self._inside[: -self._anchored]))

    @property
    def everything(self) -> tuple[int, ...]:
        """Tokens of what was said before the next word, newest last."""
        return _prompt((*self._before, *self._inside))

    @property
    def last_end(self) -> float:
        """Where the newest confirmed word ends."""
        return self._last_end

    def begin(self, start: float) -> None:
        """A stretch of speech begins, pre-roll included, at `start`."""
        if start - self._last_end >= FRESH_GAP_S or not self._inside:
            self._cut_at(max(start, self._last_end))

    def restart(self, start: float) -> None:
        """The prefix misled the decoder: hear what follows the newest confirmed word, from `start` on, without it."""
        self._cut_at(max(start, self._last_end, self.window_start))

    def hear(
        self, heard: Sequence[HeardWord], edge: float, voiced: tuple[Voiced, ...], *, final: bool
    ) -> tuple[ConfirmedWord, ...]:
        """A pass over the window up to `edge`. The words it makes certain; all of them when the stretch has ended."""
        words = self._placed(heard, edge, voiced)
        silent_since = voiced[-1].end + SLACK_S if voiced else edge
        certain = words if final else self._certain(words, edge, silent_since)
        self.draft = words[len(certain) :]
        self._add(certain)
        return certain

    def settle(self) -> tuple[ConfirmedWord, ...]:
        """The stretch has ended and nothing was said since the last pass: its draft is certain."""
        certain, self.draft = self.draft, ()
        self._add(certain)
        return certain

    def _add(self, certain: tuple[ConfirmedWord, ...]) -> None:
        anchored = min(self._anchored, len(self._inside)) + len(certain)
        self._anchored = anchored if anchored <= MOST_ANCHOR_WORDS else ANCHOR_WORDS
        self._inside += certain
        if certain:
            self._last_end = certain[-1].end

    def trim(self, edge: float) -> None:
        """Move the window on once it is long."""
        if edge - self.window_start <= LONGEST_S:
            return
        starts = [(w, a) for w, a in pairwise(self._inside) if edge - a.start >= KEPT_S]
        good = [(w, a) for w, a in starts if edge - a.start <= MOST_KEPT_S and _is_seam(w, a)]
        past = [word for word in self._inside if edge - word.end > KEPT_S]
        if good or starts:
            before, after = (good or starts)[-1]
            self._cut_at((before.end + after.start) / 2)
        elif past:  # a silence followed it, and what was said since is young
            self._cut_at(past[-1].end)
        elif not self._inside and edge - self.window_start > WORDLESS_S:
            self._cut_at(edge - KEPT_S)

    def _cut_at(self, start: float) -> None:
        gone = [word for word in self._inside if (word.start + word.end) / 2 < start]
        self._inside = self._inside[len(gone) :]
        self._before = (*self._before, *gone)[-CONTEXT_TOKENS:]
        self.window_start = start

    def _placed(self, heard: Sequence[HeardWord], edge: float, voiced: tuple[Voiced, ...]) -> tuple[ConfirmedWord, ...]:
        """In the session's time, within the sound, in order, without the silence that alignment gave them."""
        words: list[ConfirmedWord] = []
        latest = self._last_end
        last = self._inside[-1].text if self._inside else ""
        for word in heard:
            start, end = self.window_start + word.start, self.window_start + word.end
            if not last or last.endswith(CLAUSE_ENDS):
                start, end = after_silence(start, end, voiced)
            start, end = snap(start, end, voiced, SLACK_S)
            last = word.text
            start = max(start, latest)
            latest = end = min(max(end, start), max(edge, start))
            words.append(ConfirmedWord(word.text, round(start, 3), round(end, 3), round(word.p, 3), word.tokens))
        return tuple(words)

    def _certain(self, words: tuple[ConfirmedWord, ...], edge: float, silent_since: float) -> tuple[ConfirmedWord, ...]:
        """The last word waits for one after it, or for silence: its punctuation and its end are not known before."""
        agreed = len(list(takewhile(lambda pair: pair[0].text == pair[1].text, zip(words, self.draft, strict=False))))
        count = 0
        for index, word in enumerate(words):
            guard = min(self._guard, AGREED_GUARD_S) if index < agreed else self._guard
            last = index == len(words) - 1
            if word.end > edge - guard or (last and edge - silent_since < self._guard - SLACK_S):
                break
            count += 1
        return words[:count]


def _tokens(words: Sequence[ConfirmedWord]) -> tuple[int, ...]:
    return tuple(token for word in words for token in word.tokens)


def _prompt(words: Sequence[ConfirmedWord]) -> tuple[int, ...]:
    """Their newest tokens; none where they are not written as sentences are."""
    newest = words[-CONTEXT_TOKENS:]  # a word is a token at least
    return () if _is_plain(newest) else _tokens(newest)[-CONTEXT_TOKENS:]


def _is_plain(words: Sequence[ConfirmedWord]) -> bool:
    """A sentence begins small, or no word has a capital of its own."""
    starts = [after.text for before, after in pairwise(words) if before.ends_sentence]
    if any(text[:1].islower() for text in starts[-2:]):
        return True
    own = [word.text for word in words if word.text[:1].isupper() and not re.match(r"I\b", word.text)]
    return len(words) >= STYLE_WORDS and not own


def _is_seam(before: ConfirmedWord, after: ConfirmedWord) -> bool:
    return before.ends_sentence or after.start - before.end >= PAUSE_S
