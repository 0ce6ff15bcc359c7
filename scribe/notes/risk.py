"""The risk ledger: every mention of suicide, self-harm, harm to others, violence, abuse, substances or psychosis.

A mention is surfaced when it is made and settled when it is answered. 'Denied' needs a question with an answer, or a
denial that the client volunteered; what was only asked stays 'asked'. Nothing is scored or predicted.
"""

import re

import msgspec

from scribe.events import Polarity, Risk, RiskKind, RiskStatus, Role
from scribe.notes.cues import Cues, RiskCue, hit
from scribe.notes.reading import Clause, Exchange, Session, Turn
from scribe.notes.scope import OTHER_PERSON, When, speaks_of_self

_SOUND = r"^\W*(?:(?:um+|uh+|oh|mm+|er+|god|well|absolutely|honestly|hell|i mean)[,.]?\s+)*"
_NO = re.compile(
    _SOUND + r"(?:no\b|nope|nah|never\b|none\b|nothing\b|neither|not (?:at all|really|since|in|anymore|any|for|me)\b|"
    r"i (?:haven't|don't|didn't|never|wouldn't|would never)|i've never|i'm not\b)",
    re.IGNORECASE,
)
_YES = re.compile(
    _SOUND + r"(?:yeah|yes|yep|sometimes|a (?:little|bit|few|couple)|kind of|sort of|once\b|twice\b|now and (?:then|again)|"
    r"from time to time|on and off|all the time|i (?:do|did|have|guess|think)\b(?!n't| not\b)|occasionally|most|"
    r"every|maybe)\b",
    re.IGNORECASE,
)
_HAD_IT = re.compile(
    r"\b(?:i (?:had|did|was|used to|felt|tried|took)|it was|there was|that was|the last (?:time|one))\b", re.IGNORECASE
)
_AGO = re.compile(
    r"\b(?:ago|back (?:in|then|when)|used to|when i was|at (?:nineteen|\w+teen|twenty)|in (?:college|high school)|"
    r"before (?:treatment|rehab|i quit)|after the divorce|was at|i was on)\b",
    re.IGNORECASE,
)
_LIKE_THAT = re.compile(
    r"\b(?:thoughts?|urges?|feelings?|anything|ideas?) like (?:that|this|those)\b|\bfe(?:el|lt) (?:that way|like that)\b",
    re.IGNORECASE,
)
"""A question that takes up what was just mentioned, of whomever."""
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
"""'And since then?' asks on; its 'no' does not take back what was told before."""
_MEANS_NAMED = re.compile(r"\b(?:firearms?|guns?|rifles?|stockpil\w+|saved up)\b", re.IGNORECASE)
"""Means that a question is about whatever was said before it; 'access to' alone may be to a car."""
_SAFE = re.compile(r"(?<!un)(?<!not )\bsafe\b", re.IGNORECASE)
"""A 'yes' to a question about being safe says that there is no danger."""
_OTHERS_OWN = re.compile(r"\b(?:him|her|your|them)sel(?:f|ves)\b|\btheir (?:own )?(?:life|lives)\b", re.IGNORECASE)
_MY_OWN = re.compile(r"\b(?:myself|my (?:own )?life|(?:i|i'm|i've|i'd)\b(?! (?:know|knew|saw|heard|worr\w+|afraid|scared)))", re.I)
_WORRIED = re.compile(
    r"\b(?:(?:i'm|i am|i was|i get|so) (?:\w+ )?(?:worried|afraid|scared|frightened|terrified)|i (?:worry|think|thought|"
    r"know|knew|saw|heard|found))\b",
    re.IGNORECASE,
)
_STORY = re.compile(
    r"\b(?:film|movie|show|series|book|novel|podcast|documentary|game|song|news|episode|paper|poem|play)\b", re.IGNORECASE
)
"""Told of a story, not of anybody in the room."""
_SOBER = re.compile(r"\b(?:sober|sobriety|dry (?:days|nights|january)|alcohol[- ]free)\b", re.IGNORECASE)
_AS_LIMIT = re.compile(r"\b(?:more than|over|as (?:much|many)|only|just|except|apart from|less than|until)\b", re.IGNORECASE)
"""'Not more than two' is no 'no'; 'not a drop in three weeks' is."""
_IDEATION = (RiskKind.SUICIDAL_IDEATION,)
_ONE_FAMILY = frozenset({RiskKind.SUICIDAL_IDEATION, RiskKind.SELF_HARM})
"""Asked of one, people answer of the other."""
_AT_HOME = frozenset({RiskKind.VIOLENCE, RiskKind.ABUSE})


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


