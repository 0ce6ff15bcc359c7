"""Earlier notes for the tests of this room."""

from scribe import events as ev
from scribe.practice.past import Past


def past(number: int, *statements: tuple[str, str], goal: str | None = None) -> Past:
    """Session `number`'s note: (kind, text) each; `goal` is what all of it works on."""
    made = tuple(
        ev.Statement(id=f"{kind}-{place}", text=text, kind=kind, cites=("u1",), goal=goal)
        for place, (kind, text) in enumerate(statements)
    )
    section = ev.Section(key="data", title="Data", statements=made)
    date = f"2026-03-{number:02}"
    return Past(session=f"s{number}", date=date, state=ev.SessionState.SIGNED, sections=(section,))
