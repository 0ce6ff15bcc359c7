"""The `ollama` engine: a local language model words the outline's sections anew; each sentence is verified.

One section at a time. While the model writes, every sentence that closes is verified and, where it holds, shown in the
place of the outline's sentences that it covers: the page never shows less than the outline. A section counts only when
the model finished it; if the model fails in the first one the error goes to the caller, if it fails later the finished
sections stay and the rest keeps the outline's words. Nothing leaves the machine: the address must be loopback, or a
host of the own network over https; proxies and redirects are ignored.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any

import msgspec
from ollama import AsyncClient

from scribe.config import OllamaSettings
from scribe.errors import EngineError
from scribe.events import Note, Section
from scribe.notes.engines.coverage import Rewording, replaced, woven
from scribe.notes.engines.ollama_chat import chat, check_address, chunks, connect, context_length, models, slow
from scribe.notes.engines.ollama_turn import Turns
from scribe.notes.engines.prompts import Batch, answer_tokens, batches, context_tokens, messages, room_in, schema
from scribe.notes.engines.proposals import Proposal, ProposalStream
from scribe.notes.formats.note_format import Reader
from scribe.notes.hand import UNTOUCHED, Hand
from scribe.notes.language.wording import load_wording
from scribe.notes.note import FinalNote, Heard
from scribe.notes.verifying.verification import Grounds, Likeness, Verdict, mended, verify

__all__ = ["Drafted", "Drafting", "Task", "Turns", "draft", "models"]

Emit = Callable[[Note], Awaitable[None]]


class Drafting(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the model's sentences."""

    proposed: int = 0
    kept: int = 0
    repaired: int = 0
    """Of the kept ones: held only with all the cites of their outline sentence, or without their quotation marks."""
    dropped: int = 0
    unneeded: int = 0
    """True, but covering no sentence of the outline whole."""
    reasons: dict[str, int] = {}
    """Why sentences were dropped: reason to count. No words of the session."""
    failed: str = ""
    """`EngineError.reason` of the failure that ended the work early."""


class Drafted(FinalNote, frozen=True, kw_only=True):
    """A final note that a language model worded, as far as it could."""

    drafting: Drafting


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be worded, and how."""

    sections: frozenset[str] | None = None
    """Their keys; None: all."""
    wish: str = ""
    """A hint of the clinician's for this once: 'shorter'."""
    style: str = ""
    """The clinician's manner of writing: a second pass over what the first one made and the verifier let stand."""
    hand: Hand = UNTOUCHED


async def draft(
    final: FinalNote,
    settings: OllamaSettings,
    emit: Emit,
    *,
    encoder: Likeness | None = None,
    task: Task | None = None,
    turns: Turns | None = None,
) -> Drafted:
    """The note worded by the model of `settings`. Raises EngineError where not one section could be finished.

    Emits live `Note` events (one section each, revisions after the outline's); before an error is raised or a section
    given up, that section is shown in the outline's words again. A note whose reader may not know its people is left as
    the outline worded it: a model is shown what was said, and could name them. `turns`: this room's, where several
    notes of it may be worded at once.
    """
    check_address(settings.url)
    work = _Work(final, settings, emit, encoder, task or Task(), turns or Turns(settings))
    async with connect(settings) as client:
        await work.run(client)
    return work.result()


