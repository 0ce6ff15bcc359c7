"""Which of a person's own words of risk are told, and that they stand as they were said."""

import re

from scribe.events import Polarity
from scribe.notes.language import risk_language as language
from scribe.notes.language.cleaning import cut_off, without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues, hit
from scribe.notes.language.phrasing import quoted
from scribe.notes.language.scope import OTHER_PERSON, speaks_of_self
from scribe.notes.reading.conversation import Clause, Session, about_someone_else, spans
from scribe.notes.reading.salience import NAMED, RISK_FIRST, WHEN, salience

AMOUNT = 4
"""Words of a clause that tells how often, how much or when, and costs nothing beside the others."""
_BARE = re.compile(
    r"^(?:no(?: way)?|nope|nah|naw|never|none|yeah|yes|god, no|nothing like that|not at any point|i haven't|i don't|"
    r"i do|i did|that i never did|i never did|that's it|that's all|i know it|(?:(?:no|yes),? )?(?:sir|ma'am))$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"^\W*(?:(?:and|so|well|like|yeah|oh|i mean|you know|um+|uh+)\b[,.]?\s+)+(?=\w)", re.IGNORECASE)
"""Words that only go on with what was said before."""
_BREAKS_OFF = re.compile(r"(?<=\w)(?:,? (?:and|but|so|or|because|I|like)\b)*,? (?:um+|uh+|er+|erm)\W*$", re.IGNORECASE)
"""'I was hungover and I, um.'"""
_DID_NOT = re.compile(
    r"^(?:but |and )?i (?:didn't|haven't|don't|wouldn't|won't|never did|did not|have not)$", re.IGNORECASE
)
_WAS_ANOTHER = re.compile(r"^(?:[Tt]hat|[Ii]t|[Tt]his)(?: was| is|'s) [A-Z]\w+$")
_THEY_SAY = re.compile(
    r"^(?:and |but |so )*(?:(?:my|our|his|her|their) [\w-]+|he|she|they|people|everybody|everyone)(?: \w+)? "
    r"(?:says?|said|saying|telling|tells?|told|thinks?|thought|goes|went)\b",
    re.IGNORECASE,
)
_TEMPERS = re.compile(
    r"\b(?:but|though|although|except|only|just|almost|nearly|sometimes|maybe|perhaps|mostly|usually|if|when|until|"
    r"unless|used to|was|were|had|did|thought|thinking|wish\w*|want(?:ed)?|rather|feel|felt|low|hopeless|tired|scared|"
    r"afraid|what's the point|joke|joking|figure of speech|expression)\b",
    re.IGNORECASE,
)
"""May take back part of a 'no', or tell how it is meant."""


def verbatim(clauses: list[Clause], session: Session) -> str:
    """What a person says of risk stands in that person's words: another's would weigh it."""
    said = (_BREAKS_OFF.sub("", _GOES_ON.sub("", span)) for span in spans(clauses, session.texts))
    return ", ".join(quoted(span) for span in said)


def tells(clause: Clause) -> bool:
    text = without_lead(clause.text).strip(" .")
    return not (_BARE.match(text) or cut_off(text) or (clause.words < 1 and not clause.values))


def adds(clause: Clause) -> bool:
    """More than a 'no', and of nobody else."""
    text = without_lead(clause.text)
    bare = cut_off(text) or _BARE.match(text.strip(" .")) or _WAS_ANOTHER.match(text) or clause.words < 1
    others = about_someone_else(clause) or turns_to_others(text)
    return not bare and clause.scope.polarity is not Polarity.QUESTION and not others


def turns_to_others(text: str) -> bool:
    """From a clause of their own: 'Nothing since, my brother's the one with the pills.'"""
    later = text.split(", ")[1:]
    return any(OTHER_PERSON.match(part) and not speaks_of_self(OTHER_PERSON.sub("", part)) for part in later)


def tempers(clause: Clause, cues: Cues) -> bool:
    """Beside a 'no' it tells when, how often, for whose sake, or what was or may be so; 'I'm a lousy liar' tells none
    of it."""
    if clause.values - {"1"} or WHEN.search(clause.text) or NAMED.search(clause.text):
        return True
    if clause.scope.polarity is Polarity.NEGATED:
        return False
    return bool(_TEMPERS.search(clause.raw)) or names_it(clause, cues) or bool(language.MEANS.search(clause.text))


def is_amount(clause: Clause) -> bool:
    """'I was nineteen.' 'Twice.' Short, and what the rest is measured by."""
    return bool(clause.values - {"0", "1"}) and word_count(clause.raw) <= AMOUNT


def refuses(clause: Clause) -> bool:
    """'He said, break the window. I didn't.': two words without which the rest says something else."""
    return bool(_DID_NOT.match(without_lead(clause.text).strip(" .")))


def relays(clause: Clause, cues: Cues) -> bool:
    """What somebody else keeps saying of other things."""
    return bool(_THEY_SAY.match(clause.text)) and not any(hit(cue.patterns, clause.raw) for cue in cues.risks)


def names_it(clause: Clause, cues: Cues) -> bool:
    """Holds the mention itself."""
    said = (clause.raw, clause.text)
    named = any(hit(cue.patterns, words) for cue in cues.risks for words in said)
    return named or (
        clause.scope.polarity is Polarity.AFFIRMED
        and any(hit(one.patterns, words) for one in cues.contexts for words in said)
    )


def foremost(clauses: list[Clause], most: int, cues: Cues, session: Session) -> list[Clause]:
    """So many of them, every amount and every 'I didn't', in the order they were said in: what holds the mention itself
    comes before what was said around it, and then what tells most."""
    ranked = sorted(clauses, key=lambda clause: (not names_it(clause, cues), -telling(clause, session)))
    kept = {clause.key for clause in ranked[:most]} | {
        clause.key for clause in clauses if is_amount(clause) or refuses(clause)
    }
    return [clause for clause in clauses if clause.key in kept]


def telling(clause: Clause, session: Session) -> float:
    return RISK_FIRST * (session.worth.get(clause.key) or salience(clause, None, answers=False))
