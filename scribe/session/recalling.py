"""A question about what was said, answered with the moments themselves, or with none (`notes/recall.py`).

It is looked for in the session that was named, also while that is heard, and in the same client's sessions before it.
Vectors are made on a thread that gives way to everything else and are kept in memory only, beside the words they are
made of: what was struck has none the next time anybody asks.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from msgspec import Struct

from scribe import commands
from scribe.errors import ModelError
from scribe.notes import recall
from scribe.notes.encoder import SentenceEncoder
from scribe.notes.parts import NoteParts
from scribe.records.sessions import SessionRow
from scribe.records.store import Store
from scribe.session.log import SessionLog
from scribe.session.transcript import WORDS_DESTROYED, Said, Transcript
from scribe.speech.worker import give_way

MOST_EARLIER = 5
"""Sessions before this one: a month or more of weekly ones. Each costs four seconds of a slow core the first time."""

PATIENCE_S = 10.0
"""Then no further session is begun with: whoever asked waits. Asked again, it goes on from there."""

MOST_ROWS = 1000
"""Of all clients, among which they are looked for: half a year of a busy room."""

MOST_KEPT = 8
"""Sessions whose vectors are kept."""


class Talk(Struct, frozen=True):
    """What was said in a session, as it stood when it was asked about."""

    row: SessionRow
    transcript: Transcript
    said: tuple[Said, ...]
    texts: tuple[str, ...]


class Recalling:
    """`current` is the log of the session that was heard last: it knows what the store is only about to hold."""

    def __init__(
        self,
        store: Store,
        current: Callable[[], SessionLog | None],
        parts: Callable[[], Awaitable[NoteParts]],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store, self._current, self._parts, self._clock = store, current, parts, clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="recall", initializer=give_way)
        self._vectors: OrderedDict[str, dict[str, recall.Vector]] = OrderedDict()

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def ask(self, command: commands.Ask, by: str) -> Mapping[str, Any]:
        """`moments`, the best first, and how many sessions were `searched`, of how many `there`. Raises ScribeError."""
        encoder = (await self._parts()).encoder
        if encoder is None:
            raise ModelError("Questions need the sentence model.", "Run `scribe models install`, or search for a word.")
        talks = await self._talks(command.session)
        found, searched = await asyncio.get_running_loop().run_in_executor(
            self._thread, self._find, encoder, command.question, talks
        )
        # Which sessions were read is told; what was asked would tell what was said.
        for session in dict.fromkeys([command.session, *(talk.row.id for talk, _ in found)]):
            await self._store.audit(by, "question asked", session)
        return {"moments": [told(talk, moment) for talk, moment in found], "searched": searched, "there": len(talks)}

    async def _talks(self, session: str) -> list[Talk]:
        """This one, then those before it, the newest first."""
        own = await self._store.session(session)
        rows = await self._store.sessions(limit=MOST_ROWS) if own.client else []
        before = [
            row
            for row in rows
            if row.client == own.client and row.id != own.id and not row.part_of and row.created_at <= own.created_at
        ]
        return [_talk(row, await self._transcript(row.id)) for row in (own, *before[:MOST_EARLIER])]

    async def _transcript(self, session: str) -> Transcript:
        current = self._current()
        if current is not None and current.session == session:
            return current.transcript
        folded = Transcript()
        for event in await self._store.events(session):
            folded.apply(event)
        return folded

    def _find(
        self, encoder: SentenceEncoder, question: str, talks: Sequence[Talk]
    ) -> tuple[list[tuple[Talk, recall.Moment]], int]:
        began, searched = self._clock(), 0
        found: list[tuple[Talk, recall.Moment]] = []
        for talk in talks:
            if searched and self._clock() - began >= PATIENCE_S:
                break
            moments = recall.moments(question, talk.texts, self._remembering(encoder, talk.row.id))
            found += [(talk, moment) for moment in moments]
            searched += 1
        while len(self._vectors) > MOST_KEPT:
            self._vectors.popitem(last=False)
        return sorted(found, key=lambda one: -one[1].score)[: recall.MOST], searched

    def _remembering(self, encoder: SentenceEncoder, session: str) -> Callable[[str], recall.Vector]:
        """The vector of a text, from the last time where it was asked for then. Others are forgotten."""
        before = self._vectors.pop(session, {})
        now = self._vectors[session] = {}

        def vector(text: str) -> recall.Vector:
            if text not in now:
                known = before.get(text)
                now[text] = encoder.anew(text) if known is None else known
            return now[text]

        return vector


def _talk(row: SessionRow, transcript: Transcript) -> Talk:
    said = tuple(one for one in transcript.said.values() if not one.struck and one.text not in ("", WORDS_DESTROYED))
    return Talk(row, transcript, said, tuple(one.text for one in said))


def told(talk: Talk, moment: recall.Moment) -> dict[str, Any]:
    return {
        "session": talk.row.id,
        "date": (talk.row.started_at or talk.row.created_at)[:10],
        # What was struck while it was looked for is not told.
        "utterances": [_utterance(talk, one) for one in talk.said[moment.first : moment.last + 1] if not one.struck],
    }


def _utterance(talk: Talk, said: Said) -> dict[str, Any]:
    _, name = talk.transcript.names.get(said.speaker, (said.role, None))
    return {
        "id": said.id,
        "speaker": said.speaker,
        "role": said.role,
        "name": name,
        "start": said.start,
        "text": said.text,
    }
