"""Questions about what was said: this session and the client's earlier ones, nobody else's, and nothing struck."""

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from scribe import commands, models
from scribe import events as ev
from scribe.chart import Chart
from scribe.config import Settings
from scribe.errors import ModelError, StoreError
from scribe.notes.cues import load_cues
from scribe.notes.encoder import SentenceEncoder
from scribe.notes.parts import NoteParts
from scribe.records.store import Store
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
