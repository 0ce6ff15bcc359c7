"""What somebody said as a sentence about them: 'Client reported that they sleep six hours.'

Three forms, by what the words allow. A whole clause follows 'reported that', a noun phrase follows 'reported', and
whatever neither fits stands in quotation marks: a sentence is never bent until it reads well.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from scribe.notes.language.cleaning import cut_off, without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.phrasing import from_client, lowered, quoted
from scribe.notes.language.sentences import (
    begins_with_name,
    holds_noun,
    orders,
    says_little,
    subject_left_out,
    tells_when,
    unfinished,
    whole,
)
from scribe.notes.language.tagging import tags
from scribe.notes.language.values import NUMBER, numbers

MAX_QUOTED_WORDS = 22
"""A longer quotation is a transcript: it is left out."""


class Form(StrEnum):
    CLAUSE = "clause"
    """Has a subject and a finite verb: follows 'that'."""
    PHRASE = "phrase"
    """A noun phrase or an amount: follows 'reported'."""
    ADJUNCT = "adjunct"
    """Where, when or why: goes on with what stands before it, and is quoted where nothing does."""
    QUOTE = "quote"


class Part(msgspec.Struct, frozen=True):
    form: Form
    text: str
    raw: str = ""
    """The words as spoken, for an adjunct that must be quoted."""
    own: bool = False
    """A clause that begins with the speaker: its 'they' is nobody else."""


_DISLOCATED = re.compile(
    r"^((?:(?i:the|my|our|that|those|these|this)\s|(?!\w+day\b)[A-Z][a-z]+\b)[^,]{0,45}"
    r"(?:, (?:my|our|the) [^,]{2,20})?),\s+"
    r"(?:that|it|he|she|they|those)(?P<verb>'s|'re|\s+(?:is|was|are|were|has|had|went|got))\s",
)
_QUALIFIED = re.compile(
    r"^(?:(?:about|around|maybe|perhaps|only|almost|nearly|over|under|at least|up to|mostly|probably|like)\s+)+"
    rf"(?={NUMBER}\b|half\b|an?\b)",
    re.IGNORECASE,
)
_RESTARTED = re.compile(
    r"^(?:I|it|that|there|this|he|she|they|we)(?:'\w+| is| was| would),\s+(?=\w+(?: \w+)+)", re.IGNORECASE
)
"""'It's, it swells up.'"""
_SO_WHAT = re.compile(r",\s*so,?\s+(?:(?!(?:I|we|he|she|it|they|that|there)\b)[\w']+\s*){1,6}$", re.IGNORECASE)
_OPEN_CLAUSE = re.compile(r"\b(?:I|we|you|he|she|they|it)(?:'\w+)?\b", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,\s*(?:so|but|and|or|like|you know|right|okay|yeah|I mean|or whatever|or something|"
    r"and (?:stuff|that|everything|all that)|too|though|anyway|"
    r"to be honest|honestly|really|actually|apparently|what|which|thanks|sorry|no|yes|aye|och|eh|see|mind|grand|"
    r"remember|obviously|mate|bud|love|pal|man|sir|ma'am|doc|me)|\s+or whatever|"
    r"\s+or something|\s+and (?:stuff|everything))+$",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(r",\s+(?:I|he|she|we|they|it)(?:\s(?:just|was|had|have))?$")
"""'Not on Wednesday, I just': what was begun is said in the next clause."""
_UNSURE_TAIL = re.compile(
    r",?\s*\b(?:I think|I guess|I suppose|I s'pose|I reckon|I'd say|I don't know|maybe|probably|I'm not sure|"
    r"not sure)$",
    re.IGNORECASE,
)
_UNSURE_LEAD = re.compile(
    r"^(?:I guess|I suppose|I'd say(?! (?:no|yes)\b)|maybe|probably|I don't know|I dunno)[, ]+", re.IGNORECASE
)
_FILLED = re.compile(
    r",\s*(?:like|you know|I mean|um+|uh+|er+|erm|what|okay|right|well|sort of|"
    r"kind of)\s*,\s*",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(
    r"(?:\b(?:I|I'm|I've|I'd|I'll|[Tt]hey'd)\b|\b(?:[Mm]y|[Mm]ine|[Mm]yself|[Oo]ur|[Oo]urs|[Mm]e|[Yy]ou|"
    r"[Yy]our|[Yy]ou're|[Yy]ours|[Yy]ourself)\b)"
)
_WHICH = re.compile(r"^which,\s+", re.IGNORECASE)
_LEAD_NOISE = re.compile(
    r"^(?:(?:um+|uh+|er+|erm|like|well|so|and|or|okay|sorry|I mean|you know)[,.]?\s+)+", re.IGNORECASE
)
_ASKS_INSIDE = re.compile(
    r",\s+(?:was|is|are|were|did|does|do|could|can|would|will|should)\s+(?:it|he|she|they|I|we|you|that|there|\w+s)\b",
    re.IGNORECASE,
)
"""'I texted him, could he come over': a question in its own words."""
_CALLED_OUT = re.compile(
    r"^(?:(?:or|um+|uh+|er+|erm)[,.]?\s+|"
    rf"(?:I'll say|we'll say|let's say|say|call it|make it|make that),?\s+(?=(?:an? )?{NUMBER}\b)|"
    r"(?:aye|och|ach|ah|oh|ha|eh|wow|huh|oof|lord|god|man|gosh|jeez|see|look|grand|sorry|now|just|like),\s+)+",
    re.IGNORECASE,
)
"""Not a bare 'like': 'like my father was about to shout' is no fact without it."""
_ASIDE = re.compile(r",\s+(?:(?:and |which, )?me|(?:and )?look|see|you see|God),(?=\s)")
"""'Drove him, me, on Friday.'"""
_THAT_LEAD = re.compile(
    r"^(?:the (?:thing|problem|point|trouble) is,|that)\s+(?=(?:it|he|she|they|we|I|there|my|the|an?|nobody|people|"
    r"everyone)(?:'\w+)?\s)",
    re.IGNORECASE,
)
_I = re.compile(r"^I\b")
_THINKS = re.compile(r"^I (?:just )?(?P<verb>think|thought|feel like|felt like|believe|believed)(?: that)?,? (?=\w)")
"""What is thought is no fact: 'I think I don't matter to him'."""
_NAMING = frozenset(["AT0", "CRD", "ORD", "DPS", "DT0", "NN0", "NN1", "NN2", "NP0", "PNI", "AJ0", "AJC", "AJS", "UNC"])
"""Tags of a word that a noun phrase begins with."""
_PLACING = frozenset(["PRP", "CJS", "AVQ", "AV0"])
"""Tags of a word that tells where, when or why."""


def bare(text: str) -> str:
    """Without lead words, false starts, mid-sentence fillers and tags that say nothing."""
    text = _ASIDE.sub(",", _CALLED_OUT.sub("", without_lead(_FILLED.sub(" ", text))))
    text = _RESTARTED.sub("", _THAT_LEAD.sub("", _WHICH.sub("", text)))
    before = ""
    while before != text:
        before = text
        text = _SO_WHAT.sub("", _BROKEN_OFF.sub("", _TAIL.sub("", text))).strip(" ,;:—-")
    return _DISLOCATED.sub(_resumed, text)


def _resumed(found: re.Match[str]) -> str:
    """'The nausea, that's gone' as 'the nausea is gone'."""
    if whole(found[1]) or next(iter(tags(found[1])), "") not in _NAMING:
        return found[0]
    has = found.string[found.end() :].startswith(("been", "got", "had"))
    verb = {"'s": "has" if has else "is", "'re": "are"}.get(found["verb"], found["verb"].strip())
    return f"{found[1]} {verb} "


def part_of(text: str, raw: str, proper: frozenset[str], *, listed: bool = False) -> Part | None:
    """`text`: a clause as `clauses` cleaned it; `raw`: as spoken. None where nothing is left that can be told.

    `listed`: the words answer a question for names or steps, so that a verbless one is an item of a list.
    """
    text = bare(text)
    if not text or cut_off(text):
        return None
    unsure = bool(_UNSURE_TAIL.search(text) or _UNSURE_LEAD.match(text))
    told = bare(_UNSURE_LEAD.sub("", _UNSURE_TAIL.sub("", text)))
    if not told or cut_off(told) or says_little(told) or orders(told) or unfinished(told):
        return None
    form, dropped = form_of(told), subject_left_out(told)
    if dropped and form is not Form.CLAUSE:
        form, told = Form.CLAUSE, f"I {told[:1].lower()}{told[1:]}"
    if listed and form in (Form.QUOTE, Form.ADJUNCT) and not _OPEN_CLAUSE.search(told) and not told.endswith("?"):
        form = Form.PHRASE
    thought = _THINKS.match(told) if whole(told) else None
    said = from_client(told[thought.end() :] if thought else told)
    if thought:
        said = f"they {thought['verb'].lower()} {lowered(said, proper)}"
    said = said if begins_with_name(said) else lowered(said, proper)
    if form is Form.QUOTE or not said or left_over(said):
        return quotation(raw) if holds_noun(told) else None
    named = form is Form.PHRASE and not listed and word_count(told) == 1
    if named and not numbers(told) and not tells_when(told):
        return None  # 'Bex.': a name that answers nothing
    own = form is Form.CLAUSE and bool(_I.match(told)) and not unsure
    doubted = unsure and not said.startswith(("they think", "perhaps"))
    return Part(form, f"perhaps {said}" if doubted else said, raw, own)


def left_over(text: str) -> bool:
    """Holds words of the first or the second person."""
    return bool(_LEFT_OVER.search(text))


def quotation(raw: str) -> Part | None:
    """The words as spoken, bare of lead and tag words; None where nothing is left or it is too long to quote."""
    words = _BROKEN_OFF.sub("", _TAIL.sub("", without_lead(_LEAD_NOISE.sub("", raw)))).strip(" ,;:—-")
    return (
        Part(Form.QUOTE, quoted(words))
        if words and not cut_off(words) and word_count(words) <= MAX_QUOTED_WORDS
        else None
    )


def form_of(text: str) -> Form:
    """How the words can stand in a sentence."""
    if text.endswith("?") or '"' in text or _ASKS_INSIDE.search(text):
        return Form.QUOTE
    if whole(text):
        return Form.CLAUSE
    amount = _QUALIFIED.sub("", text)
    first = next(iter(tags(amount)), "")
    if holds_noun(text) and not _OPEN_CLAUSE.search(text) and first in _NAMING:
        return Form.PHRASE
    return Form.ADJUNCT if first in _PLACING and not text.lower().startswith("if") else Form.QUOTE


def narrate(
    who: str, parts: Sequence[Part], pronoun: str = "They", verbs: tuple[str, str] = ("reported that", "reported")
) -> str:
    """'Client reported that they …; it …. They said: "…".'

    `pronoun`: who it is from the second sentence on. `verbs`: what a clause follows, and what a noun phrase follows.
    """
    text, last = "", None
    for part in _standing(parts):
        text += _link(part.form, last, who if last is None else pronoun, verbs) + part.text
        last = part.form
    return text.replace(" that that ", " that this ")


def _standing(parts: Sequence[Part]) -> list[Part]:
    """An adjunct with nothing before it to go on with is a quotation."""
    found: list[Part] = []
    for part in parts:
        alone = part.form is Form.ADJUNCT and (not found or found[-1].form is Form.QUOTE)
        shown = (quotation(part.raw) if holds_noun(part.text) else None) if alone else part
        if shown is not None and (not found or found[-1] != shown):
            found.append(shown)
    return found


def _link(form: Form, last: Form | None, who: str, verbs: tuple[str, str]) -> str:
    if last in (Form.CLAUSE, Form.PHRASE, Form.ADJUNCT) and form is not Form.QUOTE:
        return "; " if form is Form.CLAUSE else ", "
    if last is not None:
        return "; "
    begin = f"{who} " if last is None else f". {who} "
    return begin + {Form.QUOTE: "said:", Form.CLAUSE: verbs[0]}.get(form, verbs[1]) + " "
