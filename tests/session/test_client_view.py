"""On a screen that the client sees stands only what was marked as right, or what was signed."""

from scribe import commands
from scribe import events as ev
from scribe.session.client_view import shown
from tests.session.reviewed import do, drafted, statement
from tests.session.test_signature import chain

SUMMARY = (
    ev.Section(key="worked_on", title="What we worked on", statements=(statement("a", "You slept badly."),)),
    ev.Section(key="agreed", title="What we agreed", statements=(statement("b", "You will walk."), statement("x"))),
)


def texts(*asked: commands.ReviewCommand, signed: bool = False) -> list[str]:
    transcript = do(drafted(), *asked)
    if signed:
        transcript.apply(chain()[0])
    return [text for section in shown(SUMMARY, transcript.review) for text in section["statements"]]


def test_a_draft_shows_nothing_until_it_is_marked_as_right() -> None:
    assert texts() == []
    assert texts(commands.Accept(session="s1", statements=("b",))) == ["You will walk."]


def test_what_was_left_out_is_never_shown() -> None:
    left_out = commands.Reject(session="s1", statement="a")
    assert texts(left_out, signed=True) == ["You will walk."]


def test_a_signed_note_shows_what_was_signed_and_nothing_it_did_not_have() -> None:
    assert texts(signed=True) == ["You slept badly.", "You will walk."]
