"""First-person talk into clinical third person: 'I'm getting six hours' -> 'they are getting six hours'.

Singular 'they' needs no verb to change and no guess about anyone's gender. Nothing is added: every content word and
every number of a phrase is one that was spoken. Quotations are verbatim and never pass through here.
"""

import re
from collections.abc import Iterable, Sequence

from scribe.calendar_words import MONTH_BUT_MAY, WEEKDAY
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.conjugation import by_therapist, gerund, singular
from scribe.notes.language.unshortened import unshortened
from scribe.notes.language.values import NUMBER, figures

_CLIENT = (
    (r"\bI'm\b", "they are"),
    (r"\bI am\b", "they are"),
    (r"\bam I\b", "are they"),
    (r"\bI wasn't\b", "they were not"),
    (r"\bI was\b", "they were"),
    (r"\bwas I\b", "were they"),
    (r"\bI've\b", "they have"),
    (r"\bI'll\b", "they will"),
    (r"\bI\b", "they"),
    (r"\bme\b", "them"),
    (r"\b(?:myself|meself)\b", "themselves"),
    (r"\bmy\b", "their"),
    (r"\bmine\b", "theirs"),
    (r"\bwe're\b", "they are"),
    (r"\bwe've\b", "they have"),
    (r"\bwe'll\b", "they will"),
    (r"\bwe were\b", "they were"),
    (r"\bwe\b", "they"),
    (r"\bus\b", "them"),
    (r"\bour\b", "their"),
    (r"\bours\b", "theirs"),
    (r"\bourselves\b", "themselves"),
)
_BEFORE_SUBJECT = (
    r"(?:are|were|is|was|have|had|has|do|did|does|can|could|would|will|should|may|might|and|or|but|so|then|that|if|when|"
    r"what|where|how|who|which|why|as|than|because|since|until|till|after|before|while|whether|maybe|perhaps|now|okay|"
    r"said|says?|think|know|guess|hope|hear|bet|like|feel|sometimes|today|whenever|once|much|often)"
)
"""'Are you in': whoever is spoken to does something. After another word, and before no verb, it is done to them."""
_ADDRESSED = (
    (r"\byou're\b", "they are"),
    (r"\byou've\b", "they have"),
    (r"\byou'll\b", "they will"),
    (r"\byourself\b", "themselves"),
    (r"\byourselves\b", "themselves"),
    (r"\byours\b", "theirs"),
    (r"\byour\b", "their"),
    (
        r"\b(for|to|of|with|from|on|about|at|in|into|behind|around|between|tell|give|call|text|help|ask|asked|let|remind|see|"
        r"want|send|email|show|teach|meet|mail|gets?|got|keeps?|kept|makes?|made|lets|stops?|stopped|wakes?|brings?|"
        r"brought|takes|took|gave)\s+you\b",
        r"\1 them",
    ),
    (r"\byou both\b", "both"),
    (r"\b(\w+ing) you(?= feel\b)", r"\1 them"),
    (
        rf"(?<!')\b(?!{_BEFORE_SUBJECT}\b)(\w+) you"
        rf"(?= (?:to|an?|the|in|on|at|out|up|down|off|back|from|more|less|what|with|{NUMBER})\b|[.?]|$)",
        r"\1 them",
    ),
    (r"\byou\b", "they"),
)
_THERAPIST = (
    (r"\bI'm\b", "therapist is"),
    (r"\bI am\b", "therapist is"),
    (r"\bI've\b", "therapist has"),
    (r"\bI would like (?:for )?(?:you|them|they) to\b", ""),
    (r"\bI'll\b", "therapist will"),
    (r"\bI\b", "therapist"),
    (r"\bme\b", "therapist"),
    (r"\bmy\b", "therapist's"),
    (r"\blet's\b", ""),
    (r"\bwe'll\b", "they will"),
    (r"\bwe're\b", "they are"),
    (r"\bwe\b", "they"),
    (r"\bus\b", "them"),
    (r"\bour\b", "their"),
)
_SPOKEN = (
    (r"\bcannae\b", "cannot"),
    (r"\b(did|do|does|is|was|had|has|have|could|would)nae\b", r"\1 not"),
    (r"\bcan't\b", "cannot"),
    (r"\bwon't\b", "will not"),
    (r"\b(they|we|you) ain't\b", r"\1 are not"),
    (r"\bain't\b", "is not"),
    (r"\b(w|c|sh)oulda\b", r"\1ould have"),
    (r"\boutta\b", "out of"),
    (r"\b(\w{2,}in)'(?=\W|$)", r"\1g"),
    (r"(?<!\w)'em\b", "them"),
    (r"(?<!\w)'cause\b", "because"),
    (r"(\w+)n't\b", r"\1 not"),
    (r"\bwanna\b", "want to"),
    (r"\bgonna\b", "going to"),
    (r"\bgotta\b", "have to"),
    (r"\bdunno\b", "do not know"),
    (r"\b(it|that|there|he|she|what|where|who|here)'s\b(?=\s+(?:been|got|had|come|stopped)\b)", r"\1 has"),
    (r"\b(it|that|there|he|she)'s (never|already)\b", r"\1 has \2"),
    (
        r"\b(he|she)'s (?=(?:asked|told|given|offered|sent|let|made|texted|started|stopped|taken|done|agreed|said)\b)",
        r"\1 has ",
    ),
    (r"\b(it|that|there|he|she|what|where|who|here|how)'s\b", r"\1 is"),
    (r"(?<=\w)'ll\b", " will"),
    (r"\b(could|would|should|might|must)'ve\b", r"\1 have"),
    (r"\bthey're\b", "they are"),
    (r"\bthey've\b", "they have"),
    (r"\b(?:just|really|actually|basically|literally|honestly|kinda|pretty much)\s+", ""),
    (
        r"\b(\w+)'s (?=(?:still|so|tight|loose|going|gone|dry|better|worse|racing|pounding|hammering|"
        r"fine|not|not|sore|numb|shut|slow|heavy)\b)",
        r"\1 is ",
    ),
    (rf"\blike (?=(?:an? |about )?{NUMBER}\b)", "about "),
    (r"\babout (?:an? )?about\b", "about"),
    (r"\bthey was\b", "they were"),
    (r"\bthey is\b", "they are"),
    (r"\bthey has\b", "they have"),
)

