"""Events keep their order and their places; what is struck leaves every one of them."""

import errno
from pathlib import Path

import pytest

from scribe import events as ev
from scribe.errors import StoreError, UnstoredError
from tests.audio.faulty_disk import refuse_nameless
from tests.records import samples


def notice(text: str) -> ev.Notice:
    return ev.Notice(level=ev.NoticeLevel.INFO, code="test", text=text)


async def test_events_come_back_as_they_went_in(tmp_path: Path) -> None:
    events = samples.stamped([*samples.spoken("u1", "good morning"), *samples.resting_on("u1", "it"), notice("x")])
    async with samples.with_session(tmp_path) as store:
        await store.append("s1", events[:2])
        await store.append("s1", events[2:])
        assert await store.events("s1") == events
        assert await store.events("s1", after=4) == events[4:]
        assert await store.events("s1", after=99) == []
        assert await store.last_seq("s1") == len(events)


async def test_nothing_yet(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        await store.append("s1", [])
        assert (await store.last_seq("s1"), await store.events("s1")) == (0, [])


@pytest.mark.parametrize("seq", [0, 1, 2, 4, 7])
async def test_only_the_next_number_is_taken(tmp_path: Path, seq: int) -> None:
    first = samples.stamped([notice("a"), notice("b")])
    async with samples.with_session(tmp_path) as store:
        await store.append("s1", first)
        with pytest.raises(StoreError, match="is not the next one"):
            await store.append("s1", [ev.stamp(notice("c"), seq=seq, at=0.2, session="s1")])
        assert await store.events("s1") == first


async def test_what_a_disk_took_although_it_was_not_believed_is_stored_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = samples.stamped([*samples.spoken("u1", "good morning"), *samples.resting_on("u1", "it")])
    struck = samples.stamped([ev.Redaction(utterances=("u1",), reason="struck")], after=len(said))
    async with samples.with_session(tmp_path) as store:
        before = len(await store.audit_rows())
        for part in (said, struck):
            with monkeypatch.context() as patch:
                refuse_nameless(patch, errno.EROFS)
                with pytest.raises(UnstoredError):
                    await store.append("s1", part)
            await store.append("s1", part)
        assert await store.last_seq("s1") == len(said) + 1
        assert len(await store.audit_rows()) == before + 1
        assert await store.verify() == []


async def test_one_misplaced_event_keeps_the_others_out(tmp_path: Path) -> None:
    good, late = ev.stamp(notice("a"), seq=1, at=0, session="s1"), ev.stamp(notice("b"), seq=3, at=0, session="s1")
    async with samples.with_session(tmp_path) as store:
        with pytest.raises(StoreError):
            await store.append("s1", [good, late])
        assert await store.last_seq("s1") == 0


async def test_another_session_s_event_is_refused(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        with pytest.raises(StoreError, match="Event 1 of s2"):
            await store.append("s1", samples.stamped([notice("a")], session="s2"))


@pytest.mark.parametrize(
    "passing",
    [ev.Level(dbfs=-20, speech=True), ev.Draft(utterance="u1", speaker="S1", text="maybe", start=0, end=1)],
)
async def test_what_only_matters_while_new_is_not_stored(tmp_path: Path, passing: ev.AnyEvent) -> None:
    async with samples.with_session(tmp_path) as store:
        with pytest.raises(StoreError, match="is not stored"):
            await store.append("s1", samples.stamped([passing]))


async def test_a_strike_blanks_what_rests_on_it_and_keeps_the_places(tmp_path: Path) -> None:
    log: list[ev.AnyEvent] = [*samples.spoken("u1", "keep me"), *samples.resting_on("u1", "kept")]
    log += [*samples.spoken("u2", "take back"), *samples.resting_on("u2", "struck"), samples.strike("u2")]
    async with samples.with_session(tmp_path) as store:
        await samples.add(store, *log)
        left = await store.events("s1")
    assert left[:5] == samples.stamped(log)[:5]
    words, utterance, evidence, risk, note, redaction = left[5:]
    assert isinstance(words, ev.Words) and words.words == ()
    assert isinstance(utterance, ev.Utterance) and (utterance.text, utterance.speaker) == ("", "S1")
    assert isinstance(evidence, ev.Evidence) and evidence.text == ""
    assert isinstance(risk, ev.Risk) and risk.text == ""
    assert isinstance(note, ev.Note) and note.sections[0].statements == ()
    assert isinstance(redaction, ev.Redaction)
    assert [event.seq for event in left] == list(range(1, 12))


async def test_what_comes_after_a_strike_does_not_bring_it_back(tmp_path: Path) -> None:
    """The listener may still be finishing the struck utterance, the writer a note about it."""
    words, utterance = samples.spoken("u1", "take me back")
    async with samples.with_session(tmp_path) as store:
        await samples.add(store, words, samples.strike("u1"))
        await samples.add(store, words, utterance, *samples.resting_on("u1", "back"))
        await samples.report(store, {"risk": [{"utterances": ["u1"], "text": "back"}]})
        assert b"back" not in b"".join(ev.encode(event) for event in await store.events("s1"))
        assert await store.report("s1") == {"risk": []}
    assert b"back" not in samples.decrypted(tmp_path)


async def test_a_strike_in_the_same_append_counts_at_once(tmp_path: Path) -> None:
    words, utterance = samples.spoken("u1", "oops")
    async with samples.with_session(tmp_path) as store:
        await samples.add(store, words, samples.strike("u1"), utterance)
        assert b"oops" not in b"".join(ev.encode(event) for event in await store.events("s1"))


async def test_a_strike_reaches_a_report_written_before_it(tmp_path: Path) -> None:
    async with samples.with_session(tmp_path) as store:
        await samples.add(store, *samples.spoken("u1", "hello"), *samples.spoken("u2", "there"))
        await samples.report(store, {"risk": [{"utterances": ["u1"]}, {"utterances": ["u2"]}], "missing": []})
        await samples.add(store, samples.strike("u1"))
        assert await store.report("s1") == {"risk": [{"utterances": ["u2"]}], "missing": []}


async def test_the_clinician_s_own_words_stay(tmp_path: Path) -> None:
    jotting = ev.Jotting(id="j1", author="Dr B", text="tearful", kind="observation", near="u1")
    async with samples.with_session(tmp_path) as store:
        await samples.add(store, *samples.spoken("u1", "hello"), jotting, samples.strike("u1"))
        assert [e.text for e in await store.events("s1") if isinstance(e, ev.Jotting)] == ["tearful"]
