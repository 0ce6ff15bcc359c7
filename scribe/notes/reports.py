"""What clients told, topic by topic: each run of talk on one subject becomes one statement in third person.

The therapist's question gives the subject, the client's clauses the content; a bare yes or no takes its content from
the question. Thoughts, feelings and images stay in the client's own words.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from scribe.events import Polarity
from scribe.notes.candidates import Candidate, Claims, cites_of
from scribe.notes.clauses import content_words, cut_off, without_lead, word_count
from scribe.notes.cues import Topic
from scribe.notes.narration import Form, Part, bare, form_of, narrate, part_of, quotation
from scribe.notes.phrasing import asked_about, from_therapist, lowered, quoted, sentence
from scribe.notes.questions import confirmed, counted_noun, subject_of
from scribe.notes.reading import Clause, Exchange, Session, Turn, about_someone_else, spans
from scribe.notes.scope import When
from scribe.notes.values import NUMBER

PARTS, WORDS = 5, 50
"""Clauses and words of one statement at most: more is a transcript."""
PARTS_HELD, WORDS_HELD = 8, 60
"""Of what is to be told whole: medication, risk, what protects."""
PARTS_PLAN, WORDS_PLAN = 12, 75
"""A safety plan is a list: all of it stands."""
UNTOLD_WEIGHT = 1.6
"""Weight of talk whose subject no cue names."""
VITAL = 8.0
"""Added to the weight of what a note must hold whatever its length."""
NEEDED = 2.0
"""Added to the weight of what medical necessity rests on: symptom, impairment, work done between sessions."""
_NEEDED = {"symptom", "functioning", "homework_review"}
_OPEN_LABELS = {"conflict", "event", "homework_review"}
"""Topics whose label takes the subject from the prompt."""
_WEAK = {"noticing", "coping", "event", "change_talk", "history", "mood", "social"}
"""Topics told by common words: a question with a topic of its own outweighs them."""
_LISTS = {"safety_plan", "contingency", "calm_place"}
"""Topics whose answers are steps or names."""
_OWN_STATE = {"mood", "sleep", "appetite", "energy", "panic", "body"}
"""Topics that are the client's own: 'my mum is depressed' is no mood of the client's."""
_HELD = {"session_info", "protective", "risk", "medication"}
"""Kinds to which every clause of the answer belongs."""
_EMPTY = re.compile(
    r"^(?:that's (?:it|all|about it|the one|right|true|fine|a lot.*|not .*)|i (?:know|don't know|"
    r"guess|think so|suppose|see|do|did|will|would)|it's (?:fine|okay|bad|good|over|like)|"
    r"sorry|thank(?:s| you).*|hang on|here|now|okay.*|done|fair enough|me too|which .*|i told you.*|"
    r"well|huh|wow|sure|like|just that|is it|got it|"
    r"there you go|i remember|i mean|what|really|and|but|so|not|that was weird|let me think|"
    r"i'm sorry|can i|you know.*|that works.*|of course.*|as if|yeah|"
    r"that (?:fits|tracks|makes sense)|i wrote it down|come here|both|maybe|i (?:couldn't|can't|"
    r"really couldn't) have)$",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^(?:any|is|are|do|does|did|can|could|would|will|should|what|why|how|when|who|"
    r"am|have)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|you're|you've|you'd|you'll|your)\b", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|asked|texted|texts|writes|wrote|emailed)\b", re.IGNORECASE)
_FEELING = re.compile(
    r"\b(?:feel|felt|feeling|like|scared|sad|angry|mad|ashamed|guilty|hopeless|numb|alone|want|hate|"
    r"love|afraid|tired|relief|heavy|cry\w*)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(rf"^(?:(?:about|around|maybe|perhaps|only|almost)\s+)*{NUMBER}$", re.IGNORECASE)
_BARE = re.compile(
    r"^\W*(?:no|yes|yeah|yep|nope|none|never|not really|nothing)\W*(?:none|nothing|never|"
    r"not really|no)?\W*$",
    re.IGNORECASE,
)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A run of clauses on one subject, with who said each."""

    topic: Topic | None
    at: int
    said: tuple[tuple[str, Clause], ...]
    prompts: tuple[Clause, ...] = ()
    """The questions they answer."""
    confirmed: tuple[Clause, ...] = ()
    """What a 'yes' took over from the therapist."""
    denied: tuple[Clause, ...] = ()
    """The question that the answer begins by denying."""
    subject: str = ""
    named: tuple[Clause, ...] = ()
    """The therapist's clause that holds the subject."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for _, clause in self.said)

    @property
    def voices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(who for who, _ in self.said))


def reports(session: Session, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    runs: list[Told] = []
    for exchange in session.exchanges:
        for turn in exchange.answers:
            for told in _told(exchange, turn, claims):
                _add(runs, told, several=bool(session.names))
    built = [_statement(told, session, proper) for told in runs]
    return [candidate for candidate in built if candidate is not None]


def _told(exchange: Exchange, turn: Turn, claims: Claims) -> Iterable[Told]:
    clauses = [clause for clause in turn.kept if claims.free(clause) and _worth(clause, exchange, turn)]
    run: list[Clause] = []
    topic: Topic | None = None
    for clause in clauses:
        now = _topic(clause, exchange, topic if run else None)
        if run and topic is not None and _key(now) != _key(topic) and clause.sentence != run[-1].sentence:
            yield _as_told(exchange, turn, topic, run)
            run = []
            topic = None
        topic = topic if run and topic and clause.sentence == run[-1].sentence else now
        run.append(clause)
    if run:
        yield _as_told(exchange, turn, topic, run)
    elif (
        not clauses
        and exchange.prompt
        and turn.kept
        and all(claims.free(c) for c in turn.kept)
        and (confirmed(exchange.prompt, turn) or (exchange.topic and _BARE.match(turn.text)))
    ):
        yield _as_told(exchange, turn, exchange.topic, [])


def _as_told(exchange: Exchange, turn: Turn, topic: Topic | None, run: list[Clause]) -> Told:
    prompt = exchange.prompt
    subject, named = subject_of(prompt) if topic and topic.key in _OPEN_LABELS else ("", None)
    took = confirmed(prompt, turn)
    return Told(
        topic=topic,
        at=exchange.index,
        said=tuple((turn.who, clause) for clause in (run or turn.kept[:1])),
        prompts=prompt.questions[-1:] if prompt else (),
        confirmed=(took,) if took and (not run or run[0] in turn.kept[:2]) else (),
        denied=_denies(prompt, turn, run),
        subject=subject,
        named=(named,) if named else (),
    )


def _denies(prompt: Turn | None, turn: Turn, run: Sequence[Clause]) -> tuple[Clause, ...]:
    """The prompt's last question, where the turn begins with a bare no and goes on with the run."""
    if prompt is None or not prompt.questions or not run or run[0] not in turn.kept[1:3]:
        return ()
    opening, question = turn.kept[0], prompt.questions[-1]
    denies = _BARE.match(opening.text) and opening.scope.polarity is Polarity.NEGATED
    return (question,) if denies and asked_about(question.text) else ()


