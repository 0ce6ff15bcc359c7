"""What Whisper makes up when nobody speaks, and the loops it falls into: found and cut. Pure."""

import re
from collections.abc import Sequence

from scribe.speech.heard import HeardWord

NO_SPEECH = 0.6
"""With a probability of no speech over this and words this improbable, nothing was said (Whisper's own rule)."""
IMPROBABLE = -1.0
"""Mean log-probability."""

LONGEST_PHRASE = 8
"""Words of the longest phrase looked for in a loop."""
REPEATS = {1: 5, 2: 4}
"""How often a phrase of so many words in a row is a loop: people do say "no, no, no, no"."""
REPEATS_LONG = 3

RUSHED_WORDS = 4
"""So many words in a row ..."""
RUSHED_S = 0.16
"""... in so little time were not aligned with any sound: faster than anyone speaks."""

ECHO_S = 0.06
"""A word again that was given no more time than this was not said again: "Two. Two." for a lone answer, whose end
Whisper fills."""

ECHOED = 2
LONGEST_ECHO = 12
"""A phrase of so many words said twice in a row: people do that, too, so it is looked at again rather than cut."""
SPARSE_S = 1.2
"""So much speech ..."""
SPARSE_RATE = 1.0
"""... with fewer words a second was not written down: people say three, and when they falter two."""
SKIPPED_S = 0.5
"""Speech that is not passed over between two words: a cough is shorter."""

PHANTOMS = re.compile(
    r"(thank you( so much| very much)?( for watching)?|thanks( for watching)?|please subscribe|bye( bye)?|you|so"
    r"|see you (next time|in the next video)|subtitles by .*|music|the end|i'll see you .*)",
)
"""What Whisper was taught to write under silence: titles and farewells of videos."""
PHANTOM_P = 0.6
"""A phantom less probable than this ..."""
PHANTOM_VOICED_S = 0.7
"""... over less speech than this was not said."""


def heard(
    words: Sequence[HeardWord], no_speech: float, log_probability: float, voiced_s: float, before: Sequence[str] = ()
) -> tuple[HeardWord, ...]:
    """The words that were really said: `voiced_s` is how many seconds of speech they are made of, `before` the words
    that they follow."""
    if no_speech > NO_SPEECH and log_probability < IMPROBABLE:
        return ()
    kept = unlooped(unechoed(unrushed(words), before), before)
    return () if is_phantom(kept, voiced_s) else kept


def unrushed(words: Sequence[HeardWord]) -> tuple[HeardWord, ...]:
    """Cut where a run of words has no time of its own."""
    for first in range(len(words) - RUSHED_WORDS + 1):
        if words[first + RUSHED_WORDS - 1].end - words[first].start < RUSHED_S:
            return tuple(words[:first])
    return tuple(words)


def unechoed(words: Sequence[HeardWord], before: Sequence[str] = ()) -> tuple[HeardWord, ...]:
    """Without words at the end that repeat the one they follow in no time of their own."""
    spoken = [bare(text) for text in (*before[-1:], *(word.text for word in words))]
    kept = len(words)
    while kept and spoken[-2:-1] == spoken[-1:] and words[kept - 1].end - words[kept - 1].start <= ECHO_S:
        kept -= 1
        spoken.pop()
    return tuple(words[:kept])


def unlooped(words: Sequence[HeardWord], before: Sequence[str] = ()) -> tuple[HeardWord, ...]:
    """Of a phrase said over and over, the first time. A loop may have begun in the words `before`, which stand."""
    spoken = [bare(text) for text in (*before, *(word.text for word in words))]
    for first in range(len(spoken)):
        for length in range(1, min(LONGEST_PHRASE, len(spoken) - first) + 1):
            times = _repeats(spoken, first, length)
            if times >= REPEATS.get(length, REPEATS_LONG) and first + times * length > len(before):
                return tuple(words[: max(0, first + length - len(before))])
    return tuple(words)


def misled(words: Sequence[HeardWord], before: Sequence[str], skipped_s: float) -> bool:
    """A look that started from the last words alone went on at the wrong place: it tells again what stands `before`, or
    leaves out `skipped_s` seconds of speech."""
    if skipped_s >= SKIPPED_S:
        return True
    spoken = [bare(text) for text in (*before, *(word.text for word in words))]
    return any(
        spoken[seam - length : seam] == spoken[seam : seam + length]
        for seam in range(max(1, len(before) - LONGEST_ECHO), len(spoken))
        for length in range(ECHOED, min(seam, len(spoken) - seam, LONGEST_ECHO) + 1)
        if seam + length > len(before)
    )


def sparse(words: Sequence[HeardWord], voiced_s: float) -> bool:
    """Hardly a word of so much speech. After the end of a sentence Whisper takes what follows for silence, or writes
    one short word over all of it: "And" for "No, nothing like that"."""
    return voiced_s >= SPARSE_S and len(words) < SPARSE_RATE * voiced_s


def is_phantom(words: Sequence[HeardWord], voiced_s: float) -> bool:
    """A known phrase of subtitles over what hardly is speech."""
    if not words or voiced_s >= PHANTOM_VOICED_S:
        return False
    said = " ".join(bare(word.text) for word in words)
    return PHANTOMS.fullmatch(said) is not None and sum(w.p for w in words) / len(words) < PHANTOM_P


def _repeats(spoken: Sequence[str], first: int, length: int) -> int:
    phrase, count = spoken[first : first + length], 1
    while spoken[first + count * length : first + (count + 1) * length] == phrase:
        count += 1
    return count


def bare(text: str) -> str:
    """A word as it is compared: without case and punctuation."""
    return re.sub(r"[^\w']", "", text.lower())
