"""Questions about what was said: this session and the client's earlier ones, nobody else's, and nothing struck."""

import itertools
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from scribe import commands, models
from scribe import events as ev
from scribe.chart import Chart
from scribe.config import Settings
from scribe.errors import EngineError, ModelError, StoreError
from scribe.notes.engines.answering import Lines, Sentence
from scribe.notes.language.cues import load_cues
from scribe.notes.parts import NoteParts
from scribe.notes.reading.encoder import SentenceEncoder
from scribe.records.store import Store
from scribe.session.clock import changed
from scribe.session.log import SessionLog
from scribe.session.recalling import PATIENCE_S, Recalling
from tests.records import samples

pytestmark = pytest.mark.model

NOW, BEFORE, OTHERS = "now", "before", "others"


@pytest.fixture(scope="module")
def parts() -> NoteParts:
    return NoteParts(load_cues(), SentenceEncoder(models.path_of(Settings(), "minilm")))


@asynccontextmanager
async def asked_about(home: Path, parts: NoteParts) -> AsyncIterator[tuple[Store, Recalling]]:
    """Ada spoke of her sleep today and of a dog before; another client spoke of a court case."""
    async with Store.open(home, samples.SETTINGS) as store:
        talks = {
            BEFORE: ("Ada L.", "Our dog Bruno died in the spring."),
            OTHERS: ("Grace H.", "The court case begins on Monday."),
            NOW: ("Ada L.", "I slept four hours on most nights."),
        }
        for session, (client, text) in talks.items():
            await samples.begin(store, session, Chart(client=client))
            await samples.add(store, *samples.spoken("u1", text), session=session)

        async def loaded() -> NoteParts:
            return parts

        recalling = Recalling(store, lambda: None, loaded)
        yield store, recalling
        recalling.close()


def ask(question: str, session: str = NOW) -> commands.Ask:
    return commands.Ask(session=session, question=question)


async def test_a_question_is_answered_with_the_cited_moment(tmp_path: Path, parts: NoteParts) -> None:
    async with asked_about(tmp_path, parts) as (_, recalling):
        answer = await recalling.ask(ask("How much does she sleep?"), "Dr. B")
        assert (answer["searched"], answer["there"]) == (2, 2)
        (moment,) = answer["moments"]
        assert (moment["session"], moment["date"]) == (NOW, "2026-03-02")
        (said,) = moment["utterances"]
        assert (said["id"], said["text"]) == ("u1", "I slept four hours on most nights.")


async def test_what_was_said_in_an_earlier_session_is_found_and_both_are_in_the_audit(
    tmp_path: Path, parts: NoteParts
) -> None:
    async with asked_about(tmp_path, parts) as (store, recalling):
        (moment,) = (await recalling.ask(ask("What happened to her dog?"), "Dr. B"))["moments"]
        assert moment["session"] == BEFORE
        rows = [row for row in await store.audit_rows() if row.action == "question asked"]
        assert [row.actor for row in rows] == ["Dr. B", "Dr. B"]
        assert len({row.subject for row in rows}) == 2
        assert "dog" not in str(await store.audit_rows())


async def test_what_another_client_said_is_not_found(tmp_path: Path, parts: NoteParts) -> None:
    async with asked_about(tmp_path, parts) as (_, recalling):
        assert (await recalling.ask(ask("When does the court case begin?"), "Dr. B"))["moments"] == []


async def test_what_was_struck_is_not_found_any_more(tmp_path: Path, parts: NoteParts) -> None:
    async with asked_about(tmp_path, parts) as (store, recalling):
        question = ask("How much does she sleep?")
        assert (await recalling.ask(question, "Dr. B"))["moments"]
        await samples.add(store, ev.Redaction(utterances=("u1",), reason="struck"), session=NOW)
        assert (await recalling.ask(question, "Dr. B"))["moments"] == []
        assert "slept" not in str(recalling._vectors)


async def test_destroyed_words_are_not_found(tmp_path: Path, parts: NoteParts) -> None:
    gone = ev.Destruction(what="words", reason="policy", author="Dr. B", destroyed_at=samples.CREATED_AT)
    async with asked_about(tmp_path, parts) as (store, recalling):
        await samples.add(store, gone, session=NOW)
        assert (await recalling.ask(ask("Which words were destroyed under policy?"), "Dr. B"))["moments"] == []


