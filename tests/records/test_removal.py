"""Deleting a session deletes everything derived from it; what is due, what is held, and a log that survives."""

import asyncio
import errno
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from scribe import asking, commands, keeping, reading, retaining
from scribe.chart import Chart, Participant
from scribe.cli import app
from scribe.config import Settings
from scribe.daemon import Daemon
from scribe.errors import StateError, StoreError, UsageError, WrongKeyError
from scribe.events import Role
from scribe.records import clients, epochs, removal
from scribe.records.clients import Client, Plan
from scribe.records.keys import unwrap, words_context
from scribe.records.session_keys import SessionKeys
from scribe.records.store import Store
from tests.audio.faulty_disk import Died, refuse_nameless
from tests.records import samples
from tests.session.test_desk import S, at_work

CANARY = "the heron stood in the tall reeds"
LATER = date(2040, 1, 1)

Opening = Callable[[Settings], Awaitable[None]]


async def filled(home: Path) -> None:
    """A signed session full of what must go, and another that must stay."""
    async with at_work(home) as (desk, store):
        await samples.begin(store, "kept")
        await samples.add(store, *samples.spoken("u1", "stays here"), session="kept")
        await samples.begin(store, "gone")
        await samples.add(store, *samples.spoken("u1", CANARY), *samples.resting_on("u1", CANARY), session="gone")
        await desk.do(commands.Add(session=S, section="plan", text=CANARY), "tablet")
        await desk.do(commands.Sign(session=S, name="Dr. B", credentials="PhD"), "tablet")


async def destroyed(home: Path, session: str) -> None:
    settings = Settings(home=home)
    asked = await retaining.destroy(settings, session, "period passed", "", LATER, early=False)
    assert not asked["destroyed"]
    done = await retaining.destroy(settings, session, "period passed", asked["confirm"], LATER, early=False)
    assert done["destroyed"]


