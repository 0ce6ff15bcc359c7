"""The session read in order: who said which clause, about whom, answering what.

`Reader` keeps what each utterance says (costly: patterns, once per utterance) apart from how they hang together
(cheap: turns and prompts, built anew whenever something changes).
"""

import re
from collections.abc import Sequence

import msgspec

from scribe.events import Polarity, Role
from scribe.notes.language.clauses import Piece, content_words, split
from scribe.notes.language.cues import Cues, Topic, compiled, hit
from scribe.notes.language.scope import Scope, conditional, judge, would
from scribe.notes.language.spoken import spelled
from scribe.notes.language.values import numbers
from scribe.notes.note import Heard
from scribe.notes.reading.conversation import Clause, Exchange, Session, Turn
from scribe.notes.reading.exclusions import OTHER_MEMBER, OUT_OF_SIGHT, goes_out_of_sight, reasons
from scribe.notes.reading.gist import medicines
from scribe.notes.reading.headings import turns_to
from scribe.notes.reading.helplines import Doubts
from scribe.notes.reading.retracting import not_echoed, retracted
from scribe.notes.reading.risk_questions import RiskQuestions
from scribe.notes.reading.speeches import Speech, speeches
from scribe.notes.reading.worth import Worth

_BACKCHANNEL = re.compile(
    r"^(?:(?:uh-huh|mm-hmm|mhm|mm+|hmm+|yeah|yes|yep|right|okay|ok|exactly|sure|good|great|got it|i see|i know|wow|"
    r"oh|perfect|"
    r"i remember|lovely|nice|no|go on|absolutely|of course|that is new|that's (?:great|good|huge|new|right)|"
    r"you're doing (?:fine|great)|so it \w+)[\s,.!]*)+$",
    re.IGNORECASE,
)
_ASKS_OTHERS = re.compile(
    r"\b(?:anyone|anybody|family|mother|father|mom|mum|dad|sister|brother|partner|husband|wife|parents?|relatives?|"
    r"home life|kids?|children|household|lives? with|does (?:he|she)|is (?:he|she)|what (?:did|does) (?:he|she))\b",
    re.IGNORECASE,
)


def _utterances(speech: Speech, pieces: Sequence[Piece]) -> list[list[Piece]]:
    """What is left out with one utterance takes no other with it, but for a sentence that goes on in the next."""
    said: list[list[Piece]] = []
    before = None
    for piece in pieces:
        first = speech.cites(piece.start, piece.start + len(piece.raw))[:1]
        if said and (first == before or piece.sentence == said[-1][-1].sentence):
            said[-1].append(piece)
        else:
            said.append([piece])
        before = first
    return said


def analyse(
    speech: Speech,
    cues: Cues,
    *,
    opening: bool,
    asked: bool,
    idle: bool = False,
    questions: RiskQuestions | None = None,
) -> tuple[Clause, ...]:
    """The clauses of what was said in one go with scope, own topic and reason of exclusion."""
    heard = speech.whole
    pieces = split(heard.text)
    said = _utterances(speech, pieces)
    why = [reason for one in said for reason in reasons(one, heard.role, cues, opening=opening, asked=asked, idle=idle)]
    scopes = _scopes(pieces)
    asks = _asks(pieces, questions) if questions and heard.role is Role.THERAPIST else {}
    return tuple(
        Clause(
            utterance=heard.id,
            cites=speech.cites(piece.start, piece.start + len(piece.raw)),
            place=place,
            start=piece.start,
            raw=piece.raw,
            text=piece.text,
            end=piece.end,
            sentence=piece.sentence,
            scope=scopes[place],
            topic=own_topic(piece, cues) if heard.role is not Role.THERAPIST else None,
            values=numbers(piece.text),
            words=len(content_words(piece.text)),
            excluded=reason,
            asks=asks.get(piece.sentence, frozenset()) if piece.end == "?" else frozenset(),
        )
        for place, (piece, reason) in enumerate(zip(pieces, why, strict=True))
    )


def _asks(pieces: Sequence[Piece], questions: RiskQuestions) -> dict[int, frozenset[str]]:
    """By sentence, what its questions ask of risk."""
    whole: dict[int, list[Piece]] = {}
    for piece in pieces:
        whole.setdefault(piece.sentence, []).append(piece)
    return {
        number: questions.asked(" ".join(piece.raw for piece in parts) + "?")
        for number, parts in whole.items()
        if parts[-1].end == "?"
    }


def _scopes(pieces: Sequence[Piece]) -> list[Scope]:
    """Each clause judged alone, but a supposition holds for what would follow: 'If I lost it, I'd move back.'"""
    found: list[Scope] = []
    supposing = False
    for index, piece in enumerate(pieces):
        scope = judge(piece)
        begins = index == 0 or pieces[index - 1].sentence != piece.sentence
        same = [other for other in pieces if other.sentence == piece.sentence]
        if begins:
            supposing = any(conditional(other.text) for other in same) or (
                supposing and any(would(other.text) for other in same)
            )
        plain = scope.polarity in (Polarity.AFFIRMED, Polarity.NEGATED)
        if supposing and plain and would(piece.text):
            scope = msgspec.structs.replace(scope, polarity=Polarity.HYPOTHETICAL)
        found.append(scope)
    return found


