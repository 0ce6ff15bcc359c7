"""Mock talk for the tests of evidence and outline: a few lines in, what the note says of them out."""

from collections.abc import Iterator, Sequence

from scribe.chart import Chart, Participant
from scribe.events import Risk, Role, Statement, Utterance
from scribe.notes.formats.catalogue import load_format
from scribe.notes.language.cues import Cues, load_cues
from scribe.notes.note import FinalNote, Heard, Timing
from scribe.notes.reading.conversation import Session
from scribe.notes.reading.passages import Meanings
from scribe.notes.reading.reader import Reader
from scribe.notes.telling.naming import called, first_names
from scribe.notes.writer import NoteWriter

SUICIDE, HARM, OTHERS = "suicidal_ideation", "self_harm", "homicidal_ideation"
USE, HOME, UNREAL, ABUSE = "substance_use", "violence", "psychosis", "abuse"
SECONDS = 5.0
"""From the start of one line to the start of the next."""
ROLES = {"T": Role.THERAPIST, "C": Role.CLIENT, "P": Role.PARTNER, "M": Role.PARENT, "K": Role.CHILD, "?": Role.UNKNOWN}


def utterances(talk: str) -> tuple[Utterance, ...]:
    """One utterance a line: "T: …" therapist, "C: …" client, "P: …" partner, "M: …" parent, "K: …" child."""
    spoken = [line.strip().split(": ", 1) for line in talk.strip().splitlines()]
    return tuple(
        Utterance(
            id=f"u{number}",
            speaker=f"S-{who}",
            role=ROLES[who],
            start=SECONDS * number,
            end=SECONDS * number + 4.0,
            text=text,
            confidence=0.9,
        )
        for number, (who, text) in enumerate(spoken, 1)
    )


def heard(talk: str) -> tuple[Heard, ...]:
    return tuple(
        Heard(id=one.id, role=one.role, speaker=one.speaker, start=one.start, end=one.end, text=one.text)
        for one in utterances(talk)
    )


def people(*names: tuple[str, Role], **more: object) -> Chart:
    """A chart with these participants."""
    participants = tuple(Participant(name=name, role=role) for name, role in names)
    return Chart(participants=participants, **more)  # type: ignore[arg-type]  # a chart's fields, as the test names them


def session(talk: str, chart: Chart | None = None) -> Session:
    lines, chart = heard(talk), chart or Chart()
    return Reader(load_cues()).read(lines, first_names(chart), called(lines, chart))


def writer(chart: Chart | None = None, cues: Cues | None = None, meanings: Meanings | None = None) -> NoteWriter:
    return NoteWriter(chart or Chart(), load_format("DAP"), cues or load_cues(), None, meanings=meanings)


def timing(talk: str) -> Timing:
    return Timing(heard_s=SECONDS * (len(utterances(talk)) + 1))


def finished(talk: str, chart: Chart | None = None) -> FinalNote:
    """The outline's note of this talk."""
    note_writer = writer(chart)
    for utterance in utterances(talk):
        note_writer.hear(utterance)
    return note_writer.finish(timing(talk))


def statements(final: FinalNote, *kinds: str) -> list[Statement]:
    """Those of these kinds (all of them when none is named), in the note's order."""
    every = [statement for section in final.note.sections for statement in section.statements]
    return [statement for statement in every if not kinds or statement.kind in kinds]


def texts(final: FinalNote, *kinds: str) -> str:
    """Their texts, lower case, one a line."""
    return "\n".join(statement.text for statement in statements(final, *kinds)).lower()


def statuses(final: FinalNote) -> set[tuple[str, str]]:
    return {(entry.kind.value, entry.status.value) for entry in final.risk}


def risks(final: FinalNote, kind: str) -> Iterator[Risk]:
    return (entry for entry in final.risk if entry.kind.value == kind)


def word_runs(text: str, length: int = 4) -> set[str]:
    """Every run of `length` words, lower case and bare of punctuation."""
    words = "".join(char if char.isalnum() or char == "'" else " " for char in text.lower()).split()
    return {" ".join(words[at : at + length]) for at in range(len(words) - length + 1)}


def shown(final: FinalNote) -> str:
    """Everything that a reader of the final note gets to see."""
    said: Sequence[str] = [
        *(statement.text for statement in statements(final)),
        *(entry.text for entry in final.risk),
        *(one.text for one in final.evidence),
        *(finding.text for finding in final.lint),
        *(one.text for one in final.heard),
    ]
    return "\n".join(said)
