"""The risk ledger: every mention of suicide, self-harm, harm to others, violence, abuse, substances or psychosis.

A mention is surfaced when it is made and settled when it is answered. 'Denied' needs a question with an answer, or a
denial that the client volunteered; what was only asked stays 'asked', and so does what was answered by neither yes nor
no, with the answer. Nothing is scored or predicted.
"""

from itertools import pairwise

import msgspec

from scribe.events import Polarity, RiskKind, RiskStatus
from scribe.notes.language import risk_language as language
from scribe.notes.language.clauses import without_lead, word_count
from scribe.notes.language.cues import Cues
from scribe.notes.language.scope import OTHER_PERSON, speaks_of_self
from scribe.notes.reading.candidates import cites_of
from scribe.notes.reading.conversation import Clause, Exchange, Session, Turn
from scribe.notes.risk.asked import IDEATION, NAMING, Question, asks_detail, opened
from scribe.notes.risk.mentions import AT_HOME, BROKEN, CERTAIN, Mention, mention_of, own_mentions, words_of
from scribe.notes.risk.status import ONE_FAMILY, has_quit, is_past

SOON_ASKED = 3
"""Exchanges within which a therapist asks what a way of speaking meant."""


def mentions(session: Session, cues: Cues) -> list[Mention]:
    """Every mention in order, answers joined to their questions."""
    found: list[Mention] = []
    question = Question()
    for exchange in session.exchanges:
        question = opened(exchange, question, found, cues)
        now = _answers(exchange, question, cues, found)
        _put_back(found, exchange)
        _take_back(found, now)
        if not question.fresh and found and found[-1].at == exchange.index - 1 and asks_detail(exchange):
            now = now or _detail(exchange, found[-1])
        found.extend(now)
    return found


def _put_back(found: list[Mention], exchange: Exchange) -> None:
    """'Has it come back since?' 'No.': what was told just before was so then, and is no longer."""
    last = found[-1] if found else None
    if last is None or last.at != exchange.index - 1 or last.status not in CERTAIN or last.kind not in ONE_FAMILY:
        return
    answers = [turn for turn in exchange.answers if turn.who == last.who]
    if language.AGAIN.search(exchange.asked) and answers and language.NO.match(answers[0].text):
        found[-1] = msgspec.structs.replace(last, status=RiskStatus.HISTORICAL)


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


def _of_detail(exchange: Exchange, before: Mention) -> RiskStatus | None:
    """As it was told; 'when was the last time?' after a 'no', answered by how long ago, tells that it was so once."""
    if before.status in (*CERTAIN, RiskStatus.HISTORICAL):
        return before.status
    said = [clause.raw for turn in exchange.answers if turn.who == before.who for clause in turn.kept]
    once = before.status is RiskStatus.DENIED and language.LAST_TIME.search(exchange.asked)
    return RiskStatus.HISTORICAL if once and any(language.AGO.search(words) for words in said) else None


def _answers(exchange: Exchange, question: Question, cues: Cues, before: list[Mention]) -> list[Mention]:
    found: list[Mention] = []
    for turn in exchange.answers:
        own = own_mentions(turn, exchange, cues)
        if question.kinds and not (turn.backchannel or all(clause.excluded for clause in turn.clauses)):
            found.extend(_of_today(_settled(turn, exchange, question, own), exchange, question, before))
        else:
            found.extend(own)
    found = [part for one in found for part in _then_and_now(one, found)]
    if question.kinds and question.open and question.fresh and exchange.prompt and not exchange.answers:
        found.extend(_only_asked(exchange, exchange.prompt, question))
    return found


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


