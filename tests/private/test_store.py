"""The clinician's own notes: their passphrase alone, ten minutes, and no way to them from anywhere else."""

import ast
import asyncio
import errno
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from scribe import retaining
from scribe.cli import app
from scribe.config import Settings
from scribe.errors import UnstoredError, UsageError, WrongKeyError
from scribe.practice import retention
from scribe.practice.redisclosure import NOTICE
from scribe.private import store
from scribe.private.store import LOCK_S, WRAPPED_NAME, Kind, LockedError, PrivateNotes
from scribe.records import clients, passphrase
from scribe.records.clients import Client
from scribe.records.keys import Keys
from scribe.records.store import Store
from tests.audio.faulty_disk import refuse_nameless
from tests.records import samples
from tests.records.samples import pages

WORDS, OTHER = "my own four words", "another four words"
CANARY = "I wonder about my own impatience"
ROOT = Path(__file__).parents[2]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_kept_under_a_passphrase_of_its_own_and_read_back(tmp_path: Path) -> None:
    notes = PrivateNotes(tmp_path)
    with pytest.raises(UsageError, match="no private notes"):
        notes.unlock(WORDS)
    notes.create(WORDS)
    first = notes.write("Ada L.", "s1", CANARY)
    notes.write("Bo M.", None, "Something else")
    again = PrivateNotes(tmp_path)
    with pytest.raises(LockedError):
        again.read("Ada L.")
    with pytest.raises(WrongKeyError):
        again.unlock(OTHER)
    again.unlock(WORDS)
    assert [(e.id, e.session, e.text) for e in again.read("Ada L.")] == [(first, "s1", CANARY)]
    again.remove(first)
    assert again.read("Ada L.") == []
    for path in tmp_path.iterdir():
        assert CANARY.encode() not in path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0


def test_a_disk_that_went_read_only_under_a_note_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = PrivateNotes(tmp_path)
    notes.create(WORDS)
    first = notes.write("Ada L.", None, CANARY)
    refuse_nameless(monkeypatch, errno.EROFS)
    with pytest.raises(UnstoredError):
        notes.write("Ada L.", None, "Something else")
    with pytest.raises(UnstoredError):
        notes.remove(first)


def test_what_is_written_again_with_the_same_key_is_there_once(tmp_path: Path) -> None:
    notes = PrivateNotes(tmp_path)
    notes.create(WORDS)
    first = notes.write("Ada L.", "s1", CANARY, key="k1")
    assert notes.has("k1") and not notes.has("k2")
    again = PrivateNotes(tmp_path)  # another connection, after a restart perhaps
    again.unlock(WORDS)
    assert again.write("Ada L.", "s1", CANARY, key="k1") == first
    assert again.write("Ada L.", "s1", CANARY, key="k2") != first
    again.write("Ada L.", "s1", CANARY)
    again.write("Ada L.", "s1", CANARY)
    assert len(notes.read("Ada L.")) == 4


def test_notes_of_before_there_were_keys_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(store, "SCHEMA", store.SCHEMA[:2])
        notes = PrivateNotes(tmp_path)
        notes.create(WORDS)
        insert = "INSERT INTO entries (client, session, written_at, text) VALUES ('Ada L.', NULL, '2026-03-02', 'Old.')"
        notes._changed(lambda db: db.execute(insert))
    notes.write("Ada L.", None, "New.", key="k1")
    assert [one.text for one in notes.read("Ada L.")] == ["Old.", "New."]


def test_ten_minutes_without_use_lock_it(tmp_path: Path) -> None:
    clock = Clock()
    notes = PrivateNotes(tmp_path, clock)
    notes.create(WORDS)
    for _ in range(3):
        clock.now += LOCK_S - 1
        notes.write("Ada L.", None, "still here")
    clock.now += LOCK_S
    assert notes.locked
    with pytest.raises(LockedError, match="are locked"):
        notes.read("Ada L.")
    notes.unlock(WORDS)
    assert len(notes.read("Ada L.")) == 3
    notes.lock()
    assert notes.locked


