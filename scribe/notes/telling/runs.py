"""What clients told, as runs of clauses on one subject: the therapist's question gives it, or their own words do."""

import re

import msgspec

from scribe.events import Polarity
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import content_words, stems, word_count
from scribe.notes.language.cues import Cues
from scribe.notes.language.phrasing import capital
from scribe.notes.language.sentences import subject_left_out, whole
from scribe.notes.language.tagging import tags
from scribe.notes.reading.candidates import Claims
from scribe.notes.reading.conversation import Clause, Exchange, Session, Turn
from scribe.notes.reading.findings import findings, handed_over, instrument
from scribe.notes.reading.gist import calls_somebody, medicines, names, person_of
from scribe.notes.reading.questions import day_of, names_day, time_of
from scribe.notes.telling.answered import is_apart, subject_key, told_in
from scribe.notes.telling.asking import in_full
from scribe.notes.telling.fitting import fits
from scribe.notes.telling.headed import Headed, headed
from scribe.notes.telling.planned import is_planned
from scribe.notes.telling.tellable import BARE
from scribe.notes.telling.told import ASKED, Leads, Told

_BY_HEADING = {"symptom", "functioning", "medication", "stressor", "history", "homework_review"}
"""Kinds of subject that the question's own words may head in its place."""
MOST_JOINED = 12
"""Clauses of one statement at most: what goes on longer is told in several, so that nothing of it is lost."""
MOST_LEADING = 4
"""Words of a question that stand before its answer inside a run."""
FARTHEST = 2
"""Clauses from the name of a questionnaire to its score."""
_YOU = re.compile(r"(?:and |so )?you\b", re.IGNORECASE)
"""Which of several is spoken to no word tells."""
_PERSONAL = re.compile(r"\bthey\b", re.IGNORECASE)


def runs(session: Session, cues: Cues, claims: Claims) -> list[Told]:
    found: list[Told] = []
    for head in headed(session, cues):
        known = _findings(head.exchange, session, claims)
        for turn in head.exchange.answers:
            for heard in told_in(head.exchange, turn, claims):
                told = _under(head, heard, turn, session, cues)
                apart, told = _known_to(told, () if _refused(turn) else known, head, session)
                known = ()
                if apart is not None:
                    _add(found, apart, several=False)
                _add(found, _of_instrument(told, head.exchange), several=bool(session.names))
        if known:
            _add(found, _alone_under(head, known, session, cues), several=False)
    return found


def _under(head: Headed, heard: Told, turn: Turn, session: Session, cues: Cues) -> Told:
    """What was told, with what heads it."""
    exchange = head.exchange
    kept = fits(heard, exchange, named=head.own or head.named)
    told = heard if kept else msgspec.structs.replace(heard, topic=None, subject="")
    planned = is_planned(told, exchange, session)
    shown = _heading(told, exchange, gist=head.gist, named=head.heading, planned=planned)
    shows = msgspec.structs.replace(
        told,
        heading=shown,
        named=told.named or _stands(shown, head.source),
        planned=planned,
        hidden=told.topic is None and not head.asks and not planned,
        leads=_lead(told, head.own, session),
    )
    shows = _dated(_called(shows, exchange, session.names), exchange, head.before)
    return shows if shows.label or not _is_scrap(told, turn) else _asked_in_full(shows, exchange)


def _known_to(told: Told, known: tuple[Clause, ...], head: Headed, session: Session) -> tuple[Told | None, Told]:
    """What the therapist knew stands before a question that heads the answer, for it is no answer to it; of which of
    several it was said no word tells, where none is named."""
    unknown = bool(session.names and known and _YOU.match(without_lead(known[0].text)))
    if not known or not (told.shown.startswith(ASKED) or (unknown and not told.shown)):
        return None, msgspec.structs.replace(told, known=known)
    return (None if unknown else _of_instrument(_alone(head.exchange, known, "", ()), head.exchange)), told


def _alone_under(head: Headed, known: tuple[Clause, ...], session: Session, cues: Cues) -> Told:
    """What the therapist knew, and nobody answered in words worth telling."""
    exchange = head.exchange
    shown = head.heading if exchange.topic else head.gist
    alone = _of_instrument(_alone(exchange, known, shown, _stands(shown, head.source)), exchange)
    planned = is_planned(alone, exchange, session)
    hidden = alone.topic is None and not head.asks and not planned
    return msgspec.structs.replace(alone, planned=planned, hidden=hidden)


def _asked_in_full(told: Told, exchange: Exchange) -> Told:
    heading = in_full(exchange.prompt)
    asked = exchange.prompt.questions[-1:] if exchange.prompt else ()
    return (
        msgspec.structs.replace(told, heading=heading, named=(*told.named, *asked), hidden=False) if heading else told
    )


def _is_scrap(told: Told, turn: Turn) -> bool:
    """It answers the question first, with no sentence and under no subject: 'Fifteen.'"""
    if not told.said or told.confirmed or told.denied or told.recounted or (told.topic and told.topic.heads):
        return False
    first = told.clauses[0]
    text = without_lead(first.text)
    return first in turn.kept[:2] and not whole(text) and not subject_left_out(text)