def test_no_table_with_a_session_s_rows_is_forgotten(tmp_path: Path) -> None:
    asyncio.run(filled(tmp_path))
    tables = [name for (name,) in samples.rows(tmp_path, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    with_sessions = {
        table
        for table in tables
        if any(column[1] == "session" for column in samples.rows(tmp_path, f"PRAGMA table_info({table})"))
    }
    assert with_sessions == set(removal.DERIVED)


async def test_nothing_of_it_is_left_anywhere(tmp_path: Path) -> None:
    await filled(tmp_path)
    assert CANARY.encode() in samples.decrypted(tmp_path)
    await destroyed(tmp_path, S)
    await destroyed(tmp_path, "gone")
    plain = samples.decrypted(tmp_path)
    assert [word for word in (b"heron", b"reeds", b"gone") if word in plain] == []
    assert not (tmp_path / "audio" / S).exists()
    settings = Settings(home=tmp_path)
    assert await keeping.search(settings, "heron", 5) == []
    assert [row["kind"] for row in await retaining.destruction_log(settings)] == ["session", "session"]
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert [row.id for row in await store.sessions()] == ["kept"]
        assert len(await store.events("kept")) == 2
        assert await store.verify() == []
        with pytest.raises(StoreError, match="no session"):
            await store.session(S)


def opened_by_what_is_left(home: Path, copied: bytes) -> bool:
    """Whether a copy of a destroyed session's wrapped key can still be opened with what lies in the home now."""
    keys = samples.keys(home)
    kept = home / epochs.NAME
    known = msgspec.json.decode(kept.read_bytes(), type=epochs.Kept).epochs if kept.exists() else {}
    for epoch in (0, *known):
        with suppress(WrongKeyError):
            unwrap(epochs.key_of(home, keys, epoch), copied, words_context(S))
            return True
    return False


async def _destroyed_again(settings: Settings) -> None:
    with pytest.raises(StoreError, match="no session"):
        await retaining.destroy(settings, S, "period passed", "", LATER, early=False)


async def _client_destroyed(settings: Settings) -> None:
    with pytest.raises(StoreError, match="no client"):
        await retaining.destroy_client(settings, "Nobody N.", "period passed", "", LATER, early=False)


async def _asked_at_a_terminal(settings: Settings) -> None:
    await asking.ask_desk(settings, commands.Sessions())


async def _room_started(settings: Settings) -> None:
    without_models = settings.model_copy(update={"models": settings.home / "none"})  # whose loading would be waited for
    async with Daemon(without_models, any_port=True):
        pass


async def _key_recovered(settings: Settings) -> None:
    code = await reading.new_recovery_code(settings)
    (settings.home / "key").unlink()
    await reading.recover(settings, code)


OPENINGS = (_destroyed_again, _client_destroyed, _asked_at_a_terminal, _room_started, _key_recovered)
"""Whatever works on the record with the home's lock held."""


CUTS = ("refused by a disk that had taken it", "killed before its key was")


async def cut_off(home: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """A home in which the destruction of `S` was cut off. The key of its words as a copy of the store may hold it."""
    await filled(home)
    async with at_work(home) as (_, store):
        await samples.begin(store, "late")  # wraps its keys under the present epoch, as what is destroyed is
    (copied,) = samples.rows(home, "SELECT words_key FROM sessions WHERE id = 's1'")[0]
    (home / "audio" / S).mkdir(parents=True, exist_ok=True)
    (home / "audio" / "kept").mkdir(parents=True, exist_ok=True)
    async with Store.open(home, samples.SETTINGS) as store:
        with monkeypatch.context() as fault, pytest.raises(BaseException):  # noqa: B017 - either of the two
            if "disk" in how:
                refuse_nameless(fault, errno.EROFS)
            else:
                fault.setattr(SessionKeys, "rotate", samples.raising(Died()))
            await store.remove_session(S, "console", "period passed")
    return bytes(copied)


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda one: one.__name__.strip("_"))
@pytest.mark.parametrize("how", CUTS)
async def test_a_destruction_that_was_cut_off_is_finished_by_whoever_opens_the_record_next(
    tmp_path: Path, how: str, opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = await cut_off(tmp_path, how, monkeypatch)
    await keeping.clients(Settings(home=tmp_path))  # beside a daemon, and without the lock
    assert opened_by_what_is_left(tmp_path, copied)
    await opening(Settings(home=tmp_path))
    assert not opened_by_what_is_left(tmp_path, copied)
    assert [folder.name for folder in (tmp_path / "audio").iterdir()] == ["kept"]
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert {row.id for row in await store.sessions()} == {"kept", "gone", "late"}
        assert len(await store.session_key("late")) == 32
        assert await store.verify() == []


@pytest.mark.parametrize("how", CUTS)
async def test_what_was_being_destroyed_when_a_backup_was_made_is_not_in_what_is_restored(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, other = tmp_path / "home", Settings(home=tmp_path / "other")
    copied = await cut_off(home, how, monkeypatch)
    await keeping.backup(Settings(home=home), tmp_path / "backup")
    other.home.mkdir()
    (other.home / "key").write_bytes((home / "key").read_bytes())
    (other.home / "key").chmod(0o600)
    assert (await keeping.restore(other, tmp_path / "backup"))["opens"]
    assert not opened_by_what_is_left(other.home, copied)
    assert copied not in samples.decrypted(other.home)
    async with Store.open(other.home, other.records) as store:
        assert {row.id for row in await store.sessions()} == {"kept", "gone", "late"}
        assert len(await store.events("kept")) == 2
        assert await store.verify() == []


async def test_what_is_not_due_or_is_held_stays(tmp_path: Path) -> None:
    await filled(tmp_path)
    settings = Settings(home=tmp_path)
    with pytest.raises(StateError, match="kept until 2033-03-02"):
        await retaining.destroy(settings, S, "why", "", date(2030, 1, 1), early=False)
    with pytest.raises(UsageError, match="needs a reason"):
        await retaining.destroy(settings, S, " ", "", LATER, early=False)
    (row,) = await retaining.due(settings, LATER)
    assert (row["client"], row["due"], row["kept_until"]) == ("Ada L.", True, "2033-03-02")
    file = tmp_path / "client.json"
    file.write_bytes(msgspec.json.encode(Client(name="Ada L.", born="2015-06-01", jurisdiction="CA")))
    await keeping.set_client(settings, file)
    (row,) = await retaining.due(settings, LATER)
    assert (row["due"], row["kept_until"]) == (False, "2040-06-01")
    file.write_bytes(msgspec.json.encode(Client(name="Ada L.", hold="subpoena of 2031")))
    await keeping.set_client(settings, file)
    with pytest.raises(StateError, match="legal hold"):
        await retaining.destroy(settings, S, "why", "", LATER, early=True)
    assert (await retaining.due(settings, LATER))[0]["why"] == "legal hold"


async def test_a_wrong_code_destroys_nothing(tmp_path: Path) -> None:
    await filled(tmp_path)
    answer = await retaining.destroy(Settings(home=tmp_path), S, "why", "00000000", LATER, early=False)
    assert not answer["destroyed"]
    assert await retaining.destruction_log(Settings(home=tmp_path)) == []


async def test_a_client_s_whole_record_goes_and_nobody_else_s(tmp_path: Path) -> None:
    await filled(tmp_path)
    settings, file = Settings(home=tmp_path), tmp_path / "client.json"
    file.write_bytes(msgspec.json.encode(Client(name="Ada L.", born="1979-05-04", plan=Plan(made="2026-01-05"))))
    await keeping.set_client(settings, file)
    file.write_bytes(msgspec.json.encode(Client(name="Bo M.")))
    await keeping.set_client(settings, file)
    file.unlink()
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "other", chart=Chart(client="Bo M."))
    with pytest.raises(StateError, match="kept until 2033-03-02"):
        await retaining.destroy_client(settings, "Ada L.", "why", "", date(2030, 1, 1), early=False)
    asked = await retaining.destroy_client(settings, "Ada L.", "period passed", "", LATER, early=False)
    assert not asked["destroyed"] and "3 sessions" in asked["text"]
    await retaining.destroy_client(settings, "Ada L.", "period passed", asked["confirm"], LATER, early=False)
    plain = samples.decrypted(tmp_path)
    assert [word for word in (b"heron", b"Ada L.", b"1979-05-04", b"2026-01-05") if word in plain] == []
    assert await keeping.clients(settings) == ["Bo M."]
    log = await retaining.destruction_log(settings)
    assert [row["kind"] for row in log] == ["session", "session", "session", "client"]
    assert "Ada" not in str(log)
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert [row.id for row in await store.sessions()] == ["other"]
        assert await store.verify() == []


async def test_a_client_under_a_legal_hold_stays_whole(tmp_path: Path) -> None:
    await filled(tmp_path)
    settings, file = Settings(home=tmp_path), tmp_path / "client.json"
    file.write_bytes(msgspec.json.encode(Client(name="Ada L.", hold="subpoena of 2031")))
    await keeping.set_client(settings, file)
    with pytest.raises(StateError, match="legal hold"):
        await retaining.destroy_client(settings, "Ada L.", "why", "", LATER, early=True)
    assert (await retaining.due(settings, LATER))[0]["sessions"] == 3


def couple(client: str | None) -> Chart:
    people = (("Ada L.", Role.CLIENT), ("Bo M.", Role.PARTNER), ("Dr. B", Role.THERAPIST))
    return Chart(client=client, participants=tuple(Participant(name=name, role=role) for name, role in people))


async def test_who_only_took_part_is_told_what_stays_and_why(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "joint", chart=couple("Ada L."))
        await samples.begin(store, "nobody's", chart=couple(None))
    answer = await retaining.destroy_client(settings, "bo m.", "asked for", "", LATER, early=True)
    assert not answer["destroyed"] and "confirm" not in answer
    assert [one["session"] for one in answer["stays"]] == ["joint", "nobody's"]
    assert "joint (Ada L., 2026-03-02), nobody's (no client named, 2026-03-02)" in answer["text"]
    with pytest.raises(StoreError, match=r"no client Dr\. B"):
        await retaining.destroy_client(settings, "Dr. B", "asked for", "", LATER, early=True)
    assert await retaining.destruction_log(settings) == []
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "own", chart=Chart(client="Bo M."))
    asked = await retaining.destroy_client(settings, "Bo M.", "asked for", "", LATER, early=True)
    assert "1 sessions of Bo M." in asked["text"] and "joint (Ada L., 2026-03-02)" in asked["text"]
    done = await retaining.destroy_client(settings, "Bo M.", "asked for", asked["confirm"], LATER, early=True)
    assert done["destroyed"] and [one["session"] for one in done["stays"]] == ["joint", "nobody's"]
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert {row.id for row in await store.sessions()} == {"joint", "nobody's"}


async def test_a_record_of_their_own_is_found_in_other_capitals_and_never_missed(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "joint", chart=couple("Ada L."))
        await samples.begin(store, "own", chart=Chart(client="Bo M."))
    asked = await retaining.destroy_client(settings, "bo  m.", "asked for", "", LATER, early=True)
    assert "1 sessions of Bo M." in asked["text"] and [one["session"] for one in asked["stays"]] == ["joint"]
    assert asked["other_spellings"] == []
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "again", chart=Chart(client="BO M."))
    with pytest.raises(StoreError, match=r"bo m\. has 2 records: BO M\., Bo M\."):
        await retaining.destroy_client(settings, "bo m.", "asked for", "", LATER, early=True)
    asked = await retaining.destroy_client(settings, "Bo M.", "asked for", "", LATER, early=True)
    assert "spelled otherwise, stays the record of BO M." in asked["text"]
    done = await retaining.destroy_client(settings, "Bo M.", "asked for", asked["confirm"], LATER, early=True)
    assert done["destroyed"] and done["other_spellings"] == ["BO M."]
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        assert {row.id for row in await store.sessions()} == {"joint", "again"}


async def test_who_has_the_same_last_name_before_the_comma_is_somebody_else(tmp_path: Path) -> None:
    people = tuple(Participant(name=name, role=Role.CLIENT) for name in ("Lopez, Ana", "Lopez, Ben"))
    async with Store.open(tmp_path, samples.SETTINGS) as store:
        await samples.begin(store, "ana's", chart=Chart(client="Lopez, Ana", participants=people[:1]))
        await samples.begin(store, "joint", chart=Chart(client="Lopez, Ana", participants=people))
        shared = await store.ask(lambda db: [clients.took_part(db, name) for name in ("Lopez, Ben", "Lopez, Cy")])
    assert [[one.session for one in each] for each in shared] == [["joint"], []]


async def test_a_jurisdiction_without_periods_is_a_slip_of_the_pen(tmp_path: Path) -> None:
    file = tmp_path / "client.json"
    file.write_bytes(msgspec.json.encode(Client(name="Ada L.", jurisdiction="Calif")))
    with pytest.raises(UsageError, match=r"jurisdiction: Calif.*CA, NY, default"):
        await keeping.set_client(Settings(home=tmp_path), file)


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path))
    run = CliRunner()
    asyncio.run(filled(tmp_path))
    assert (
        "CA       progress_note          7 years, minors until 25" in run.invoke(app, ["retention", "periods"]).stdout
    )
    assert "kept          Ada L.  (private notes: 2033-03-02)" in run.invoke(app, ["retention", "due"]).stdout
    asked = ["retention", "destroy-client", "Ada L.", "--reason", "asked for", "--early"]
    told = run.invoke(app, asked).stdout
    assert "scribe private destroy" in told
    done = run.invoke(app, [*asked, "--confirm", told.split()[-1]])
    assert done.stdout == "Destroyed, with 3 sessions. The destruction log keeps when and why.\n"
    assert run.invoke(app, ["retention", "log"]).stdout.count("asked for") == 4
