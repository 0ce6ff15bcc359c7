"""A sentence of a note read back: who is said to have said or done what, and is it so, not so, past or to come?

The verifier's reading of a note, as `clauses` and `scope` are its reading of speech. It is deliberately simple: what it
reads wrongly does not match the speech, and is dropped.
"""

import re

import msgspec

from scribe.calendar_words import MONTH
from scribe.events import Role
from scribe.notes.language.constructions import Construction, construction, main_light_verbs
from scribe.notes.language.remembered import remembered
from scribe.notes.language.shortened import NOT_SHORTENED
from scribe.notes.language.values import numbers
from scribe.notes.language.wording import FrameKind, Wording, meaning, meanings, words

THERAPIST = Role.THERAPIST.value
CLIENT = "client"
OTHER = "other"
NOBODY = ""
"""No person named: 'Sleep was discussed.'"""

NEGATION = re.compile(
    r"\b(?:no|not|never|none|nothing|nobody|neither|nor|without|cannot|free of|absence of|lacks?|lacked|"
    r"\w+n't|fail(?:s|ed)? to)\b",
    re.I,
)
CEASED = re.compile(
    r"\b(?:no longer|not anymore|anymore|gone|went away|gone away|resolved|stopped|ceased|subsided|disappeared|quit|"
    r"used to|completely gone)\b",
    re.I,
)
PAST = re.compile(
    r"\b(?:no longer|previous(?:ly)?|former(?:ly)?|history|in the past|past|ago|used to|earlier|"
    r"initial(?:ly)?|at first|"
    r"at the (?:start|beginning|time)|at intake|back (?:in|then)|last|resolved|stopped|subsided|had been|since|before|"
    r"as a (?:child|teenager|kid)|when (?:he|she|they|client)|at age|at \w+teen|in (?:19|20)\d\d|"
    rf"(?:in|since) (?:{MONTH}|college|school))\b",
    re.I,
)
PLANNED = re.compile(
    r"\b(?:will|plans?|planned|planning|intends?|intended|agreed to|agrees to|going to|next|upcoming|scheduled|"
    r"tomorrow|to be|would like to|committed to|is to|are to|follow(?:ing)? up|continue)\b",
    re.I,
)
_PRESENT = re.compile(r"\b(?:is|are|isn't|aren't|currently|now|still)\b", re.I)
_PRESENT_VERB = re.compile(r"^(?:the\s+)?[A-Z]\w+\s+(?:\w+ly\s+)?(?!(?:was|has|does|is)\b)(\w*[^s\W]s)\b", re.I)
CONDITIONAL = re.compile(r"\b(?:if|would|might|could|in case|unless|were to|hypothetically|imagined|wondered)\b", re.I)
QUOTATION = re.compile(r"[\"“]([^\"“”]*)[\"”]")

