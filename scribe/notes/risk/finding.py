"""The risk ledger: every mention of suicide, self-harm, harm to others, violence, abuse, substances or psychosis.

A mention is surfaced when it is made and settled when it is answered. 'Denied' needs a question with an answer, or a
denial that the client volunteered; what was only asked stays 'asked', and so does what was answered by neither yes nor
no, with the answer. Nothing is scored or predicted.
"""

import msgspec

from scribe.events import Polarity, RiskKind, RiskStatus, Role
from scribe.notes.language import risk_language as language
from scribe.notes.language import risk_time
from scribe.notes.language.cues import Cues
from scribe.notes.language.scope import OTHER_PERSON, would
from scribe.notes.reading.candidates import cites_of
from scribe.notes.reading.conversation import Clause, Exchange, Session, Turn
from scribe.notes.risk.asked import RECENT, Question, asks_detail, opened
from scribe.notes.risk.mentions import CERTAIN, Mention, mention_of, mentioned, own_mentions, words_of
from scribe.notes.risk.overlooked import overlooked
from scribe.notes.risk.settling import settled
from scribe.notes.risk.status import ONE_FAMILY, has_quit, is_past

SOON_ASKED = 3
"""Exchanges within which a therapist asks what a way of speaking meant."""


def mentions(session: Session, cues: Cues) -> list[Mention]:
    """Every mention in order, answers joined to their questions."""
    found = _by_cues(session, cues)
    return sorted([*found, *overlooked(session, found)], key=lambda one: one.at)


def _by_cues(session: Session, cues: Cues) -> list[Mention]:
    found: list[Mention] = []
    question = Question()
    for exchange in session.exchanges:
        question = opened(exchange, question, found, cues)
        now = _answers(exchange, question, cues, found)
        if then := _reminded(exchange, now, cues):
            kinds = {one.kind for one in then}
            now = [one for one in now if one.status is not RiskStatus.ASKED or one.kind not in kinds] + then
        _put_back(found, exchange)
        _was_only_said(found, exchange)
        _take_back(found, now)
        near = not question.fresh and found and found[-1].at == exchange.index - 1
        if near and (asks_detail(exchange, cues) or _names_what_it_was(exchange, found[-1])):
            now = _of_then(now, exchange, found[-1]) or _detail(exchange, found[-1])
        found.extend(now)
    return found


def _was_only_said(found: list[Mention], exchange: Exchange) -> None:
    """'I could kill him.' 'Is that a way of speaking?' 'Just words.': denied, as soon as it was asked."""
    last = found[-1] if found else None
    kinds = (RiskKind.SUICIDAL_IDEATION, RiskKind.HOMICIDAL_IDEATION)
    if last is None or last.at != exchange.index - 1 or last.kind not in kinds or last.status is not RiskStatus.PRESENT:
        return
    supposed = any(would(one.text) or language.COULD.search(one.text) for one in last.clauses)
    turns = [turn for turn in exchange.answers if turn.who == last.who]
    if supposed and language.MEANT_SO.search(exchange.asked) and turns and language.ONLY_WORDS.search(turns[0].text):
        cites = tuple(dict.fromkeys((*last.cites, *(exchange.prompt.ids if exchange.prompt else ()), *turns[0].ids)))
        clauses = (*last.clauses, *turns[0].kept)
        found[-1] = msgspec.structs.replace(
            last,
            status=RiskStatus.DENIED,
            cites=cites,
            clauses=clauses,
            text=words_of(clauses),
            question=exchange.prompt,
        )


def _reminded(exchange: Exchange, now: list[Mention], cues: Cues) -> list[Mention]:
    """'Two years ago there was the overdose. How's this different?': what was, as the therapist says it, and what is
    answered to that."""
    prompt = exchange.prompt
    told = [one for one in (prompt.kept if prompt else ()) if one.end != "?" and _was_told_before(one)]
    kinds = {cue.kind for cue in cues.risks for one in told if cue.kind in ONE_FAMILY and mentioned(cue, one.raw)}
    kinds -= {one.kind for one in now if one.status is RiskStatus.HISTORICAL}
    taken = {clause.key for one in now if one.status is not RiskStatus.ASKED for clause in one.clauses}
    return [
        mention_of(kind, RiskStatus.HISTORICAL, turn, exchange, clauses, "history")
        for turn in exchange.answers[:1]
        if turn.role is not Role.THERAPIST and not language.BARE_NO.match(turn.text)
        for kind in sorted(kinds)
        if (clauses := tuple(one for one in turn.kept if one.key not in taken))
    ]


def _was_told_before(clause: Clause) -> bool:
    own = not (language.OTHERS_OWN.search(clause.raw) or OTHER_PERSON.search(clause.text))
    return own and bool(risk_time.AGO.search(clause.raw)) and bool(language.SPOKEN_OF_BEFORE.search(clause.raw))


def _put_back(found: list[Mention], exchange: Exchange) -> None:
    """'Has it come back since?' 'No.': what was told just before was so then, and is no longer."""
    answer = next(iter(exchange.answers), None)
    if answer is None or not risk_time.AGAIN.search(exchange.asked) or not language.NO.match(answer.text):
        return
    for place in range(len(found) - 1, -1, -1):
        one = found[place]
        if one.at < exchange.index - RECENT:
            return
        if one.kind in ONE_FAMILY and one.who == answer.who and one.status in CERTAIN:
            found[place] = msgspec.structs.replace(one, status=RiskStatus.HISTORICAL)
            return


def _take_back(found: list[Mention], now: list[Mention]) -> None:
    """'I'd want to be dead', a way of speaking, is taken back by the 'no' to the question that follows it; what
    names an act, or is told in the words of another or a voice, stays beside the 'no'."""
    for denied in (one for one in now if one.status is RiskStatus.DENIED and not one.context):
        found[:] = [one for one in found if not _was_supposed(one, denied)]


