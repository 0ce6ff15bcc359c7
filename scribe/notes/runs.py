"""What clients told, as runs of clauses on one subject: the therapist's question gives it, or their own words do."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from scribe.events import Polarity
from scribe.notes.asking import question_of
from scribe.notes.candidates import Claims
from scribe.notes.clauses import content_words, cut_off, stems, without_lead
from scribe.notes.conversation import Clause, Exchange, Session, Turn, about_someone_else
from scribe.notes.cues import Cues, Topic, hit
from scribe.notes.findings import findings
from scribe.notes.gist import calls_somebody, gist_of, medicines, names, person_of
from scribe.notes.offers import TASK
from scribe.notes.phrasing import asked_about
from scribe.notes.questions import confirmed, day_of, names_day, subject_of
from scribe.notes.values import NUMBER

PLANNING = 0.65
"""Share of a session after which talk of days and amounts is about what comes next."""
_SETTLED = {
    "medication",
    "protective",
    "safety_plan",
    "belief",
    "noticing",
    "takeaway",
    "mood",
    "location",
    "contingency",
}
"""Topics that stay what they are, however late."""
_WHAT_NEXT = re.compile(
    r"\b(?:what (?:would|will|could|can|do) you (?:like|want|try|do|aim|need|be)|what else|next step|"
    r"when\?|when (?:could|would|will)|this week|next (?:week|time)|every (?:day|night|morning)|"
    r"for the week|at home|goal|plan|practice|aim|back in|by when)",
    re.IGNORECASE,
)
_BY_WHEN = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tonight|tomorrow|midnight|noon|every|each|daily|"
    r"weekends?|next)\b",
    re.IGNORECASE,
)
_BY_HEADING = {"symptom", "functioning", "medication", "stressor", "history"}
_ASKS_WAS = re.compile(
    r"\b(?:normally|usually|typically|did|was|were|have you|has|had|been|compared|honest|so far|right now|in your body|"
    r"how (?:likely|confident|sure|true|strong|present)|(?:what's|what is) (?:one|some)thing|"
    r"what would (?:you|a|an|the|your)(?: [\w-]+){0,2} (?:say|tell|put)|what (?:do|would) you (?:need|want) from)\b",
    re.IGNORECASE,
)
_PERSONAL = re.compile(r"\bthey\b", re.IGNORECASE)
UNTOLD = "presentation"
"""Kind of talk whose subject no cue names."""
MUST_KINDS = {"session_info", "medication", "protective", "homework"}
"""Kinds that a note must hold, each at least in its shortest form."""
NEEDED = {"symptom": 1.0, "functioning": 1.0, "homework_review": 1.0, "risk": 3.0}
"""Added for what medical necessity rests on: symptom, impairment, work done between sessions."""
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
_SAVES = re.compile(
    r"\b(?:put|save|add|type|store|enter) (?:that|the|this|it|their) ?(?:phone )?number\b", re.IGNORECASE
)
_DIGITS = re.compile(
    r"^\W*(?:(?:and|then|or|it's)\W+)*(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|\d)(?:\W+|$)){1,2}(?:or\b.*)?$",
    re.IGNORECASE,
)
"""A digit or two and nothing else, or another step begun in the same breath: no number to dial is so short."""
_EMPTY = re.compile(
    r"^(?:that's (?:it|all|about it|the one|right|true|fine|a lot.*|not .*)|i (?:know|don't know|"
    r"guess|think so|suppose|see|do|did|will|would)|it's (?:fine|okay|bad|good|over|like)|"
    r"sorry|thank(?:s| you).*|hang on|here|now|okay.*|done|fair enough|me too|which .*|i told you.*|"
    r"well|huh|wow|sure|like|just that|is it|got it|"
    r"there you go|i remember|i mean|what|really|and|but|so|not|that was weird|let me think|"
    r"i'm sorry|can i|you know.*|that works.*|of course.*|as if|yeah|"
    r"righto|nah|naw|ugh|huh|dear|aye|och|amen|bugger|cheers|mate|honey|love|deal|phew|whoa|oops|yikes|see|sir|no sir|"
    r"ma'am|yes,? (?:sir|ma'am)|(?:oh )?(?:my )?(?:god|goodness|lord|gosh|jesus|christ)|you're (?:nuts|kidding|crazy)|"
    r"that (?:fits|tracks|makes sense)|i wrote it down|come here|both|maybe|i (?:couldn't|can't|"
    r"really couldn't) have)$",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"^(?:any|is|are|do|does|did|can|could|would|will|should|what|why|how|when|who|"
    r"am|have)\b",
    re.IGNORECASE,
)
_AGO = re.compile(r"^(?:that|it|this)(?:'s| was| is)\b.{0,30}\bago$", re.IGNORECASE)
_YOU = re.compile(r"\b(?:you|you're|you've|you'd|you'll|your)\b", re.IGNORECASE)
_SAID = re.compile(r"\b(?:said|says|told|asked|texted|texts|writes|wrote|emailed)\b", re.IGNORECASE)
AMOUNT = re.compile(rf"^(?:(?:about|around|maybe|perhaps|only|almost)\s+)*{NUMBER}$", re.IGNORECASE)
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
    known: tuple[Clause, ...] = ()
    """What the therapist said was so."""
    planned: bool = False
    """Said where the session settles what comes next, as something to do."""
    heading: str = ""
    """What the question asks about, where no cue names the subject."""
    day: str = ""
    """When that was, where the question tells it alone."""
    person: str = ""
    """Who 'he' is, where the question tells it alone."""
    hidden: bool = False
    """The heading is of a prompt that asked nothing: it keeps together what was told, and says little to a reader."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for _, clause in self.said)

    @property
    def voices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(who for who, _ in self.said)) or ("Client",)

    @property
    def label(self) -> str:
        return ", ".join(filter(None, (self._subject, self.person, self.day)))

    @property
    def shown(self) -> str:
        """The label, where it heads what a reader reads."""
        return "" if self.hidden else self.label

    @property
    def _subject(self) -> str:
        if self.planned:
            return f"Plan, {self.heading[:1].lower()}{self.heading[1:]}" if self.heading else "Plan"
        if self.topic is None:
            return self.heading
        named = self.subject or self.heading
        if named and self.topic.key == "homework_review":
            return f"{self.topic.label}, {_within(named)}"
        return named or self.topic.label

    @property
    def kind(self) -> str:
        if self.planned:
            return "homework"
        return self.topic.kind if self.topic else UNTOLD

    @property
    def must(self) -> bool:
        return self.kind in MUST_KINDS

    @property
    def weight(self) -> float:
        """Of the subject, beside what its clauses tell."""
        return NEEDED.get(self.kind, 0.0)

    def polarity(self, clauses: Sequence[Clause]) -> Polarity:
        """Of a statement that these clauses of it make."""
        negated = bool(clauses) and all(c.scope.polarity is Polarity.NEGATED for c in clauses)
        return Polarity.NEGATED if negated else Polarity.AFFIRMED


