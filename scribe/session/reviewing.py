"""From what the clinician asks of a drafted note to the events that say it was done. Pure: checks, and does nothing."""

from collections.abc import Iterable

import msgspec

from scribe import commands
from scribe import events as ev
from scribe.errors import StateError, UsageError
from scribe.session.machine import REVIEWABLE, Transition, after
from scribe.session.review import OWN, Review, ReviewedStatement, next_own
from scribe.session.transcript import Transcript

MOST_LETTERS = 4000
"""In one statement: a page. An addendum may have ten times as many."""


def events(transcript: Transcript, command: commands.ReviewCommand, author: str, now: str) -> list[ev.AnyEvent]:
    """What to append. StateError: the note is not, or no longer, reviewed. UsageError: what it names is not there."""
    refuse_unreviewable(transcript)
    review = transcript.review
    match command:
        case commands.Edit():
            _refuse_overwriting(_there(review, command.statement), command)
            text = checked(command.text, "statement")
            return [ev.Edit(statement=command.statement, text=text, author=author, made_at=now)]
        case commands.Accept():
            return [_decision(_there(review, s), ev.Verdict.ACCEPTED, "", author, now) for s in command.statements]
        case commands.Reject():
            reason = _reason(_there(review, command.statement), command.reason)
            return [_decision(_there(review, command.statement), ev.Verdict.REJECTED, reason, author, now)]
        case commands.Reopen():
            return [_decision(_there(review, command.statement), ev.Verdict.OPEN, "", author, now)]
        case commands.Add():
            return [_addition(transcript, command, author, now)]
        case commands.Reorder():
            _refuse_other_statements(review, command)
            return [ev.Order(section=command.section, statements=command.statements, author=author, made_at=now)]
        case commands.Reviewed():
            return reviewed(transcript)


def reviewed(transcript: Transcript) -> list[ev.AnyEvent]:
    """The change of state, where it is one: to say it twice changes nothing."""
    state = state_of(transcript)
    if state.state == ev.SessionState.REVIEWED:
        return []
    return [moved(state, Transition.REVIEW)]


def moved(state: ev.Session, transition: Transition) -> ev.Session:
    return msgspec.structs.replace(state, state=after(state.state, transition), reason="")


def state_of(transcript: Transcript) -> ev.Session:
    if transcript.state is None:
        raise StateError("The session has not begun.")
    return transcript.state


def refuse_unreviewable(transcript: Transcript) -> None:
    state = state_of(transcript).state
    if transcript.review.signed:
        raise StateError("The note is signed: it does not change any more.", "Add an addendum.")
    if state not in REVIEWABLE:
        raise StateError(f"The session is {state}: there is no draft to review yet.", "Wait for the note.")


def refuse_unanswered(review: Review) -> None:
    """CLINICAL 5: what was said about safety is looked at by a person before their name stands under it. StateError,
    which repeats no words of it; which statements they are is in `review.unanswered`."""
    if review.unanswered():
        raise StateError(
            "About safety, and not answered for yet.",
            "Mark each as right, word it anew, or leave it out with a reason; then sign.",
        )


def checked(text: str, what: str, most: int = MOST_LETTERS) -> str:
    """The text without blanks around it. UsageError when nothing or too much is left."""
    text = text.strip()
    if not text:
        raise UsageError(f"The {what} is empty.", "Write something, or reject the statement.")
    if len(text) > most:
        raise UsageError(f"The {what} has {len(text)} letters; {most} are the most.", "Say it in two.")
    return text


def _there(review: Review, statement: str) -> ReviewedStatement:
    found = review.find(statement)
    if found is None:
        raise UsageError("The note has no such statement.", "Open the session again: the note was drafted anew.")
    return found


def _refuse_overwriting(there: ReviewedStatement, command: commands.Edit) -> None:
    """Two people may word a statement anew at the same time, on two tablets: neither undoes the other's unseen."""
    if command.reads not in (None, there.text):
        raise StateError("This statement was worded anew meanwhile.", "Look how it reads now, then save again.")


def _decision(statement: ReviewedStatement, verdict: ev.Verdict, reason: str, author: str, now: str) -> ev.Decision:
    return ev.Decision(statement=statement.id, verdict=verdict, reason=reason, author=author, made_at=now)


def _reason(statement: ReviewedStatement, reason: str) -> str:
    """CLINICAL 5: what was said of risk can't go missing without somebody saying why."""
    if statement.kind == ev.EvidenceKind.RISK and not reason.strip():
        raise UsageError("A statement of risk is left out only with a reason.", "Say why; the audit keeps it.")
    return checked(reason, "reason") if reason.strip() else ""


def _addition(transcript: Transcript, command: commands.Add, author: str, now: str) -> ev.Addition:
    review = transcript.review
    if command.section not in review.sections:
        raise UsageError(f"The note has no section {command.section!r}.", f"It has {_listed(review.sections)}.")
    if command.after is not None:
        _there(review, command.after)
    unheard = [id for id in command.cites if id not in transcript.said or transcript.said[id].struck]
    if unheard:
        raise UsageError("A statement can cite only what was said in the session.", "Leave the citation out.")
    statement = ev.Statement(
        id=next_own(review),
        text=checked(command.text, "statement"),
        kind=OWN,
        cites=command.cites,
        goal=command.goal,
    )
    return ev.Addition(section=command.section, statement=statement, after=command.after, author=author, made_at=now)


def _refuse_other_statements(review: Review, command: commands.Reorder) -> None:
    section = review.sections.get(command.section)
    if section is None:
        raise UsageError(f"The note has no section {command.section!r}.", f"It has {_listed(review.sections)}.")
    if sorted(s.id for s in section.statements) != sorted(command.statements):
        raise UsageError("A new order names each statement of the section once.", "Open the session again.")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"
