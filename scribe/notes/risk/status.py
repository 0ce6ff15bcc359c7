"""What one clause that mentions risk says of it: present, passive, past, denied, or somebody else's."""

from collections.abc import Sequence

from scribe.events import Polarity, RiskKind, RiskStatus
from scribe.notes.language import risk_language as language
from scribe.notes.language import risk_time
from scribe.notes.language.cues import RiskCue, compiled, hit
from scribe.notes.language.scope import OTHER_PERSON, When, negated, speaks_of_self, told_when, would
from scribe.notes.reading.conversation import Clause

ONE_FAMILY = frozenset({RiskKind.SUICIDAL_IDEATION, RiskKind.SELF_HARM})
"""Asked of one, people answer of the other."""

SOON = 3
"""Clauses after a mention in which 'That was three years ago' is still about it."""
JUST_WHEN = 6
"""Words of 'That was three years ago': an utterance of its own with more than this is about something else."""
JUST_SINCE = 4
"""Words of "I haven't since then"."""


def status_of(clause: Clause, around: tuple[Clause, ...], cue: RiskCue) -> RiskStatus:
    if others_only(clause, cue):
        return RiskStatus.THIRD_PARTY
    if _abstains(clause, cue):
        return RiskStatus.DENIED
    if is_past(clause, around) or _over_since(clause, around) or has_quit(clause, cue.kind):
        return RiskStatus.HISTORICAL
    if cue.passive and hit(cue.passive, clause.raw):
        return RiskStatus.PASSIVE
    if _is_a_joke(clause, around, cue):
        return RiskStatus.DENIED
    if _denied_by(clause, cue) and not (clause.values - {"0"} and _limits(clause)):
        return RiskStatus.DENIED
    return RiskStatus.PRESENT


def _is_a_joke(clause: Clause, around: tuple[Clause, ...], cue: RiskCue) -> bool:
    """'I'd murder the fella upstairs. But not really.'"""
    if cue.kind is not RiskKind.HOMICIDAL_IDEATION or not (
        would(clause.text) or clause.scope.polarity is Polarity.HYPOTHETICAL
    ):
        return False
    later = (other for other in around if clause.place < other.place <= clause.place + SOON)
    return any(language.AS_A_JOKE.search(other.raw) for other in later)


def _denied_by(clause: Clause, cue: RiskCue) -> bool:
    """Negated outside the words of the mention itself: 'not wanting to wake up' denies nothing."""
    if clause.scope.polarity is not Polarity.NEGATED:
        return False
    found = compiled(cue.patterns).search(clause.raw)
    return (
        found is None
        or found[0].lower().startswith(("never", "nobody", "no one"))
        or negated(compiled(cue.patterns).sub(" ", clause.text))
    )


def _limits(clause: Clause) -> bool:
    """'No more than two' drinks two."""
    return bool(language.AS_LIMIT.search(clause.text))


def _abstains(clause: Clause, cue: RiskCue) -> bool:
    """'Ninety days sober'; 'I poured it away'; 'I haven't been drinking since August', no talk of August."""
    if cue.kind is not RiskKind.SUBSTANCE_USE:
        return False
    if language.DISCARDS.search(clause.text):
        return True
    negated = clause.scope.polarity is Polarity.NEGATED
    if language.SOBER.search(clause.text):
        return clause.scope.polarity is Polarity.AFFIRMED and not language.WISHES.search(clause.text)
    return negated and bool(risk_time.NOT_SINCE.search(clause.text)) and not _limits(clause)


def others_only(clause: Clause, cue: RiskCue) -> bool:
    if language.OTHERS_OWN.search(clause.text) and cue.kind in ONE_FAMILY and not language.MY_OWN.search(clause.text):
        return True
    if language.STORY.search(clause.text) and not language.MY_OWN.search(clause.text):
        return True
    subject = bool(OTHER_PERSON.search(clause.text)) or not clause.scope.self_
    return subject and not speaks_of_self(OTHER_PERSON.sub("", clause.text))


def is_past(clause: Clause, around: tuple[Clause, ...]) -> bool:
    """Past by its own words, by its sentence, or by the next clause: 'That was three years ago.'"""
    if clause.scope.when is When.PLANNED and not risk_time.WAS_TO.search(clause.raw):
        return False
    if _is_told_past(clause):
        return True
    same = [other for other in around if _in_one_breath(other, clause, JUST_WHEN)]
    return any(_puts_back(other, clause, around) for other in same)


def _is_told_past(clause: Clause) -> bool:
    """By its own words: 'after Christmas' is past with a verb that is."""
    if clause.scope.when is not When.PAST and not risk_time.AGO.search(clause.raw):
        return False
    if _may_be_past(clause):
        return True
    rest = risk_time.WHEN_IN_THE_YEAR.sub(" ", clause.raw)
    return told_when(rest) is When.PAST or bool(risk_time.AGO.search(rest))


def _may_be_past(clause: Clause) -> bool:
    return bool(risk_time.HAPPENED.search(clause.raw)) or not risk_time.SOMEBODY.search(clause.raw)


def has_quit(clause: Clause, kind: RiskKind) -> bool:
    """'I quit the weed': it was so."""
    affirms = clause.scope.polarity is not Polarity.NEGATED and not language.WISHES.search(clause.text)
    return kind is RiskKind.SUBSTANCE_USE and affirms and bool(language.QUIT.search(clause.text))


def _over_since(clause: Clause, around: tuple[Clause, ...]) -> bool:
    """'I scratched my arms, for a couple of months. I haven't since.'"""
    near = (other for other in around if _in_one_breath(other, clause, JUST_SINCE))
    later = [other for other in near if other.place > clause.place and not _another_amount(clause, other, around)]
    return any(risk_time.NOT_SINCE_THEN.search(other.raw) and not _of_another(other) for other in later)


def _of_another(clause: Clause) -> bool:
    """'I didn't vape since Wednesday, either': of something else, and of another day."""
    return bool(risk_time.SINCE_A_DAY.search(clause.raw))


def _in_one_breath(other: Clause, clause: Clause, bare: int) -> bool:
    """In the same utterance, or in one that was put together with it and says no more than `bare` words."""
    if other.utterance != clause.utterance:
        return False
    return not set(other.cites).isdisjoint(clause.cites) or len(other.raw.split()) <= bare


def _another_amount(clause: Clause, other: Clause, around: Sequence[Clause]) -> bool:
    """'A glass of wine. It was a bottle a night. That was years ago.': said of the amount that was told last."""
    between = (c for c in around if clause.place < c.place < other.place and c.utterance == clause.utterance)
    return _amount(clause) and any(_amount(c) for c in between)


def _amount(clause: Clause) -> bool:
    return bool(clause.values or language.AMOUNT.search(clause.raw))


def _puts_back(other: Clause, clause: Clause, around: Sequence[Clause]) -> bool:
    """An earlier part of the sentence that is past, or a next clause that says how long ago it was: 'That was three
    years ago' is about what was said last, not about the glass before 'after the divorce it was a bottle'."""
    if other.sentence == clause.sentence and other.place < clause.place:
        return _is_told_past(other)
    follows = clause.place < other.place <= clause.place + SOON
    if risk_time.WHEN_IN_THE_YEAR.search(other.raw) and not _may_be_past(clause):
        return False
    if not follows or risk_time.WHEN_IT_WAS.match(other.text) is None or _another_amount(clause, other, around):
        return False
    return not any(risk_time.AGO.search(c.raw) for c in around if clause.place < c.place < other.place)
