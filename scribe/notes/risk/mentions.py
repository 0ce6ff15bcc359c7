"""What the client's own clauses mention of risk, whoever asked, and how mentions of one turn are one."""

import re
from itertools import takewhile

import msgspec

from scribe.events import RiskKind, RiskStatus, Role
from scribe.notes.language import risk_language as language
from scribe.notes.language import risk_time
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues, RiskCue, compiled, hit
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.reading.exclusions import OTHER_MEMBER
from scribe.notes.risk.status import ONE_FAMILY, SOON, status_of

CERTAIN = (RiskStatus.PRESENT, RiskStatus.PASSIVE)
ASKED_BACK = 3
"""Words of a client's question that only asks what was meant: 'Like social services?'"""
BROKEN = 2
"""Words of a clause that may be half of a mention."""
AT_HOME = frozenset({RiskKind.VIOLENCE, RiskKind.ABUSE})


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    kind: RiskKind
    status: RiskStatus
    who: str
    cites: tuple[str, ...]
    text: str
    at: int
    """Index of the exchange."""
    context: str = ""
    """Which part of the assessment: plan, intent, means, history, family, safety."""
    clauses: tuple[Clause, ...] = ()
    """The answering clauses."""
    question: Turn | None = None
    meant: bool = False
    """Heard by what it means, where no cue names it: told in its own words, and to be checked."""


def words_of(clauses: tuple[Clause, ...]) -> str:
    """The clauses as they were said, with the marks between them."""
    said = " ".join(clause.raw + (clause.end if clause.end in tuple(".?!") else ",") for clause in clauses)
    return said.rstrip(",")


def one_after_another(before: str, after: str) -> str:
    return f"{before} {after}" if before.endswith(tuple(".?!")) else f"{before}; {after}"


def mentioned(cue: RiskCue, text: str) -> bool:
    """The cue stands in the text, and not only inside a figure of speech."""
    if not hit(cue.patterns, text):
        return False
    figure = bool(cue.unless) and hit((cue.unless,), text)
    return not figure or hit(cue.patterns, _without(cue, text))


def _without(cue: RiskCue, text: str) -> str:
    return re.sub(cue.unless.replace("’", "'"), " ", text, flags=re.IGNORECASE)


def own_mentions(turn: Turn, exchange: Exchange, cues: Cues) -> list[Mention]:
    """What the client's clauses mention by themselves, whoever asked. Left-out third-party talk is no mention."""
    found: list[Mention] = []
    if language.IN_CONFIDENCE.search(exchange.asked):
        return found
    for place, clause in enumerate(turn.clauses):
        if turn.role is not Role.CLIENT and language.TO_THE_OTHER.search(clause.raw):
            continue
        if clause.excluded not in (None, OTHER_MEMBER) or _echoes_question(clause, exchange):
            continue
        after = turn.clauses[place + 1] if place + 1 < len(turn.clauses) else None
        for cue in cues.risks:
            if cue.kind is RiskKind.SUBSTANCE_USE and language.ANYBODY_SUBJECT.search(clause.raw):
                continue  # 'Everybody's got champagne.'
            if cue.kind is RiskKind.VIOLENCE and _only_thought_of(cue, clause):
                continue
            broken = after is not None and _in_two(cue, clause, after)
            if broken or mentioned(cue, clause.raw) or mentioned(cue, clause.text):
                status = _own_status(clause, turn.clauses, cue, exchange)
                said = f"{turn.clauses[place - 1].raw}, {clause.raw}" if place else clause.raw
                if status is RiskStatus.THIRD_PARTY and _is_their_own_affair(cue.kind, said):
                    continue
                told = (clause, after) if broken and after else (clause, *_when_it_was(place, turn, status, cue.kind))
                found.append(mention_of(cue.kind, status, turn, exchange, told, ""))
        if found and found[-1].kind in AT_HOME and language.SPARED.match(clause.raw):
            found.append(mention_of(found[-1].kind, RiskStatus.DENIED, turn, exchange, (clause,), ""))
    return _folded(found)


def _when_it_was(place: int, turn: Turn, status: RiskStatus, kind: RiskKind) -> tuple[Clause, ...]:
    """'… but that was when I was going through the divorce, that's six years back': told with what was so then; and of
    a wish or an act 'It was two nights', how often and how far it went."""
    here = turn.clauses[place]
    after = [one for one in turn.clauses[place + 1 : place + 1 + SOON] if one.utterance == here.utterance]
    once = status is RiskStatus.HISTORICAL
    own = kind in ONE_FAMILY and status in (*CERTAIN, RiskStatus.HISTORICAL)
    return tuple(takewhile(lambda one: not one.excluded and _goes_on(one, once=once, own=own), after))


