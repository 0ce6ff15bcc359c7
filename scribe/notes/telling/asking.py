"""What a question asks, as the few words that head its answer: 'How long it hung around'.

An indirect question stands on its own where the noun alone ('Around') says nothing. No content word is added.
"""

import re

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import content_words, stems, word_count
from scribe.notes.language.inversion import POINTS
from scribe.notes.language.phrases import VERBS, Read, asks, is_noun_phrase, noun_phrase_at, noun_phrases, read
from scribe.notes.language.phrasing import capital, from_therapist, quoted
from scribe.notes.language.sentences import whole
from scribe.notes.language.turning import topic_first, turned
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.reading.gist import medicines, names
from scribe.notes.reading.headings import HELPERS, heading_of, heads, laid_down

MOST_WORDS = 11
"""A longer question is cut at a joint, or heads nothing."""
FEWEST_WORDS = 3
"""What must be left of a question that is cut."""
FEWEST_IN_FULL = 4
SHORT_QUESTION = 2
"""Words up to which a question asks nothing by itself: 'may I?', 'is it?'"""
SUPPOSED = ("if", "when")
LAST_CLAUSES = 3
"""Clauses at the end of a prompt in which its question is looked for."""

_TAIL = re.compile(
    r"(?:[,\s]+(?:(?<!feel )(?<!look )(?<!sound )(?<!feels )(?<!looks )(?<!sounds )like|"
    r"then|now|again|please|anyway|though|today|these days|right now|right then|at the moment|"
    r"at present|for you|with you|exactly|actually|if anything|at all|would you say|"
    r"(?:in|with|about|for|on|at) (?:it|this|that)|"
    r"(?:from )?(?:zero|nought|nil|none) to (?:ten|a hundred)|out of (?:ten|a hundred)|i mean|honestly|so far))+$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:and |so |now,? )*(?:what|how) (?:about|come) ", re.IGNORECASE)
_THEM = re.compile(r"\b(?:them|those)\b(?! \w+s\b)", re.IGNORECASE)
"""In what the therapist asks: not the client."""
_TWO_HELPERS = re.compile(r"[Bdhm][Bdm]")
"""'What the least they is can do': turned wrong."""
_AND_ASKS = re.compile(
    r",? and (?=(?:what|how|where|who|why|which|when)(?:'\w+ | (?:\w+ )?(?:did|do|does|is|was|are|were|have|has)\b))"
)
_SHORT = re.compile(r"^(?:the|an?|any|that|this) ([\w-]+(?: [\w-]+)?)$", re.IGNORECASE)
"""'The bottle': a heading needs no article."""
_LEFT_OPEN = re.compile(r"\s+(?:by|until|till|since)$", re.IGNORECASE)
"""Of 'by now', where 'now' is left out."""
_EMPTY = re.compile(
    r"^(?:what|how)(?: \w+)? (?:(?:that|it|this) (?:is|was|does|went|feels like|looks like)|"
    r"else|about it|happens|happened|comes|came)"
    r"(?: then| next| first| in| out)?$|^what they mean\b|^(?:how|what) they (?:know|think|say|mean|are saying)$|"
    r"^what they (?:make(?: of (?:that|it|this))?|get)$|^how they are(?: doing| feeling)?$|"
    r"^(?:what|how) (?:it|that|this) is doing$|^(?:going|doing|getting on|faring)$|"
    r"^(?:doing|having|getting|using|trying|making|taking) (?:it|that|this|them|those|one)$",
    re.IGNORECASE,
)
"""What points back to what was said before and names nothing."""


def question_of(prompt: Turn | None, before: Exchange | None) -> str:
    """What heads the answer: what the question names, with what it asks of that where both are short.

    `before`: what the prompt may echo."""
    told, clause = asked(prompt)
    if clause is not None and read(told).kinds[:1] == "q" and medicines(prompt):
        told = ""
    back = clause is not None and (bool(_THEM.search(clause.text)) or _takes_up(without_lead(clause.text)))
    if laid := _laid_down(prompt, before, clause):
        return laid
    noun = heading_of(prompt, before) or _asked_before(prompt, clause)
    if any(not names(noun or told, medicine) for medicine in medicines(prompt)):
        return ""  # `gist` names it
    if not noun or not told:
        return noun or ("" if told and back and not noun_phrases(read(told)) else told)
    if back:
        return noun
    same = clause is not None and stems(noun) <= stems(clause.text)
    named_by = next((one for one in (prompt.kept if prompt else ()) if stems(noun) & stems(one.text)), None)
    if read(told).kinds[:1] == "q" and not same and (named_by is None or named_by.end != "?"):
        return told  # what is asked in full needs no remark before it: 'Nice try. What did you notice?'
    if same:
        return told if len(content_words(told)) > len(content_words(noun)) else noun
    both = f"{noun}, {told[0].lower()}{told[1:]}"
    return both if word_count(both) <= MOST_WORDS else noun