_BREAK = re.compile(
    rf"{NOT_SHORTENED}(?<!\d)[.;]\s+|,?\s+(?:but|while|whereas|although|though|which|who)\s+|"
    r",?\s+and\s+(?=(?:then\s+)?(?:\w+\s+)?(?:\w+ed|had|has|was|were|is|said|told|will|he|she|they|client|therapist|"
    r"the client|the therapist|that|no|not|without)\b)|,\s+(?=(?:he|she|they|client|therapist|"
    r"the client|the therapist|denied|"
    r"denying|with|no|not|but)\b)",
    re.I,
)
_CHUNK = re.compile(
    r",\s*|:\s+|\s+and\s+(?!a half)|\s+or\s+|\s+after\s+|\s+because\s+|\s+before\s+|\s+when\s+|[()]", re.I
)
_LABEL = re.compile(r"^(?!(?:The )?(?:Clients?|Patient|Therapist|Clinician)\b)[A-Z][\w ,'’()/-]{1,80}?:\s+")
"""'Sleep: client reported …': a topic, not a subject. 'Therapist observed: …' is one."""
_RELATIVES = (
    r"(?:mother|father|mom|mum|dad|sister|brother|husband|wife|partner|boyfriend|girlfriend|son|"
    r"daughter|uncle|aunt|cousin|"
    r"grandmother|grandfather|friend|boss|manager|supervisor|colleague|coworker|roommate|neighbou?r|"
    r"parents?|family|ex|spouse)"
)
_SUBJECT = re.compile(
    rf"^(?:that\s+)?(?P<other>(?i:(?:the\s+)?(?:client's|his|her|their|a|an|\w+'s))\s+(?:\w+\s+)?{_RELATIVES})\b|"
    r"^(?:that\s+)?(?:[Tt]he\s+)?(?P<who>client|patient|therapist|clinician|he|she|they|partners|couple|[A-Z][a-z]+)\b"
)
_RELATIVE_FIRST = re.compile(rf"^(?:the\s+)?\w+'s\s+(?:\w+\s+)?{_RELATIVES}\b", re.I)
_OTHER_INSIDE = re.compile(
    rf"\b(?:that|said|reported|stated)\s+(?:the\s+)?(?:client's|his|her|their|a|"
    rf"\w+'s)\s+(?:\w+\s+)?{_RELATIVES}\s+(?!'s)\w+",
    re.I,
)


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion of a sentence."""

    text: str
    subject: str
    """THERAPIST, CLIENT, a participant's first name in lower case, OTHER or NOBODY."""
    frame: FrameKind | None
    about_other: bool
    """What is reported is about somebody else than its subject."""
    negated: bool
    ceased: bool
    past: bool
    present: bool
    """It says that something is so now."""
    planned: bool
    conditional: bool
    chunks: tuple[tuple[str, ...], ...]
    """Content words (as compared), in the groups that `and` and commas make."""
    chunk_numbers: tuple[frozenset[str], ...]
    """The numbers that stand in each chunk."""
    label: frozenset[str]
    """Content words of the topic before the sentence: 'Sleep: …' tells what all of it is about."""
    relative: str
    """Who is meant where somebody else is: 'sister', as compared."""
    past_tense: bool
    """What is reported was so, in words that do not say that it still is."""
    construction: Construction
    numbers: frozenset[str]
    quotes: tuple[str, ...]
    """What stands inside quotation marks: compared verbatim, so not among the words and numbers."""


_RELATIVE = re.compile(rf"\b{_RELATIVES}\b(?!'s\s+(?:\w+\s+)?{_RELATIVES})", re.I)
_PAST_WORD = re.compile(r"^(?:was|were|did|had|went|came|got|made|put|\w{2,}ed)$")
_PRESENT_CUE = re.compile(
    r"\b(?:am|is|are|i'm|it's|that's|there's|they're|we're|have|has|i've|do|does|don't|now|still|these days|every|"
    r"usually|always|keep)\b",
    re.I,
)


@remembered(4096)
def _cached_words(text: str) -> tuple[str, ...]:
    return tuple(words(text))


def read(text: str, names: frozenset[str], wording: Wording) -> tuple[Segment, ...]:
    """The assertions of `text` in order. `names`: first names of the participants, lower case."""
    segments: list[Segment] = []
    subject, frame = NOBODY, None
    topic = _LABEL.match(text)
    label = frozenset(meanings(topic[0], wording)) if topic else frozenset()
    for part in _split(text):
        found = _subject(part, names, subject)
        own_frame = _frame(part, wording)
        if found != subject or own_frame is not None:
            frame = own_frame
        subject = found
        segments.append(_segment(part, subject, frame, label, wording))
    return tuple(segments)


def _split(text: str) -> list[str]:
    """The sentence at its joints, never inside quotation marks."""
    kept = QUOTATION.sub(lambda found: found[0].replace(" ", "\x00").replace(",", "\x01").replace(".", "\x02"), text)
    parts = [part.replace("\x00", " ").replace("\x01", ",").replace("\x02", ".") for part in _BREAK.split(kept)]
    return [part.strip(" .,;:") for part in parts if part and part.strip(" .,;:")]