def test_a_new_passphrase_and_what_is_refused(tmp_path: Path) -> None:
    notes = PrivateNotes(tmp_path)
    with pytest.raises(UsageError, match="at least 12"):
        notes.create("short")
    notes.create(WORDS)
    for text in ("", "  \n"):
        with pytest.raises(UsageError, match="nothing to keep"):
            notes.write("Ada L.", None, text)
    with pytest.raises(UsageError, match="no private entry 7"):
        notes.remove(7)
    notes.change_passphrase(WORDS, OTHER)
    with pytest.raises(WrongKeyError):
        notes.unlock(WORDS)
    notes.unlock(OTHER)


# -- nobody else ------------------------------------------------------------------------------------------------------


def imports(path: Path) -> set[str]:
    """Every module of ours that a file names, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return {name for name in found if name.split(".")[0] in ("scribe", "clients")}


def graph() -> dict[str, set[str]]:
    files = [*ROOT.glob("scribe/**/*.py"), *ROOT.glob("clients/**/*.py")]
    return {_name(file): imports(file) for file in files}


def _name(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def test_no_room_but_the_command_line_can_reach_the_private_side() -> None:
    """Walked through every import, also those inside functions."""
    edges = graph()
    reaches = {"scribe.private", *(name for name in edges if name.startswith("scribe.private."))}
    assert len(reaches) == len(list((ROOT / "scribe" / "private").glob("*.py")))
    while grown := {name for name, to in edges.items() if name not in reaches and to & reaches}:
        reaches |= grown
    outside = {name for name in reaches if not name.startswith("scribe.private")}
    assert outside <= {"scribe.cli", "scribe.__main__"}


def test_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path / "home"))

    def scribe(*arguments: str, code: int = 0, **more: Any) -> str:
        done = CliRunner().invoke(app, ["private", *arguments], **more)
        assert done.exit_code == code, done.output
        return str(done.stdout)

    scribe("begin", code=1, input="short\n")
    scribe("begin", input=f"{WORDS}\n")
    scribe("begin", code=1, input=f"{OTHER}\n")
    scribe("write", "Ada L.", "--session", "s1", input=f"{WORDS}\n{CANARY}\n")
    (row,) = json.loads(scribe("show", "Ada L.", "--json", input=f"{WORDS}\n"))
    assert (row["session"], row["text"]) == ("s1", f"{CANARY}\n")
    out = tmp_path / "out.txt"
    scribe("export", "Ada L.", "-o", str(out), "--authorized", code=1, input=f"{WORDS}\n")
    assert not out.exists()
    scribe("export", "Ada L.", "-o", str(out), "--authorized", "--confirm", "Ada L.", input=f"{WORDS}\n")
    assert CANARY in out.read_text(encoding="utf-8")
    scribe("write", "Ada L.", "--substance-use", input=f"{WORDS}\nHow the craving began\n")
    apart = tmp_path / "apart.txt"
    confirmed = ("--authorized", "--confirm", "Ada L.")
    scribe("export", "Ada L.", "-o", str(apart), "--substance-use", *confirmed, input=f"{WORDS}\n")
    shown = apart.read_text(encoding="utf-8")
    assert shown.startswith(NOTICE) and "craving" in shown and CANARY not in shown
    scribe("export", "Ada L.", "-o", str(tmp_path / "again.txt"), *confirmed, input=f"{WORDS}\n")
    assert "craving" not in (tmp_path / "again.txt").read_text(encoding="utf-8")
    scribe("passphrase", code=1, input=f"{OTHER}\n{OTHER}\n")
    scribe("passphrase", code=1, input=f"{WORDS}\nshort\n")
    scribe("passphrase", input=f"{WORDS}\n{OTHER}\n")
    scribe("show", "Ada L.", input=f"{OTHER}\n")
    scribe("show", "Ada L.", code=1, input=f"{WORDS}\n")
    told = [action for (action,) in samples.rows(tmp_path / "home", "SELECT action FROM audit ORDER BY seq")]
    assert told == [
        "private notes begun",
        "private note written",
        "private notes read",
        "private notes exported",
        "private note written",
        "private notes exported",
        "private notes exported",
        "private notes: a wrong passphrase",
        "private notes: passphrase changed",
        "private notes read",
        "private notes: a wrong passphrase",
    ]
    samples.tampered(tmp_path / "home", "CREATE TRIGGER s BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 's'); END")
    scribe("show", "Ada L.", code=1, input=f"{OTHER}\n")
    scribe("passphrase", code=1, input=f"{OTHER}\n{WORDS}\n")
    PrivateNotes(tmp_path / "home").unlock(OTHER)  # what the audit can't tell is not done


def test_all_about_a_client_is_destroyed_by_a_second_confirmation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path))
    notes = PrivateNotes(tmp_path)
    notes.create(WORDS)
    notes.write("Ada L.", "s1", CANARY)
    notes.write("Ada L.", None, "How the craving began", Kind.SUBSTANCE_USE)
    notes.write("Bo M.", None, "Something else")

    def destroy(*arguments: str, words: str = WORDS, reason: str = "their time has come") -> Result:
        return CliRunner().invoke(
            app, ["private", "destroy", "Ada L.", "--reason", reason, *arguments], input=f"{words}\n"
        )

    wrong = (destroy(), destroy("--confirm", "Ada"), destroy("--confirm", "Ada L.", words=OTHER))
    kept = destroy("--confirm", "Ada L.")
    assert "They are to be kept until 20" in str(kept.exception)
    unsaid = destroy("--confirm", "Ada L.", "--early", reason=" ")
    assert "needs a reason" in str(unsaid.exception)
    for refused in (*wrong, kept, unsaid):
        assert refused.exit_code != 0
        assert len(notes.read("Ada L.")) == 2
    held = Client(name="Ada L.", hold="subpoena")
    assert asyncio.run(put(tmp_path, held)) is None
    assert "legal hold" in str(destroy("--confirm", "Ada L.", "--early").exception)
    asyncio.run(put(tmp_path, Client(name="Ada L.")))
    done = destroy("--confirm", "Ada L.", "--early")
    assert (done.exit_code, done.stdout) == (0, "Destroyed: 2.\n")
    assert notes.read("Ada L.") == [] and len(notes.read("Bo M.")) == 1
    (line,) = asyncio.run(retaining.destruction_log(Settings(home=tmp_path)))
    assert (line["kind"], line["reason"]) == ("private notes", "their time has come") and "Ada" not in str(line)
    assert destroy("--confirm", "Ada L.").stdout == "Destroyed: 0.\n"
    assert not [path for path in tmp_path.iterdir() if CANARY in decrypted(tmp_path / path.name)]


async def put(home: Path, client: Client) -> None:
    async with Store.open(home, samples.SETTINGS) as store:
        await store.change(lambda db: clients.put(db, client), "test", "client changed", client.name)


def test_private_notes_are_kept_by_their_own_period(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = retention.Period(years=10)
    given = {**retention.load(), "CA": {retention.PSYCHOTHERAPY: rule, retention.PROGRESS: retention.Period(years=1)}}
    monkeypatch.setattr(retaining, "load", lambda: given)
    asyncio.run(put(tmp_path, Client(name="Ada L.", jurisdiction="CA")))
    settings, stamps = Settings(home=tmp_path), ["2026-03-02T10:00:00+00:00"]
    for kinds, until in (([retention.PSYCHOTHERAPY], "2036-03-02"), ([retention.SUBSTANCE_USE], "2033-03-02")):
        kept = asyncio.run(retaining.private_kept(settings, "Ada L.", kinds, stamps, date(2034, 1, 1)))
        assert kept == {"kept_until": until, "due": until < "2034", "why": "kept"}
    other = asyncio.run(
        retaining.private_kept(settings, "ada  l.", [retention.PSYCHOTHERAPY], stamps, date(2034, 1, 1))
    )
    assert other["kept_until"] == "2036-03-02"
    (row,) = asyncio.run(retaining.due(settings, date(2026, 3, 2)))
    assert (row["kept_until"], row["private_until"]) == ("2027-03-02", "2036-03-02")


def decrypted(path: Path) -> str:
    """Every page of the private store, free ones too, as whoever has the passphrase could read them."""
    if path.suffix != ".db":
        return ""
    key = Keys.derive(passphrase.opened(path.with_name(WRAPPED_NAME), WORDS)).store
    return pages(path.read_bytes(), key).decode("utf-8", "replace")