def _key(topic: Topic | None) -> str:
    if topic is None:
        return ""
    return "response" if topic.kind == "response" else topic.key


def _topic(clause: Clause, exchange: Exchange, running: Topic | None) -> Topic | None:
    """Its own subject where its words tell one; the question's where that holds the whole answer."""
    asked = exchange.topic
    own = None if asked and about_someone_else(clause) else clause.topic
    if asked and (asked.quote or asked.kind in _HELD):
        return asked
    if own and (asked is None or own.key not in _WEAK):
        return own
    return running or asked or own


def _worth(clause: Clause, exchange: Exchange, turn: Turn) -> bool:
    text = without_lead(clause.text).strip(" .")
    if not text or _EMPTY.match(text) or cut_off(text) or _BARE.match(text):
        return False
    if clause.words < 1 and not clause.values:
        return False
    return _sayable(clause, text, exchange, turn)


def _sayable(clause: Clause, text: str, exchange: Exchange, turn: Turn) -> bool:
    """Imagined, quoted and asked clauses stand only where the topic makes clear what they are."""
    polarity, topic = clause.scope.polarity, exchange.topic
    if polarity is Polarity.QUESTION:
        return not _ASKING.match(text) and (bool(clause.values) or clause.words <= 4) and exchange.prompt is not None
    if polarity is Polarity.HYPOTHETICAL:
        return bool(topic and (topic.kind in ("risk", "session_info") or topic.key in ("belief", "thought")))
    if polarity is Polarity.QUOTED:
        return bool(topic and topic.quote) or bool(
            _SAID.search(text) and not _YOU.search(text) and '"' not in clause.raw
        )
    if about_someone_else(clause) and turn.who == "Client":
        about = topic or clause.topic
        return about is not None and about.key not in _OWN_STATE
    return True


