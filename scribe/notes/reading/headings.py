"""What a question asks about, as the few words that head its answer: 'hand washing' of 'What's the hand washing like?'.

Used where no cue names the subject, so that a short answer can be read without its question.
"""

import re

from scribe.notes.language.clauses import content_words, stems, without_lead, word_count
from scribe.notes.language.conjugation import is_verb
from scribe.notes.language.phrasing import capital, from_therapist
from scribe.notes.reading.conversation import Clause, Exchange, Turn

MOST_WORDS = 6
_TAIL = re.compile(
    r"(?:[,\s]+(?:like|looking like|going|doing|been|been like|this week|last week|today|lately|recently|now|then|"
    r"so far|otherwise|for you|with you|with it|with that|at all|all in|right now|these days|at the moment|"
    r"anyway|though|please|again|too|look|feel|work|go|sound|mean|happen|out))+$",
    re.IGNORECASE,
)
_DOES = re.compile(r"\s+(?:doing|looking|going|getting|treating|holding|sitting)\b.*$", re.IGNORECASE)
"""'Your sleep doing on these shifts': what it does is what is asked."""
_ARTICLE = r"(?:the|your|those|these|that|this|his|her|their|any|some|a|an)\s+"
_NOUN = r"(?P<noun>[\w' -]{3,50}?)"
_FORMS = (
    rf"(?:how's|how is|how are|how was|how were|how about|what about|what's|what is|what are|what was|"
    rf"where's|where is) (?:it with )?{_ARTICLE}{_NOUN}",
    rf"(?:how have|how has) {_ARTICLE}{_NOUN} been",
    rf"(?:how (?:did|does|do)|what (?:did|does|do|happened to|happened with)) {_ARTICLE}{_NOUN} "
    r"(?:do|go|get|look|say|feel|work|seem)\b.*",
    rf"(?:are you )?(?:still|back) (?:on |taking |doing )?(?:{_ARTICLE})?{_NOUN}",
    rf"(?:any|anything with|anything about|more) {_NOUN}",
    r"(?:did|do|have|are|were|is there|are there|was there|have you had|do you have|did you have|do you get) "
    rf"(?:you )?(?:have |get |had )?(?:any|other) {_NOUN}",
    rf"(?:how many|how much|how often|what) {_NOUN} "
    r"(?:did|do|does|have|has|are|were|is|was|since|would|could|can|will)\b.*",
    rf"how long (?:did|do|does|have|has|was|were|is|are) (?:the |your |those |that |it |you )?{_NOUN}",
    rf"(?:how was|how's|how is) (?:it )?(?:at|in|on|with) (?:{_ARTICLE})?{_NOUN}",
    rf"(?:tell me|talk to me|say) (?:more )?about (?:{_ARTICLE})?{_NOUN}",
    rf"(?:and |on to )?(?:{_ARTICLE})?{_NOUN}",
)
_MATCH = tuple(re.compile(rf"^{form}$", re.IGNORECASE) for form in _FORMS)
_VERB = re.compile(
    r"'s (?:the|an?|all|not|your|my)\b|"
    r"\b(?:is|are|was|were|do|did|does|have|has|had|i|i'm|you|you're|you'd|we|we'd|he|she|they|it|it's|that|that's|go|"
    r"going|got|get|let's|what|who|why|how|when|where|which|can|could|would|will|should|might|may|if|because|and|or|"
    r"me|him|her|them|us|take|tell|look|stay|keep|start|stop|try|say|hold|give|put|come)\b",
    re.IGNORECASE,
)
_WORDS_OF_NOTHING = (
    "one ones time times thing things else last first other others every each some any most same good great right okay "
    "sure really yes yeah no never always so far since then today week day night morning number part side else ever "
    "sorry thanks thank alright exactly wonderful perfect lovely nice absolutely course fair enough fine brilliant "
    "grand cool agreed understood noted deal gotcha"
)
_NOTHING = frozenset(_WORDS_OF_NOTHING.split())
"""A heading of nothing else names no subject."""
_ALONG = "in|on|at|to|into|across|past|behind|before|after|like|for|with|than|through|over|under"
_DIRECTS = re.compile(
    rf"^(?:{_ALONG}|up|down|all|no|nothing|"
    r"nobody|even|just|only|both|again|cool|terrible|sounds?|looks?|feels?|oof|ooh|aye|amen|gorgeous|precisely|"
    r"goodness|boy|done|sorry|patience|regards|there's|nicely|ourselves|people|being|here|enough|"
    r"breathe|pick|water|enjoy|text|check the|close|swap|stretch|open|notice|write|draw|drop|picture|rest|skip)\b|"
    r"\b(?:at once|needed|counts?|time|better|though|yet)$",
    re.IGNORECASE,
)
"""A direction, a place or a word of comfort: no subject."""
_LEANS = re.compile(
    rf"^(?:{_ALONG}|by|from|till|until|moved|stir|done|lord|first|second|third|again|even|huh|fair|mid)\b",
    re.IGNORECASE,
)
"""What leans on words before it, and heads nothing: 'On one of those nights'."""
_LED = re.compile(r"^(?:the|your|those|these|his|her|their)\s", re.IGNORECASE)
_REMARK = re.compile(
    r"^(?:good|fair|nice|great|lovely|brave|smart|clever|tough|hard|big|fine|true|real|honest|beautiful|brilliant|"
    r"excellent|perfect|poor|clean|strong|decent|proper|quick|well|not|is|are|was|hang|hold|nope|nah|whew|phew|hmm|"
    r"huh|wow|ouch|lord|jesus|cheers|lonely|important|strange|loud|quiet|exhausting|upsetting|scary|sad|go|"
    r"step by step)\b|"
    r"\b(?:first|fine|fair|enough|indeed|already|again|for|off|on)$|\b(?:isn't|is|are|was)\b",
    re.IGNORECASE,
)
"""Praise, comfort or a direction, and no subject: 'Good catch', 'Hang on', 'Suicide first'."""
_INVITES = re.compile(r"^(?:tell me|talk to me|say more)\b", re.IGNORECASE)
_QUICK = re.compile(r"^(?:\w+[,.]\s+)?(?:and|so|okay|now|right|well|then|but)[,.]?\s+", re.IGNORECASE)


