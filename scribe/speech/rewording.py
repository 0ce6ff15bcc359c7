"""Words of an utterance with others in their place, or in doubt. Pure."""

import string
from collections.abc import Sequence

from msgspec import structs

from scribe.events import Word


def renamed(words: Sequence[Word], first: int, last: int, name: str) -> tuple[Word, ...]:
    """Words [first, last) are `name`, one word or more, in their time and with the case and the punctuation that were
    there."""
    span, parts = words[first:last], name.split()
    start, end = span[0].start, span[-1].end
    ends = span[-1].text[len(span[-1].text.rstrip(string.punctuation)) :]
    if span[0].text[:1].isupper():
        parts[0] = parts[0][:1].upper() + parts[0][1:]
    parts[-1] += ends
    times = [round(start + (end - start) * n / len(parts), 3) for n in range(len(parts) + 1)]
    unclear, p = any(word.unclear for word in span), min(word.p for word in span)
    named = (Word(text=text, start=times[n], end=times[n + 1], p=p, unclear=unclear) for n, text in enumerate(parts))
    return (*words[:first], *named, *words[last:])


def doubtful(word: Word) -> Word:
    return structs.replace(word, unclear=True)
