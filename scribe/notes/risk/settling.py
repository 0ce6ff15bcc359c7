"""What an answer to a question about risk says of each kind that was asked."""

from itertools import takewhile

import msgspec

from scribe.events import Polarity, RiskKind, RiskStatus
from scribe.notes.language import risk_language as language
from scribe.notes.language import risk_time
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.scope import OTHER_PERSON, speaks_of_self
from scribe.notes.reading.candidates import cites_of
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.risk.asked import IDEATION, NAMING, Question
from scribe.notes.risk.denying import denies, hedges
from scribe.notes.risk.mentions import AT_HOME, CERTAIN, Mention, mention_of, words_of
from scribe.notes.risk.own_words import is_amount, turns_to_others
from scribe.notes.risk.status import ONE_FAMILY, is_past

LATER = 3
"""Clauses of an answer within which its 'yes' may stand: 'The first night in the cells. Yeah.'"""
AGAIN = "again"
"""Context of what was before, by a question whether it came again: the denial tells it; and of a 'no' to 'and since
then?', which stands with what was before: by itself it would deny what is said to be so."""


def settled(turn: Turn, exchange: Exchange, question: Question, own: list[Mention]) -> list[Mention]:
    """The status of each asked kind by this answer, then what else the answer itself mentions (`own`)."""
    clauses = tuple(clause for clause in turn.clauses if not clause.excluded)
    if question.context in ("history", "family", "means"):
        return _of_another_time(clauses, turn, exchange, question, own)
    kinds, context = question.kinds, question.context
    own = [one for one in own if not _of_things(one, question)]
    denied = denies(clauses, exchange, question)
    out: list[Mention] = []
    for kind in kinds:
        status = _answered(clauses, kind, question, own, denied=denied, asked=exchange.prompt)
        if status is RiskStatus.PRESENT and question.passive and kind is RiskKind.SUICIDAL_IDEATION:
            status = RiskStatus.PASSIVE
        if status is not None:
            told = () if status is RiskStatus.ASKED else clauses
            out.append(mention_of(kind, status, turn, exchange, told, context))
    out += _of_others(clauses, kinds[0], turn, exchange)
    out += _none_since(clauses, [*out, *own], turn, exchange, question)
    if denied and context not in ("plan", "intent", "safety"):
        out += _had_once(clauses, turn, exchange, question, own)
    if not out and not own and question.open and question.fresh and exchange.prompt and exchange.prompt.questions:
        out.append(mention_of(kinds[0], RiskStatus.ASKED, turn, exchange, _telling(clauses), context))
    said_no = denied or hedges(clauses)
    kept = [one for one in own if not (said_no and one.status is RiskStatus.DENIED and one.kind in kinds)]
    return out + [_widened(one, kept, clauses) if one.kind in kinds else one for one in kept]


def _of_another_time(
    clauses: tuple[Clause, ...], turn: Turn, exchange: Exchange, question: Question, own: list[Mention]
) -> list[Mention]:
    """What was asked of the past, of the family, or of means: nothing of today's thoughts."""
    kind, context = question.kinds[0], question.context
    status = _told_status(clauses, exchange, question, own)
    first = mention_of(kind, status, turn, exchange, clauses, context)
    others = _of_others(clauses, kind, turn, exchange) if context == "history" else []
    if context == "history" and risk_time.SINCE.search(exchange.asked) and language.NO.match(words_of(clauses)):
        others.append(mention_of(kind, RiskStatus.DENIED, turn, exchange, clauses, AGAIN))
    return [first, *others] + [one for one in own if one.kind not in (kind, *ONE_FAMILY)]


def _had_once(
    clauses: tuple[Clause, ...], turn: Turn, exchange: Exchange, question: Question, own: list[Mention]
) -> list[Mention]:
    """'No. Years ago I did.': beside the denial, what was."""
    kinds, context = question.kinds, question.context
    if risk_time.COMES_AGAIN.search(exchange.asked) and kinds[0] in ONE_FAMILY:
        return [mention_of(kinds[0], RiskStatus.HISTORICAL, turn, exchange, (), AGAIN)]
    past = tuple(clause for clause in clauses if is_past(clause, clauses))
    taken_back = any(language.NOT_THAT.match(clause.raw) for clause in clauses[1:])
    if not own and not taken_back and any(language.HAD_IT.search(clause.text) for clause in past):
        return [mention_of(kinds[0], RiskStatus.HISTORICAL, turn, exchange, _with_amounts(past, clauses), context)]
    mine = tuple(clause for clause in clauses if not turns_to_others(clause.text))
    if risk_time.NOT_SINCE_THEN.search(words_of(mine)) and not _told_past(own, kinds):
        kind = next((one.kind for one in own if one.kind in ONE_FAMILY), kinds[0])
        since = _until_when(clauses)
        return [mention_of(kind, RiskStatus.HISTORICAL, turn, exchange, since or clauses, context)]
    return []