def heading_of(prompt: Turn | None, before: Exchange | None) -> str:
    """The noun phrase of the prompt's last question or short naming ('Tablets.'), '' where it has none.

    `before`: what it may echo. 'Four nights.' after 'I did that four nights' names no subject.
    """
    said = _spoken_of(before)
    for clause in reversed(prompt.kept[-3:] if prompt else ()):
        invites = clause.end == "?" or _INVITES.match(without_lead(clause.text))
        if (not invites and (word_count(clause.text) > 4 or not _names(clause))) or clause.values:
            continue
        found = _noun(_bare(clause))
        if not found or _REMARK.search(found):
            continue
        if clause.end == "?" or invites or not stems(found) <= said:
            return capital(from_therapist(found))
    return ""


def _names(clause: Clause) -> bool:
    """'The report.', 'Sticky note.', 'Tablets.', but not 'Sounds heavy.' nor 'Bring up the stairs.'"""
    text = _bare(clause)
    return bool(_LED.match(text)) or not (_DIRECTS.match(text) or is_verb(text.split(" ")[0].lower()))


def heads(words: str) -> bool:
    """May stand before what was told, as its subject: no 'On one of those nights', 'Fair', 'Bring up the stairs'."""
    first, _, rest = words.partition(" ")
    return not (_LEANS.match(words) or _REMARK.match(words) or (rest and is_verb(first.lower())))


def turns_to(prompt: Turn, before: Exchange | None) -> bool:
    """The prompt names a subject in so many words, and not one that was just spoken of: 'Third thing. The report.'"""
    said = _spoken_of(before)
    for clause in prompt.kept[-3:]:
        text = _bare(clause)
        short = clause.end != "?" and word_count(clause.text) <= 4 and not clause.values and _LED.match(text)
        noun = _noun(text) if short else ""
        if noun and not _REMARK.search(noun) and not stems(noun) <= said:
            return True
    return False


def _spoken_of(before: Exchange | None) -> set[str]:
    return {stem for turn in (before.answers if before else ()) for stem in stems(turn.text)}


def _bare(clause: Clause) -> str:
    """Without what leads up to it, and without marks."""
    return _QUICK.sub("", without_lead(clause.text)).strip(" ?.!,")


def _noun(text: str) -> str:
    for pattern in _MATCH:
        if found := pattern.match(text):
            noun = _TAIL.sub("", _DOES.sub("", found["noun"]).strip(" ,")).strip(" ,")
            words = content_words(noun)
            if (
                word_count(noun) <= MOST_WORDS
                and not _VERB.search(noun)
                and [word for word in words if word not in _NOTHING]
            ):
                return noun
    return ""