def _goes_on(clause: Clause, *, once: bool, own: bool) -> bool:
    when = once and risk_time.WHEN_IT_WAS.match(clause.text)
    return bool(when or (own and language.OF_IT.match(clause.raw)))


def _only_thought_of(cue: RiskCue, clause: Clause) -> bool:
    found = compiled(cue.patterns).search(clause.raw)
    return found is not None and bool(language.ONLY_IN_MIND.search(clause.raw[: found.start()]))


def _is_their_own_affair(kind: RiskKind, said: str) -> bool:
    """What a colleague drinks or takes; of those who live with the client it tells how the client lives."""
    return kind is RiskKind.SUBSTANCE_USE and not language.AT_HOME_WITH.search(said)


def _echoes_question(clause: Clause, exchange: Exchange) -> bool:
    """'What, kill myself? No.': the therapist's question said back is no mention of one's own; an amount that was not
    asked about is: 'A glass of wine, twice a week?'"""
    if clause.end == "?" and word_count(clause.raw) <= ASKED_BACK and not clause.values:
        return True
    if clause.end != "?" or exchange.prompt is None or not exchange.prompt.questions:
        return False
    return clause.values <= frozenset().union(*(one.values for one in exchange.prompt.clauses))


def _in_two(cue: RiskCue, clause: Clause, after: Clause) -> bool:
    """'Cut. My leg.': one mention that a pause, or a recogniser, has made two clauses of."""
    if min(word_count(clause.raw), word_count(after.raw)) > BROKEN or clause.utterance != after.utterance:
        return False
    alone = mentioned(cue, clause.raw) or mentioned(cue, after.raw)
    return not alone and mentioned(cue, f"{clause.raw} {after.raw}")


def _own_status(clause: Clause, around: tuple[Clause, ...], cue: RiskCue, exchange: Exchange) -> RiskStatus:
    if clause.excluded == OTHER_MEMBER:
        return RiskStatus.THIRD_PARTY
    if _as_people_say(clause, around):
        return RiskStatus.THIRD_PARTY
    status = status_of(clause, around, cue)
    past = status in CERTAIN and risk_time.ASKS_PAST.search(exchange.asked)
    return RiskStatus.HISTORICAL if past else status


def _as_people_say(clause: Clause, around: tuple[Clause, ...]) -> bool:
    """'People say it, like, I'm going to kill myself.'"""
    breath = (c for c in around if c.utterance == clause.utterance and c.sentence == clause.sentence)
    return any(language.PEOPLE_SAY.search(c.raw) for c in breath if c.place <= clause.place)


def mention_of(
    kind: RiskKind,
    status: RiskStatus,
    turn: Turn,
    exchange: Exchange,
    clauses: tuple[Clause, ...],
    context: str,
    *,
    meant: bool = False,
) -> Mention:
    answer = tuple(dict.fromkeys(cite for clause in clauses for cite in clause.cites))
    prompt = exchange.prompt if exchange.prompt and turn.role is not Role.THERAPIST else None
    bare = not any(clause.words or clause.values for clause in clauses)
    needs = meant or status in (RiskStatus.DENIED, RiskStatus.ASKED) or bool(context) or exchange.follows or bare
    asked = prompt.ids if prompt and needs else ()
    return Mention(
        kind=kind,
        status=status,
        who=turn.who,
        cites=tuple(dict.fromkeys((*asked, *answer))),
        text=words_of(clauses or turn.kept),
        at=exchange.index,
        context=context,
        clauses=clauses,
        question=prompt,
        meant=meant,
    )


def _folded(found: list[Mention]) -> list[Mention]:
    """Mentions of one kind and status in one turn are one."""
    merged: dict[tuple[RiskKind, RiskStatus], Mention] = {}
    for mention in found:
        certain = next((status for status in CERTAIN if (mention.kind, status) in merged), None)
        key = (mention.kind, certain if certain and mention.status is RiskStatus.DENIED else mention.status)
        before = merged.get(key)
        merged[key] = mention if before is None else _joined(before, mention)
    return list(merged.values())


def _joined(before: Mention, mention: Mention) -> Mention:
    return msgspec.structs.replace(
        before,
        cites=tuple(dict.fromkeys(before.cites + mention.cites)),
        text=one_after_another(before.text, mention.text),
        clauses=before.clauses + mention.clauses,
    )