def mentions(session: Session, cues: Cues) -> list[Mention]:
    """Every mention in order, answers joined to their questions."""
    found: list[Mention] = []
    open_kinds: tuple[RiskKind, ...] = ()
    context = ""
    for exchange in session.exchanges:
        asked, now = _asked(exchange, cues)
        if asked:
            open_kinds, context = asked, now
        elif now and (open_kinds or now in ("history", "family", "means")):
            open_kinds, context = open_kinds if now == "safety" else _IDEATION, now
        elif not exchange.follows or (exchange.topic and exchange.topic.kind not in ("risk", "history", "functioning")):
            open_kinds, context = (), ""
        now_found = _answers(exchange, open_kinds, context, cues, fresh=bool(asked or now))
        if exchange.follows and not asked and not now and found and found[-1].at == exchange.index - 1:
            now_found = now_found or _detail(exchange, found[-1])
        found.extend(now_found)
    return found


def _detail(exchange: Exchange, before: Mention) -> list[Mention]:
    """'How often?' after a mention: the answer belongs to it."""
    if before.status not in (RiskStatus.PRESENT, RiskStatus.PASSIVE, RiskStatus.HISTORICAL):
        return []
    turns = [turn for turn in exchange.answers if turn.who == before.who]
    clauses = tuple(clause for turn in turns for clause in turn.clauses if not clause.excluded)
    prompts = exchange.prompt.ids if exchange.prompt else ()
    if not clauses:
        return []
    cites = tuple(dict.fromkeys((*prompts, *(clause.utterance for clause in clauses))))
    text = " ".join(clause.raw for clause in clauses)
    return [msgspec.structs.replace(before, cites=cites, text=text, at=exchange.index, clauses=clauses, question=exchange.prompt)]


def _asked(exchange: Exchange, cues: Cues) -> tuple[tuple[RiskKind, ...], str]:
    """Kinds and context of the therapist's prompt. Teaching ('the crisis line is …') asks nothing."""
    if not exchange.prompt:
        return (), ""
    text = " ".join(clause.raw for clause in exchange.prompt.clauses)
    kinds = tuple(cue.kind for cue in cues.risks if mentioned(cue, text))
    context = next((c.key for c in cues.contexts if hit(c.patterns, text)), "")
    return kinds, context


def mentioned(cue: RiskCue, text: str) -> bool:
    return hit(cue.patterns, text) and not (cue.unless and hit((cue.unless,), text) and not hit(cue.patterns, _without(cue, text)))


def _without(cue: RiskCue, text: str) -> str:
    return re.sub(cue.unless.replace("’", "'"), " ", text, flags=re.IGNORECASE)


def _answers(exchange: Exchange, kinds: tuple[RiskKind, ...], context: str, cues: Cues, *, fresh: bool) -> list[Mention]:
    found: list[Mention] = []
    for turn in exchange.answers:
        own = _own_mentions(turn, exchange, cues)
        if kinds and not (turn.backchannel or all(clause.excluded for clause in turn.clauses)):
            found.extend(_settled(turn, exchange, kinds, context, own))
        else:
            found.extend(own)
    if kinds and fresh and exchange.prompt and not exchange.answers:
        found.extend(_only_asked(exchange, kinds, context))
    return found


def _only_asked(exchange: Exchange, kinds: tuple[RiskKind, ...], context: str) -> list[Mention]:
    prompt = exchange.prompt
    if prompt is None:
        return []
    return [
        Mention(kind=kind, status=RiskStatus.ASKED, who="Client", cites=prompt.ids, text=prompt.text, at=exchange.index, context=context, question=prompt)
        for kind in kinds
    ]


