"""'They are getting six hours' as 'client is getting six hours': the verb after a singular subject.

Only the verb that follows the pronoun at the beginning is changed; a past tense and a helper that never changes stay.
"""

import re
from collections.abc import Sequence

from scribe.notes.language.tagging import ADVERBS, Tagged, reworded, tagged

_IRREGULAR = {
    "are": "is",
    "been": "has been",
    "were": "was",
    "have": "has",
    "do": "does",
    "go": "goes",
    "do not": "does not",
    "are not": "is not",
    "were not": "was not",
    "have not": "has not",
}
_KEPT = (
    "will would can could should might may must cannot had did ought used never always still also already only "
    "both just almost ever even either"
)
_UNCHANGED = frozenset(_KEPT.split())
"""Helpers that never change, and adverbs that stand in their place."""
_PAST_FORMS = (
    "be:was become:became begin:began bite:bit blow:blew break:broke bring:brought build:built buy:bought "
    "catch:caught choose:chose come:came deal:dealt do:did draw:drew drink:drank drive:drove eat:ate fall:fell "
    "feel:felt fight:fought find:found fly:flew forget:forgot get:got give:gave go:went grow:grew hang:hung "
    "have:had hear:heard hide:hid hold:held keep:kept know:knew lead:led leave:left lie:lay lose:lost make:made "
    "mean:meant meet:met pay:paid ride:rode ring:rang rise:rose run:ran say:said see:saw sell:sold send:sent "
    "shake:shook shoot:shot sing:sang sit:sat sleep:slept speak:spoke spend:spent stand:stood stick:stuck "
    "strike:struck swear:swore swim:swam take:took teach:taught tear:tore tell:told think:thought throw:threw "
    "understand:understood wake:woke wear:wore win:won write:wrote read:read set:set shut:shut put:put cut:cut "
    "let:let hit:hit cost:cost bet:bet split:split spread:spread quit:quit hurt:hurt "
)
_PAST_OF = dict(form.split(":") for form in _PAST_FORMS.split())
_PAST = frozenset(_PAST_OF.values())
_BETWEEN = "never always still also already only both just usually mostly often sometimes now almost ever even either"
_ADVERBS = frozenset(_BETWEEN.split())
_SUBJECT = re.compile(
    r"^they\s+(?P<adverbs>(?:(?:\w+ly|" + "|".join(sorted(_ADVERBS)) + r")\s+)*)(?P<verb>\w+)(?P<not> not)?"
)


def singular(text: str, subject: str) -> str:
    """`text` with its opening 'they' replaced by `subject`, its verb following; unchanged where it opens otherwise."""
    found = _SUBJECT.match(text)
    if not found:
        return text
    before = len(tagged(text[: found.start("verb")]))
    is_past = tagged(text)[before].tag in {"VVD", "VVN", "VHD", "VDD", "VM0"} and found["verb"] != "need"
    verb = found["verb"] if is_past else third_person(found["verb"], bool(found["not"]))
    return f"{subject} {found['adverbs']}{verb}{found['not'] or ''}{text[found.end() :]}"


def subjectless(text: str) -> str:
    """As it stands in a list whose subject is the client: 'wakes at two', 'not sleeping', 'was in hospital'."""
    told = singular(text, "").strip()
    return told.removeprefix("is ") if told != text else text


def third_person(verb: str, negated: bool = False) -> str:
    """The form of a verb after 'client'. A verb not known as past is taken for present."""
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if negated or verb in _UNCHANGED or verb in _PAST or (verb.endswith("ed") and verb != "need") or not verb.islower():
        return verb
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if re.search(r"[^aeiou]y$", verb) else f"{verb}s"


def by_therapist(text: str) -> str:
    """'I imagine it is' as 'therapist imagines it is': what the therapist says of what they do themselves."""
    return reworded(text, _done_by_therapist)


def _done_by_therapist(words: Sequence[Tagged], place: int) -> str:
    """The verb that 'I' does, in the third person; '' for any other word."""
    verb = words[place]
    if verb.tag not in {"VVB", "VHB", "VDB"} or not verb.word.isalpha() or verb.word == "I":
        return ""
    who = next((at for at in range(place - 1, -1, -1) if words[at].tag not in ADVERBS or words[at].word == "I"), -1)
    speaks = who >= 0 and words[who].word == "I" and (who == 0 or words[who - 1].tag not in _BEFORE_SUBJECT)
    return third_person(verb.word) if speaks else ""


_BEFORE_SUBJECT = frozenset(["VM0", "VDB", "VDD", "VHB", "VBB", "CJC"])
"""'Should I send', 'you and I know'."""
_ALSO_VERBS = (
    "ask call change come cry die end happen help hope like live look love move need open play push reach show smoke "
    "start stay stop suggest talk try turn use visit wait walk want watch work worry"
)
_DOUBLES = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")
"""One short syllable: 'stop', 'stopped', 'stopping'."""
_VERBS = frozenset((*_PAST_OF, *_ALSO_VERBS.split()))


def is_verb(word: str) -> bool:
    """One of the common verbs, in its base form: enough to tell 'a fair witness put' from 'the quiet runs'."""
    return word in _VERBS


def past(verb: str) -> str:
    """'hung' of 'hang', 'stopped' of 'stop'."""
    if verb in _PAST_OF:
        return _PAST_OF[verb]
    if verb.endswith("e"):
        return f"{verb}d"
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ied"
    if _DOUBLES.search(verb):
        return f"{verb}{verb[-1]}ed"
    return f"{verb}ed"


def gerund(verb: str) -> str:
    """'getting' of 'get', 'trying' of 'try', 'making' of 'make'."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    if _DOUBLES.search(verb):
        return f"{verb}{verb[-1]}ing"
    return f"{verb}ing"