def _until_when(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """'I did think it, for like an hour. Not since then.': since when it is over, and what was before that."""
    ends = {clause.sentence for clause in clauses if risk_time.NOT_SINCE_THEN.search(clause.raw)}
    had = {clause.sentence for clause in clauses if language.HAD_IT.search(clause.text) and clause.sentence + 1 in ends}
    return tuple(clause for clause in clauses if clause.sentence in ends | had)


def _with_amounts(past: tuple[Clause, ...], clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """'Twenty-two. The summer I was twenty-two. Nine years.': an age or a number of years beside what was then."""
    first, last = clauses.index(past[0]), clauses.index(past[-1])
    before = takewhile(is_amount, reversed(clauses[:first]))
    after = takewhile(is_amount, clauses[last + 1 :])
    return (*reversed(tuple(before)), *clauses[first : last + 1], *after)


def _none_since(
    clauses: tuple[Clause, ...], told: list[Mention], turn: Turn, exchange: Exchange, question: Question
) -> list[Mention]:
    """'Punched a fridge at seventeen. Nothing since.': beside what was, a denial of what is."""
    past = {one.kind for one in told if one.status is RiskStatus.HISTORICAL}
    denied = {one.kind for one in told if one.status is RiskStatus.DENIED}
    none = tuple(c for c in clauses if risk_time.NOTHING_SINCE.match(c.raw) or risk_time.NOT_NOW.match(c.raw))
    if not (none and question.fresh) or question.context:
        return []
    kinds = [kind for kind in question.kinds if kind in ONE_FAMILY & past - denied]
    return [mention_of(kind, RiskStatus.DENIED, turn, exchange, none, "") for kind in kinds]


def _of_things(mention: Mention, question: Question) -> bool:
    """'Taken it out on your own body?' 'Punched a fridge.': of no violence against anybody."""
    asked = RiskKind.SELF_HARM in question.kinds and RiskKind.VIOLENCE not in question.kinds
    someone = any(
        OTHER_PERSON.search(clause.text) or language.OTHERS_NAMED.search(clause.text) for clause in mention.clauses
    )
    return asked and mention.kind is RiskKind.VIOLENCE and not someone


def _told_past(own: list[Mention], kinds: tuple[RiskKind, ...]) -> bool:
    return any(one.status is RiskStatus.HISTORICAL and one.kind in (*kinds, *ONE_FAMILY) for one in own)


def _of_others(clauses: tuple[Clause, ...], kind: RiskKind, turn: Turn, exchange: Exchange) -> list[Mention]:
    """'In the army a friend did': said of somebody else, in answer to what was asked of the client."""
    if kind not in (*ONE_FAMILY, RiskKind.PSYCHOSIS):
        return []
    told: list[Clause] = []
    for clause in clauses:
        if _of_another(clause) or (told and language.OF_THEM.match(clause.text)):
            told.append(clause)
    return [mention_of(kind, RiskStatus.THIRD_PARTY, turn, exchange, tuple(told), "")] if told else []


def _of_another(clause: Clause) -> bool:
    """'My brother did.', 'Sandy did.', 'I've had a mate do it.'"""
    named = OTHER_PERSON.search(clause.text) and language.DID_SO.search(clause.text)
    if named and not speaks_of_self(OTHER_PERSON.sub("", clause.text)):
        return True
    return bool(language.NAMED_DID.match(clause.raw) or language.KNEW_ONE.search(clause.raw))


def _telling(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Neither yes nor no, but words: the clinician sees question and answer. A question back leaves it open."""
    return clauses if any((c.values or word_count(c.raw) > 1) and c.end != "?" for c in clauses) else ()


def _told_status(clauses: tuple[Clause, ...], exchange: Exchange, question: Question, own: list[Mention]) -> RiskStatus:
    """Of past attempts, of the family, of means within reach: a 'yes' says nothing of today's thoughts."""
    told = {
        "family": RiskStatus.THIRD_PARTY,
        "history": RiskStatus.HISTORICAL,
        "means": RiskStatus.ASKED,
    }[question.context]
    asks = bool(exchange.prompt and exchange.prompt.questions) and question.fresh
    if question.context != "means" and (not asks or risk_time.SINCE.search(exchange.asked)):
        return told
    affirmed = any(one.status in (told, *CERTAIN) for one in own)
    return RiskStatus.DENIED if language.NO.match(words_of(clauses)) and not affirmed else told


def _answered(
    clauses: tuple[Clause, ...],
    kind: RiskKind,
    question: Question,
    own: list[Mention],
    *,
    denied: bool,
    asked: Turn | None,
) -> RiskStatus | None:
    """What the answer says of this kind; None where it says nothing of it, or says it in words of its own."""
    if denied:
        return None if any(one.kind is kind and one.status in CERTAIN for one in own) else RiskStatus.DENIED
    said = {one.kind for one in own}
    if said and not question.fresh:
        return None
    text = words_of(clauses)
    if hedges(clauses) and kind in ONE_FAMILY and all(one.status is RiskStatus.DENIED for one in own):
        return RiskStatus.PASSIVE if kind is RiskKind.SUICIDAL_IDEATION else RiskStatus.PRESENT
    if kind in said or (kind in ONE_FAMILY and said & ONE_FAMILY):
        return None
    if risk_time.USED_TO.match(text) or risk_time.NOT_AS_THEN.match(text) or risk_time.NOT_SINCE_THEN.search(text):
        return RiskStatus.HISTORICAL
    if question.context == "safety" and kind in AT_HOME and language.NO.match(text):
        return RiskStatus.PRESENT
    how_much = asked is not None and bool(language.HOW_MUCH.search(asked.text))
    rated = question.context == "intent" and any(clause.values - {"0"} for clause in clauses) and how_much
    named = question.context == "plan" and kind in IDEATION and bool(language.MEANS.search(text))
    told = question.context == "commands" and bool(language.TOLD_TO.match(text))
    if not (
        language.YES.match(text)
        or (question.named and any(language.FIRM_YES.match(one.raw) for one in clauses[:LATER]))
        or (question.named and language.THOUGHT_OF_IT.search(text))
        or _is_there(clauses, question)
        or _amount(clauses, kind)
        or rated
        or named
        or told
        or _presumed(clauses, question, asked)
    ):
        return None
    if len(question.kinds) > 1 and kind is not question.kinds[0]:
        return RiskStatus.ASKED
    past = [is_past(clause, clauses) for clause in clauses if clause.words or clause.values]
    return RiskStatus.HISTORICAL if (past and all(past)) or _over(clauses) else RiskStatus.PRESENT


def _over(clauses: tuple[Clause, ...]) -> bool:
    """'After the accident. That's six years ago. I thought about it.', and nothing of today."""
    ended = any(risk_time.WHEN_IT_WAS.match(clause.text) for clause in clauses)
    return ended and not any(risk_time.STILL.search(clause.raw) for clause in clauses)


def _is_there(clauses: tuple[Clause, ...], question: Question) -> bool:
    """Of life and limb only: 'it's back' may be anything else."""
    first = clauses[0] if clauses else None
    plain = first is not None and first.scope.polarity is Polarity.AFFIRMED
    return plain and question.fresh and question.open and bool(language.IT_IS_THERE.match(clauses[0].raw))


def _presumed(clauses: tuple[Clause, ...], question: Question, asked: Turn | None) -> bool:
    """'Who's been talking?' 'The foreman.' The first words of an answer may also be how often: 'Twice, maybe.'"""
    if not (question.fresh and question.sure and clauses) or question.context in ("plan", "intent", "safety"):
        return False
    openly = asked is not None and any(language.ASKS_OPENLY.match(without_lead(c.raw)) for c in asked.questions)
    counted = bool(clauses[0].values - {"0"}) and word_count(clauses[0].raw) <= NAMING
    return openly or counted


def _amount(clauses: tuple[Clause, ...], kind: RiskKind) -> bool:
    """An amount answers a question about use without naming the substance: 'two or three a night'."""
    return kind is RiskKind.SUBSTANCE_USE and any(clause.values for clause in clauses)


def _widened(mention: Mention, own: list[Mention], clauses: tuple[Clause, ...]) -> Mention:
    """An answer that affirms is taken whole: amounts and changes stand beside the word that named it."""
    if mention.status not in CERTAIN:
        return mention
    elsewhere = {clause.key for other in own if other is not mention for clause in other.clauses}
    own_past = {clause.key for clause in clauses if risk_time.WHEN_IT_WAS.match(clause.text)}
    whole = tuple(clause for clause in clauses if clause.key not in elsewhere | own_past)
    cites = tuple(dict.fromkeys((*mention.cites, *cites_of(whole))))
    return msgspec.structs.replace(mention, clauses=whole, cites=cites)