def _of_instrument(told: Told, exchange: Exchange) -> Told:
    """A score that the therapist read out is headed by what it is of: 'Severity index: eighteen; today thirteen'."""
    name, clause = instrument(exchange.prompt)
    if clause is None:
        name, clause = handed_over(exchange.prompt)
    if not told.known or clause is None or told.topic is not None:
        return told
    first = told.known[0]
    if first.utterance != clause.utterance or not 0 <= first.place - clause.place <= FARTHEST:
        return told
    if name.lower() in " ".join(c.text for c in told.known).lower():
        return told
    return msgspec.structs.replace(told, heading=capital(name), hidden=False, named=(clause,))


def _dated(told: Told, exchange: Exchange, before: Exchange | None) -> Told:
    """With the day that was asked about, where the answer names none; not one that is only said back."""
    day, clause = time_of(exchange.prompt)
    if clause is None:
        day, clause = day_of(exchange.prompt)
    echoed = clause is not None and clause.end != "?" and before is not None and any(day in c.raw for c in before.said)
    if clause is None or echoed or names_day(f"{told.label} {' '.join(c.text for c in told.clauses)}"):
        return told
    return msgspec.structs.replace(told, day=day, named=(*told.named, clause))


def _called(told: Told, exchange: Exchange, here: tuple[str, ...]) -> Told:
    """With the person who was asked about, whom the answer does not name; not one of those in the room."""
    person, clause = person_of(exchange.prompt)
    kin = bool(here) and tags(person)[-1:] != ("NP0",)  # 'Dad' is in the room
    if clause is None or person in here or kin or names(told.label, person):
        return told
    if not calls_somebody(" ".join(c.text for c in told.clauses)):
        return told
    return msgspec.structs.replace(told, person=person, named=(*told.named, clause))


def _heading(told: Told, exchange: Exchange, *, gist: str, named: str, planned: bool) -> str:
    """The question's words where they say more than the subject does; what it is about where no subject is known."""
    if told.recounted:
        return ""
    if told.topic is None or (not told.topic.heads and not planned):
        return "" if told.confirmed else gist
    if told.topic.kind == "medication" and medicines(exchange.prompt):
        return gist
    if planned:
        return named
    kept = is_apart(told.topic) or (told.topic is exchange.topic and told.topic.kind not in _BY_HEADING)
    kept = kept and not (told.topic.quote and told.topic is not exchange.topic)
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
    return bool(turn.kept) and turn.kept[0].scope.polarity is Polarity.NEGATED and bool(BARE.match(turn.kept[0].text))


def _stands(heading: str, prompt: Turn | None) -> tuple[Clause, ...]:
    """The clauses of the prompt that the heading is taken from: it is cited as any other words are."""
    wanted = stems(heading)
    kept = prompt.kept if prompt else ()
    return tuple(c for c in kept if wanted & stems(c.text)) if wanted else ()


def _alone(exchange: Exchange, known: tuple[Clause, ...], heading: str, named: tuple[Clause, ...]) -> Told:
    """What the therapist said was so and nobody answered in words worth telling."""
    return Told(topic=exchange.topic, at=exchange.index, said=(), known=known, heading=heading, named=named)


def _add(runs: list[Told], told: Told, *, several: bool) -> None:
    """Goes on with the last run on the same subject when it is near; several voices join within an exchange."""
    for index in range(len(runs) - 1, max(-1, len(runs) - 4), -1):
        last = runs[index]
        same_voice = last.voices == told.voices
        joins = same_voice or (several and told.topic is not None and told.topic.kind in ("stressor", "response"))
        near = told.at - last.at <= (2 if same_voice else 1)
        other = bool(told.day and told.day != last.day) or bool(told.person and told.person != last.person)
        whole = len(last.said) + len(told.said) <= MOST_JOINED
        heads = told.label or told.at == last.at or told.recounted
        if near and joins and whole and not other and _key(last) == _key(told) and heads:
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
                leads=(*last.leads, *_leads(last, told)),
            )
            return
    runs.append(msgspec.structs.replace(told, leads=()))


def _lead(told: Told, asked: str, session: Session) -> Leads:
    """What the first words of the answer answer, where one client is asked; with several the speaker heads them."""
    if session.names or not asked or not told.said or word_count(asked) > MOST_LEADING:
        return ()
    return ((told.said[0][1].key, asked),)


def _leads(last: Told, told: Told) -> Leads:
    """Not what the run was about already."""
    said = stems(f"{last.label} {' '.join(lead for _, lead in last.leads)}")
    return tuple((key, lead) for key, lead in told.leads if not stems(lead) <= said)


def _key(told: Told) -> str:
    if told.recounted:
        return "recounted"
    if told.planned:
        return f"plan {told.heading}"
    return subject_key(told.topic) or told.heading
