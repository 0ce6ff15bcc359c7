"""How a clause is built, beyond which words it holds: how far it is meant, who does it to whom, what comes before what.

'I almost hit him', 'I wanted to hit him' and 'he got hit by me' hold the same words as 'I hit him'. A statement may not
lose what makes that difference.
"""

import re
from collections.abc import Iterator

import msgspec

from scribe.notes.language.values import numbers
from scribe.notes.language.wording import Wording, meaning, words

_HEDGES = {
    "almost": r"almost|nearly|about to|on the verge",
    "scarcely": r"barely|hardly|scarcely|rarely|seldom|less|(?<!a )little",
    "possible": r"might|may|maybe|perhaps|possibly|probably|could|would|i think|i guess|i suppose|i believe|wonder\w*",
    "wish": r"want\w*|wish\w*|hope[sd]?|hoping|urges?|crav\w+|tempted|(?:like|love|prefer|need)(?:s|d)? to|i'd rather|"
    r"looking forward|(?:was|were) going to|meant to|had planned",
    "ought": r"should|ought|supposed to|ha(?:s|ve|d) to|must|needs? to|got to|gotta",
    "try": r"(?:try|tries|tried|trying) to|attempt\w*",
    "thought": r"(?:think|thinks|thinking|thought|thoughts|idea|image)s? (?:\w+ )?(?:about|of)|imagin\w+|consider\w*",
    "fear": r"afraid|scared|frightened|fear\w*|terrified|worr(?:y|ies|ied|ying)|dread\w*",
    "seeming": r"(?:feel|feels|felt|feeling|look|looks|looked|seem|seems|seemed|sound|sounds) (?:\w+ )?like|"
    r"as (?:if|though)",
    "dream": r"dream\w*|nightmare\w*|pretend\w*|fantas\w+",
    "undone": r"refus\w+|forg[eo]t\w*(?= to)|skip\w*|avoid\w*|instead of|rather than|doubt\w*|g[ai]ve up|giving up|"
    r"from \w+ing|fail\w* to|cut (?:back|down)|run out|ran out|rid of|resist\w*|without \w+ing",
}
HEDGES = {kind: re.compile(rf"\b(?:{pattern})\b", re.I) for kind, pattern in _HEDGES.items()}
"""What keeps a clause from being plain fact. A statement that rests on such a clause has to say so, too."""

_OPPOSITES = {
    "from": "to",
    "to": "from",
    "before": "after",
    "after": "before",
    "with": "without",
    "without": "with",
    "on": "off",
    "off": "on",
    "in": "out",
    "out": "in",
    "over": "under",
    "under": "over",
    "up": "down",
    "down": "up",
}
_AGENT = "by"
_REACH = 4
"""Words after a preposition in which what it governs is looked for: 'after the really bad fight'."""

_PERSON = r"(?:him|her|them|you|me|us|(?:my|his|her|their|the)\s+\w+|[A-Z][a-z]+)"
EMBEDDED = re.compile(
    r"\b(?:watch\w*|s[ae]e[sn]?|saw|hear[sd]?|let|lets|letting|ma[dk]e[s]?|making|help\w*|want\w*|ask\w*|told|tell\w*|"
    rf"need\w*|expect\w*|allow\w*|get|got)\s+{_PERSON}\s+(?:to\s+)?(?!about\b|that\b|and\b|at\b|in\b|on\b|for\b)[a-z]+",
)
"""'I saw him hit her': the second verb is not the speaker's."""