def _settled(turn: Turn, exchange: Exchange, kinds: tuple[RiskKind, ...], context: str, own: list[Mention]) -> list[Mention]:
    """The status of each asked kind by this answer, then what else the answer itself mentions."""
    clauses = tuple(clause for clause in turn.clauses if not clause.excluded)
    text = " ".join(clause.raw for clause in clauses)
    said = {mention.kind for mention in own}
    if context in ("history", "family"):
        status = RiskStatus.THIRD_PARTY if context == "family" else RiskStatus.HISTORICAL
        status = RiskStatus.DENIED if _NO.match(text) and not any(m.status is status for m in own) and exchange.prompt and exchange.prompt.questions and not exchange.follows else status
        return [_mention(kinds[0], status, turn, exchange, clauses, context)]
    if context == "means":
        return [_mention(kinds[0], RiskStatus.DENIED if _NO.match(text) else RiskStatus.PRESENT, turn, exchange, clauses, context)]
    out: list[Mention] = []
    denies = bool(_NO.match(text))
    past = tuple(clause for clause in clauses if _is_past(clause, clauses))
    for kind in kinds:
        if denies and not _affirmed_now(own, kind):
            out.append(_mention(kind, RiskStatus.DENIED, turn, exchange, clauses, context))
        elif kind not in said and (_YES.match(text) or _states(clauses, kind)):
            single = kind is kinds[0]
            status = RiskStatus.PRESENT if single else RiskStatus.ASKED
            out.append(_mention(kind, status, turn, exchange, clauses, context))
    if denies and past and not own and context not in ("plan", "intent", "safety") and any(_HAD_IT.search(c.text) for c in past):
        out.append(_mention(kinds[0], RiskStatus.HISTORICAL, turn, exchange, past, context))
    kept = [mention for mention in own if not (denies and mention.status is RiskStatus.DENIED and mention.kind in kinds)]
    return out + [_widened(mention, kept, clauses) if mention.kind in kinds else mention for mention in kept]


def _widened(mention: Mention, own: list[Mention], clauses: tuple[Clause, ...]) -> Mention:
    """An answer that affirms is taken whole: amounts and changes stand beside the word that named it."""
    if mention.status not in _CERTAIN:
        return mention
    elsewhere = {clause.key for other in own if other is not mention for clause in other.clauses}
    whole = tuple(clause for clause in clauses if clause.key not in elsewhere)
    cites = tuple(dict.fromkeys((*mention.cites, *(clause.utterance for clause in whole))))
    return msgspec.structs.replace(mention, clauses=whole, cites=cites)


def _states(clauses: tuple[Clause, ...], kind: RiskKind) -> bool:
    """An amount answers a question about use without naming the substance: 'two or three a night'."""
    return kind is RiskKind.SUBSTANCE_USE and any(clause.values for clause in clauses)


def _affirmed_now(own: list[Mention], kind: RiskKind) -> bool:
    return any(m.kind is kind and m.status in (RiskStatus.PRESENT, RiskStatus.PASSIVE) for m in own)


def _own_mentions(turn: Turn, exchange: Exchange, cues: Cues) -> list[Mention]:
    """What the client's clauses mention by themselves, whoever asked. Left-out third-party talk is no mention."""
    found: list[Mention] = []
    for clause in turn.clauses:
        if clause.excluded:
            continue
        for cue in cues.risks:
            if mentioned(cue, clause.raw):
                status = _status(clause, turn.clauses, cue)
                found.append(_mention(cue.kind, status, turn, exchange, (clause,), ""))
    return _folded(found)


def _status(clause: Clause, around: tuple[Clause, ...], cue: RiskCue) -> RiskStatus:
    if _others_only(clause):
        return RiskStatus.THIRD_PARTY
    if _is_past(clause, around):
        return RiskStatus.HISTORICAL
    if cue.passive and hit(cue.passive, clause.raw):
        return RiskStatus.PASSIVE
    if clause.scope.polarity is Polarity.NEGATED and not clause.values - {"0"}:
        return RiskStatus.DENIED
    return RiskStatus.PRESENT


