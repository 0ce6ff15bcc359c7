"""What a question asks, as the few words that head its answer: 'How long it hung around'.

An indirect question stands on its own where the noun alone ('Around') says nothing. No content word is added.
"""

import re

from scribe.notes.language.clauses import content_words, stems, without_lead, word_count
from scribe.notes.language.conjugation import gerund, is_verb, past, third_person
from scribe.notes.language.phrasing import capital, from_therapist
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.reading.gist import medicines, names
from scribe.notes.reading.headings import heading_of

MOST_WORDS = 9
"""A longer question is cut at a joint, or heads nothing."""
FEWEST_WORDS = 3
"""What must be left of a question that is cut."""
LAST_CLAUSES = 3
"""Clauses at the end of a prompt in which its question is looked for."""

_AUX = r"(?:do|does|did|is|are|was|were|have|has|had|can|could|will|would|should|may|might|must|'s|'re|'d|'ve|'ll)"
_DETERMINER = r"(?:the|your|his|her|their|that|this|those|these|my|our|an?|any|some|all|each|every)"
_SUBJECT = (
    r"(?:you both|you two|you guys|you|he|she|they|it|we|i|there|nobody|somebody|anybody|people|"
    rf"{_DETERMINER}(?: (?!{_AUX}\b)[\w'-]+){{1,2}}?|that|this|those|these|"
    r"(?-i:[A-Z][\w'-]+(?: and [A-Z][\w'-]+)?))"
)
_WH = r"(?:what|when|where|who|why|how|which|whose)"
_EXTRA = rf"(?:(?: (?!{_AUX}\b|you\b|about\b)[\w'-]+){{0,4}}?)"
_INVERTED = re.compile(
    rf"^(?P<wh>{_WH}{_EXTRA})(?: (?P<aux>{_AUX})|(?P<short>'s|'re|'d|'ve|'ll)) (?P<who>{_SUBJECT})(?: (?P<rest>.+))?$",
    re.IGNORECASE,
)
_WHO_DOES = re.compile(rf"^(?P<wh>(?:what|who|which|whose){_EXTRA})(?P<rest>(?:'s| (?!about\b)\w).*)$", re.IGNORECASE)
_YES_NO = re.compile(
    r"^(?P<aux>do|does|did|is|are|was|were|have|has|had|can|could|will|would) "
    r"(?P<who>you(?: both| two)?|he|she|they|it|we|the two of you) (?P<rest>.+)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[,\s]+(?:like|then|now|again|please|anyway|though|today|these days|right now|at the moment|for you|with you|"
    r"here|exactly|actually|if anything|at all|do you think|would you say|zero to (?:ten|a hundred)|nought to ten|"
    r"out of (?:ten|a hundred)|do you reckon|i mean|honestly|so far))+$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"^(?P<head>.*?)\b(?:do|did) you (?:think|reckon|suppose|guess|say)(?: that)?\s+", re.IGNORECASE)
_JOINT = re.compile(
    r",\s|\s(?=(?:and|or|but|if|when|because|so|while|before|after|since|without|that|about|in|on|for|with|at|from|to)\s)"
)
_HUH = re.compile(r"^(?:(?:huh|hm+|wow|oh|aye|righto|grand|sure|lovely|great|gorgeous|sound)[,.!]\s+)+", re.IGNORECASE)
_EMPTY = re.compile(
    r"^(?:what|how)(?: \w+)?(?: (?:was|is) (?:that|it|this)| (?:it|that|this) (?:was|is)| happened(?: then| next)?|"
    r" else| about it)?(?: like)?$|^what they mean\b|^(?:how|what) they (?:know|think|say|mean)$|"
    r"^what they make of (?:that|it|this)$|^how they are(?: doing)?$|^why not$|^who$|^(?:where|when)$",
    re.IGNORECASE,
)
"""What points back to what was said before and names nothing."""
_TOPIC_FIRST = re.compile(
    rf"^(?P<noun>[^,]{{3,50}}), (?:and |so )?(?:{_AUX}|{_WH}|any|still|how)\b(?!.*\bwhen\b)", re.IGNORECASE
)
"""'No searching after nine, did you hold the line': what it is about stands before what is asked."""
_VERB_INSIDE = re.compile(rf"\b(?:{_AUX}|i|you|we|they|he|she|it|if|when|out of|let's|tell|say|that)\b", re.IGNORECASE)
MOST_LETTERS = 5
"""A word of no more letters that ends in -ing is no participle: 'thing', 'king'."""
_NOT_DONE = "be ever still also always usually really have think know mean remember want feel you they like"
_NO_DOING = frozenset(_NOT_DONE.split())
"""What follows the subject and is no doing that could head an answer."""
_FULL = {"'s": "is", "'re": "are", "'d": "would", "'ve": "have", "'ll": "will"}
_DOES = frozenset(("do", "does", "did"))
_PRONOUN = re.compile(r"^(?:he|she|it|you|we|they|i|there)$", re.IGNORECASE)
_MANY = re.compile(r"^(?:you|we|they|i|those|these)\b", re.IGNORECASE)
_POINTS = frozenset(("that", "this", "those", "these"))
_BE = frozenset(("is", "are", "was", "were", "'s", "'re"))
_GOES_ALONG = frozenset(
    ("after", "before", "since", "in", "on", "with", "of", "at", "for", "from", "around", "between")
)
"""'The days after': no verb."""
_HOW_IT_DOES = re.compile(r"^(?:doing|treating|getting|holding|looking|sitting with)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^(?:\w{3,}(?:ing|ed)|in|on|at|to|of|for|from|with|like|not|up|down|off|out|about|after|before|gone|left|done)\b"
)
"""After 'is' and a noun: what is said of it, and no second noun of its name."""


def question_of(prompt: Turn | None, before: Exchange | None) -> str:
    """What heads the answer: what the question names, with what it asks of that where both are short.

    `before`: what the prompt may echo."""
    noun, (told, clause) = heading_of(prompt, before), asked(prompt)
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


def indirect(question: str) -> str:
    """'What happened on Wednesday', 'How long it hung around', 'Trying the cuff'; '' where nothing stands alone."""
    text = _TAIL.sub("", _HUH.sub("", without_lead(question)).strip(" ?.!,"))
    text = _TAIL.sub("", _ASIDE.sub(lambda found: found["head"], text).strip(" ,")).strip(" ,")
    told = _turned(text)
    told = _shortened(from_therapist(told)) if told else ""
    if not told or _EMPTY.match(told) or not content_words(told):
        return ""
    return capital(told)


def _turned(text: str) -> str:
    if (found := _TOPIC_FIRST.match(text)) and not _VERB_INSIDE.search(found["noun"]):
        return found["noun"]
    if found := _INVERTED.match(text):
        aux = (found["aux"] or found["short"]).lower()
        return _declared(found["wh"], aux, found["who"], found["rest"] or "")
    if found := _WHO_DOES.match(text):
        return f"{found['wh']}{found['rest']}"
    if found := _YES_NO.match(text):
        return _done(found["aux"].lower(), found["who"].lower(), found["rest"])
    return ""


def _declared(wh: str, aux: str, who: str, rest: str) -> str:
    """With the subject before its verb."""
    who, rest = _whole_subject(who, rest) if aux not in _BE else (who, rest)
    verb, _, more = rest.partition(" ")
    points = who.split(maxsplit=1)[0].lower() in _POINTS or (aux == "'s" and who.lower() == "it")
    if (points and not verb.endswith("ing")) or verb in ("been", "and"):
        return ""  # 'What's that stir up', 'How does that sound': what 'that' is was said before
    if verb in _GOES_ALONG and (points or aux in _DOES):
        return ""
    if aux in _BE and _HOW_IT_DOES.match(rest) and not _PRONOUN.match(who):
        return who  # 'What's your appetite doing on those shifts?' asks about the appetite
    if aux in _DOES:
        told = {"do": verb, "does": third_person(verb), "did": past(verb)}[aux]
        return f"{wh} {who} {told} {more}".strip() if verb.isalpha() else ""
    if aux in _BE and not _MANY.match(who) and rest and not _GOES_ON.match(rest):
        who, rest = f"{who} {rest}", ""
    if not rest and wh.lower() in ("what", "how", "where"):
        return "" if _PRONOUN.match(who) else who
    return f"{wh} {who} {_FULL.get(aux, aux)} {rest}".strip()


def _whole_subject(who: str, rest: str) -> tuple[str, str]:
    """'A fair' and 'witness put in' as 'a fair witness' and 'put in', where only the second word is a verb for sure."""
    words = rest.split(" ")
    if " " in who and len(words) > 1 and not is_verb(words[0]) and is_verb(words[1]):
        return f"{who} {words[0]}", " ".join(words[1:])
    return who, rest


def _done(aux: str, who: str, rest: str) -> str:
    """'Did you get them out' as 'getting them out', where the client is who is asked about."""
    verb, _, more = rest.partition(" ")
    if not who.startswith(("you", "the two")):
        return ""
    if aux in ("is", "are", "was", "were"):
        return rest if verb.lower().endswith("ing") and len(verb) > MOST_LETTERS else ""
    if aux in ("have", "has", "had") or verb.lower() in _NO_DOING or not verb.islower():
        return ""
    return f"{gerund(verb)} {more}".strip()


def _shortened(text: str) -> str:
    if word_count(text) <= MOST_WORDS:
        return text
    for joint in reversed(list(_JOINT.finditer(text))):
        head = text[: joint.start()]
        if FEWEST_WORDS <= word_count(head) <= MOST_WORDS:
            return head
    return ""
