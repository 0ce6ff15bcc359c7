"""What somebody said as a sentence about them: 'Client reported that they sleep six hours.'

Three forms, by what the words allow. A whole clause follows 'reported that', a noun phrase follows 'reported', and
whatever neither fits stands in quotation marks: a sentence is never bent until it reads well.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from scribe.notes.language.clauses import cut_off, without_lead, word_count
from scribe.notes.language.phrasing import from_client, lowered, quoted
from scribe.notes.language.values import NUMBER

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


_PRONOUNS = r"(?:I|we|he|she|they|it|this|that|there|everyone|everybody|nobody|no one|someone|one of (?:us|them))"
_AUX = (
    r"(?:am|is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|might|may|must|cannot|"
    r"isn't|aren't|wasn't|weren't|hasn't|haven't|hadn't|don't|doesn't|didn't|won't|wouldn't|can't|couldn't|shouldn't)"
)
_PAST = (
    r"(?:went|came|told|said|got|took|made|gave|kept|found|felt|thought|knew|saw|ran|rang|began|"
    r"broke|brought|bought|built|"
    r"called|died|drank|drove|ate|fell|fought|forgot|grew|heard|held|led|lost|met|paid|sat|sent|"
    r"slept|spent|spoke|started|stood|"
    r"stopped|texted|threw|walked|wanted|wrote|woke|asked|worked|helped|used|tried|moved|yelled|"
    r"looked|turned|happened|seemed)"
)
_PRESENT = (
    r"(?:brings|comes|says|works|keeps|gets|goes|makes|thinks|wants|needs|takes|gives|knows|calls|"
    r"texts|lives|drinks|helps|feels|"
    r"looks|seems|sleeps|eats|writes|hurts|starts|stops|means|sounds|happens|runs|tells|asks|sits|"
    r"stays|cries|yells|walks|drives|"
    r"loves|hates|likes|tries|hears|sees|leaves|lets|puts|wakes|worries|misses)"
)
_ADVERBIAL = (
    r"(?:(?:sometimes|usually|mostly|often|today|yesterday|tonight|lately|recently|normally|"
    r"eventually|once|twice|afterwards|then|now|"
    r"still|maybe|perhaps|probably|apparently|weirdly|luckily|sadly|obviously|mainly|almost|\w+ly|"
    r"last \w+|this \w+|that \w+|every \w+|"
    r"most \w+|some \w+|(?:in|on|at|by|after|before|since|during|for|from|with) [\w' ]{2,30}?),?\s+)"
)
_DAY_WORDS = (
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:s| night| morning)?|the other (?:\w+)|"
    r"one (?:day|night|morning|time)|the (?:first|second|last|next) (?:\w+)|"
    r"the (?:day|night|week) (?:after|before))(?:,? (?:and|or) (?:mon|tues|wednes|thurs|fri|satur|sun)day)?,?\s+)"
)
_WHOLE = re.compile(
    rf"^(?:{_ADVERBIAL}|{_DAY_WORDS}){{0,2}}(?:(?:some|no|every|any)thing(?:'s\b|\s+{_AUX}\b)|"
    rf"{_PRONOUNS}(?:'\w+)?\s+(?:\w+\s+)?\w|(?:if|when|because|since|while|after|before|until|"
    rf"once)\b[^,]*,\s+{_PRONOUNS}\b)",
    re.IGNORECASE,
)
_VERB_INSIDE = re.compile(
    rf"^(?:(?i:the|a|an|my|our|his|her|their|this|that|these|those|some|most|all|both|"
    rf"half)\s+[\w' -]{{1,40}}?|[A-Z][\w']*(?:\s+and\s+[A-Z]\w+)?|\w+)\s+"
    rf"(?:\w+ly\s+|just\s+|still\s+|always\s+|never\s+)?(?:{_AUX}|{_PAST}|{_PRESENT})\b(?!')"
)
_SHORTENED = re.compile(
    r"^(?:(?:my|the|our|his|her|their)\s+)?(?:\w+\s+)?\w+(?:'s|'re)\s+(?:(?:a|an|the|not|still|so|"
    r"too|very|been|going|gone|just|always|never|kind of|really|all|pretty|"
    r"shut|open|closed|tight|loose|dry|sore|numb|heavy|slow|fine|good|bad|better|worse|okay|awful|"
    r"great|hard|easy|easier|harder|racing|pounding|hammering|killing|"
    r"sick|tired|full|empty|broken|off|on|out|back|over|down|up|here|there|at|in|\w+ing)\b)",
    re.IGNORECASE,
)
_NOUN_PHRASE = re.compile(
    rf"^(?:(?:about|around|maybe|perhaps|only|almost|nearly|over|under|at least|up to|mostly|probably)\s+)*"
    rf"(?:(?:{NUMBER}|once|twice|half|a couple|a few|a bit|a lot|lots|some|no|none|nothing|any|a|an|"
    rf"the|my|our|his|her|their|several|many|most)\b)",
    re.IGNORECASE,
)
_ADJUNCT = re.compile(
    r"^(?:in|on|at|by|after|before|since|until|till|for|with|without|from|near|every|each|when|while|"
    r"because|as soon as|once|twice|during|around|"
    r"last|this|usually|mostly|sometimes|maybe|not|only|three times|still|always|never|(?:mon|tues|"
    r"wednes|thurs|fri|satur|sun)days?)\b",
    re.IGNORECASE,
)
_DISLOCATED = re.compile(
    r"^((?:the|my|our|that|those|these|this)\s[^,]{2,45}),\s+(?:that|it|he|she|they|"
    r"those)(?P<verb>'s|'re|\s+(?:is|was|are|were|has|had|went|got))\s",
    re.IGNORECASE,
)
_SO_WHAT = re.compile(r",\s*so,?\s+(?:(?!(?:I|we|he|she|it|they|that|there)\b)[\w']+\s*){1,6}$", re.IGNORECASE)
_HEADLESS = re.compile(r"^(?:a bit|a lot|the same|nothing|none)\W*$", re.IGNORECASE)
_OPEN_CLAUSE = re.compile(r"\b(?:I|we|you|he|she|they|it)(?:'\w+)?\b", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:,\s*(?:so|but|and|or|like|you know|right|okay|yeah|I mean|or whatever|or something|"
    r"and (?:stuff|that|everything|all that)|too|though|anyway|"
    r"to be honest|honestly|really|actually|apparently|what|thanks|sorry|no|yes)|\s+or whatever|"
    r"\s+or something|\s+and (?:stuff|everything))+$",
    re.IGNORECASE,
)
_UNSURE_TAIL = re.compile(
    r",?\s*\b(?:I think|I guess|I suppose|I'd say|I don't know|maybe|probably|I'm not sure|"
    r"not sure)$",
    re.IGNORECASE,
)
_UNSURE_LEAD = re.compile(r"^(?:I guess|I suppose|I'd say|maybe|probably|I don't know)[, ]+", re.IGNORECASE)
_FILLED = re.compile(
    r",\s*(?:like|you know|I mean|um+|uh+|er+|erm|what|okay|right|well|sort of|"
    r"kind of)\s*,\s*",
    re.IGNORECASE,
)
_LEFT_OVER = re.compile(
    r"(?:\b(?:I|I'm|I've|I'd|I'll)\b|\b(?:[Mm]y|[Mm]ine|[Mm]yself|[Oo]ur|[Oo]urs|[Mm]e|[Yy]ou|"
    r"[Yy]our|[Yy]ou're|[Yy]ours|[Yy]ourself)\b)"
)
_LEAD_NOISE = re.compile(
    r"^(?:(?:um+|uh+|er+|erm|like|well|so|and|okay|sorry|I mean|"
    r"you know)[,.]?\s+)+",
    re.IGNORECASE,
)
_THAT_LEAD = re.compile(
    r"^that\s+(?=(?:it|he|she|they|we|I|there|my|the|an?|nobody|people|"
    r"everyone)(?:'\w+)?\s)",
    re.IGNORECASE,
)
_I = re.compile(r"^I\b")
_VERBLESS = re.compile(r"^(?:that|this|it|there|they|he|she)\W*$", re.IGNORECASE)


def bare(text: str) -> str:
    """Without lead words, mid-sentence fillers and tags that say nothing."""
    text = _THAT_LEAD.sub("", without_lead(_FILLED.sub(" ", text)))
    before = ""
    while before != text:
        before = text
        text = _SO_WHAT.sub("", _TAIL.sub("", text)).strip(" ,;:—-")
    return _DISLOCATED.sub(_resumed, text)


def _resumed(found: re.Match[str]) -> str:
    """'The nausea, that's gone' as 'the nausea is gone'."""
    verb = {"'s": "is", "'re": "are"}.get(found["verb"], found["verb"].strip())
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
    form = form_of(told)
    if listed and form in (Form.QUOTE, Form.ADJUNCT) and not _OPEN_CLAUSE.search(told) and not told.endswith("?"):
        form = Form.PHRASE
    said = re.sub(r"^that (?=is\b|was\b|has\b|would\b|will\b)", "this ", lowered(from_client(told), proper))
    if form is Form.QUOTE or not said or _LEFT_OVER.search(said) or cut_off(told):
        return quotation(raw) if word_count(told) > 1 else None
    own = form is Form.CLAUSE and bool(_I.match(told)) and not unsure
    doubted = unsure and not said.startswith(("they think", "perhaps"))
    return Part(form, f"perhaps {said}" if doubted else said, raw, own)