def own_topic(piece: Piece, cues: Cues) -> Topic | None:
    return max(
        (topic for topic in cues.topics if topic.tell and hit(topic.tell, piece.raw)),
        key=lambda topic: topic.weight,
        default=None,
    )


BEGUN = 20
"""Utterances from which a session is long enough to begin with talk of the weather."""
OPENING_MOST = 6
"""Utterances after which a session has begun, however it was opened."""
MOST_CARRIED = 2
"""Follow-up questions after which a subject that was asked once is no longer taken for what is talked of."""
_OPENERS = frozenset({"mood", "event"})
"""Topics of general openers: 'how have you been sleeping' asks for the sleep, not for the mood."""


def asked_topic(prompt: Turn, cues: Cues) -> Topic | None:
    """The topic of the prompt's last question that has one, else of its last other clause that has one; a medicine
    by its name is medication."""
    for clause in reversed(prompt.questions or prompt.kept):
        matches = [
            (topic.key in _OPENERS, -topic.weight, found.start(), number, topic)
            for number, topic in enumerate(cues.topics)
            if (found := compiled(topic.ask).search(clause.raw))
        ]
        if matches:
            return min(matches, key=lambda match: match[:4])[4]
    if prompt.questions and medicines(prompt):
        return next((topic for topic in cues.topics if topic.kind == "medication"), None)
    return None


def follows_up(prompt: Turn) -> bool:
    """A short prompt without a subject of its own ('Every night, or some nights?') goes on with the one before."""
    question = prompt.questions[-1].text if prompt.questions else prompt.text
    return len(content_words(question)) <= 4


def is_backchannel(text: str) -> bool:
    return bool(_BACKCHANNEL.match(text.strip()))


def about_others(text: str) -> bool:
    return bool(_ASKS_OTHERS.search(text))