def _add(runs: list[Told], told: Told, *, several: bool) -> None:
    """Goes on with the last run on the same subject when it is near; several voices join within an exchange."""
    for index in range(len(runs) - 1, max(-1, len(runs) - 4), -1):
        last = runs[index]
        same_voice = last.voices == told.voices
        joins = same_voice or (several and told.topic is not None and told.topic.kind in ("stressor", "response"))
        near = told.at - last.at <= (2 if same_voice else 1)
        if near and joins and _key(last.topic) == _key(told.topic) and (told.topic or told.at == last.at):
            runs[index] = msgspec.structs.replace(
                last,
                said=last.said + told.said,
                prompts=last.prompts + told.prompts,
                confirmed=last.confirmed + told.confirmed,
                denied=last.denied or told.denied,
                at=told.at if told.topic else last.at,
                subject=last.subject or told.subject,
                named=last.named or told.named,
            )
            return
    runs.append(told)


def _statement(told: Told, session: Session, proper: frozenset[str]) -> Candidate | None:
    chosen = _best(told)
    quote = bool(told.topic and told.topic.quote)
    parts = _parts(told, chosen, quote, session, proper)
    framed = _framed(told, parts)
    if not framed or (chosen and not parts):
        return None
    if told.topic is None and not any(part.form is Form.CLAUSE for _, part in parts):
        return None  # words on no known subject that make no sentence
    clauses = [clause for _, clause in chosen]
    text = sentence(framed)
    cited = [*told.confirmed, *told.named, *told.prompts, *(clauses or told.clauses)]
    weight = (told.topic.weight if told.topic else UNTOLD_WEIGHT) + 0.4 * max((_score(c) for c in clauses), default=0.0)
    kind = told.topic.kind if told.topic else "presentation"
    negated = bool(clauses) and all(c.scope.polarity is Polarity.NEGATED for c in clauses)
    return Candidate(
        kind=kind,
        text=text,
        cites=cites_of(cited),
        weight=weight + (VITAL if kind in _HELD else NEEDED if kind in _NEEDED else 0.0),
        at=told.at,
        polarity=Polarity.NEGATED if negated else Polarity.AFFIRMED,
    )


def _score(clause: Clause) -> float:
    """How much a clause tells."""
    score = 2.0 * bool(clause.values) + 1.5 * bool(clause.topic) + min(1.5, 0.3 * clause.words)
    score += 0.5 * bool(_FEELING.search(clause.text)) + 0.5 * (clause.scope.when is When.PLANNED)
    score -= (
        1.5 * about_someone_else(clause) + 0.5 * (word_count(clause.text) > 22) + 1.0 * bool(_YOU.search(clause.text))
    )
    return score


def _best(told: Told) -> list[tuple[str, Clause]]:
    plan = bool(told.topic and told.topic.key in ("safety_plan", "contingency"))
    voices = len(told.voices)
    held = told.topic is not None and told.topic.kind in _HELD
    least = (PARTS_HELD, WORDS_HELD) if held else (PARTS, WORDS)
    most, words = (PARTS_PLAN, WORDS_PLAN) if plan else (least[0] + 2 * (voices - 1), least[1] + 14 * (voices - 1))
    chosen: list[tuple[str, Clause]] = []
    for who, clause in sorted(told.said, key=lambda pair: -_score(pair[1])):
        fits = word_count(" ".join(c.text for _, c in [*chosen, (who, clause)])) <= words
        if (
            len(chosen) < most
            and (fits or not chosen)
            and not _BARE.match(clause.text)
            and (content_words(clause.text) or clause.values)
        ):
            chosen.append((who, clause))
    return [pair for pair in told.said if pair in chosen]


