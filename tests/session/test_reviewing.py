"""What the clinician may ask of a note, and what is refused with a reason they can act on."""

import pytest

from scribe import commands
from scribe import events as ev
from scribe.errors import StateError, UsageError
from scribe.session import reviewing
from tests.session.reviewed import DRAFT, NOW, do, drafted, folded, one

S = "s1"


def events(command: commands.ReviewCommand) -> list[ev.AnyEvent]:
    return reviewing.events(drafted(), command, "tablet", NOW)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_statement_of_risk_is_left_out_only_with_a_reason(reason: str) -> None:
    with pytest.raises(UsageError, match="only with a reason"):
        events(commands.Reject(session=S, statement="r", reason=reason))
    (decision,) = events(commands.Reject(session=S, statement="r", reason=" said of a film "))
    assert isinstance(decision, ev.Decision)
    assert (decision.verdict, decision.reason) == ("rejected", "said of a film")


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (commands.Edit(session=S, statement="x", text="y"), "no such statement"),
        (commands.Edit(session=S, statement="a", text="  "), "is empty"),
        (commands.Edit(session=S, statement="a", text="y" * 4001), "4000 are the most"),
        (commands.Accept(session=S, statements=("a", "x")), "no such statement"),
        (commands.Add(session=S, section="x", text="y"), "no section 'x'.*data, plan"),
        (commands.Add(session=S, section="data", text="y", after="x"), "no such statement"),
        (commands.Add(session=S, section="data", text="y", cites=("u9",)), "only what was said"),
        (commands.Reorder(session=S, section="data", statements=("a", "b")), "each statement"),
        (commands.Reorder(session=S, section="data", statements=("a", "b", "r", "r")), "each statement"),
        (commands.Reorder(session=S, section="x", statements=()), "no section"),
    ],
)
def test_what_is_not_there_is_refused(command: commands.ReviewCommand, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        events(command)


def test_nobody_undoes_unseen_what_somebody_else_wrote_meanwhile() -> None:
    transcript = do(drafted(), commands.Edit(session=S, statement="a", text="Theirs.", reads="The words of a."))
    for reads in ("The words of a.", ""):
        mine = commands.Edit(session=S, statement="a", text="Mine.", reads=reads)
        with pytest.raises(StateError, match="anew meanwhile"):
            reviewing.events(transcript, mine, "tablet", NOW)
    for knows in ("Theirs.", None):
        again = commands.Edit(session=S, statement="a", text="Mine.", reads=knows)
        assert one(do(transcript, again), "a").text == "Mine."
        transcript = do(transcript, commands.Edit(session=S, statement="a", text="Theirs."))


def test_what_was_said_about_safety_is_answered_for_in_one_of_three_ways_before_a_signature() -> None:
    with pytest.raises(StateError, match="About safety"):
        reviewing.refuse_unanswered(drafted().review)
    for answer in (
        commands.Accept(session=S, statements=("r",)),
        commands.Reject(session=S, statement="r", reason="said of a film"),
        commands.Edit(session=S, statement="r", text="Asked; denied."),
    ):
        answered = do(drafted(), answer)
        reviewing.refuse_unanswered(answered.review)
        undone = do(answered, commands.Edit(session=S, statement="r", text="The words of r."))
        undone = do(undone, commands.Reopen(session=S, statement="r"))
        assert [waiting.id for _, waiting in undone.review.unanswered()] == ["r"]


def test_to_have_reviewed_twice_changes_nothing() -> None:
    transcript = do(drafted(), commands.Reviewed(session=S))
    assert transcript.state is not None and transcript.state.state == "reviewed"
    assert reviewing.events(transcript, commands.Reviewed(session=S), "tablet", NOW) == []


@pytest.mark.parametrize("heard", [1, 2, 4])
def test_before_the_draft_there_is_nothing_to_review(heard: int) -> None:
    with pytest.raises(StateError, match="no draft"):
        reviewing.events(folded(*DRAFT[:heard]), commands.Reviewed(session=S), "tablet", NOW)