def asked(prompt: Turn | None) -> tuple[str, Clause | None]:
    """The prompt's last question in a few words, and the clause that asks it; ('', None) where it can't stand alone.
    What only goes on with the question before it ('every night?') leaves that one to be answered."""
    for clause in reversed(prompt.kept[-LAST_CLAUSES:] if prompt else ()):
        if clause.end != "?":
            continue
        if told := indirect(clause.text):
            return told, clause
        if _asks_in_full(clause.text):
            return "", None
    return "", None


def in_full(prompt: Turn | None) -> str:
    """What heads an answer that is no sentence and that nothing else heads: its question, also where that points back
    ('Where it is after that'), in its own words where it can't be turned."""
    question = prompt.questions[-1] if prompt and prompt.questions else None
    if prompt is None or question is None:
        return ""
    told = asked(prompt)[0]
    words = without_lead(question.raw).strip(" ?.!,")
    full = FEWEST_IN_FULL <= word_count(words) <= MOST_WORDS and content_words(words) and not points_back(words)
    offers = any(word.lower() in ("i", "we") for word in read(words).words[:2])
    return told or (f"Asked {quoted(capital(words))}" if full and not offers and _asks_in_full(question.text) else "")


def _asks_in_full(text: str) -> bool:
    """With a verb of its own, and something it asks of: no 'may I?', 'every night?'"""
    found = read(without_lead(text))
    return asks(found) and len(found.kinds.rstrip(",")) > SHORT_QUESTION


def points_back(told: str) -> bool:
    """'How much they believe that': names nothing, and what that is stands in what was said before."""
    return not noun_phrases(read(told)) and _takes_up(told)


def _takes_up(told: str) -> bool:
    """Holds a pronoun for what was said before; not an 'it' that only holds the place of what follows: 'what it would
    take to sit there'."""
    found = read(told)
    for place, word in enumerate(found.words):
        after = found.kinds[place + 1 :]
        alone = after[:1] not in tuple("NJCGr") or found.words[place + 1].lower() in ("one", "ones")
        if word.lower() in POINTS and (not after or (found.tags[place] == "DT0" and alone)):
            return True
        if word.lower() in ("one", "ones") and alone and found.kinds[place - 1 : place] in tuple("VIGE"):
            return True
        if word.lower() == "it" and "T" not in after and "S" not in after:
            return True
    return False


def _laid_down(prompt: Turn | None, before: Exchange | None, asks_for: Clause | None) -> str:
    """What was read out to be done, where the question after it names nothing else."""
    values = frozenset[str]().union(*(clause.values for clause in (before.said if before else ())))
    words, clause = laid_down(prompt, set(values))
    if clause is None or (asks_for is not None and noun_phrases(read(asks_for.text))):
        return ""
    return words


def _asked_before(prompt: Turn | None, last: Clause | None) -> str:
    """'Flower shop' of 'How's the flower shop? Are you getting in on time?'"""
    kept = prompt.kept[-LAST_CLAUSES:] if prompt else ()
    earlier = kept[: kept.index(last)] if last in kept else ()
    told = next((told for clause in reversed(earlier) if clause.end == "?" and (told := indirect(clause.text))), "")
    return told if is_noun_phrase(told) else ""


def indirect(question: str) -> str:
    """'What happened on Wednesday', 'How long it hung around', 'Trying the cuff'; '' where nothing stands alone."""
    text = _ABOUT.sub("", _TAIL.sub("", _last_of(without_lead(question)).strip(" ?.!,")))
    told = topic_first(text) or turned(text) or _as_it_stands(text)
    told = _LEFT_OPEN.sub("", _TAIL.sub("", _shortened(from_therapist(told)))) if told else ""
    if not told or _EMPTY.match(told) or _TWO_HELPERS.search(read(told).kinds):
        return ""
    told = _SHORT.sub(r"\1", told)
    if read(told).kinds in ("G", "q"):
        return ""  # 'acting' of 'did you act on it?'; 'when?'
    return capital(told) if _stands(told) and not _EMPTY.match(told) else ""


def _last_of(question: str) -> str:
    """'What did it cost?' of 'What was it for, and what did it cost?': what is asked last is what is answered."""
    return _AND_ASKS.split(question)[-1]


def _as_it_stands(text: str) -> str:
    """'If the bus goes without her', 'how long from the call to the drink': asks without a verb of its own."""
    found = read(text)
    within = found.words[:1] and found.words[0].lower() in SUPPOSED and not whole(text)
    within = within and found.kinds[1:2] not in tuple(HELPERS) and "q" not in found.kinds[1:]
    amount = found.kinds[:2] in ("qR", "qJ", "qD") and not set(found.kinds) & set(VERBS) and "D" in found.kinds[2:]
    return text if within or amount else ""


def _stands(told: str) -> bool:
    """Asks, or does, or begins with what names something: 'their throat before they sat down'."""
    found = read(told)
    return (
        found.kinds[:1] in ("q", "G")
        or found.words[0].lower() in SUPPOSED
        or heads(found.part(0, noun_phrase_at(found, 0)))
    )


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