def _parts(
    told: Told, chosen: Sequence[tuple[str, Clause]], quote: bool, session: Session, proper: frozenset[str]
) -> list[tuple[str, Part]]:
    """(who, part) in order. What was confirmed comes first; an amount alone gets its question's noun."""
    voice = told.voices[0]
    parts = [(voice, part) for clause in dict.fromkeys(told.confirmed) if (part := _confirmed(clause, proper))]
    for who, group in groupby(chosen, key=lambda pair: pair[0]):
        parts += [
            (who, part) for part in _said([clause for _, clause in group], quote, _is_list(told), session, proper)
        ]
    noun = counted_noun(told.prompts[0]) if told.prompts and not told.confirmed and chosen and parts else ""
    if (
        noun
        and parts[0][1].form is Form.PHRASE
        and _AMOUNT.match(parts[0][1].text)
        and not _overlaps(noun, told, chosen[0][1])
    ):
        parts[0] = (parts[0][0], Part(Form.PHRASE, f"{parts[0][1].text} {noun}"))
    return list(dict.fromkeys(parts))


def _answered(told: Told) -> str:
    """A bare yes or no says what its question asked: 'denied any trouble sleeping'."""
    gist = asked_about(told.prompts[-1].text) if told.prompts else ""
    if not gist:
        asked = bool(told.prompts) and _ASKING.match(without_lead(told.prompts[-1].text))
        heard = f"{quoted(told.prompts[-1].raw)}, said {quoted(told.clauses[0].raw)}" if asked else ""
        return f"{told.voices[0]}, asked {heard}" if heard else ""
    denies = told.clauses[0].scope.polarity is Polarity.NEGATED
    return f"{told.voices[0]} {'denied' if denies else 'confirmed'} {lowered(gist, frozenset())}"


def _is_list(told: Told) -> bool:
    return told.topic is not None and (told.topic.kind == "protective" or told.topic.key in _LISTS)


def _denied(told: Told) -> str:
    """The 'no' that the answer begins with, as what it denied."""
    return f"{told.voices[0]} denied {lowered(asked_about(told.denied[0].text), frozenset())}"


def _confirmed(clause: Clause, proper: frozenset[str]) -> Part | None:
    """What a 'yes' took over from the therapist's words."""
    text = lowered(from_therapist(bare(clause.text)), proper)
    return Part(form_of(text), text) if text and form_of(text) is not Form.QUOTE else None


def _overlaps(noun: str, told: Told, clause: Clause) -> bool:
    """The label or the answer already says the noun."""
    shown = {w[:5] for w in content_words(f"{told.topic.label if told.topic else ''} {told.subject} {clause.text}")}
    return {w[:5] for w in content_words(noun)} <= shown


def _said(clauses: Sequence[Clause], quote: bool, listed: bool, session: Session, proper: frozenset[str]) -> list[Part]:
    """Runs of clauses that need quotation marks are one quotation each; the others are turned to third person."""
    found: list[Part | None] = []
    for needs, group in groupby(clauses, key=lambda clause: quote or _needs_quotes(clause)):
        part = list(group)
        if needs:
            found += [quotation(span) for span in spans(part, session.texts)]
        else:
            found += [part_of(clause.text, clause.raw, proper, listed=listed) for clause in part]
    return [part for part in found if part is not None]


def _needs_quotes(clause: Clause) -> bool:
    told = clause.scope.polarity is Polarity.QUOTED and not _SAID.search(clause.text)
    return told or clause.scope.polarity is Polarity.HYPOTHETICAL or bool(_YOU.search(clause.text))


def _framed(told: Told, parts: Sequence[tuple[str, Part]]) -> str:
    label = told.topic.label if told.topic else ""
    if told.subject:
        label = f"{label}, {told.subject}" if told.topic and told.topic.key == "homework_review" else told.subject
    said = [_denied(told)] if told.denied else []
    for who, group in groupby(parts, key=lambda part: part[0]):
        pronoun = "They" if who == "Client" else who
        verbs = ("reported that", "named" if _is_list(told) else "reported")
        said.append(narrate(pronoun if said else who, [part for _, part in group], pronoun, verbs))
    body = ". ".join(text for text in said or [_answered(told)] if text)
    return f"{label}: {lowered(body, frozenset(told.voices) - {'Client'})}" if label and body else body