def _others_only(clause: Clause) -> bool:
    subject = bool(OTHER_PERSON.search(clause.text)) or not clause.scope.self_
    return subject and not speaks_of_self(OTHER_PERSON.sub("", clause.text))


def _is_past(clause: Clause, around: tuple[Clause, ...]) -> bool:
    """Past by its own words, by its sentence, or by the next clause: 'That was three years ago.'"""
    if clause.scope.when is When.PAST or _AGO.search(clause.raw):
        return True
    for other in around:
        same = other.utterance == clause.utterance
        if same and other.sentence == clause.sentence and other.place < clause.place and other.scope.when is When.PAST:
            return True
        if same and other.place == clause.place + 1 and re.match(r"(?:that|it) was\b.*\bago", other.text, re.IGNORECASE):
            return True
    return False


def _mention(kind: RiskKind, status: RiskStatus, turn: Turn, exchange: Exchange, clauses: tuple[Clause, ...], context: str) -> Mention:
    answer = tuple(dict.fromkeys(clause.utterance for clause in clauses))
    prompt = exchange.prompt if exchange.prompt and turn.role is not Role.THERAPIST else None
    asked = prompt.ids if prompt and (status in (RiskStatus.DENIED, RiskStatus.ASKED) or context or exchange.follows) else ()
    return Mention(
        kind=kind,
        status=status,
        who=turn.who,
        cites=tuple(dict.fromkeys((*asked, *answer))),
        text=" ".join(clause.raw for clause in clauses),
        at=exchange.index,
        context=context,
        clauses=clauses,
        question=prompt,
    )


def _folded(found: list[Mention]) -> list[Mention]:
    """Mentions of one kind and status in one turn are one."""
    merged: dict[tuple[RiskKind, RiskStatus], Mention] = {}
    for mention in found:
        certain = next((s for s in (RiskStatus.PRESENT, RiskStatus.PASSIVE) if (mention.kind, s) in merged), None)
        key = (mention.kind, certain if certain and mention.status is RiskStatus.DENIED else mention.status)
        before = merged.get(key)
        merged[key] = mention if before is None else msgspec.structs.replace(
            before,
            cites=tuple(dict.fromkeys(before.cites + mention.cites)),
            text=f"{before.text}; {mention.text}",
            clauses=before.clauses + mention.clauses,
        )
    return list(merged.values())


_CERTAIN = {RiskStatus.PRESENT, RiskStatus.PASSIVE}


def ledger(found: list[Mention]) -> list[Risk]:
    """One entry for each kind, person and status: the list that the clinician watches."""
    entries: dict[tuple[RiskKind, str, RiskStatus], Mention] = {}
    for mention in found:
        key = (mention.kind, mention.who, mention.status)
        key = _absorbing(entries, mention) or key
        before = entries.get(key)
        entries[key] = mention if before is None else msgspec.structs.replace(
            before,
            cites=tuple(dict.fromkeys(before.cites + mention.cites)),
            text=before.text if mention.text in before.text else f"{before.text}; {mention.text}",
        )
    settled = {key[0] for key in entries if key[2] is not RiskStatus.ASKED}
    passive = {key[:2] for key in entries if key[2] is RiskStatus.PASSIVE}
    return [
        Risk(kind=m.kind, status=key[2], utterances=m.cites, text=f"{m.who}: {m.text}")
        for key, m in entries.items()
        if not (key[2] is RiskStatus.ASKED and key[0] in settled)
        and not (key[2] is RiskStatus.PRESENT and key[:2] in passive)
    ]


def _absorbing(entries: dict[tuple[RiskKind, str, RiskStatus], Mention], mention: Mention) -> tuple[RiskKind, str, RiskStatus] | None:
    """A 'no' to plan, intent or a detail belongs to the ideation or use that was affirmed, not beside it."""
    if mention.status is not RiskStatus.DENIED or not (mention.context or mention.kind is RiskKind.SUBSTANCE_USE):
        return None
    return next(
        (key for key in entries if key[:2] == (mention.kind, mention.who) and key[2] in _CERTAIN),
        None,
    )