def _subject(part: str, names: frozenset[str], before: str) -> str:
    labelled = _LABEL.match(part)
    if labelled and labelled[0].split(":")[0].lower() in names:
        return labelled[0].split(":")[0].lower()  # 'Jo: they have …' is Jo's
    found = _SUBJECT.match(_LABEL.sub("", part))
    if not found:
        return before
    if found["other"]:
        return _owner(found["other"].lower(), names)
    who = found["who"].lower()
    if who in ("therapist", "clinician"):
        return THERAPIST
    if who in ("client", "patient"):
        return CLIENT
    if who in names:
        return who
    return before if who in ("he", "she", "they") else NOBODY if who[0].isalpha() and before == NOBODY else before


def _owner(relative: str, names: frozenset[str]) -> str:
    """Whose relative: the therapist's and a partner's own are theirs to speak of."""
    owner = relative.removeprefix("the ").split()[0].removesuffix("'s")
    return THERAPIST if owner in ("therapist", "clinician") else owner if owner in names else OTHER


def _frame(part: str, wording: Wording) -> FrameKind | None:
    """The first frame verb outside quotation marks: later ones are inside what is reported."""
    for word in _cached_words(QUOTATION.sub(" ", part)):
        kind = wording.frames.get(meaning(word, wording))
        if kind is not None and not (kind is FrameKind.PLAN and word in ("plan", "plans", "schedule")):
            return kind
    return None


def _segment(part: str, subject: str, frame: FrameKind | None, label: frozenset[str], wording: Wording) -> Segment:
    outside = QUOTATION.sub(" ", part)
    chunks = _chunks(outside, subject, wording)
    return Segment(
        text=part,
        subject=subject,
        frame=frame,
        about_other=subject == OTHER or bool(_RELATIVE_FIRST.match(outside) or _OTHER_INSIDE.search(outside)),
        negated=is_negated(outside, frame),
        ceased=bool(CEASED.search(outside)),
        past=bool(PAST.search(outside)),
        present=_is_present(outside, wording),
        planned=bool(PLANNED.search(outside)),
        conditional=bool(CONDITIONAL.search(outside)),
        chunks=tuple(chunk for chunk, _ in chunks),
        chunk_numbers=tuple(values for _, values in chunks),
        label=label,
        relative=relative(outside, wording),
        past_tense=in_past_tense(outside, wording),
        construction=construction(outside, wording),
        numbers=numbers(outside),
        quotes=tuple(QUOTATION.findall(part)),
    )


def _is_present(outside: str, wording: Wording) -> bool:
    """'Is looking', 'drinks', 'still'; not 'reports drinking', whose verb is the note's own."""
    found = _PRESENT_VERB.match(outside)
    verb = found is not None and meaning(found[1].lower(), wording) not in wording.frames
    return verb or bool(_PRESENT.search(outside))


def is_negated(outside: str, frame: FrameKind | None) -> bool:
    """Denial and negation undo each other: 'denied not sleeping' says that somebody slept."""
    return bool(NEGATION.search(CEASED.sub(" ", outside))) != (frame is FrameKind.DENY)


def _chunks(part: str, subject: str, wording: Wording) -> list[tuple[tuple[str, ...], frozenset[str]]]:
    """Content words and light verbs of each group, with its numbers."""
    groups: list[tuple[tuple[str, ...], frozenset[str]]] = []
    framed = False
    for chunk in _CHUNK.split(part):
        content: list[str] = []
        for word in meanings(chunk, wording):
            if not framed and word in wording.frames:
                framed = True  # one verb is the note's own; a second one is content
            elif word != subject:
                content.append(word)
        if content:
            groups.append(((*content, *sorted(main_light_verbs(chunk))), numbers(chunk)))
    return groups


def relative(text: str, wording: Wording) -> str:
    """The first relative, friend or colleague named: of 'my sister's husband' the husband. Empty where none is."""
    found = _RELATIVE.search(text)
    return meaning(found[0].lower(), wording) if found else ""


def in_past_tense(text: str, wording: Wording) -> bool:
    """Some verb is past and nothing says that it is so now; a note's own 'reported' does not count."""
    if _PRESENT_CUE.search(text):
        return False
    verbs = (word for word in words(text) if meaning(word, wording) not in wording.frames)
    return any(_PAST_WORD.match(word) or _is_past_form(word, wording) for word in verbs)


def _is_past_form(word: str, wording: Wording) -> bool:
    return word in wording.base and not word.endswith(("ing", "s"))
