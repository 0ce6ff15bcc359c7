"""The screen as lines of text, exactly as many and as wide as the terminal has. Pure.

Room 2   ● LIVE   12:34   ▮▮▮▮▮▯▯▯▯▯▯▯ -24 dB
what is said, newest at the bottom          │ the live note
risks, notices
keys, or a question, or an answer
"""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from clients.console.screen import Link, Screen
from clients.console.text import UNSIGNED, clean, clock, risk_line
from scribe import events as ev
from scribe.events import SessionState
from scribe.session.transcript import Said

SIDE_BY_SIDE = 90
"""Columns from which the note has a place beside the words."""

MAX_RISKS, MAX_NOTICES = 4, 2
"""The newest, so that words keep their room; the tablet shows all."""

QUIETEST_DB, BARS = -60.0, 12

KEYS = "p pause/resume   m mark   s strike last minute   e end session   q quit the view"

STATES = {
    None: ("no session", "dim"),
    SessionState.CREATED: ("about to begin", "yellow"),
    SessionState.LIVE: ("● LIVE", "bold red"),
    SessionState.PAUSED: ("‖ OFF THE RECORD - nothing is heard", "bold yellow"),
    SessionState.UNHEARD: ("no microphone - the clinician writes", "bold cyan"),
    SessionState.ENDED: ("■ ended - the note is being written", "bold cyan"),
    SessionState.DRAFT: ("■ the note is ready for review", "bold green"),
    SessionState.REVIEWED: ("■ reviewed", "bold green"),
    SessionState.SIGNED: ("■ signed", "bold green"),
    SessionState.AMENDED: ("■ signed, with an addendum", "bold green"),
}
LINKS = {Link.CONNECTING: "connecting ...", Link.LOST: "connection lost - trying again; the room goes on by itself"}
LEVELS = {ev.NoticeLevel.INFO: "cyan", ev.NoticeLevel.WARNING: "yellow", ev.NoticeLevel.ERROR: "bold red"}
VOICES = ("green", "blue", "magenta", "cyan")
SIGNED = (SessionState.SIGNED, SessionState.AMENDED)

Lines = list[Text]


def draw(screen: Screen, footer: str, now: float, console: Console) -> Lines:
    """`footer` is a question or an answer; empty: what the keys do."""
    width, height = console.size
    top, bottom = [head(screen, now)], [*attention(screen), Text(footer or KEYS, "bold" if footer else "dim")]
    room = max(0, height - len(top) - len(bottom) - 2)
    rule = Text("─" * width, "dim")
    lines = [*top, rule, *middle(screen, width, room, console), rule, *bottom]
    return [cut(line, width) for line in lines[:height]]


def head(screen: Screen, now: float) -> Text:
    state, style = STATES[screen.state]
    line = Text.assemble((clean(screen.room) or "room", "bold"), "   ", (state, style))
    if screen.state:
        line.append(f"   {clock(screen.elapsed(now))}")
    level = screen.loudness(now)
    if level:
        line.append(f"   {bar(level.dbfs)} {max(level.dbfs, -99):.0f} dB", "green" if level.speech else "dim")
    if screen.link is not Link.HERE:
        line.append(f"   {LINKS[screen.link]}", "bold yellow")
    if screen.unsaved:
        line.append(f"   NOT SAVED: the disk of the room's device is {screen.unsaved}", "bold red")
    return line


def bar(dbfs: float) -> str:
    full = round(BARS * min(1.0, max(0.0, 1 - dbfs / QUIETEST_DB)))
    return "▮" * full + "▯" * (BARS - full)


def middle(screen: Screen, width: int, height: int, console: Console) -> Lines:
    """Words and note, side by side or one above the other."""
    if width < SIDE_BY_SIDE:
        below = min(height // 3, len(note(screen, width, height, console)))
        words = talk(screen, width, height - below, console)
        return [*words, *note(screen, width, below, console)]
    left = width * 3 // 5
    words, written = talk(screen, left, height, console), note(screen, width - left - 3, height, console)
    written += [Text()] * (height - len(written))
    return [beside(word, statement, left) for word, statement in zip(words, written, strict=True)]


def beside(left: Text, right: Text, width: int) -> Text:
    padded = left.copy()
    padded.truncate(width, overflow="crop", pad=True)
    return Text.assemble(padded, (" │ ", "dim"), right)


def talk(screen: Screen, width: int, height: int, console: Console) -> Lines:
    """As much of the end of what was said as fits, from the bottom up."""
    lines: Lines = []
    for said in reversed(screen.talk()):
        if len(lines) >= height:
            break
        lines = [*wrapped(utterance(said, screen), width, console), *lines]
    kept = lines[len(lines) - height :] if len(lines) > height else lines
    return [Text()] * (height - len(kept)) + kept


def utterance(said: Said, screen: Screen) -> Text:
    """Confirmed words plain, draft words dim."""
    voice = VOICES[sum(said.speaker.encode()) % len(VOICES)]
    line = Text.assemble((f"{clean(screen.who(said))}: ", f"bold {voice}"), clean(said.text))
    if said.unclear:
        line.append(" (unclear)", "yellow")
    if said.draft:
        line.append(f"{' ' if said.text else ''}{clean(said.draft)}", "dim")
    return line


def note(screen: Screen, width: int, height: int, console: Console) -> Lines:
    """The sections with their newest statements: as many of each as fit."""
    sections = [section for section in screen.transcript.sections.values() if section.statements]
    if not sections:
        return [Text("The note fills while people talk.", "dim")][:height]
    most = max(len(section.statements) for section in sections)
    for newest in range(most, 0, -1):
        lines = [line for text in note_text(screen, sections, newest) for line in wrapped(text, width, console)]
        if len(lines) <= height:
            return lines
    return lines[:height]


def note_text(screen: Screen, sections: Sequence[ev.Section], newest: int) -> Iterable[Text]:
    yield note_title(screen)
    for section in sections:
        left_out = len(section.statements) - newest
        yield Text.assemble((clean(section.title), "bold"), (f"  {left_out} earlier" if left_out > 0 else "", "dim"))
        for statement in section.statements[-newest:]:
            yield Text(f"· {clean(statement.text)}")


def note_title(screen: Screen) -> Text:
    made = screen.transcript.note
    kind = "Note" if made and made.final else "Live note"
    return Text.assemble((kind, "bold cyan"), ("" if screen.state in SIGNED else f"   {UNSIGNED}", "yellow"))


def attention(screen: Screen) -> Lines:
    """What must be seen whatever else is shown."""
    risks = [Text(f"! {risk_line(risk)}", "bold red") for risk in screen.transcript.risks[-MAX_RISKS:]]
    notices = [Text(clean(notice.text), LEVELS[notice.level]) for notice in screen.transcript.notices[-MAX_NOTICES:]]
    return [*risks, *notices]


def wrapped(text: Text, width: int, console: Console) -> Lines:
    return list(text.wrap(console, max(1, width), overflow="fold"))


def cut(line: Text, width: int) -> Text:
    fitting = line.copy()
    fitting.truncate(width, overflow="ellipsis")
    return fitting