async def test_a_session_is_asked_about_while_it_is_heard(tmp_path: Path, parts: NoteParts) -> None:
    """From its own log, which is what its clients see."""

    async def append(events: object) -> None:
        pass

    async with asked_about(tmp_path, parts) as (store, _):
        log = SessionLog(NOW, append, lambda: 0.0)
        await log.append(*samples.spoken("u9", "My sister moved to Lisbon."))

        async def loaded() -> NoteParts:
            return parts

        recalling = Recalling(store, lambda: log, loaded)
        (moment,) = (await recalling.ask(ask("Where does her sister live?"), "Dr. B"))["moments"]
        assert moment["utterances"][0]["id"] == "u9"
        recalling.close()


class Writer:
    """A language model that is asked for one sentence."""

    def __init__(self, fails: bool = False) -> None:
        self.shown: list[list[str]] = []
        self.fails = fails

    async def word(self, question: str, moments: Sequence[Lines], encoder: SentenceEncoder) -> Sentence:
        self.shown += [[line.text for line in lines] for lines in moments]
        if self.fails:
            raise EngineError("The language model did not answer.", "Start it.", "missing")
        return Sentence("Client slept four hours on most nights.", 0)


async def worded(
    store: Store, parts: NoteParts, writer: Writer, log: SessionLog | None = None, *, wanted: bool = True
) -> Mapping[str, Any]:
    async def loaded() -> NoteParts:
        return parts

    recalling = Recalling(store, lambda: log, loaded, word=writer.word)
    question = commands.Ask(session=NOW, question="How much does she sleep?", worded=wanted)
    answer = await recalling.ask(question, "Dr. B")
    recalling.close()
    return answer


async def test_a_model_words_an_answer_only_where_it_is_asked_to(tmp_path: Path, parts: NoteParts) -> None:
    async with asked_about(tmp_path, parts) as (store, _):
        writer = Writer()
        first = await worded(store, parts, writer, wanted=False)
        assert (first["may_word"], "sentence" in first, writer.shown) == (True, False, [])
        again = await worded(store, parts, writer)
        assert again["sentence"] == {"text": "Client slept four hours on most nights.", "moment": 0}
        assert writer.shown == [["I slept four hours on most nights."]]
        assert again["moments"] == first["moments"]


async def test_a_model_that_fails_leaves_the_moments(tmp_path: Path, parts: NoteParts) -> None:
    async with asked_about(tmp_path, parts) as (store, _):
        answer = await worded(store, parts, Writer(fails=True))
        assert answer["sentence"] is None and answer["moments"]


async def test_no_model_is_shown_what_is_said_of_risk_and_scores(tmp_path: Path, parts: NoteParts) -> None:
    async with asked_about(tmp_path, parts) as (store, _):
        kept = ev.Evidence(
            id="e1", kind=ev.EvidenceKind.MEASURE, utterances=("u1",), text="x", polarity=ev.Polarity.AFFIRMED
        )
        await samples.add(store, kept, session=NOW)
        writer = Writer()
        assert (await worded(store, parts, writer))["sentence"] is None
        assert writer.shown == []


async def test_while_somebody_is_heard_no_model_is_asked(tmp_path: Path, parts: NoteParts) -> None:
    async def append(events: object) -> None:
        pass

    async with asked_about(tmp_path, parts) as (store, _):
        log = SessionLog(NOW, append, lambda: 0.0)
        await log.append(
            changed(None, ev.SessionState.LIVE), *samples.spoken("u1", "I slept four hours on most nights.")
        )
        writer = Writer()
        answer = await worded(store, parts, writer, log)
        assert (answer["may_word"], "sentence" in answer, writer.shown) == (False, False, [])


async def test_whoever_asks_is_not_kept_waiting_for_sessions_long_past(tmp_path: Path, parts: NoteParts) -> None:
    async with asked_about(tmp_path, parts) as (store, _):

        async def loaded() -> NoteParts:
            return parts

        recalling = Recalling(store, lambda: None, loaded, itertools.count(step=PATIENCE_S).__next__)
        answer = await recalling.ask(ask("What happened to her dog?"), "Dr. B")
        assert (answer["moments"], answer["searched"], answer["there"]) == ([], 1, 2)
        recalling.close()


async def test_without_the_sentence_model_or_the_session_it_is_refused(tmp_path: Path, parts: NoteParts) -> None:
    async with asked_about(tmp_path, parts) as (store, recalling):
        with pytest.raises(StoreError):
            await recalling.ask(ask("How much does she sleep?", "none"), "Dr. B")

        async def bare() -> NoteParts:
            return NoteParts(parts.cues, None)

        without = Recalling(store, lambda: None, bare)
        with pytest.raises(ModelError, match="sentence model"):
            await without.ask(ask("How much does she sleep?"), "Dr. B")
        without.close()