def _settled(turn: Turn, exchange: Exchange, question: Question, own: list[Mention]) -> list[Mention]:
    """The status of each asked kind by this answer, then what else the answer itself mentions."""
    clauses = tuple(clause for clause in turn.clauses if not clause.excluded)
    kinds, context = question.kinds, question.context
    if context in ("history", "family", "means"):
        status = _told_status(clauses, exchange, question, own)
        first = mention_of(kinds[0], status, turn, exchange, clauses, context)
        others = _of_others(clauses, kinds[0], turn, exchange) if context == "history" else []
        return [first, *others] + [one for one in own if one.kind not in (kinds[0], *ONE_FAMILY)]
    denies = _denies(clauses, exchange, question)
    out: list[Mention] = []
    for kind in kinds:
        settled = _answered(clauses, kind, question, own, denies=denies, asked=exchange.prompt)
        if settled is RiskStatus.PRESENT and question.passive and kind is RiskKind.SUICIDAL_IDEATION:
            settled = RiskStatus.PASSIVE
        if settled is not None:
            told = () if settled is RiskStatus.ASKED else clauses
            out.append(mention_of(kind, settled, turn, exchange, told, context))
    out += _of_others(clauses, kinds[0], turn, exchange)
    past = tuple(clause for clause in clauses if is_past(clause, clauses))
    had_it = denies and context not in ("plan", "intent", "safety")
    if had_it and not own and any(language.HAD_IT.search(clause.text) for clause in past):
        out.append(mention_of(kinds[0], RiskStatus.HISTORICAL, turn, exchange, past, context))
    elif had_it and language.NOT_SINCE_THEN.search(words_of(clauses)) and not _told_past(own, kinds):
        kind = next((one.kind for one in own if one.kind in ONE_FAMILY), kinds[0])
        out.append(mention_of(kind, RiskStatus.HISTORICAL, turn, exchange, clauses, context))
    if not out and not own and question.open and question.fresh and exchange.prompt and exchange.prompt.questions:
        out.append(mention_of(kinds[0], RiskStatus.ASKED, turn, exchange, _telling(clauses), context))
    said_no = denies or _hedges(clauses)
    kept = [one for one in own if not (said_no and one.status is RiskStatus.DENIED and one.kind in kinds)]
    return out + [_widened(one, kept, clauses) if one.kind in kinds else one for one in kept]


def _told_past(own: list[Mention], kinds: tuple[RiskKind, ...]) -> bool:
    return any(one.status is RiskStatus.HISTORICAL and one.kind in (*kinds, *ONE_FAMILY) for one in own)


def _of_others(clauses: tuple[Clause, ...], kind: RiskKind, turn: Turn, exchange: Exchange) -> list[Mention]:
    """'In the army a friend did': said of somebody else, in answer to what was asked of the client."""
    if kind not in ONE_FAMILY:
        return []
    told = tuple(
        clause
        for clause in clauses
        if OTHER_PERSON.search(clause.text)
        and language.DID_SO.search(clause.text)
        and not speaks_of_self(OTHER_PERSON.sub("", clause.text))
    )
    return [mention_of(kind, RiskStatus.THIRD_PARTY, turn, exchange, told, "")] if told else []


