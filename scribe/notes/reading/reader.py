"""The session read in order: who said which clause, about whom, answering what.

`Reader` keeps what each utterance says (costly: patterns, once per utterance) apart from how they hang together
(cheap: turns and prompts, built anew whenever something changes).
"""

from collections.abc import Sequence

import msgspec

from scribe.events import Role
from scribe.notes.language.clauses import split
from scribe.notes.language.cues import Cues, Topic, hit
from scribe.notes.language.spoken import spelled
from scribe.notes.language.values import numbers
from scribe.notes.note import Heard
from scribe.notes.reading.analysis import analyse
from scribe.notes.reading.conversation import Clause, Exchange, Meant, Session, Turn
from scribe.notes.reading.exclusions import OTHER_MEMBER, OUT_OF_SIGHT, goes_out_of_sight, idle_talk
from scribe.notes.reading.frames import framed
from scribe.notes.reading.headings import turns_to
from scribe.notes.reading.helplines import Doubts
from scribe.notes.reading.passages import Meanings, passages
from scribe.notes.reading.prompting import MOST_CARRIED, about_others, asked_topic, follows_up, is_backchannel
from scribe.notes.reading.retracting import not_echoed, retracted, unjoked
from scribe.notes.reading.risk_questions import RiskQuestions
from scribe.notes.reading.speeches import Speech, speeches
from scribe.notes.reading.worth import Worth

BEGUN = 20
"""Utterances from which a session is long enough to begin with talk of the weather."""
OPENING_MOST = 6
"""Utterances after which a session has begun, however it was opened."""


class Reader:
    """Reads a growing list of utterances; each is analysed once as long as its context stays the same."""

    def __init__(
        self,
        cues: Cues,
        *,
        member: str = "",
        questions: RiskQuestions | None = None,
        worth: Worth | None = None,
        meanings: Meanings | None = None,
    ) -> None:
        """`member`: whose note of a group session it is; the other members' words are theirs. `questions`: hears
        questions about risk that no cue names. `worth`: knows what clinicians keep. `meanings`: reads passages by what
        they mean."""
        self._cues, self._member, self._questions, self._worth = cues, member, questions, worth
        self._meanings = meanings
        self._cache: dict[tuple[Speech, tuple[bool, bool, bool]], tuple[Clause, ...]] = {}
        self._spelled: dict[Heard, Heard] = {}
        self._apart: dict[Heard, bool] = {}

    def read(
        self, heard: Sequence[Heard], names: Sequence[str], called: dict[str, str], *, opening: bool = True
    ) -> Session:
        """`called`: how the note calls each speaker label. `opening`: `heard` begins with the session."""
        usual = [self._in_usual_spelling(one) for one in heard]
        said = speeches(usual, murmur=is_backchannel, alone=self._is_apart)
        turns = not_echoed(retracted(unjoked(self._turns(said, called, opening=opening), self._cues), self._cues))
        turns = framed(_sure(turns, [one.whole for one in said], self._cues))
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
            meant=self._meant(turns),
        )

    def _meant(self, turns: Sequence[Turn]) -> tuple[Meant, ...]:
        if self._meanings is None:
            return ()
        clients = {turn.index for turn in turns if turn.role is not Role.THERAPIST}
        return tuple(self._meanings.read(one) for one in passages(turns) if one.turn in clients)

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
        chatted = begun = False
        idle = len(said) >= BEGUN
        prompt = ""
        for place, speech in enumerate(said):
            one = speech.whole
            if one.role is Role.THERAPIST:
                chatted, begun = opening, self._opens(one.text) or (place > 0 and hit(self._cues.begin, one.text))
                opening = opening and place < OPENING_MOST and not begun
                prompt = one.text if not is_backchannel(one.text) else prompt
            asked = about_others(prompt) and one.role is not Role.THERAPIST
            clauses = self._clauses(speech, (opening, opening and idle, asked))
            if one.role is Role.THERAPIST and chatted and begun and idle:
                clauses = self._chat_before_the_work(clauses)
            if self._another(one, called):
                clauses = tuple(msgspec.structs.replace(c, excluded=c.excluded or OTHER_MEMBER) for c in clauses)
            _append(turns, one, clauses, called.get(one.speaker, "Client"))
        return turns

    def _chat_before_the_work(self, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
        """'Protein. So, where are we on the pain?': what precedes the sentence that ends the small talk is some."""
        sentences = {
            one.sentence: " ".join(c.raw + c.end for c in clauses if c.sentence == one.sentence) for one in clauses
        }
        opens = (number for number, text in sentences.items() if self._opens(text) or hit(self._cues.begin, text))
        first = next(opens, -1)
        return tuple(
            msgspec.structs.replace(c, excluded=c.excluded or idle_talk(c.raw, self._cues)) if c.sentence < first else c
            for c in clauses
        )

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
        if any(topic.kind == "session_info" and hit(topic.ask, text) for topic in self._cues.topics):
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
            if turn.ordered:
                continue
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
