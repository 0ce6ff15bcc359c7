"""The picture fits any terminal, shows what matters, and nothing that was said can steer the terminal."""

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from clients.console.drawing import bar, draw
from clients.console.screen import Link, Screen
from scribe import events as ev
from scribe.gateway import messages, snapshot
from scribe.session.transcript import Transcript
from tests.gateway.scripted import TALK, after_utterance, word_by_word
from tests.strategies import LOGS


def console(width: int = 100, height: int = 24) -> Console:
    return Console(width=width, height=height, force_terminal=True)


def screen_of(events: list[ev.AnyEvent]) -> Screen:
    transcript = Transcript(session="s")
    for event in events:
        transcript.apply(event)
    screen = Screen()
    screen.welcome(messages.Welcome(room="Room 2", snapshot=snapshot.take(transcript)), 0.0)
    return screen


def live(*events: ev.AnyEvent) -> Screen:
    return screen_of([ev.Session(state=ev.SessionState.LIVE, room="Room 2"), *events])


def talked(utterances: int) -> Screen:
    return live(*(event for n in range(1, utterances + 1) for event in [*word_by_word(n), *after_utterance(n)]))


def shown(screen: Screen, footer: str = "", width: int = 100, height: int = 24) -> str:
    return "\n".join(line.plain for line in draw(screen, footer, 0.0, console(width, height)))


def styles(lines: list[Text], part: str) -> set[str]:
    """The styles of the spans that hold `part`."""
    return {str(span.style) for line in lines for span in line.spans if part in line.plain[span.start : span.end]}


@given(LOGS, st.integers(20, 200), st.integers(1, 60), st.sampled_from(["", "Strike?"]))
def test_it_fits_any_terminal(log: list[ev.AnyEvent], width: int, height: int, footer: str) -> None:
    lines = draw(screen_of(log), footer, 0.0, console(width, height))
    assert len(lines) <= height
    assert all(line.cell_len <= width for line in lines)


def test_a_full_disk_is_told_until_it_has_room() -> None:
    screen = talked(1)
    for good in (False, True):
        screen.event(ev.Saving(good=good, seq=screen.seq, session=screen.transcript.session), 0.0)
        assert ("NOT SAVED" in shown(screen, width=140)) is not good


def test_state_time_and_who_said_what() -> None:
    text = shown(talked(2))
    assert "Room 2" in text.splitlines()[0]
    assert "LIVE" in text.splitlines()[0]
    assert "Therapist: Good to see you again" in text
    assert "Client: Up and down." in text
    assert "Client reported sleeping" in text


def test_the_newest_words_are_kept_when_not_all_fit() -> None:
    text = shown(talked(10), width=60, height=12)
    assert "thought record with you." in text
    assert TALK[0][2].split()[0] not in text


def test_confirmed_words_are_plain_and_draft_words_dim() -> None:
    words = ev.Words(utterance="u1", speaker="S1", words=(ev.Word(text="Certain", start=0, end=1, p=1),))
    draft = ev.Draft(utterance="u1", speaker="S1", text="perhaps", start=1, end=2)
    lines = draw(live(words, draft), "", 0.0, console())
    assert "S1: Certain perhaps" in "\n".join(line.plain for line in lines)
    assert "dim" in styles(lines, "perhaps")
    assert not styles(lines, "Certain")


def test_what_was_struck_is_gone_with_what_rests_on_it() -> None:
    screen = talked(2)
    screen.transcript.apply(ev.Redaction(utterances=("u2",), reason="struck"))
    assert "slept badly" not in shown(screen)
    assert "four hours" not in shown(screen)


def test_a_note_nobody_signed_says_so() -> None:
    assert "DRAFT - not signed" in shown(talked(3))


def test_a_long_note_keeps_the_newest_statement_of_each_section() -> None:
    text = shown(talked(10), width=100, height=16)
    assert "earlier" in text
    assert "denied thoughts" in text
    assert "one thought record" in text


def test_risks_and_notices_are_always_in_sight() -> None:
    screen = talked(7)
    screen.transcript.apply(ev.Notice(level=ev.NoticeLevel.ERROR, code="mic", text="The microphone is gone."))
    text = shown(screen, width=80, height=10)
    assert "! suicidal ideation, denied: No." in text
    assert "The microphone is gone." in text


def test_off_the_record_is_said_in_words() -> None:
    assert "OFF THE RECORD" in shown(screen_of([ev.Session(state=ev.SessionState.PAUSED)]))


def test_a_lost_connection_is_said_and_what_was_shown_stays() -> None:
    screen = talked(2)
    screen.link = Link.LOST
    text = shown(screen)
    assert "connection lost" in text
    assert "slept badly" in text


def test_a_question_takes_the_place_of_the_keys() -> None:
    assert shown(talked(1)).splitlines()[-1].startswith("p pause/resume")
    assert shown(talked(1), footer="Strike?").splitlines()[-1] == "Strike?"


def test_the_bar_is_full_at_the_top_and_empty_in_silence() -> None:
    assert (bar(0.0).count("▮"), bar(-60.0).count("▮"), bar(-200.0).count("▮")) == (12, 0, 0)
    assert [bar(-db).count("▮") for db in range(0, 60, 5)] == list(range(12, 0, -1))


@given(st.text(alphabet="\x1b\x07\x00\x9b\u202e\n\r[]0;31mab", min_size=1))
def test_no_text_can_steer_the_terminal(text: str) -> None:
    word = ev.Word(text=text, start=0, end=1, p=1)
    statement = ev.Statement(id="1", text=text, kind="symptom", cites=())
    screen = live(
        ev.Words(utterance="u1", speaker=text, words=(word,)),
        ev.Draft(utterance="u1", speaker=text, text=text, start=0, end=1),
        ev.Note(
            revision=1,
            final=False,
            engine="x",
            format="DAP",
            sections=(ev.Section(key="k", title=text, statements=(statement,)),),
        ),
        ev.Risk(kind=ev.RiskKind.ABUSE, status=ev.RiskStatus.ASKED, utterances=("u1",), text=text),
        ev.Notice(level=ev.NoticeLevel.INFO, code="x", text=text),
    )
    assert all(line.plain.isprintable() for line in draw(screen, "", 0.0, console()))