def quotation(raw: str) -> Part | None:
    """The words as spoken, bare of lead and tag words; None where nothing is left or it is too long to quote."""
    words = _TAIL.sub("", without_lead(_LEAD_NOISE.sub("", raw))).strip(" ,;:—-")
    return (
        Part(Form.QUOTE, quoted(words))
        if words and not cut_off(words) and word_count(words) <= MAX_QUOTED_WORDS
        else None
    )


def form_of(text: str) -> Form:
    """How the words can stand in a sentence."""
    if text.endswith("?") or '"' in text or _VERBLESS.match(text):
        return Form.QUOTE
    if _WHOLE.match(text) or _VERB_INSIDE.match(text) or _SHORTENED.match(text):
        return Form.CLAUSE
    if _NOUN_PHRASE.match(text) and not _OPEN_CLAUSE.search(text) and not _HEADLESS.match(text):
        return Form.PHRASE
    return Form.ADJUNCT if _ADJUNCT.match(text) and not text.lower().startswith(("if", "not ")) else Form.QUOTE


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
    return text


def _standing(parts: Sequence[Part]) -> list[Part]:
    """An adjunct with nothing before it to go on with is a quotation."""
    found: list[Part] = []
    for part in parts:
        alone = part.form is Form.ADJUNCT and (not found or found[-1].form is Form.QUOTE)
        shown = quotation(part.raw) if alone else part
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
