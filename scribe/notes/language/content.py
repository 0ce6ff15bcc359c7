"""The words of a text that carry meaning, counted and compared."""

import re

STEM = 5
"""Letters by which words count as forms of one."""
_FUNCTION_WORDS = (
    "the and but for with from that this these those then than have has had was were been are isn't wasn't does did "
    "don't didn't not you your yours they them their she her hers him his its it's i'm i've i'd i'll we're we've our "
    "what which who when where how why there here just like yeah yes okay well really very some any all can could "
    "would should will about into out over because also still too more most much many thing things stuff got get "
    "going gonna know mean think guess suppose sort kind bit lot right sure maybe one "
)
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


def word_count(text: str) -> int:
    return len(text.split())


def content_words(text: str) -> list[str]:
    """Lower-case words that carry meaning: no function words, no fillers."""
    return [w for w in re.findall(r"[a-z']{3,}", text.lower()) if w not in _FUNCTION]


def stems(text: str) -> set[str]:
    """Its content words, each cut to the letters that its forms share: 'sleeping' and 'sleeps'."""
    return {word[:STEM] for word in content_words(text)}