class Reader:
    """Reads a growing list of utterances; each is analysed once as long as its context stays the same."""

    def __init__(
        self, cues: Cues, *, member: str = "", questions: RiskQuestions | None = None, worth: Worth | None = None
    ) -> None:
        """`member`: whose note of a group session it is; the other members' words are theirs. `questions`: hears
        questions about risk that no cue names. `worth`: knows what clinicians keep."""
        self._cues, self._member, self._questions, self._worth = cues, member, questions, worth
        self._cache: dict[tuple[Speech, tuple[bool, bool, bool]], tuple[Clause, ...]] = {}
        self._spelled: dict[Heard, Heard] = {}
        self._apart: dict[Heard, bool] = {}

    def read(
        self, heard: Sequence[Heard], names: Sequence[str], called: dict[str, str], *, opening: bool = True
    ) -> Session:
        """`called`: how the note calls each speaker label. `opening`: `heard` begins with the session."""
        usual = [self._in_usual_spelling(one) for one in heard]
        said = speeches(usual, murmur=is_backchannel, alone=self._is_apart)
        turns = not_echoed(retracted(self._turns(said, called, opening=opening), self._cues))
        turns = _sure(turns, [one.whole for one in said], self._cues)
        hidden = _hidden(turns)
        left = [one for one in said if any(part.utterance not in hidden for part in one.parts)]
        exchanges = tuple(self._exchanges(turns))
        return Session(
            turns=tuple(turns),
            exchanges=exchanges,
            heard=tuple(one for one in heard if one.id not in hidden),
            texts={one.whole.id: one.whole.text for one in left},
            parts={one.whole.id: tuple(part.utterance for part in one.parts) for one in left if len(one.parts) > 1},
            names=tuple(names),
            worth=self._worth.of(exchanges) if self._worth else {},
        )

    def _is_apart(self, one: Heard) -> bool:
        if one not in self._apart:
            self._apart[one] = goes_out_of_sight(one.text, one.role, self._cues)
        return self._apart[one]

    def _in_usual_spelling(self, one: Heard) -> Heard:
        if one not in self._spelled:
            self._spelled[one] = msgspec.structs.replace(one, text=spelled(one.text, one.role))
        return self._spelled[one]

    def _turns(self, said: Sequence[Speech], called: dict[str, str], *, opening: bool) -> list[Turn]:
        turns: list[Turn] = []
        opening = opening and any(one.whole.role is Role.THERAPIST for one in said)
        idle = len(said) >= BEGUN
        prompt = ""
        for place, speech in enumerate(said):
            one = speech.whole
            if one.role is Role.THERAPIST:
                opening = opening and place < OPENING_MOST and not self._opens(one.text)
                prompt = one.text if not is_backchannel(one.text) else prompt
            asked = about_others(prompt) and one.role is not Role.THERAPIST
            clauses = self._clauses(speech, (opening, opening and idle, asked))
            if self._another(one, called):
                clauses = tuple(msgspec.structs.replace(c, excluded=c.excluded or OTHER_MEMBER) for c in clauses)
            _append(turns, one, clauses, called.get(one.speaker, "Client"))
        return turns

    def _another(self, one: Heard, called: dict[str, str]) -> bool:
        """Another member of the group, once it is known which speaker the note is about."""
        if not self._member or one.role is Role.THERAPIST or self._member not in called.values():
            return False
        return called.get(one.speaker) != self._member

    def _opens(self, text: str) -> bool:
        """The first clinical question ends the small talk at the beginning."""
        if hit(("agenda", "questionnaire"), text) or any(hit(rating.ask, text) for rating in self._cues.ratings):
            return True
        if any(hit(cue.patterns, text) for cue in self._cues.risks):
            return True
        small = tuple(pattern for rule in self._cues.exclusions if rule.opening for pattern in rule.patterns)
        return any(
            piece.end == "?"
            and any(hit(topic.ask, piece.raw) for topic in self._cues.topics)
            and not hit(small, piece.raw)
            for piece in split(text)
        )

    def _clauses(self, one: Speech, around: tuple[bool, bool, bool]) -> tuple[Clause, ...]:
        """`around`: nothing clinical was asked yet; so that what tells nothing is idle; others were asked about."""
        key = (one, around)
        opening, idle, asked = around
        if key not in self._cache:
            self._cache[key] = analyse(
                one, self._cues, opening=opening, idle=idle, asked=asked, questions=self._questions
            )
        return self._cache[key]

    def _exchanges(self, turns: Sequence[Turn]) -> list[Exchange]:
        exchanges: list[Exchange] = []
        prompt: Turn | None = None
        answers: list[Turn] = []
        topic: Topic | None = None
        follows = False
        carried = 0

        def close() -> None:
            if prompt or answers:
                exchanges.append(
                    Exchange(index=len(exchanges), prompt=prompt, answers=tuple(answers), topic=topic, follows=follows)
                )

        for turn in turns:
            if turn.role is not Role.THERAPIST:
                answers.append(turn)
            elif not turn.backchannel:
                close()
                answers = []
                asked = asked_topic(turn, self._cues)
                before = exchanges[-1] if exchanges else None
                follows = asked is None and follows_up(turn) and not turns_to(turn, before)
                carried = carried + 1 if follows else 0
                kept = topic if follows and topic is not None and not topic.quote and carried <= MOST_CARRIED else None
                prompt, topic = turn, asked or kept
        close()
        return exchanges


def _hidden(turns: Sequence[Turn]) -> set[str]:
    """Utterances that may not be cited: nothing of them but what is out of sight."""
    clauses = [clause for turn in turns for clause in turn.clauses]
    out = {cite for clause in clauses if clause.excluded in OUT_OF_SIGHT for cite in clause.cites}
    return out - {cite for clause in clauses if clause.excluded not in OUT_OF_SIGHT for cite in clause.cites}


def _append(turns: list[Turn], one: Heard, clauses: tuple[Clause, ...], who: str) -> None:
    last = turns[-1] if turns else None
    if any(clause.excluded in OUT_OF_SIGHT for clause in clauses):
        one = msgspec.structs.replace(one, text="")
    if last and last.speaker == one.speaker and last.role is one.role:
        turns[-1] = msgspec.structs.replace(
            last,
            clauses=last.clauses + clauses,
            text=f"{last.text} {one.text}",
            backchannel=last.backchannel and is_backchannel(one.text),
        )
        return
    turns.append(
        Turn(
            index=len(turns),
            role=one.role,
            speaker=one.speaker,
            who="Therapist" if one.role is Role.THERAPIST else who,
            clauses=clauses,
            text=one.text,
            backchannel=one.role is Role.THERAPIST and is_backchannel(one.text),
        )
    )


def _sure(turns: list[Turn], heard: Sequence[Heard], cues: Cues) -> list[Turn]:
    """A number to call in a crisis that may be misheard is not told."""
    doubts = Doubts([one.text for one in heard], cues.helplines)
    places = {one.id: place for place, one in enumerate(heard)}

    def told(clause: Clause) -> Clause:
        place = places[clause.utterance]
        text = doubts.told(place, clause.text) if clause.values else clause.text
        if text == clause.text:
            return clause
        begin, raw = doubts.quotable(place, clause.raw)
        start = clause.start + begin
        return msgspec.structs.replace(clause, text=text, raw=raw, start=start, values=numbers(text))

    return [msgspec.structs.replace(turn, clauses=tuple(map(told, turn.clauses))) for turn in turns]