_LIGHT = {
    "have": r"ha(?:s|ve|d|ving)|\w+'ve|got|gotten|owns?",
    "be": r"am|is|are|was|were|be|been|being|\w+'(?:m|re|s)|isn't|aren't|wasn't|weren't|feel\w*|felt|"
    r"g[eo]t|gets|getting|"
    r"bec[ao]m\w+|seem\w*",
    "go": r"go|goes|going|went|gone",
    "get": r"get|gets|getting|got|gotten",
    "make": r"makes?|made|making",
    "come": r"comes?|came|coming",
    "put": r"puts?|putting",
    "let": r"lets?|letting",
    "do": r"do|does|did|done|doing",
}
_SAID_LIGHT = {verb: re.compile(rf"(?<![\w'])(?:{forms})(?![\w'])", re.I) for verb, forms in _LIGHT.items()}
_HELPER = r"(?:\s+(?:not|never|also|now|currently|\w+ly))*"
_MAIN_LIGHT = {
    "have": re.compile(rf"\b(?:has|have|had|having)\b{_HELPER}\s+(?!not\b)(\w+)", re.I),
    "be": re.compile(rf"\b(?:is|are|was|were|be|being)\b{_HELPER}\s+(?!not\b|\w+ing\b)(\w+)", re.I),
    "go": re.compile(r"\b(?:goes|go|went|gone)\b()|\bgoing\b(?! to (?!(?:the|work|bed)\b)[a-z]+\b)()", re.I),
    "get": re.compile(r"\b(?:get|gets|getting|got)\b()", re.I),
    "make": re.compile(r"\b(?:makes?|made|making)\b()", re.I),
    "come": re.compile(r"\b(?:comes?|came|coming)\b()", re.I),
    "put": re.compile(r"\b(?:puts?|putting)\b()", re.I),
    "let": re.compile(r"\b(?:lets|let|letting)\b()", re.I),
    "do": re.compile(r"\b(?:does|did|done|doing)\b(?!\s+not)()", re.I),
}
_PARTICIPLE = re.compile(
    r"^(?:been|had|done|gone|got|become|come|made|put|let|lost|slept|kept|wept|said|told|sold|felt|held|spent|sent|stood|"
    r"understood|thought|bought|brought|caught|fought|taught|met|paid|found|heard|sat|begun|run|drunk|"
    r"\w+(?:ed|en|wn|to))$"
)


class Construction(msgspec.Struct, frozen=True):
    """`relations`: a preposition with the word or number that it governs, as compared."""

    hedges: frozenset[str]
    relations: frozenset[tuple[str, str]]
    embedded: bool


def construction(text: str, wording: Wording) -> Construction:
    return Construction(
        hedges=frozenset(kind for kind, pattern in HEDGES.items() if pattern.search(text)),
        relations=frozenset(_relations(text, wording)),
        embedded=bool(EMBEDDED.search(text)),
    )


def _relations(text: str, wording: Wording) -> Iterator[tuple[str, str]]:
    spoken = words(text)
    for place, word in enumerate(spoken):
        if word in _OPPOSITES or word == _AGENT:
            governed = spoken[place + 1 : place + 1 + _REACH]
            found = next((one for one in governed if one not in wording.function), None)
            if found:
                yield word, " ".join(sorted(numbers(found))) or meaning(found, wording)


def agrees(said: Construction, source: Construction, said_words: frozenset[str], source_words: frozenset[str]) -> bool:
    """Nothing that qualifies the source is lost, and nobody and nothing stands on the other side of its verb."""
    if not source.hedges <= said.hedges or (source.embedded and not said.embedded):
        return False
    return not any(
        _turned(relation, said.relations, source.relations) or _other_agent(relation, said, source, shared)
        for shared in [said_words & source_words]
        for relation in said.relations | source.relations
    )


def _turned(relation: tuple[str, str], said: frozenset[tuple[str, str]], source: frozenset[tuple[str, str]]) -> bool:
    """'Before the fight', where only 'after the fight' was said."""
    preposition, word = relation
    return relation in said and relation not in source and (_OPPOSITES.get(preposition, ""), word) in source


def _other_agent(relation: tuple[str, str], said: Construction, source: Construction, shared: frozenset[str]) -> bool:
    """'By' stands before this person on one side only."""
    preposition, word = relation
    return preposition == _AGENT and word in shared and (relation in said.relations) != (relation in source.relations)


def said_light_verbs(text: str) -> frozenset[str]:
    """Light verbs in any form and any use: what speech may lend to a statement."""
    return frozenset(verb for verb, pattern in _SAID_LIGHT.items() if pattern.search(text))


def main_light_verbs(text: str) -> frozenset[str]:
    """Light verbs that carry the assertion: 'has a gun', 'is angry', not the helpers of 'has slept', 'is looking'."""
    found: set[str] = set()
    for verb, pattern in _MAIN_LIGHT.items():
        for match in pattern.finditer(text):
            after = next((one for one in match.groups() if one), "")
            if verb != "have" or not _PARTICIPLE.match(after):
                found.add(verb)
    return frozenset(found)
