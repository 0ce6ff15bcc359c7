"""A clinician's own observation, put into the session's log."""

from collections.abc import Sequence

from scribe import events as ev
from scribe.session.log import SessionLog


async def jotted(
    log: SessionLog, author: str, text: str, kind: str, section: str | None, key: str
) -> Sequence[ev.AnyEvent]:
    """The observation as it was stored; nothing where it is there already. Raises as `SessionLog.add`."""

    async def made() -> list[ev.AnyEvent]:
        return [log.transcript.next_jotting(author, text, kind, section)]

    return await log.add(made, key)