_NO_NAME = re.compile(
    r"^(?:(?:the|their|those|that|what|how|when|where|who|why|which|any|no)\b|\w+ing\b)", re.IGNORECASE
)


def _within(heading: str) -> str:
    """With a small letter where it begins with no name."""
    return f"{heading[:1].lower()}{heading[1:]}" if _NO_NAME.match(heading) else heading


def runs(session: Session, cues: Cues, claims: Claims) -> list[Told]:
    found: list[Told] = []
    heading, header = "", None
    for exchange in session.exchanges:
        own = question_of(exchange.prompt, session.exchanges[exchange.index - 1] if exchange.index else None)
        if own or not exchange.follows:
            heading, header = own, exchange.prompt
        retracts = exchange.prompt is not None and hit(cues.retract, exchange.prompt.text)
        gist = heading or ("" if retracts else gist_of(exchange.prompt))
        asks = bool(heading) or (exchange.prompt is not None and bool(exchange.prompt.questions))
        source = header if heading else exchange.prompt
        known = _findings(exchange, session, claims)
        for turn in exchange.answers:
            for told in _told(exchange, turn, claims):
                planned = _plans(told, exchange, session, cues)
                shown = _heading(told, exchange, gist=gist, named=heading, planned=planned)
                named = msgspec.structs.replace(
                    told,
                    heading=shown,
                    named=told.named or _stands(shown, source),
                    known=() if _refused(turn) else known,
                    planned=planned,
                    hidden=told.topic is None and not asks and not planned,
                )
                named = _dated(_called(named, exchange, session.names), exchange)
                known = ()
                _add(found, named, several=bool(session.names))
        if known:
            shown = heading if exchange.topic else gist
            alone = _alone(exchange, known, shown, _stands(shown, source))
            planned = _plans(alone, exchange, session, cues)
            hidden = alone.topic is None and not asks and not planned
            _add(found, msgspec.structs.replace(alone, planned=planned, hidden=hidden), several=False)
    return found


