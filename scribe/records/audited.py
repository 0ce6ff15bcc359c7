"""What the audit says of an event that is stored: who, and a plain phrase. Pure."""

from collections.abc import Iterator

from scribe import events as ev

SESSION = "session"
"""Who changes a session's state: the session itself, by what it was told."""


def audited(event: ev.AnyEvent) -> Iterator[tuple[str, str]]:
    """(actor, action) of each row. No action repeats what was said; a clinician's reason is theirs, and is kept."""
    match event:
        case ev.Session():
            yield SESSION, f"session {event.state}"
        case ev.Redaction(reason=ev.PARTED):
            pass  # copies of the other half's words: the split after it is told
        case ev.Redaction():
            yield SESSION, "session struck"
        case ev.Merge():
            yield event.author, "other half merged into the session"
        case ev.Split():
            yield event.author, "other half parted from the session"
        case ev.Speaker() if event.author:
            yield event.author, f"speaker {event.speaker} set right"
        case ev.Correction():
            yield event.author, f"utterance {event.utterance} corrected"
        case ev.Edit():
            yield event.author, f"statement {event.statement} edited"
        case ev.Decision():
            why = f": {event.reason}" if event.reason else ""
            yield event.author, f"statement {event.statement} {_verdict(event.verdict)}{why}"
        case ev.Addition():
            yield event.author, f"statement {event.statement.id} added"
        case ev.Order():
            yield event.author, f"section {event.section} reordered"
        case ev.Signature():
            yield event.name, _SIGNED[event.kind]
        case ev.Destruction():
            yield event.author, f"{event.what} destroyed: {event.reason}"
        case _:
            pass


_SIGNED = {
    ev.SignatureKind.SIGNED: "note signed",
    ev.SignatureKind.COSIGNED: "note co-signed",
    ev.SignatureKind.ADDENDUM: "addendum signed",
}


def _verdict(verdict: ev.Verdict) -> str:
    return "opened again" if verdict == ev.Verdict.OPEN else str(verdict)
