"""What clients told, topic by topic: each run of talk on one subject becomes one statement in third person.

The therapist's question gives the subject, the client's clauses the content; a bare yes or no takes its content from
the question. Thoughts, feelings and images stay in the client's own words.
"""

import re
from collections.abc import Iterable

import msgspec

from scribe.events import Polarity
from scribe.notes.candidates import Candidate, Claims, cites_of
from scribe.notes.clauses import cut_off, without_lead, word_count
from scribe.notes.cues import Topic
from scribe.notes.phrasing import asked_about, from_client, from_therapist, joined, lowered, quoted, sentence
from scribe.notes.reading import Clause, Exchange, Session, Turn, about_someone_else
from scribe.notes.scope import When

PARTS = 5
"""Clauses of one statement at most: more is a transcript."""
WORDS = 46
UNTOLD_WEIGHT = 1.6
"""Weight of talk whose subject no cue names."""
_EMPTY = re.compile(
    r"^(?:that's (?:it|all|about it|the one|right|true|fine|a lot.*|not .*)|i (?:know|don't know|guess|think so|suppose|see|do|did|will|would)|it's (?:fine|okay|bad|good|over|like)|"
    r"sorry|thank(?:s| you).*|hang on|here|now|okay.*|done|fair enough|me too|which .*|i told you.*|well|huh|wow|sure|like|just that|is it|got it|"
    r"there you go|yeah|that (?:fits|tracks|makes sense)|i remember|i mean|what|really|and|but|so|not|that was weird|let me think|i'm sorry|can i|you know.*|that works.*|of course.*|as if)$",
    re.IGNORECASE,
)
_ASKING = re.compile(r"^(?:is|are|do|does|did|can|could|would|will|should|what|why|how|when|who|am|have)\b", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|you're|you've|you'd|you'll|your)\b", re.IGNORECASE)
_FEELING = re.compile(r"\b(?:feel|felt|feeling|like|scared|sad|angry|mad|ashamed|guilty|hopeless|numb|alone|want|hate|love|afraid|tired|relief|heavy|cry\w*)\b", re.IGNORECASE)
_BARE = re.compile(r"^\W*(?:no|yes|yeah|yep|nope|none|never|not really|nothing)\W*(?:none|nothing|never|not really|no)?\W*$", re.IGNORECASE)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A run of clauses on one subject by one person."""

    topic: Topic | None
    who: str
    at: int
    clauses: tuple[Clause, ...]
    prompts: tuple[Clause, ...]
    """The questions they answer."""


def reports(session: Session, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    runs: list[Told] = []
    for exchange in session.exchanges:
        for turn in exchange.answers:
            for told in _told(exchange, turn, claims):
                _add(runs, told)
    built = [_statement(told, session, proper) for told in runs]
    return [candidate for candidate in built if candidate is not None]


def _told(exchange: Exchange, turn: Turn, claims: Claims) -> Iterable[Told]:
    clauses = [clause for clause in turn.kept if claims.free(clause) and _worth(clause, exchange, turn)]
    run: list[Clause] = []
    topic: Topic | None = None
    for clause in clauses:
        now = _topic(clause, exchange, topic if run else None)
        if run and _key(now) != _key(topic):
            yield _as_told(exchange, turn, topic, run)
            run = []
        topic = now
        run.append(clause)
    if run:
        yield _as_told(exchange, turn, topic, run)
    elif not clauses and exchange.topic and exchange.prompt and _BARE.match(turn.text) and turn.kept:
        yield Told(topic=exchange.topic, who=turn.who, at=exchange.index, clauses=turn.kept[:1], prompts=exchange.prompt.questions[-1:])


def _as_told(exchange: Exchange, turn: Turn, topic: Topic | None, run: list[Clause]) -> Told:
    prompts = exchange.prompt.questions[-1:] if exchange.prompt else ()
    return Told(topic=topic, who=turn.who, at=exchange.index, clauses=tuple(run), prompts=prompts)


def _key(topic: Topic | None) -> str:
    return topic.key if topic else ""


def _topic(clause: Clause, exchange: Exchange, running: Topic | None) -> Topic | None:
    """Its own subject where its words tell a weightier one than the question; else the run's, else the question's."""
    asked = exchange.topic
    if asked and (asked.quote or asked.kind in ("session_info", "protective", "risk", "medication")):
        return asked
    if clause.topic and (asked is None or clause.topic.weight >= asked.weight):
        return clause.topic
    return running or asked or clause.topic


def _worth(clause: Clause, exchange: Exchange, turn: Turn) -> bool:
    text = without_lead(clause.text).strip(" .")
    if not text or _EMPTY.match(text) or cut_off(text) or (_BARE.match(text) and len(turn.kept) > 1):
        return False
    if clause.words < 1 and not clause.values:
        return False
    polarity = clause.scope.polarity
    if polarity is Polarity.QUESTION:
        return not _ASKING.match(text) and (bool(clause.values) or clause.words <= 4) and exchange.prompt is not None
    if polarity is Polarity.HYPOTHETICAL:
        return bool(exchange.topic and exchange.topic.kind in ("risk", "response") and exchange.topic.key != "noticing")
    if polarity is Polarity.QUOTED:
        return bool(exchange.topic and exchange.topic.quote)
    return not (about_someone_else(clause) and not turn.who != "Client" and clause.topic is None and exchange.topic is None)


def _add(runs: list[Told], told: Told) -> None:
    """Goes on with the last run on the same subject by the same person when it is near."""
    for last in reversed(runs[-3:]):
        near = told.at - last.at <= 2
        if near and last.who == told.who and _key(last.topic) == _key(told.topic) and (told.topic or told.at == last.at):
            index = runs.index(last)
            runs[index] = msgspec.structs.replace(
                last, clauses=last.clauses + told.clauses, prompts=last.prompts + told.prompts, at=told.at if told.topic else last.at
            )
            return
    runs.append(told)


def _statement(told: Told, session: Session, proper: frozenset[str]) -> Candidate | None:
    clauses = _best(told)
    quote = bool(told.topic and told.topic.quote)
    parts = [part for clause in clauses if (part := _part(clause, quote, session, proper))]
    if not parts and told.clauses and told.prompts:
        parts = _from_question(told)
    if not parts:
        return None
    text = sentence(_framed(told, parts, quote))
    kind = told.topic.kind if told.topic else "presentation"
    asks = told.prompts[:1] if not told.topic or len(clauses) < 2 or "denied" in text else ()
    weight = (told.topic.weight if told.topic else UNTOLD_WEIGHT) + 0.4 * max((_score(c) for c in clauses), default=0.0)
    if kind in ("risk", "session_info", "medication", "protective"):
        weight += 8
    polarity = Polarity.NEGATED if all(c.scope.polarity is Polarity.NEGATED for c in clauses) else Polarity.AFFIRMED
    return Candidate(kind=kind, text=text, cites=cites_of((*asks, *clauses)), weight=weight, at=told.at, polarity=polarity)


def _from_question(told: Told) -> list[str]:
    gist = asked_about(told.prompts[-1].text)
    denies = told.clauses[0].scope.polarity is Polarity.NEGATED
    return [f"denied {gist}" if denies else f"yes to {gist}"] if gist else []


def _score(clause: Clause) -> float:
    """How much a clause tells."""
    score = 2.0 * bool(clause.values) + 1.5 * bool(clause.topic) + min(1.5, 0.3 * clause.words)
    score += 0.5 * bool(_FEELING.search(clause.text)) + 0.5 * (clause.scope.when is When.PLANNED)
    score -= 1.5 * about_someone_else(clause) + 0.5 * (word_count(clause.text) > 22) + 1.0 * bool(_YOU.search(clause.text))
    return score


def _best(told: Told) -> list[Clause]:
    ranked = sorted(told.clauses, key=lambda clause: -_score(clause))
    chosen: list[Clause] = []
    for clause in ranked:
        fits = word_count(" ".join(c.text for c in [*chosen, clause])) <= WORDS
        if len(chosen) < PARTS and (fits or not chosen):
            chosen.append(clause)
    return [clause for clause in told.clauses if clause in chosen]


def _part(clause: Clause, quote: bool, session: Session, proper: frozenset[str]) -> str:
    text = without_lead(clause.text)
    if quote or clause.scope.polarity in (Polarity.QUOTED, Polarity.HYPOTHETICAL) or _YOU.search(text):
        if word_count(clause.raw) > 24:
            return ""
        return quoted(_verbatim(clause))
    return lowered(from_client(text), proper)


def _verbatim(clause: Clause) -> str:
    """The raw words from the first one that carries meaning on."""
    return without_lead(re.sub(r"^(?:(?:um+|uh+|like|well|so|and|okay|er)[,.]?\s+)+", "", clause.raw, flags=re.IGNORECASE))


def _framed(told: Told, parts: list[str], quote: bool) -> str:
    who = told.who
    body = joined(list(dict.fromkeys(parts)))
    if parts[0].startswith(("denied ", "yes to ")):
        return f"{who} {body}" if parts[0].startswith("denied") else f"{who} said {body}"
    if told.topic is None:
        verb = "said" if body.startswith('"') else "reported"
        return f"{who} {verb} {'that ' if body.startswith('they ') else ''}{body}"
    inside = who.lower() if who == "Client" else who
    if quote or body.startswith('"'):
        return f"{told.topic.label}: {inside} said {body}" if told.topic.key == "mood" or who != "Client" else f"{told.topic.label}: {body}"
    return f"{told.topic.label}: {body}" if who == "Client" else f"{told.topic.label}: {inside} reported {body}"


_OBSERVED = re.compile(
    r"\b(?:i (?:can )?(?:see|notice|hear)(?:d)? (?:the tears|that|you|your|a|some|tears|how)|you're (?:talking|sitting|smiling|shaking|looking|crying|fidgeting|clenching|speaking|wringing|tearing|holding|wearing)|"
    r"your (?:eyes|voice|face|hands?|shoulders|leg|foot|jaw|fists?|breathing|energy)(?:'s| is| are| just| went| got| looks?| seems?)|you (?:look|seem|sound|went|got) (?:\w+ )?(?:\w+er|quiet|tired|sad|tense|calm|tearful|bright|pale|restless|fixed|rested|upset|different)|that was a bit of)",
    re.IGNORECASE,
)


def observations(session: Session, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """What the therapist said aloud of how the client looks, moves or speaks."""
    found = []
    for exchange in session.exchanges:
        prompt = exchange.prompt
        start = next((i for i, c in enumerate(prompt.kept) if _OBSERVED.search(c.raw) and c.end != "?"), None) if prompt else None
        if prompt is None or start is None:
            continue
        clauses = [c for c in prompt.kept[start : start + 2] if c.end != "?" and (c is prompt.kept[start] or c.values or c.words >= 4 or _OBSERVED.search(c.raw))]
        claims.take(clauses)
        parts = [lowered(from_therapist(clause.text), proper) for clause in clauses]
        text = sentence("Therapist observed: " + joined(parts))
        answers = [clause.utterance for turn in exchange.answers[:1] for clause in turn.kept[:1]]
        found.append(Candidate(kind="presentation", text=text, cites=cites_of(clauses, *answers), weight=7.0, at=exchange.index))
    return found


_ACCUSES = re.compile(r"\byou (?:always|never|said|keep|just|don't|didn't|think|promised)\b|\bnot what i said\b|\bevery single time\b|\byour fault\b", re.IGNORECASE)


def escalations(session: Session, claims: Claims) -> list[Candidate]:
    """Clients turning on each other: who said what, quoted, without taking a side."""
    found = []
    for exchange in session.exchanges:
        accusing = [(turn.who, c) for turn in exchange.answers for c in turn.kept if _ACCUSES.search(c.raw) and claims.free(c)]
        if len({who for who, _ in accusing}) < 2 or len(exchange.answers) < 4:
            continue
        shown: dict[str, Clause] = {}
        for who, clause in accusing:
            if who not in shown or ("always" in clause.raw and "always" not in shown[who].raw):
                shown[who] = clause
        claims.take(clause for _, clause in accusing)
        said = "; ".join(f"{who}: {quoted(_verbatim(clause))}" for who, clause in shown.items())
        names = " and ".join(shown)
        text = sentence(f"{names} escalated in session, talking over each other with mutual accusations ({said})")
        found.append(Candidate(kind="presentation", text=text, cites=cites_of(clause for _, clause in accusing), weight=8.0, at=exchange.index))
    return found


def described(text: str) -> str:
    return from_therapist(text)