class _Work:
    """One note being worded."""

    def __init__(
        self,
        final: FinalNote,
        settings: OllamaSettings,
        emit: Emit,
        encoder: Likeness | None,
        task: Task,
        turns: Turns,
    ) -> None:
        self._turns = turns
        self._final, self._settings, self._emit, self._encoder, self._task = final, settings, emit, encoder, task
        self._heard: dict[str, Heard] = {utterance.id: utterance for utterance in final.heard}
        self._wording = load_wording()
        self._engine = f"ollama:{settings.model}"
        self._revision = final.note.revision
        self._sections: dict[str, Section] = {}
        self._counts: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._failed = ""

    async def run(self, client: AsyncClient) -> None:
        room = room_in(await context_length(client, self._settings))
        if room is None or self._final.format.reader is not Reader.CHART:
            return
        chosen = [one for one in self._final.note.sections if self._asked_for(one)]
        plan = [(section, batches(section, self._heard, room, self._task.hand)) for section in chosen]
        wish = max(self._task.wish, self._task.style, key=len)
        context = context_tokens((batch for _, section_batches in plan for batch in section_batches), wish)
        for section, section_batches in plan:
            if not section_batches:
                continue
            try:
                worded = await self._section(client, section, section_batches, context, self._task.wish)
                self._sections[section.key] = worded
                if self._task.style:
                    again = batches(worded, self._heard, room, self._task.hand)
                    self._sections[section.key] = await self._section(client, worded, again, context, self._task.style)
            except EngineError as error:
                await self._show(self._sections.get(section.key, section))
                if not self._sections:
                    raise
                self._failed = error.reason
                return

    def _asked_for(self, section: Section) -> bool:
        return self._task.sections is None or section.key in self._task.sections

    async def _section(
        self, client: AsyncClient, section: Section, parts: list[Batch], context: int, wish: str
    ) -> Section:
        accepted: list[Rewording] = []
        longest_s = self._settings.section_s + self._settings.wait_s
        try:
            async with self._turns.turn(), asyncio.timeout(longest_s):
                for batch in parts:
                    async with aclosing(self._proposals(client, batch, context, wish)) as proposals:
                        async for proposal in proposals:
                            if rewording := await self._judge(proposal, batch, accepted):
                                accepted.append(rewording)
                                await self._show(woven(section, accepted))
        except TimeoutError:
            raise slow(self._settings.model, f"a section took longer than {longest_s:g} s") from None
        return woven(section, accepted)

    async def _proposals(self, client: AsyncClient, batch: Batch, context: int, wish: str) -> AsyncGenerator[Proposal]:
        stream = ProposalStream()
        async with aclosing(chunks(client, self._request(batch, context, wish), self._settings)) as parts:
            async for chunk in parts:
                for proposal in stream.feed(chunk.message.content or ""):
                    yield proposal
        stream.finish()

    def _request(self, batch: Batch, context: int, wish: str) -> dict[str, Any]:
        said, form = messages(batch, wish), schema(batch)
        return chat(self._settings.model, said, form, answer=answer_tokens(batch), context=context)

    async def _judge(self, proposal: Proposal, batch: Batch, accepted: list[Rewording]) -> Rewording | None:
        """Verifies off the event loop, mends once what can be mended without the model, and counts."""
        self._counts["proposed"] += 1
        taken = {old for one in accepted for old in one.replaces}
        verdict, rewording, repaired = await asyncio.to_thread(self._weigh, proposal, batch, taken)
        if not verdict.holds:
            self._counts["dropped"] += 1
            self._reasons.update(reason.value for reason in verdict.reasons)
        elif not rewording:
            self._counts["unneeded"] += 1
        else:
            self._counts["kept"] += 1
            self._counts["repaired"] += repaired
        return rewording

    def _weigh(self, proposal: Proposal, batch: Batch, taken: set[str]) -> tuple[Verdict, Rewording | None, bool]:
        grounds = Grounds(
            heard=self._final.heard,
            citable=frozenset(utterance.id for utterance in batch.heard),
            outline=batch.statements,
            diagnoses=str(self._final.header.get("diagnoses", "")),
        )
        text, cites = proposal.text.strip(), frozenset(proposal.cites)
        free = [one for one in batch.statements if one.id not in taken]
        verdict = self._verify(text, cites, grounds)
        replaces = replaced(text, cites, free, self._wording) if verdict.holds else ()
        repaired = False
        if not replaces:
            other_text, other_cites = mended(text, cites, grounds)
            other = self._verify(other_text, other_cites, grounds)
            if other.holds:
                repaired, verdict, text, cites = True, other, other_text, other_cites
                replaces = replaced(text, cites, free, self._wording)
        ordered = tuple(utterance.id for utterance in batch.heard if utterance.id in cites)
        return verdict, Rewording(text=text, cites=ordered, replaces=replaces) if replaces else None, repaired

    def _verify(self, text: str, cites: frozenset[str], grounds: Grounds) -> Verdict:
        return verify(text, cites, grounds, encoder=self._encoder, wording=self._wording)

    async def _show(self, section: Section) -> None:
        self._revision += 1
        await self._emit(
            Note(
                revision=self._revision,
                final=False,
                engine=self._engine,
                format=self._final.note.format,
                sections=(section,),
            )
        )

    def result(self) -> Drafted:
        sections = tuple(self._sections.get(section.key, section) for section in self._final.note.sections)
        engine = self._engine if self._sections else self._final.note.engine
        note = msgspec.structs.replace(self._final.note, revision=self._revision + 1, engine=engine, sections=sections)
        fields = {name: getattr(self._final, name) for name in FinalNote.__struct_fields__}
        drafting = Drafting(**self._counts, reasons=dict(self._reasons), failed=self._failed)
        return Drafted(**{**fields, "note": note, "drafting": drafting})