def _telling(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Neither yes nor no, but words: the clinician sees question and answer. A mere sound leaves the question open."""
    return clauses if any(c.values or word_count(c.raw) > 1 for c in clauses) else ()


def _told_status(clauses: tuple[Clause, ...], exchange: Exchange, question: Question, own: list[Mention]) -> RiskStatus:
    """Of past attempts, of the family, of means within reach: a 'yes' says nothing of today's thoughts."""
    told = {
        "family": RiskStatus.THIRD_PARTY,
        "history": RiskStatus.HISTORICAL,
        "means": RiskStatus.ASKED,
    }[question.context]
    asks = bool(exchange.prompt and exchange.prompt.questions) and question.fresh
    if question.context != "means" and (not asks or language.SINCE.search(exchange.asked)):
        return told
    affirmed = any(one.status in (told, *CERTAIN) for one in own)
    return RiskStatus.DENIED if language.NO.match(words_of(clauses)) and not affirmed else told


def _denies(clauses: tuple[Clause, ...], exchange: Exchange, question: Question) -> bool:
    text = words_of(clauses)
    no = _says_no(clauses) and not language.BUT.search(text) and not _hedges(clauses)
    if language.PUT_NONE.search(exchange.asked) and (language.YES.match(text) or language.NOT_NOW.search(text)):
        return True
    if _asks_safety(exchange, question):
        later = any(one.end != "?" and language.FIRM_YES.match(one.raw) for one in clauses[1:2])
        yes = language.YES.match(text) or (later and not _says_no(clauses))
        return bool(yes) or (not no and bool(language.SAFE.search(text)))
    return no


def _says_no(clauses: tuple[Clause, ...]) -> bool:
    """At once, or after one exclamation or the question said back: 'Good Lord. No.', 'What, kill myself? No.'"""
    text = words_of(clauses)
    if language.NO.match(text):
        return True
    if _asked_back(clauses) or (not language.YES.match(text) and _ends_with_no(clauses)):
        return True
    if any(language.NO_LATER.match(clause.raw) for clause in clauses):
        return True
    if len(clauses) > 1 and clauses[0].end == "?":
        return bool(language.NO.match(words_of(clauses[1:])))
    exclaims = len(clauses) > 1 and word_count(clauses[0].raw) <= BROKEN and not language.YES.match(clauses[0].raw)
    return exclaims and bool(language.NO.match(words_of(clauses[1:])))


def _asked_back(clauses: tuple[Clause, ...]) -> bool:
    """The first sentence says the question back, the next one is a 'no'; a later question is one of their own."""
    pairs = ((one, after) for one, after in pairwise(clauses) if after.sentence != one.sentence)
    first = next(pairs, None)
    return first is not None and first[0].end == "?" and bool(language.NO.match(first[1].raw))


def _ends_with_no(clauses: tuple[Clause, ...]) -> bool:
    """'I'd like to see him in court. No.'; 'They come at night. No.' may say no to anything."""
    if not clauses or not language.BARE_NO.match(clauses[-1].raw):
        return False
    return all(
        word_count(one.raw) <= BROKEN or OTHER_PERSON.search(one.text) or language.WISHED.search(one.text)
        for one in clauses[:-1]
    )


def _hedges(clauses: tuple[Clause, ...]) -> bool:
    """A 'no' to acting on it, and a yes to the wish."""
    return _says_no(clauses) and bool(language.BRIEFLY.search(words_of(clauses)))


def _asks_safety(exchange: Exchange, question: Question) -> bool:
    return question.context == "safety" and question.fresh and bool(language.SAFE.search(exchange.asked))


def _answered(
    clauses: tuple[Clause, ...],
    kind: RiskKind,
    question: Question,
    own: list[Mention],
    *,
    denies: bool,
    asked: Turn | None,
) -> RiskStatus | None:
    """What the answer says of this kind; None where it says nothing of it, or says it in words of its own."""
    if denies:
        return None if any(one.kind is kind and one.status in CERTAIN for one in own) else RiskStatus.DENIED
    said = {one.kind for one in own}
    if said and not question.fresh:
        return None
    text = words_of(clauses)
    if _hedges(clauses) and kind in ONE_FAMILY and all(one.status is RiskStatus.DENIED for one in own):
        return RiskStatus.PASSIVE if kind is RiskKind.SUICIDAL_IDEATION else RiskStatus.PRESENT
    if kind in said or (kind in ONE_FAMILY and said & ONE_FAMILY):
        return None
    if language.NOT_AS_THEN.match(text) or language.NOT_SINCE_THEN.search(text):
        return RiskStatus.HISTORICAL
    if question.context == "safety" and kind in AT_HOME and language.NO.match(text):
        return RiskStatus.PRESENT
    how_much = asked is not None and bool(language.HOW_MUCH.search(asked.text))
    rated = question.context == "intent" and any(clause.values - {"0"} for clause in clauses) and how_much
    named = question.context == "plan" and kind in IDEATION and bool(language.MEANS.search(text))
    told = question.context == "commands" and bool(language.TOLD_TO.match(text))
    if not (
        language.YES.match(text)
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
    return RiskStatus.HISTORICAL if past and all(past) else RiskStatus.PRESENT


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
    by_now = any(language.NOW.search(other.raw) for other in around if other is not clause)
    return is_past(clause, around) or (by_now and bool(language.WAS_SO.search(clause.text)))


def _widened(mention: Mention, own: list[Mention], clauses: tuple[Clause, ...]) -> Mention:
    """An answer that affirms is taken whole: amounts and changes stand beside the word that named it."""
    if mention.status not in CERTAIN:
        return mention
    elsewhere = {clause.key for other in own if other is not mention for clause in other.clauses}
    own_past = {clause.key for clause in clauses if language.WHEN_IT_WAS.match(clause.text)}
    whole = tuple(clause for clause in clauses if clause.key not in elsewhere | own_past)
    cites = tuple(dict.fromkeys((*mention.cites, *cites_of(whole))))
    return msgspec.structs.replace(mention, clauses=whole, cites=cites)
