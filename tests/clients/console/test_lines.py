"""Without a terminal: each thing once, when it is certain, however often the connection was cut."""

from hypothesis import given
from hypothesis import strategies as st

from clients.console.lines import Lines
from clients.console.screen import Link, Screen
from scribe import events as ev
from scribe.gateway import messages, snapshot
from scribe.session.transcript import Transcript
from tests.gateway.scripted import after_utterance, section, word_by_word

SESSION = [
    ev.Session(state=ev.SessionState.LIVE, room="Room 2"),
    *(event for n in range(1, 8) for event in [*word_by_word(n), *after_utterance(n)]),
]


def started() -> Screen:
    screen = Screen()
    screen.welcome(messages.Welcome(room="Room 2", snapshot=snapshot.take(Transcript(session="s"))), 0.0)
    return screen


def play(screen: Screen, lines: Lines, *events: ev.AnyEvent) -> list[str]:
    printed = lines.news(screen)
    for event in events:
        seq = screen.seq + 1 if event.durable else screen.seq
        screen.event(ev.stamp(event, seq=seq, at=0, session="s"), 0.0)
        printed += lines.news(screen)
    return printed


def test_each_utterance_once_when_it_is_complete() -> None:
    printed = play(started(), Lines(), *SESSION)
    said = [line for line in printed if line.startswith("[")]
    assert len(said) == 7
    assert said[1] == "[00:12] Client: Up and down. I slept badly again, maybe four hours on most nights."


def test_drafts_and_open_utterances_are_not_printed() -> None:
    assert play(started(), Lines(), *word_by_word(1)[:4]) == ["-- connected to Room 2"]


@given(st.lists(st.integers(0, len(SESSION)), max_size=3))
def test_a_snapshot_in_between_repeats_nothing(cuts: list[int]) -> None:
    screen, lines, printed = started(), Lines(), []
    for place, event in enumerate(SESSION):
        if place in cuts:
            welcome = messages.Welcome(room="Room 2", snapshot=snapshot.take(screen.transcript))
            screen.welcome(welcome, 0.0)
        printed += play(screen, lines, event)
    assert printed == play(started(), Lines(), *SESSION)


def test_what_is_struck_is_said_for_it_can_not_be_unprinted() -> None:
    screen, lines = started(), Lines()
    play(screen, lines, *SESSION)
    struck = play(screen, lines, ev.Redaction(utterances=("u1", "u2"), reason="struck"))
    assert struck == ["-- struck: 2 of the lines above are taken back"]
    assert play(screen, lines) == []


def test_risks_and_notices_are_printed_at_once() -> None:
    screen, lines = started(), Lines()
    printed = play(
        screen, lines, *SESSION, ev.Notice(level=ev.NoticeLevel.WARNING, code="x", text="The microphone is muted.")
    )
    assert [line for line in printed if line.startswith("!!")] == [
        "!! suicidal ideation, asked: That is worth noticing. Have you had any thoughts of not wanting to be alive?",
        "!! suicidal ideation, denied: No. Nothing like that. I just get so tired of my own head.",
    ]
    assert printed[-1] == "-- warning: The microphone is muted."


def test_only_the_final_note_is_printed_and_marked_as_unsigned() -> None:
    screen, lines = started(), Lines()
    assert not [line for line in play(screen, lines, *SESSION) if line.startswith("==")]
    final = ev.Note(revision=99, final=True, engine="outline", format="DAP", sections=(section("data", 3),))
    assert play(screen, lines, final) == [
        "== Note (DRAFT - not signed)",
        "Data",
        "  - Client reported sleeping about four hours on most nights.",
        "  - Client described going over conversations at work until two in the morning.",
    ]


def test_a_lost_connection_and_its_return() -> None:
    screen, lines = started(), Lines()
    play(screen, lines, *SESSION)
    screen.link = Link.LOST
    assert play(screen, lines) == ["-- connection lost, trying again"]
    screen.welcome(messages.Welcome(room="Room 2", resumed=True, seq=screen.seq), 0.0)
    assert play(screen, lines) == ["-- connected to Room 2"]


@given(st.text(alphabet="\x1b\x9b\n[31m a", min_size=1))
def test_no_text_makes_a_second_line_or_an_escape(text: str) -> None:
    said = ev.Utterance(id="u1", speaker=text, role=ev.Role.UNKNOWN, start=0, end=1, text=text or "x", confidence=1)
    assert all(line.isprintable() for line in play(started(), Lines(), said))