def _dated(told: Told, exchange: Exchange) -> Told:
    """With the day that was asked about, where the answer names none."""
    day, clause = day_of(exchange.prompt)
    if clause is None or names_day(f"{told.label} {' '.join(c.text for c in told.clauses)}"):
        return told
    return msgspec.structs.replace(told, day=day, named=(*told.named, clause))


def _called(told: Told, exchange: Exchange, here: tuple[str, ...]) -> Told:
    """With the person who was asked about, whom the answer does not name; not one of those in the room."""
    person, clause = person_of(exchange.prompt)
    if clause is None or person in here or names(told.label, person):
        return told
    if not calls_somebody(" ".join(c.text for c in told.clauses)):
        return told
    return msgspec.structs.replace(told, person=person, named=(*told.named, clause))


def _plans(told: Told, exchange: Exchange, session: Session, cues: Cues) -> bool:
    """Late in the session, something taken on, or an amount or a day in answer to what will be done."""
    if exchange.index < PLANNING * len(session.exchanges) or (told.topic and told.topic.key in _SETTLED):
        return False
    said = [*told.clauses, *told.known]
    asks = bool(
        exchange.prompt and (_WHAT_NEXT.search(exchange.asked) or hit(cues.agreements.propose.patterns, exchange.asked))
    )
    firm = any(TASK.search(c.text) for c in told.clauses)
    was = exchange.prompt is not None and any(_ASKS_WAS.search(c.text) for c in exchange.prompt.questions)
    return not was and (firm or (asks and any(c.values or c.words > 1 or _BY_WHEN.search(c.text) for c in said)))


def _heading(told: Told, exchange: Exchange, *, gist: str, named: str, planned: bool) -> str:
    """The question's words where they say more than the subject does; what it is about where no subject is known."""
    if told.topic is None:
        return "" if told.confirmed else gist
    if told.topic.kind == "medication" and medicines(exchange.prompt):
        return gist
    if planned:
        return named
    kept = told.topic.quote or told.topic.kind in _HELD
    kept = kept or (told.topic is exchange.topic and told.topic.kind not in _BY_HEADING)
    return named if not kept and _says_more(named) else ""


def _says_more(named: str) -> bool:
    """'How they slept', 'Monday' say less than the subject they are of."""
    words = [word for word in content_words(named) if not names_day(word.capitalize())]
    return len(words) > 1 or (bool(words) and not _PERSONAL.search(named))


def _findings(exchange: Exchange, session: Session, claims: Claims) -> tuple[Clause, ...]:
    found = tuple(c for c in findings(exchange, session.exchanges[: exchange.index]) if claims.free(c))
    claims.take(found)
    return found


def _refused(turn: Turn) -> bool:
    """The answer begins by taking it back: 'No, it was five.'"""
    return bool(turn.kept) and turn.kept[0].scope.polarity is Polarity.NEGATED and bool(_BARE.match(turn.kept[0].text))


def _stands(heading: str, prompt: Turn | None) -> tuple[Clause, ...]:
    """The clauses of the prompt that the heading is taken from: it is cited as any other words are."""
    wanted = stems(heading)
    kept = prompt.kept if prompt else ()
    return tuple(c for c in kept if wanted & stems(c.text)) if wanted else ()


def _alone(exchange: Exchange, known: tuple[Clause, ...], heading: str, named: tuple[Clause, ...]) -> Told:
    """What the therapist said was so and nobody answered in words worth telling."""
    return Told(topic=exchange.topic, at=exchange.index, said=(), known=known, heading=heading, named=named)