_OPENERS = (
    (
        r",\s*(?:like|you know|I guess|I think|I'd say|I suppose|honestly|though|anyway|too|as well|"
        r"really|actually|right)$",
        "",
    ),
    (
        r"^(?:like|just|maybe like|I mean|I think(?! about| of)|I guess|I'd say(?! (?:no|yes)\b)|I'd say about|"
        r"that(?= (?:I|it|he|she|"
        r"they|we|an?|the)\b)|oh|God|well)[, ]+(?=\w)",
        "",
    ),
)


def _table(rules: Iterable[tuple[str, str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.IGNORECASE if "I" not in pattern else 0), into) for pattern, into in rules)


_CLIENT_RULES, _ADDRESSED_RULES = _table(_CLIENT), _table(_ADDRESSED)
_THERAPIST_RULES, _SPOKEN_RULES = _table(_THERAPIST), _table(_SPOKEN)
_OPENER_RULES = _table(_OPENERS)


_STAMMERED = re.compile(r"\b(their|they|the|a|an|and|to|of|in|is|it|\w+(?: \w+){1,2}),? \1\b", re.IGNORECASE)


def _apply(text: str, rules: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for pattern, into in rules:
        text = pattern.sub(into, text)
    return tidy(_STAMMERED.sub(r"\1", text))


def tidy(text: str) -> str:
    text = re.sub(r"\s+([,.;:?!])", r"\1", re.sub(r"\s+", " ", text))
    return re.sub(r"([,;])\s*(?=[,;])", "", text).strip(" ,;:—-")


def from_client(text: str) -> str:
    """A client's clause in third person, without leading agreement words; its first letter stays as it was."""
    text = _apply(without_lead(text), _OPENER_RULES)
    return _apply(_apply(unshortened(text), _CLIENT_RULES), _SPOKEN_RULES)


def from_therapist(text: str) -> str:
    """A therapist's words about the client in third person: 'you' is the client, 'I' the therapist."""
    text = unshortened(_apply(without_lead(text), _OPENER_RULES))
    called = _CALLED.match(text)
    text = _AFTER_CALLED.sub(r"\1", text[called.end() :] if called else text)
    told = by_therapist(_apply(text, _ADDRESSED_RULES))
    told = _apply(_apply(told, _THERAPIST_RULES), _SPOKEN_RULES)
    return singular(told, called[1]) if called else told


_CALLED = re.compile(r"^(?!(?:\w+day|Okay|Now|Then|Today|Yesterday|First|Second)\b)([A-Z][a-zà-ÿ]+), (?=you\b)")
"""'Ada, you're at nine' is told of Ada."""
_AFTER_CALLED = re.compile(r"\byou, ([A-Z][a-zà-ÿ]+)\b(?=[.,?]|$)")
"""'Eight for you, Ada.'"""
_ALWAYS_CAPITAL = re.compile(
    rf"^(?:I|Dr|Mr|Mrs|Ms|St|Saint|(?:{WEEKDAY.title()})s?|{MONTH_BUT_MAY.title()}|"
    r"Christmas|Easter|Thanksgiving|[A-Z]{2,}\S*|[A-Z]-\d+)\b"
)


def lowered(text: str, proper: frozenset[str]) -> str:
    """First letter small unless the word is a name."""
    first = re.match(r"[\w']+", text)
    if not first or _ALWAYS_CAPITAL.match(text) or first[0].removesuffix("'s") in proper:
        return text
    return text[0].lower() + text[1:]


def proper_names(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand with a capital inside a sentence: names, places, weekdays."""
    found: set[str] = set()
    for text in texts:
        found.update(re.findall(r"(?<=[a-z,] )([A-Z][\w]+)", text.replace("’", "'")))
    return frozenset(word for word in found if not word.startswith("I'")) - {"I"}


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Capital first, one full stop last, numbers as they are written."""
    text = tidy(figures(text))
    return stopped(capital(text))


def stopped(text: str) -> str:
    """With a full stop, where the text does not end with one already."""
    return text if text.endswith((".", '."', '?"', '!"')) else f"{text}."


def joined(parts: Sequence[str]) -> str:
    return "; ".join(part for part in parts if part)


def listed(parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


_HUMS = re.compile(r"^\W*(?:(?:um+|uh+|er+|erm|hmm+|mm+)\b[,.…]*\s+)+", re.IGNORECASE)


def quoted(raw: str) -> str:
    """Verbatim words in quotation marks, from the first that is one; inner marks become single ones."""
    raw = _HUMS.sub("", raw)
    return '"' + raw.replace('"', "'").replace("“", "'").replace("”", "'").strip(" ,;:—-") + '"'


_ANY = re.compile(r"^(?:any|an|a|some)\s+", re.IGNORECASE)
_DO_YOU = re.compile(r"^(?:do|did) you (?:ever |have |feel |get |notice )+", re.IGNORECASE)
_IS_THERE = re.compile(r"^(?:is|was|are|were) there (?:ever |still )?", re.IGNORECASE)


def _gerund(text: str) -> str:
    """'feel safe' as something to deny: 'feeling safe'; 'have any plan' is 'any plan'. '' for another verb."""
    verb, _, rest = text.partition(" ")
    verb = verb.lower()
    if verb == "have":
        return rest
    ending = _GERUNDS.get(verb)
    rest = re.sub(r"\bor (\w+)", lambda found: f"or {_GERUNDS.get(found[1].lower(), found[1])}", rest)
    return f"{ending} {rest}" if ending else ""


_TURNED = "think feel hear see drink want wish hurt harm burn use take smoke notice get cut"
_GERUNDS = {verb: gerund(verb) for verb in _TURNED.split()}


_ALSO_ASKED = re.compile(r",?\s+(?:and|or)\s+(?:was|were|have|has|had|did|do|does|is|are)\b", re.IGNORECASE)
_ANSWERED_INSIDE = re.compile(r"(?:[\s,]+(?:no|yes|yeah|ever|okay)|[\s,]+\w+,? you first)+$", re.IGNORECASE)


def asked_about(question: str) -> str:
    """What a yes/no question asks, as something that can be denied: 'any plan at all', 'having thought about …'.

    '' where the question has no form that can be turned without changing it.
    """
    text = _ALSO_ASKED.split(_ANSWERED_INSIDE.sub("", without_lead(question).strip(" ?")))[0]
    if _IS_THERE.match(text):
        return from_therapist(_IS_THERE.sub("", text))
    if re.match(
        r"^have you (?:ever |also )?(?:been|had|thought|tried|felt|heard|seen|used|hurt|cut|hit|come|done|taken|made|"
        r"wanted|\w+ed)\b",
        text,
        re.IGNORECASE,
    ):
        return from_therapist("having " + re.sub(r"^have you ", "", text, flags=re.IGNORECASE))
    if _DO_YOU.match(text):
        return from_therapist(_gerund(re.sub(r"^(?:do|did) you (?:ever )?", "", text, flags=re.IGNORECASE)))
    if _ANY.match(text) or re.match(
        r"^(?:\w+ing|thoughts?|urges?|alcohol|drugs?|voices|"
        r"suicid\w+|self)\b",
        text,
        re.IGNORECASE,
    ):
        return from_therapist(text)
    return ""
