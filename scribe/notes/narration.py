"""What somebody said as a sentence about them: 'Client reported that they sleep six hours.'

Three forms, by what the words allow. A whole clause follows 'reported that', a noun phrase follows 'reported', and
whatever neither fits stands in quotation marks: a sentence is never bent until it reads well.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from scribe.notes.clauses import cut_off, without_lead, word_count
from scribe.notes.phrasing import from_client, lowered, quoted
from scribe.notes.values import NUMBER

MAX_QUOTED_WORDS = 22
"""A longer quotation is a transcript: it is left out."""


class Form(StrEnum):
    CLAUSE = "clause"
    """Has a subject and a finite verb: follows 'that'."""
    PHRASE = "phrase"
    """A noun phrase or an amount: follows 'reported'."""
    QUOTE = "quote"


class Part(msgspec.Struct, frozen=True):
    form: Form
    text: str


_PRONOUNS = r"(?:I|we|he|she|they|it|this|that|there|everyone|everybody|nobody|no one|someone|something|nothing|everything|anything|one of (?:us|them))"
_AUX = (
    r"(?:am|is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|might|may|must|cannot|"
    r"isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|don't|doesn't|didn't|won't|wouldn't|can't|couldn't|shouldn't)"
)
_PAST = (
    r"(?:went|came|told|said|got|took|made|gave|left|kept|found|felt|thought|knew|saw|ran|rang|began|broke|brought|bought|built|"
    r"called|died|drank|drove|ate|fell|fought|forgot|grew|heard|held|led|lost|met|paid|sat|sent|slept|spent|spoke|started|stood|"
    r"stopped|texted|threw|walked|wanted|wrote|woke|asked|worked|helped|used|tried|moved|yelled|looked|turned|happened|seemed)"
)
_PRESENT = (
    r"(?:brings|comes|says|works|keeps|gets|goes|makes|thinks|wants|needs|takes|gives|knows|calls|texts|lives|drinks|helps|feels|"
    r"looks|seems|sleeps|eats|writes|hurts|starts|stops|means|sounds|happens|runs|tells|asks|sits|stays|cries|yells|walks|drives|"
    r"loves|hates|likes|tries|hears|sees|leaves|lets|puts|wakes|worries|misses)"
)
_ADVERBIAL = (
    r"(?:(?:sometimes|usually|mostly|often|today|yesterday|tonight|lately|recently|normally|eventually|once|twice|afterwards|then|now|"
    r"still|maybe|perhaps|probably|apparently|weirdly|luckily|sadly|obviously|mainly|almost|\w+ly|last \w+|this \w+|that \w+|every \w+|"
    r"most \w+|some \w+|(?:in|on|at|by|after|before|since|during|for|from|with) [\w' ]{2,30}?),?\s+)"
)
_WHOLE = re.compile(
    rf"^{_ADVERBIAL}{{0,2}}(?:{_PRONOUNS}(?:'\w+)?\s+(?:\w+\s+)?\w|(?:if|when|because|since|while|after|before|until|once)\b[^,]*,\s+{_PRONOUNS}\b)",
    re.IGNORECASE,
)
_VERB_INSIDE = re.compile(
    rf"^(?:(?:the|a|an|my|our|his|her|their|this|that|these|those|some|most|all|both|half)\s+[\w' -]{{1,40}}?|[A-Z][\w']*(?:\s+and\s+[A-Z]\w+)?|\w+)\s+"
    rf"(?:\w+ly\s+|just\s+|still\s+|always\s+|never\s+)?(?:{_AUX}|{_PAST}|{_PRESENT})\b(?!')"
)
_SHORTENED = re.compile(r"^(?:my|the|our|his|her|their|[A-Z]\w+)\s+(?:\w+\s+)?\w+(?:'s|'re) (?:a |an |the |not |still |so |too |very )?\w+", re.IGNORECASE)
_NOUN_PHRASE = re.compile(
    rf"^(?:(?:about|around|maybe|perhaps|only|almost|nearly|over|under|at least|up to|mostly|probably)\s+)*"
    rf"(?:(?:{NUMBER}|once|twice|half|a couple|a few|a bit|a lot|lots|some|no|none|nothing|any|a|an|the|my|our|his|her|their|several|many|most)\b)",
    re.IGNORECASE,
)
_HEADLESS = re.compile(r"^(?:a bit|a lot|the same|nothing|none)\W*$", re.IGNORECASE)
_OPEN_CLAUSE = re.compile(r"\b(?:I|we|you|he|she|they|it)(?:'\w+)?\b", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,\s*(?:so|but|and|or|like|you know|right|okay|yeah|I mean|or whatever|or something|and (?:stuff|that|everything|all that)|too|though|anyway|"
    r"to be honest|honestly|really|actually|apparently|what|thanks|sorry|no|yes)|\s+or whatever|\s+or something|\s+and (?:stuff|everything))+$",
    re.IGNORECASE,
)
_UNSURE_TAIL = re.compile(r",?\s*\b(?:I think|I guess|I suppose|I'd say|I don't know|maybe|probably|I'm not sure|not sure)$", re.IGNORECASE)
_UNSURE_LEAD = re.compile(r"^(?:I guess|I suppose|I'd say|maybe|probably|I don't know)[, ]+", re.IGNORECASE)
_FILLED = re.compile(r",\s*(?:like|you know|I mean|um+|uh+|er+|erm|what|okay|right|well|so|sort of|kind of)\s*,", re.IGNORECASE)
_LEFT_OVER = re.compile(r"(?:\b(?:I|I'm|I've|I'd|I'll)\b|\b(?:[Mm]y|[Mm]ine|[Mm]yself|[Oo]ur|[Oo]urs|[Mm]e|[Yy]ou|[Yy]our|[Yy]ou're|[Yy]ours|[Yy]ourself)\b)")
_LEAD_NOISE = re.compile(r"^(?:(?:um+|uh+|er+|erm|like|well|so|and|okay|sorry|I mean|you know)[,.]?\s+)+", re.IGNORECASE)
_VERBLESS = re.compile(r"^(?:that|this|it|there|they|he|she)\W*$", re.IGNORECASE)


def bare(text: str) -> str:
    """Without lead words, mid-sentence fillers and tags that say nothing."""
    text = without_lead(_FILLED.sub(" ", text))
    before = ""
    while before != text:
        before = text
        text = _TAIL.sub("", text).strip(" ,;:—-")
    return text


def part_of(text: str, raw: str, proper: frozenset[str], *, verbatim: bool = False) -> Part | None:
    """`text`: a clause as `clauses` cleaned it; `raw`: as spoken. None where nothing is left that can be told."""
    text = bare(text)
    if not text or cut_off(text):
        return None
    if not verbatim:
        perhaps = bool(_UNSURE_TAIL.search(text) or _UNSURE_LEAD.match(text))
        told = bare(_UNSURE_LEAD.sub("", _UNSURE_TAIL.sub("", text)))
        form = form_of(told)
        said = lowered(from_client(told), proper)
        if form is not Form.QUOTE and said and not _LEFT_OVER.search(said) and not cut_off(told):
            return Part(form, f"perhaps {said}" if perhaps and not said.startswith(("they think", "perhaps")) else said)
    return quotation(raw)


def quotation(raw: str) -> Part | None:
    """The words as spoken, bare of lead and tag words; None where nothing is left or it is too long to quote."""
    words = _TAIL.sub("", without_lead(_LEAD_NOISE.sub("", raw))).strip(" ,;:—-")
    return Part(Form.QUOTE, quoted(words)) if words and not cut_off(words) and word_count(words) <= MAX_QUOTED_WORDS else None


def form_of(text: str) -> Form:
    """How the words can stand in a sentence."""
    if text.endswith("?") or '"' in text or _VERBLESS.match(text):
        return Form.QUOTE
    if _WHOLE.match(text) or _VERB_INSIDE.match(text) or _SHORTENED.match(text):
        return Form.CLAUSE
    if _NOUN_PHRASE.match(text) and not _OPEN_CLAUSE.search(text) and not _HEADLESS.match(text):
        return Form.PHRASE
    return Form.QUOTE


def narrate(who: str, parts: Sequence[Part], verb: str = "reported") -> str:
    """'Client reported that they …; it …, and said "…"'. '' without parts."""
    text, last = "", None
    for part in parts:
        text += _link(part.form, last, text, who, verb) + part.text
        last = part.form
    return text


def _link(form: Form, last: Form | None, so_far: str, who: str, verb: str) -> str:
    if form is Form.QUOTE:
        return f"{who} said: " if not so_far else ", " if last is Form.QUOTE else ", and said: "
    if form is Form.PHRASE:
        return f"{who} {verb} " if not so_far else ", " if last is Form.PHRASE else f", and {verb} "
    return f"{who} {verb} that " if not so_far else f", and {verb} that " if last is Form.QUOTE else "; "
