"""What a question asks, as the few words that head its answer: 'How long it hung around'.

An indirect question stands on its own where the noun alone ('Around') says nothing. No content word is added.
"""

import re

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import content_words, stems, word_count
from scribe.notes.language.phrases import Read, is_noun_phrase, noun_phrase_at, read
from scribe.notes.language.phrasing import capital, from_therapist
from scribe.notes.language.turning import topic_first, turned
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.reading.gist import medicines, names
from scribe.notes.reading.headings import heading_of, heads

MOST_WORDS = 9
"""A longer question is cut at a joint, or heads nothing."""
FEWEST_WORDS = 3
"""What must be left of a question that is cut."""
LAST_CLAUSES = 3
"""Clauses at the end of a prompt in which its question is looked for."""

_TAIL = re.compile(
    r"(?:[,\s]+(?:(?<!feel )(?<!look )(?<!sound )(?<!feels )(?<!looks )(?<!sounds )like|"
    r"then|now|again|please|anyway|though|today|these days|right now|right then|at the moment|"
    r"at present|for you|with you|exactly|actually|if anything|at all|would you say|"
    r"(?:from )?(?:zero|nought|nil|none) to (?:ten|a hundred)|out of (?:ten|a hundred)|i mean|honestly|so far))+$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:and |so |now,? )*(?:what|how) (?:about|come) ", re.IGNORECASE)
_SHORT = re.compile(r"^(?:the|an?|any|that|this) ([\w-]+(?: [\w-]+)?)$", re.IGNORECASE)
"""'The bottle': a heading needs no article."""
_LEFT_OPEN = re.compile(r"\s+(?:by|until|till|since)$", re.IGNORECASE)
"""Of 'by now', where 'now' is left out."""
_EMPTY = re.compile(
    r"^(?:what|how)(?: \w+)? (?:(?:that|it|this) (?:is|was|does|went|feels like|looks like)|"
    r"else|about it|happens|happened|comes|came)"
    r"(?: then| next| first| in| out)?$|^what they mean\b|^(?:how|what) they (?:know|think|say|mean|are saying)$|"
    r"^what they make of (?:that|it|this)$|^how they are(?: doing| feeling)?$|"
    r"^(?:what|how) (?:it|that|this) is doing$|"
    r"^(?:doing|having|getting|using|trying|making|taking) (?:it|that|this|them|those|one)$",
    re.IGNORECASE,
)
"""What points back to what was said before and names nothing."""


def question_of(prompt: Turn | None, before: Exchange | None) -> str:
    """What heads the answer: what the question names, with what it asks of that where both are short.

    `before`: what the prompt may echo."""
    told, clause = asked(prompt)
    noun = heading_of(prompt, before) or _asked_before(prompt, clause)
    if any(not names(noun or told, medicine) for medicine in medicines(prompt)):
        return ""  # `gist` names it
    if not noun or not told:
        return noun or told
    same = clause is not None and stems(noun) <= stems(clause.text)
    if same:
        return told if len(content_words(told)) > len(content_words(noun)) else noun
    both = f"{noun}, {told[0].lower()}{told[1:]}"
    return both if word_count(both) <= MOST_WORDS else noun


def asked(prompt: Turn | None) -> tuple[str, Clause | None]:
    """The prompt's last question in a few words, and the clause that asks it; ('', None) where none can stand alone."""
    for clause in reversed(prompt.kept[-LAST_CLAUSES:] if prompt else ()):
        if clause.end == "?" and (told := indirect(clause.text)):
            return told, clause
    return "", None


def _asked_before(prompt: Turn | None, last: Clause | None) -> str:
    """'Flower shop' of 'How's the flower shop? Are you getting in on time?'"""
    kept = prompt.kept[-LAST_CLAUSES:] if prompt else ()
    earlier = kept[: kept.index(last)] if last in kept else ()
    told = next((told for clause in reversed(earlier) if clause.end == "?" and (told := indirect(clause.text))), "")
    return told if is_noun_phrase(told) else ""


def indirect(question: str) -> str:
    """'What happened on Wednesday', 'How long it hung around', 'Trying the cuff'; '' where nothing stands alone."""
    text = _ABOUT.sub("", _TAIL.sub("", without_lead(question).strip(" ?.!,")))
    told = topic_first(text) or turned(text)
    told = _LEFT_OPEN.sub("", _TAIL.sub("", _shortened(from_therapist(told)))) if told else ""
    if not told or _EMPTY.match(told) or not content_words(told):
        return ""
    told = _SHORT.sub(r"\1", told)
    return capital(told) if _stands(told) else ""


def _stands(told: str) -> bool:
    """Asks, or does, or begins with what names something: 'their throat before they sat down'."""
    found = read(told)
    return found.kinds[:1] in ("q", "G") or heads(found.part(0, noun_phrase_at(found, 0)))


def _shortened(text: str) -> str:
    """Cut before what can be left out: a clause, a phrase with a preposition, what stands after a comma."""
    if word_count(text) <= MOST_WORDS:
        return text
    found = read(text)
    ends = [end for end in range(len(found.words) - 1, FEWEST_WORDS - 1, -1) if _may_end(found, end)]
    heads_of = [found.part(0, end) for end in sorted(ends, key=lambda end: found.kinds[end] not in ",Sq")]
    return next((head for head in heads_of if content_words(head) and word_count(head) <= MOST_WORDS), "")


def _may_end(found: Read, end: int) -> bool:
    """Before a joint, with nothing left hanging, and with its verb."""
    hangs = "TDaSqhmBO," + ("" if found.kinds[end] == "," else "P")
    joint = found.kinds[end] in ",SaPTq" and found.kinds[end - 1] not in hangs and found.kinds[end - 2] != ","
    return joint and not set(found.kinds[:end]).isdisjoint("BdhmVGI")