def _told(exchange: Exchange, turn: Turn, claims: Claims) -> Iterable[Told]:
    clauses = [clause for clause in turn.kept if claims.free(clause) and _worth(clause, exchange, turn)]
    run: list[Clause] = []
    topic: Topic | None = None
    for clause in clauses:
        if _dangles(clause, run):
            continue
        now = _topic(clause, exchange, topic if run else None)
        if run and _turns_to(now, topic) and clause.sentence != run[-1].sentence:
            if told := _not_dialled(topic, run):
                yield _as_told(exchange, turn, topic, told)
            run = []
            topic = None
        topic = topic if run and topic else now
        run.append(clause)
    if run:
        if told := _not_dialled(topic, run):
            yield _as_told(exchange, turn, topic, told)
    elif (
        not clauses
        and exchange.prompt
        and turn.kept
        and all(claims.free(c) for c in turn.kept)
        and (confirmed(exchange.prompt, turn) or (exchange.topic and _BARE.match(turn.text)))
    ):
        yield _as_told(exchange, turn, exchange.topic, [])


def _turns_to(now: Topic | None, topic: Topic | None) -> bool:
    """Another subject that is told by itself; whatever else an answer comes to still answers its question."""
    if now is None or _subject(now) == _subject(topic):
        return False
    apart = now.quote or now.kind in _HELD or (topic is not None and (topic.quote or topic.kind in _HELD))
    return apart


def _dangles(clause: Clause, run: Sequence[Clause]) -> bool:
    """'That was three years ago' without what was."""
    before = run[-1] if run else None
    follows = before is not None and (before.utterance, before.place + 1) == clause.key
    return not follows and bool(_AGO.match(clause.text))


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


def _key(told: Told) -> str:
    if told.planned:
        return f"plan {told.heading}"
    return _subject(told.topic) or told.heading


def _subject(topic: Topic | None) -> str:
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
    if clause.values and _to_dial(clause, exchange):
        return False
    return _sayable(clause, text, exchange, turn)


def _to_dial(clause: Clause, exchange: Exchange) -> bool:
    """A number that is being saved, or a piece of one: what is left of it, misheard, would be called in a crisis."""
    if _SAVES.search(exchange.asked):
        return True
    return exchange.topic is not None and exchange.topic.key in _LISTS and bool(_DIGITS.match(clause.text))


def _not_dialled(topic: Topic | None, run: list[Clause]) -> list[Clause]:
    """'Nine, eight.' 'Eight or the emergency room': only what comes after it tells what the number is of."""
    if topic is None or topic.key not in _LISTS:
        return run
    return [clause for clause in run if not _DIGITS.match(clause.text)]


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
        return (about is not None and about.key not in _OWN_STATE) or (about is None and bool(clause.values))
    return True


def _add(runs: list[Told], told: Told, *, several: bool) -> None:
    """Goes on with the last run on the same subject when it is near; several voices join within an exchange."""
    for index in range(len(runs) - 1, max(-1, len(runs) - 4), -1):
        last = runs[index]
        same_voice = last.voices == told.voices
        joins = same_voice or (several and told.topic is not None and told.topic.kind in ("stressor", "response"))
        near = told.at - last.at <= (2 if same_voice else 1)
        other = bool(told.day and told.day != last.day) or bool(told.person and told.person != last.person)
        if near and joins and not other and _key(last) == _key(told) and (told.label or told.at == last.at):
            runs[index] = msgspec.structs.replace(
                last,
                said=last.said + told.said,
                prompts=last.prompts + told.prompts,
                confirmed=last.confirmed + told.confirmed,
                denied=last.denied or told.denied,
                hidden=last.hidden and told.hidden,
                at=told.at if told.topic else last.at,
                subject=last.subject or told.subject,
                named=last.named or told.named,
            )
            return
    runs.append(told)


def needs_quotes(clause: Clause) -> bool:
    told = clause.scope.polarity is Polarity.QUOTED and not _SAID.search(clause.text)
    return told or clause.scope.polarity is Polarity.HYPOTHETICAL or bool(_YOU.search(clause.text))
