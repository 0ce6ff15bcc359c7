"""A question about what was said, answered with the moments themselves, or with none (`notes/recall.py`).

Where the clinic has a language model it may word one sentence above them (`notes/engines/answering.py`), but not while
anybody is heard: it would take the processor from whoever listens.

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
from scribe import events as ev
from scribe.errors import EngineError, ModelError
from scribe.notes import recall
from scribe.notes.engines.answering import Lines, Sentence
from scribe.notes.note import Heard
from scribe.notes.parts import NoteParts
from scribe.notes.reading.encoder import SentenceEncoder
from scribe.records.sessions import SessionRow
from scribe.records.store import Store
from scribe.session.log import SessionLog
from scribe.session.machine import HEARD
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


DEAR = frozenset({ev.EvidenceKind.RISK, ev.EvidenceKind.PROTECTIVE, ev.EvidenceKind.MEASURE})
"""What no model words, here as in the note."""

Word = Callable[[str, Sequence[Lines], SentenceEncoder], Awaitable[Sentence | None]]
"""A question and the lines of each moment; None: no sentence that holds. May raise EngineError."""


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
        word: Word | None = None,
    ) -> None:
        """`word`: None where there is no language model."""
        self._store, self._current, self._parts, self._clock, self._word = store, current, parts, clock, word
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="recall", initializer=give_way)
        self._vectors: OrderedDict[str, dict[str, recall.Vector]] = OrderedDict()

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def ask(self, command: commands.Ask, by: str) -> Mapping[str, Any]:
        """`moments`, the best first, how many sessions were `searched`, of how many `there`; whether a model `may_word`
        an answer, and where that was asked for its `sentence` {text, moment} or None. Raises ScribeError."""
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
        moments = [told(talk, moment) for talk, moment in found]
        may_word = bool(moments) and self._word is not None and not self._is_hearing()
        answer = {"moments": moments, "searched": searched, "there": len(talks), "may_word": may_word}
        if command.worded and may_word:
            answer["sentence"] = await self._sentence(command.question, found, encoder)
        return answer

    def _is_hearing(self) -> bool:
        current = self._current()
        state = current.transcript.state if current else None
        return state is not None and state.state in HEARD

    async def _sentence(
        self, question: str, found: Sequence[tuple[Talk, recall.Moment]], encoder: SentenceEncoder
    ) -> Mapping[str, Any] | None:
        """Of the moments that a model may be shown. None where it failed: the moments themselves are the answer."""
        places = [place for place, one in enumerate(found) if may_be_worded(one[0].transcript, _of(*one))]
        if not places or self._word is None:
            return None
        try:
            worded = await self._word(question, [lines_of(_of(*found[place])) for place in places], encoder)
        except EngineError:
            return None
        return {"text": worded.text, "moment": places[worded.moment]} if worded else None

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


def _of(talk: Talk, moment: recall.Moment) -> Sequence[Said]:
    return talk.said[moment.first : moment.last + 1]


def may_be_worded(transcript: Transcript, said: Sequence[Said]) -> bool:
    """Nothing of risk and of scores rests on it."""
    ids = {one.id for one in said}
    dear = [one.utterances for one in transcript.evidence.values() if one.kind in DEAR]
    return all(ids.isdisjoint(rests) for rests in (*dear, *(risk.utterances for risk in transcript.risks)))


def lines_of(said: Sequence[Said]) -> Lines:
    """Names stay here: a sentence says client and therapist."""
    return [
        Heard(id=one.id, role=one.role, speaker=one.speaker, start=one.start, end=one.end, text=one.text)
        for one in said
        if not one.struck
    ]


def told(talk: Talk, moment: recall.Moment) -> dict[str, Any]:
    return {
        "session": talk.row.id,
        "date": (talk.row.started_at or talk.row.created_at)[:10],
        # What was struck while it was looked for is not told.
        "utterances": [_utterance(talk, one) for one in _of(talk, moment) if not one.struck],
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
