"""Words and turns become events: drafts after what is certain, and changes of who said it."""

from collections.abc import Sequence

from scribe.chart import Participant
from scribe.events import AnyEvent, Draft, Role, Speaker, Utterance, Words
from scribe.speech.earlier import Earlier
from scribe.speech.people import People
from scribe.speech.telling import Telling
from scribe.speech.transcriber import Pass
from scribe.speech.turns import Turn
from scribe.speech.worker import Worker
from tests.speech.hearing import confirmed, texts

PAIR = (Participant(name="Dr. Ito", role=Role.THERAPIST), Participant(name="Sam", role=Role.CLIENT))


class Known(People):
    """People whose turns and roles are as they are said to be."""

    def __init__(self) -> None:
        super().__init__(None, PAIR)
        self.now: tuple[Turn, ...] = ()
        self.changed = 0

    @property
    def revision(self) -> int:
        return self.changed

    def turns(self, since: float = 0.0) -> tuple[Turn, ...]:
        return self.now


class Room:
    def __init__(self) -> None:
        self.told: list[AnyEvent] = []
        self.people, self.side = Known(), Worker("side")
        self.telling = Telling(self.people, self.emit, self.side, 1, Earlier())

    async def emit(self, event: AnyEvent) -> None:
        self.told.append(event)

    def of(self, kind: type[AnyEvent]) -> Sequence[AnyEvent]:
        return [event for event in self.told if isinstance(event, kind)]


async def test_words_are_told_as_they_are_certain_and_the_utterance_when_it_ends() -> None:
    room = Room()
    room.people.now = (Turn(0.0, 2.0, "S1"),)
    await room.telling.add(confirmed("I see."), room.people.now)
    await room.telling.end()
    words, utterance = room.told
    assert isinstance(words, Words)
    assert isinstance(utterance, Utterance)
    assert [word.text for word in words.words] == ["I", "see."]
    assert (utterance.id, utterance.text) == ("u1", "I see.")
    room.side.close()


async def test_a_draft_stands_behind_what_is_certain_and_is_told_once() -> None:
    room = Room()
    await room.telling.add(confirmed("I see"), ())
    tentative = tuple(confirmed("a heron", start=0.6))
    for _ in range(2):
        await room.telling.draft(Pass((), tentative, 1.2), ())
    (draft,) = room.of(Draft)
    assert isinstance(draft, Draft)
    assert (draft.text, draft.confirmed, draft.tentative) == ("I see a heron", 2, texts(tentative))
    room.side.close()


async def test_who_said_it_is_told_anew_when_the_labels_change() -> None:
    room = Room()
    room.people.now = (Turn(0.0, 1.0, "S1"),)
    await room.telling.add(confirmed("I see."), room.people.now)
    await room.telling.end()
    room.people.now, room.people.changed = (Turn(0.0, 1.0, "S2"), Turn(3.0, 4.0, "S1")), 1
    await room.telling.add(confirmed("So.", start=3.0), room.people.now)
    await room.telling.end()
    (change,) = room.of(Speaker)
    assert isinstance(change, Speaker)
    assert (change.speaker, change.utterances) == ("S2", ("u1",))
    room.side.close()