def _was_supposed(mention: Mention, denied: Mention) -> bool:
    same = (mention.kind, mention.who) == (denied.kind, denied.who) and denied.at - mention.at <= SOON_ASKED
    supposed = all(clause.scope.polarity is Polarity.HYPOTHETICAL for clause in mention.clauses) and mention.clauses
    meant = language.LETHAL.search(mention.text) or language.MEANS.search(mention.text)
    return same and mention.status is RiskStatus.PRESENT and bool(supposed) and not meant


def _detail(exchange: Exchange, before: Mention) -> list[Mention]:
    """'How often?' after a mention: the answer belongs to it."""
    status = _of_detail(exchange, before)
    if status is None:
        return []
    turns = [turn for turn in exchange.answers if turn.who == before.who]
    clauses = tuple(clause for turn in turns for clause in turn.clauses if not clause.excluded)
    prompts = exchange.prompt.ids if exchange.prompt else ()
    if not clauses:
        return []
    cites = tuple(dict.fromkeys((*prompts, *cites_of(clauses))))
    return [
        msgspec.structs.replace(
            before,
            status=status,
            context=before.context if status is before.status else "",
            cites=cites,
            text=words_of(clauses),
            at=exchange.index,
            clauses=clauses,
            question=exchange.prompt,
        )
    ]


def _names_what_it_was(exchange: Exchange, before: Mention) -> bool:
    """'Ninety-eight was the pills.' after an attempt that was told."""
    once = before.status is RiskStatus.HISTORICAL and before.kind in ONE_FAMILY
    return once and bool(language.MEANS.search(exchange.asked))


def _of_then(now: list[Mention], exchange: Exchange, before: Mention) -> list[Mention]:
    """'When was that?' 'Two years ago. They hit me with Narcan twice.': all of the answer is of what was asked on."""
    same = all(one.kind is before.kind for one in now)
    return [] if same and before.status in (*CERTAIN, RiskStatus.HISTORICAL) and _asks_when(exchange) else now


def _asks_when(exchange: Exchange) -> bool:
    return bool(risk_time.ASKS_WHEN.search(exchange.asked))


def _of_detail(exchange: Exchange, before: Mention) -> RiskStatus | None:
    """As it was told; 'when was the last time?' after a 'no', answered by how long ago, tells that it was so once."""
    if before.status in (*CERTAIN, RiskStatus.HISTORICAL):
        return before.status
    said = [clause.raw for turn in exchange.answers if turn.who == before.who for clause in turn.kept]
    once = before.status is RiskStatus.DENIED and risk_time.LAST_TIME.search(exchange.asked)
    return RiskStatus.HISTORICAL if once and any(risk_time.AGO.search(words) for words in said) else None


def _answers(exchange: Exchange, question: Question, cues: Cues, before: list[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for turn in exchange.answers:
        own = own_mentions(turn, exchange, cues)
        if question.kinds and not (turn.backchannel or all(clause.excluded for clause in turn.clauses)):
            found.extend(_of_today(settled(turn, exchange, question, own), exchange, question, before))
        else:
            found.extend(_volunteered(one) for one in own)
    found = [part for one in found for part in _then_and_now(one, found)]
    if question.kinds and question.open and question.fresh and exchange.prompt and not exchange.answers:
        found.extend(_only_asked(exchange, exchange.prompt, question))
    return found


def _volunteered(mention: Mention) -> Mention:
    """A denial that nobody asked for."""
    return msgspec.structs.replace(mention, question=None) if mention.status is RiskStatus.DENIED else mention


def _of_today(now: list[Mention], exchange: Exchange, question: Question, before: list[Mention]) -> list[Mention]:
    """'I cut, on Thursday.' 'Did it need any care?' 'No.': the 'no' is to the care, and denies nothing."""
    if question.fresh:
        return now
    told = {(one.kind, one.who) for one in before if one.status in CERTAIN and one.at >= exchange.index - SOON_ASKED}
    return [one for one in now if one.status is not RiskStatus.DENIED or (one.kind, one.who) not in told]


def _only_asked(exchange: Exchange, prompt: Turn, question: Question) -> list[Mention]:
    return [
        Mention(
            kind=kind,
            status=RiskStatus.ASKED,
            who="Client",
            cites=prompt.ids,
            text=prompt.spoken,
            at=exchange.index,
            context=question.context,
            question=prompt,
        )
        for kind in question.kinds
    ]


def _then_and_now(mention: Mention, found: list[Mention]) -> list[Mention]:
    """'It was three a night, at Easter. It's one now.': what is used, and what was."""
    if mention.kind is not RiskKind.SUBSTANCE_USE or mention.status is not RiskStatus.PRESENT:
        return [mention]
    then = tuple(clause for clause in mention.clauses if _was_used(clause, mention.clauses))
    now = tuple(clause for clause in mention.clauses if clause not in then)
    known = any(one.kind is mention.kind and one.status is RiskStatus.HISTORICAL for one in found)
    if known or not then or not any(clause.values or clause.words for clause in now):
        return [mention]
    past = msgspec.structs.replace(mention, status=RiskStatus.HISTORICAL, clauses=then, text=words_of(then))
    return [msgspec.structs.replace(mention, clauses=now, text=words_of(now)), past]


def _was_used(clause: Clause, around: tuple[Clause, ...]) -> bool:
    if has_quit(clause, RiskKind.SUBSTANCE_USE):
        return True
    if not clause.values or not clause.scope.self_:
        return False
    by_now = any(risk_time.NOW.search(other.raw) for other in around if other is not clause)
    return is_past(clause, around) or (by_now and bool(risk_time.WAS_SO.search(clause.text)))
