"""A short session with its outline note, for the tests of the drafting engine."""

from scribe.events import Note, Role, Section, Statement
from scribe.notes.formats.catalogue import load_format
from scribe.notes.note import FinalNote, Heard

TALK = """\
T: How has the sleep been?
C: I'm getting six and a half hours of sleep now. It was five when I started.
T: And the journal, how did that go?
C: I wrote in the journal on three days this week. It helped me calm down.
C: I had a fight with my boss on Tuesday, and I cried in the car.
T: Any thoughts of hurting yourself?
C: No. Nothing like that.
T: Your score on the questionnaire is twelve today.
T: Could you write three things down each evening?
C: Sure, I can do that.
T: Let's meet next Thursday at four.
C: That works."""

OUTLINE: dict[str, list[tuple[str, str, list[int]]]] = {
    "data": [
        (
            "symptom",
            "Client reported getting six and a half hours of sleep, up from five when therapy started.",
            [1, 2],
        ),
        ("homework_review", "Client wrote in the journal on three days this week.", [3, 4]),
        ("response", "Client reported that the journal helped him calm down.", [3, 4]),
        ("stressor", "Client reported a fight with his boss on Tuesday and crying in the car.", [5]),
        ("measure", "Score on the questionnaire was 12.", [8]),
    ],
    "assessment": [("risk", "Client denied thoughts of hurting himself.", [6, 7])],
    "plan": [
        ("homework", "Client agreed to write three things down each evening.", [9, 10]),
        ("appointment", "Therapist suggested meeting next Thursday at four.", [11]),
    ],
}


def heard_from(talk: str) -> tuple[Heard, ...]:
    """One utterance a line: "T: …" therapist, "C: …" client, "NAME: …" the named partners of a couple."""
    partners: dict[str, Role] = {}
    heard: list[Heard] = []
    for number, line in enumerate(talk.splitlines(), 1):
        who, text = line.split(": ", 1)
        role = {"T": Role.THERAPIST, "C": Role.CLIENT}.get(who)
        if role is None:
            role = partners.setdefault(who, (Role.CLIENT, Role.PARTNER)[min(len(partners), 1)])
        name = who if len(who) > 1 else None
        heard.append(
            Heard(
                id=f"u{number}", role=role, speaker=who, start=4.0 * number, end=4.0 * number + 3, text=text, name=name
            )
        )
    return tuple(heard)


def final_note(talk: str = TALK, outline: dict[str, list[tuple[str, str, list[int]]]] | None = None) -> FinalNote:
    """The outline engine's note of this talk, as if it had been written for it."""
    layout = load_format("DAP")
    sections = tuple(
        Section(key=section.key, title=section.title, statements=_statements(section.key, outline or OUTLINE))
        for section in layout.sections
    )
    note = Note(revision=7, final=True, engine="outline", format="DAP", sections=sections)
    return FinalNote(
        note=note, header={}, missing=(), lint=(), risk=(), heard=heard_from(talk), evidence=(), format=layout
    )


def _statements(key: str, outline: dict[str, list[tuple[str, str, list[int]]]]) -> tuple[Statement, ...]:
    return tuple(
        Statement(id=f"{key}-{number}", text=text, kind=kind, cites=tuple(f"u{place}" for place in cites))
        for number, (kind, text, cites) in enumerate(outline.get(key, []), 1)
    )


def texts(note: Note) -> dict[str, list[str]]:
    return {section.key: [statement.text for statement in section.statements] for section in note.sections}


REFUSED_ADDRESSES = [
    "http://192.168.1.20:11434",
    "http://gpu.local",
    "https://ollama.com",
    "https://8.8.8.8",
    "http://0.0.0.0:11434",
    "ftp://127.0.0.1",
    "127.0.0.1:11434",
    "http://127.0.0.1.example.org",
    "http://localhost:port",
    "",
]
"""Neither this machine nor https on the own network, or no address at all."""
