"""What a crash leaves is completed, not repeated."""

from scribe import events as ev
from scribe.session import recovery
from scribe.session.transcript import Transcript


def words(utterance: str, start: float, *texts: str) -> ev.Words:
    spoken = tuple(ev.Word(text=t, start=start + n, end=start + n + 0.8, p=0.8) for n, t in enumerate(texts))
    return ev.Words(utterance=utterance, speaker="S2", words=spoken)


def complete(utterance: str, text: str, end: float) -> ev.Utterance:
    return ev.Utterance(id=utterance, speaker="S2", role=ev.Role.CLIENT, start=0, end=end, text=text, confidence=0.8)


def cut_off() -> Transcript:
    transcript = Transcript()
    for event in (words("u1", 0, "I", "see."), complete("u1", "I see.", 1.8), words("u2", 3, "And", "then")):
        transcript.apply(event)
    return transcript


def test_an_open_utterance_is_completed_with_its_confirmed_words() -> None:
    (completed,) = recovery.completions(cut_off())
    assert (completed.id, completed.text, completed.start, completed.end) == ("u2", "And then", 3, 4.8)
    assert completed.confidence == 0.8


def test_hearing_goes_on_after_the_last_confirmed_word() -> None:
    assert recovery.heard_until(cut_off()) == 4.8
    assert recovery.heard_until(Transcript()) == 0.0


def test_what_was_struck_is_not_heard_again() -> None:
    transcript = cut_off()
    transcript.apply(ev.Redaction(utterances=("u1", "u2"), reason="struck"))
    assert recovery.heard_until(transcript) == 4.8


def test_ids_go_on_after_the_highest() -> None:
    assert recovery.next_utterance(cut_off()) == 3
    assert recovery.next_utterance(Transcript()) == 1


def test_a_new_listener_learns_who_said_what_by_the_newest_labels() -> None:
    transcript = cut_off()
    transcript.apply(ev.Speaker(speaker="S1", role=ev.Role.PARTNER, name="Sam", utterances=("u1",)))
    earlier = recovery.earlier(transcript, b"voices")
    assert earlier.voices == b"voices"
    (told,) = earlier.told
    assert (told.said.utterance, told.said.speaker, told.said.text) == ("u1", "S1", "I see.")
    assert (told.assignment.role, told.assignment.name) == (ev.Role.PARTNER, "Sam")


def test_a_new_listener_learns_nothing_that_was_struck() -> None:
    transcript = cut_off()
    transcript.apply(ev.Redaction(utterances=("u1",), reason="struck"))
    assert recovery.earlier(transcript, None).told == []


class Pupil:
    def __init__(self) -> None:
        self.learned: list[str] = []

    def hear(self, utterance: ev.Utterance) -> list[ev.AnyEvent]:
        self.learned.append(utterance.id)
        return []

    def speaker(self, change: ev.Speaker) -> list[ev.AnyEvent]:
        self.learned.append(change.speaker)
        return []

    def redact(self, redaction: ev.Redaction) -> list[ev.AnyEvent]:
        self.learned.extend(redaction.utterances)
        return []

    def jot(self, jotting: ev.Jotting) -> list[ev.AnyEvent]:
        self.learned.append(jotting.id)
        return []


def test_the_writer_learns_everything_but_what_was_struck() -> None:
    pupil = Pupil()
    history: list[ev.AnyEvent] = [
        complete("u1", "I see.", 2),
        complete("u2", "", 3),
        ev.Speaker(speaker="S1", role=ev.Role.THERAPIST, utterances=()),
        ev.Redaction(utterances=("u2",), reason="struck"),
        ev.Jotting(id="j1", author="a", text="tearful", kind="observation"),
        words("u3", 5, "not complete"),
    ]
    recovery.relearn(pupil, history)
    assert pupil.learned == ["u1", "S1", "u2", "j1"]


def test_the_writer_learns_what_was_set_right() -> None:
    class Writer:
        def __init__(self) -> None:
            self.read: dict[str, str] = {}

        def hear(self, utterance: ev.Utterance) -> list[ev.AnyEvent]:
            self.read[utterance.id] = utterance.text
            return []

        def speaker(self, change: ev.Speaker) -> list[ev.AnyEvent]:
            return []

        def redact(self, redaction: ev.Redaction) -> list[ev.AnyEvent]:
            return []

        def jot(self, jotting: ev.Jotting) -> list[ev.AnyEvent]:
            return []

    writer = Writer()
    right = ev.Correction(utterance="u1", text="I sea.", author="Dr. B")
    struck = ev.Correction(utterance="u2", text="", author="Dr. B")
    doubtful = tuple(
        ev.Word(text=text, start=3, end=4, p=0.3, unclear=text == "not") for text in ("I'm", "not", "safe.")
    )
    again = ev.Revision(utterance="u3", words=doubtful, reason="negation")
    said = [complete("u1", "I see.", 1), complete("u2", "So.", 2), complete("u3", "I'm not safe.", 3)]
    recovery.relearn(writer, [*said, right, struck, again])
    assert writer.read == {"u1": "I sea.", "u2": "So.", "u3": "I'm [unclear] safe."}


def told(speaker: str, *utterances: str, author: str = "", name: str | None = None) -> ev.Speaker:
    return ev.Speaker(speaker=speaker, role=ev.Role.CLIENT, name=name, utterances=utterances, author=author)
