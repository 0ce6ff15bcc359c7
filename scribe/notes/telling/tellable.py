"""Which clauses of an answer may be told, and which only in quotation marks."""

import re

from scribe.events import Polarity
from scribe.notes.language.cleaning import cut_off, without_lead
from scribe.notes.language.cues import Topic
from scribe.notes.language.sentences import supposes
from scribe.notes.reading.conversation import Clause, Exchange, Turn, about_someone_else
from scribe.number_words import ONES

_LISTS = {"safety_plan", "contingency", "calm_place"}
"""Topics whose answers are steps or names."""
_OWN_STATE = {"mood", "sleep", "appetite", "energy", "panic", "body"}
"""Topics that are the client's own: 'my mum is depressed' is no mood of the client's."""
_SAVES = re.compile(
    r"\b(?:put|save|add|type|store|enter) (?:that|the|this|it|their) ?(?:phone )?number\b", re.IGNORECASE
)
_DIGITS = re.compile(
    r"^\W*(?:(?:and|then|or|it's)\W+)*"
    rf"(?:(?:oh|{'|'.join(ONES[:10])}|\d)(?:\W+|$)){{1,2}}(?:or\b.*)?$",
    re.IGNORECASE,
)
"""A digit or two and nothing else, or another step begun in the same breath: no number to dial is so short."""
_EMPTY = re.compile(
    r"^(?:that's (?:it|all|about it|the one|right|true|fine|a lot.*|not .*)|i (?:know|don't know|"
    r"guess|think so|suppose|see|do|did|will|would)|it's (?:fine|okay|bad|good|over|like)|"
    r"sorry|thank(?:s| you).*|hang on|here|now|okay.*|done|fair enough|me too|which .*|i told you.*|"
    r"well|huh|wow|sure|like|just that|is it|got it|(?:just |only )?(?:that|this) one|"
    r"(?:nice|lovely|neat|cool),?(?: actually| really| enough)?|"
    r"there you go|i remember|i mean|what|really|and|but|so|not|that was weird|let me think|"
    r"i'm sorry|can i|you know.*|that works.*|of course.*|as if|yeah|"
    r"meh|boy|baby|lord|oof|shit|damn|hell|crap|fuck|blimey|"
    r"righto|nah|naw|ugh|dear|aye|och|amen|bugger|cheers|mate|honey|love|deal|phew|whoa|oops|yikes|see|sir|no sir|"
    r"ma'am|yes,? (?:sir|ma'am)|(?:oh )?(?:my )?(?:god|goodness|lord|gosh|jesus|christ)|you're (?:nuts|kidding|crazy)|"
    r"(?:and |but |so |then )?(?:i|he|she|they|we) (?:just )?(?:thought|think|said|say|says|thinks|was like|were like|"
    r"mean|meant|reckon|figured|go|goes|went|swear|wish|hope|asked|knew|saw)|"
    r"(?:and |but |so |then )?(?:i'm|he's|she's|they're|we're|i was|he was|she was) (?:just )?(?:thinking|saying)|"
    r"(?:yeah,? )?(?:sort|kind) of(?: thing)?|(?:i'm |just )*doing (?:it|that|this)|(?P<word>\w+)(?:\W+(?P=word)\b)+|"
    r"girl|duh|please(?: do)?|grand|sound|precisely|indeed|super|"
    r"brilliant|never|exactly|totally|absolutely|definitely|true|here goes|"
    r"(?:go on|go ahead)(?: then)?|i'll take it|same|lovely|great|perfect|"
    r"that (?:fits|tracks|makes sense)|i wrote it down|come here|both|maybe|i (?:couldn't|can't|"
    r"really couldn't) have)$",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^(?:any|is|are|do|does|did|can|could|would|will|should|what|why|how|when|where|which|who|"
    r"am|have)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|you're|you've|you'd|you'll|your)\b", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"^(?:(?:no|well|um+|so)[,.]? )*(?:I|we) (?:didn't|haven't|hadn't|couldn't|never|did not|have not)(?: \w+){0,2}$",
    re.IGNORECASE,
)
_CONTENT = re.compile(
    r"^(?:just |only |mostly )?that (?:i|i'm|i've|i'd|i'll|he|she|we|they|it|my|nobody|everyone|everybody|"
    r"somebody|people)\b"
    r"(?! (?:is|was|one)\b)",
    re.IGNORECASE,
)
"""'That I've given up': what is feared, thought or said, told as such and not as so."""
_QUOTES = re.compile(
    r"^(?:and |so |but )?(?:I|he|she|they|we)"
    r"(?: (?:went|goes|go|was like|were like|think|thought)|'(?:m|s|re) like),\s",
    re.IGNORECASE,
)
"""'I went, it's my money': what was thought or said then."""
_SAID = re.compile(r"\b(?:said|says|told|asked|texted|texts|writes|wrote|emailed)\b", re.IGNORECASE)
_IMAGINING = {"risk", "session_info"}
_SUPPOSING = {*_IMAGINING, "protective"}
"""Kinds of talk of what would happen; 'I wouldn't do that to her' protects."""
_CONDITION = re.compile(r"\b(?:if|unless|without|instead|otherwise|rather)\b", re.IGNORECASE)
_SUPPOSES = re.compile(r"\b(?:would|could|might|should|if|suppose|imagine|say|'d)\b", re.IGNORECASE)
"""Asks what would be: 'What would help?'"""
_FIGURE = re.compile(
    r"\b(?:would|could|'d|nearly|almost|gonna|going to|thought i'd) "
    r"(?:\w+ )?(?:die|died|kill|killed|murder|strangle)\b",
    re.IGNORECASE,
)
_SIMILE = re.compile(
    r"^(?:(?:i|it|he|she|they|that|this)(?:'s|'m|'re| am| is| was| were| are| felt| feels)? )?(?:just |a bit |only )*"
    r"(?:(?:as )?\w+ as|like) (?:an?|the) (?:\w+ )?\w+$",
    re.IGNORECASE,
)
"""'Stubborn as a mule', 'it was like a film': how it seemed, and nothing that was so."""
_AS_IF = re.compile(
    r"^\W*(?:(?:and|but|so|just|well|um+|uh+)\b[,. ]*)*"
    r"like (?:I|he|she|it|they|we)(?:'m|'s|'re| am| is| are| was| were)\b|"
    r"\b(?:I'm|(?:he|she)'s|(?:we|they)'re|I am|(?:I|he|she) was)(?: just)?,? like,? (?:an?|the) \w+(?: \w+)?\W*$",
    re.IGNORECASE,
)
"""'Like I was made of glass', 'I'm just, like, the staff': cleaned of its 'like' it would be so."""
BARE = re.compile(
    r"^\W*(?:no|yes|yeah|yep|nope|none|never|not really|nothing)\W*(?:none|nothing|never|"
    r"not really|no)?\W*$",
    re.IGNORECASE,
)
"""A yes or a no and nothing else."""


_AWAY = re.compile(
    r"^(?:he|she|they|(?:the |my )?(?!nobody|nothing|door|it|that|there)[a-z]+)(?:'s|'re| is| are) (?:all )?"
    r"(?:at|away|out|off|gone|on)\b(?! (?:home|here|the (?:phone|line)))",
    re.IGNORECASE,
)
"""Where those are who are not there is of no use to whoever must find the client."""


def worth_telling(clause: Clause, exchange: Exchange, turn: Turn) -> bool:
    text = without_lead(clause.text).strip(" .")
    if not text or says_nothing(text) or cut_off(text) or BARE.match(text):
        return False
    if exchange.topic is not None and exchange.topic.key == "location" and _AWAY.match(text):
        return False
    if clause.words < 1 and not clause.values and not not_done(clause):
        return False
    if turn.who != "Client" and clause.end == "!" and not clause.values:
        return False  # one of several exclaims at another: what passes between them is observed, not reported
    if clause.values and _to_dial(clause, exchange):
        return False
    return _sayable(clause, text, exchange, turn)


def not_done(clause: Clause) -> bool:
    """An answer begins with it: 'I haven't done it'. What was done instead says the contrary without it."""
    return clause.place == 0 and bool(_NOT_DONE.match(clause.text.strip(" .")))


def says_nothing(text: str) -> bool:
    """Words by which people keep the talk going: 'grand', 'there you go'."""
    return bool(_EMPTY.match(text))


def _supposed(clause: Clause, exchange: Exchange) -> bool:
    """What would be so, on a condition that neither the clause nor what was asked tells; or said of death in jest."""
    if _FIGURE.search(clause.text):
        return True
    if not supposes(clause.text) or _CONDITION.search(clause.text):
        return False
    return not any(_SUPPOSES.search(asked.text) for asked in (exchange.prompt.questions if exchange.prompt else ()))


def needs_quotes(clause: Clause) -> bool:
    told = clause.scope.polarity is Polarity.QUOTED and not _SAID.search(clause.text)
    told = told or bool(_CONTENT.match(clause.text) or _QUOTES.match(clause.text))
    return told or clause.scope.polarity is Polarity.HYPOTHETICAL or bool(_YOU.search(clause.text))


def not_dialled(topic: Topic | None, run: list[Clause]) -> list[Clause]:
    """'Nine, eight.' 'Eight or the emergency room': only what comes after it tells what the number is of."""
    if topic is None or topic.key not in _LISTS:
        return run
    return [clause for clause in run if not _DIGITS.match(clause.text)]


def _to_dial(clause: Clause, exchange: Exchange) -> bool:
    """A number that is being saved, or a piece of one: what is left of it, misheard, would be called in a crisis."""
    if _SAVES.search(exchange.asked):
        return True
    return exchange.topic is not None and exchange.topic.key in _LISTS and bool(_DIGITS.match(clause.text))


def _sayable(clause: Clause, text: str, exchange: Exchange, turn: Turn) -> bool:
    """Imagined, quoted and asked clauses stand only where the topic makes clear what they are."""
    polarity, topic = clause.scope.polarity, exchange.topic
    if (_SIMILE.match(text) or _AS_IF.match(clause.raw)) and not clause.values and not (topic and topic.quote):
        return False
    if polarity is Polarity.QUESTION:
        return not _ASKING.match(text) and (bool(clause.values) or clause.words <= 4) and exchange.prompt is not None
    if polarity is Polarity.HYPOTHETICAL or _supposed(clause, exchange):
        kinds = _IMAGINING if polarity is Polarity.HYPOTHETICAL else _SUPPOSING
        return bool(topic and (topic.kind in kinds or topic.key in ("belief", "thought")))
    if polarity is Polarity.QUOTED:
        return bool(topic and topic.quote) or bool(
            _SAID.search(text) and not _YOU.search(text) and '"' not in clause.raw
        )
    if about_someone_else(clause) and turn.who == "Client":
        about = topic or clause.topic
        return (about is not None and about.key not in _OWN_STATE) or (about is None and bool(clause.values))
    return True
