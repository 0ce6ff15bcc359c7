"""What a question about risk asked, in words that can be denied or confirmed: 'any thoughts of …', 'intent'."""

import re

from scribe.calendar_words import MONTH_BUT_MAY, WEEKDAY
from scribe.notes.language import risk_language as language
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues, RiskCue
from scribe.notes.language.phrasing import asked_about, from_therapist, lowered, quoted
from scribe.notes.risk.labels import kind_names
from scribe.notes.risk.mentions import Mention, mentioned

STATED = 3
"""Last clauses of a prompt without a question that tell what a 'yes' confirms."""
MOST = 12
"""Words of a question that still read as something denied."""
_OF_SOMEBODY = re.compile(
    r"\b(?:you|your|(?:in|to|for|of|with|at|from|\w+ing) they)\b|"
    r"^\w+ing (?:ever )?(?:cross|come|enter|would|could|is|was|has|had)\b",
    re.IGNORECASE,
)
"""A question turned around that still speaks to someone has not turned well."""
_DOING = re.compile(
    r"\b(?:thoughts? (?:of|about) )?(?<!\bof )(?<!\babout )"
    r"(?!(?:any|some|every|no)?thing\b|during\b|morning\b|evening\b|going on\b)\w{2,}ing\b",
    re.IGNORECASE,
)
"""Not 'and of hurting anyone else', which goes on with thoughts."""
_WHERE = re.compile(r"^(?:\W*(?:and|so|now|okay|then)[, ]+)*(?:where|who)\b", re.IGNORECASE)
"""'Where's it living nowadays?' names nothing: what it is stands before it."""
_PLANS = re.compile(r"\b(?:plan\w*|ways?|method|means|steer\w*|how you|how they)\b", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:that|this|those|these|it|them)\b", re.IGNORECASE)
"""'Any of that now': what it is was said before."""
_ONLY_THOUGHT = re.compile(
    r"\b(?:pictur|imagin|consider|thought|think|dream|feel|felt|plan)\w*(?: (?:of|about|like))?\s*$", re.IGNORECASE
)
"""'Have you pictured ending your life?': who says no has denied the thought, and not the act alone."""
_LEADS_UP = re.compile(
    r"^[^?]{1,60}?,\s+(?=(?:any (?:thoughts?|urges?|plans?)|thoughts? (?:of|about)|have you|has there|do you)\b)",
    re.IGNORECASE,
)
"""'With all this going on, any thoughts of suicide?'"""
_REFLEXIVE = re.compile(r", themselves$")
"""'Do you have thoughts of it, yourself?'"""
_PERIOD = re.compile(
    r"\b(?:(?:in|over|for) the (?:past|last) [\w ]{0,8}(?:days?|weeks?|months?|years?)|this (?:past )?(?:week|month)|"
    rf"since (?:we last met|(?:the|our) last (?:session|time|visit)|{WEEKDAY}|{MONTH_BUT_MAY}))\b",
    re.IGNORECASE,
)
"""What time an answer is of: a 'no' to 'in the past two weeks' denies those two weeks."""


def gist(mention: Mention, cue: RiskCue | None = None) -> str:
    """'' where the question has no form that can be turned without changing it. `cue`: of what is asked; what the
    prompt says before it ('Can I ask a straight one?') is no part of the question."""
    if mention.question is None:
        return ""
    questions = mention.question.questions or mention.question.kept
    named = [clause for clause in mention.question.kept if cue is not None and mentioned(cue, clause.text)]
    asked = [c for c in questions if not named or (c.utterance, c.place) >= (named[0].utterance, named[0].place)]
    text = [words for clause in asked if (words := _turned(clause.text))]
    return "; ".join(lowered(words, frozenset()) for words in text[-2:])


def _turned(question: str) -> str:
    words = asked_about(question) or asked_about(_LEADS_UP.sub("", question))
    return "" if _OF_SOMEBODY.search(words) else _REFLEXIVE.sub("", words)


def denied_words(mention: Mention, cues: Cues, *, whole: bool) -> str:
    """`whole`: the answer denies all of the question; else only what the mention's kind is called."""
    parts = {cue.key: cue.label for cue in cues.contexts}
    label = parts.get(mention.context) or kind_names(cues)[mention.kind]
    if not whole:
        return label
    cue = next((one for one in cues.risks if one.kind is mention.kind), None)
    asked = gist(mention, cue)
    if mention.context == "plan" and not _PLANS.search(asked):
        asked = ""
    points = _POINTS.search(asked) and not mention.context and not (cue and mentioned(cue, asked))
    return (asked if not points else "") or _act(mention, cue) or f"{label}{_period(mention)}"


def named_by_label(words: str, cues: Cues) -> bool:
    """Told by what the note calls the kind, and not in the question's words."""
    return words in kind_names(cues).values() or words in {cue.label for cue in cues.contexts}


def words_asked(mention: Mention) -> str:
    """The question as it was put; a statement that was answered ('You've put a one on number nine.') as it was said."""
    if mention.question is None:
        return ""
    if mention.question.questions:
        return quoted(mention.question.questions[-1].raw + "?")
    return ", ".join(quoted(clause.raw) for clause in mention.question.kept[-STATED:] if clause.words)


def asked_of(mention: Mention) -> str:
    """What was asked, where the answer names only part of it, or nothing: ' (asked: firearms, medication saved up)'."""
    if (
        mention.context not in ("means", "safety", "intent")
        or mention.question is None
        or not mention.question.questions
    ):
        return ""
    if _WHERE.match(mention.question.questions[-1].text):
        named = language.MEANS_NAMED.search(mention.question.text)
        return f" ({named[0].lower()})" if named else ""
    asked = re.sub(
        r",? (?:or )?anything like that$", "", without_lead(mention.question.questions[-1].text), flags=re.IGNORECASE
    )
    return f" (asked: {from_therapist(asked).lower()})"


def _act(mention: Mention, cue: RiskCue | None) -> str:
    """What is done, in a question that comes to it late: 'does it tip over into wanting to be dead, or …?'"""
    questions = mention.question.questions if mention.question else ()
    for clause in reversed(questions):
        found = _DOING.search(clause.text)
        if cue is None or found is None or not mentioned(cue, clause.text[found.start() :]):
            continue
        if _ONLY_THOUGHT.search(clause.text[: found.start()]):
            continue
        words = from_therapist(clause.text[found.start() :])
        if word_count(words) <= MOST and not _OF_SOMEBODY.search(words):
            return lowered(words, frozenset())
    return ""


def _period(mention: Mention) -> str:
    asked = mention.question.text if mention.question else ""
    found = _PERIOD.search(asked)
    return f" {from_therapist(lowered(found[0], frozenset()))}" if found else ""
