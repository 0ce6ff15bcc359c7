"""`scribe play` as a whole: the contracts that other programs rely on, and every wrong use in one line."""

import json
import socket
from pathlib import Path

import pytest

from tests.journeys.program import CHART, CLIP, confirmed, environment, events_in, scribe, started


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clip played once, as fast as it goes, with everything written down."""
    home = tmp_path_factory.mktemp("played")
    done = scribe(
        home, "play", CLIP, "--chart", CHART, "--speed", "max", "--events", home / "E", "--note", home / "N", "--json"
    )
    assert done.returncode == 0, done.stderr
    (home / "stdout").write_text(done.stdout)
    (home / "stderr").write_text(done.stderr)
    return home


def test_durable_events_are_numbered_without_a_gap(played: Path) -> None:
    events = events_in(played / "E")
    durable = [e["seq"] for e in events if e["type"] not in ("draft", "level")]
    assert durable == list(range(1, len(durable) + 1))
    assert len({e["session"] for e in events}) == 1


def test_the_session_goes_through_its_states(played: Path) -> None:
    states = [e["state"] for e in events_in(played / "E") if e["type"] == "session"]
    assert states == ["created", "live", "ended", "draft"]


def test_every_utterance_is_made_of_its_confirmed_words(played: Path) -> None:
    events = events_in(played / "E")
    said: dict[str, list[str]] = {}
    for utterance, word in confirmed(events):
        said.setdefault(utterance, []).append(word)
    complete = {e["id"]: e["text"] for e in events if e["type"] == "utterance"}
    assert complete
    assert {key: " ".join(words) for key, words in said.items()} == complete


def test_both_people_are_heard_in_their_roles(played: Path) -> None:
    roles: dict[str, str] = {}
    for e in events_in(played / "E"):
        if e["type"] == "utterance":
            roles[e["id"]] = e["role"]
        if e["type"] == "speaker":
            roles.update(dict.fromkeys(e["utterances"], e["role"]))
    assert set(roles.values()) == {"therapist", "client"}


def test_the_final_note_cites_what_was_said(played: Path) -> None:
    note = json.loads((played / "N").read_text())
    known = {e["id"] for e in events_in(played / "E") if e["type"] == "utterance"}
    assert note["final"] is True
    assert {"header", "missing", "lint", "risk", "timing", "sections", "engine", "format"} <= set(note)
    statements = [s for section in note["sections"] for s in section["statements"] if s["kind"] != "session_info"]
    assert statements
    assert all(s["cites"] and set(s["cites"]) <= known for s in statements)
    assert json.loads((played / "stdout").read_text()) == note


def test_nothing_readable_is_left_on_disk(played: Path) -> None:
    words = {w.strip(".,?!").encode() for _, w in confirmed(events_in(played / "E")) if len(w) > 7}
    own = {played / name for name in ("E", "N", "stdout", "stderr")}
    assert words
    for path in played.rglob("*"):
        if path.is_file() and path not in own:
            content = path.read_bytes().lower()
            assert not [word for word in words if word.lower() in content], path
            assert path.stat().st_mode & 0o077 == 0, f"{path} is readable by others"


def test_the_store_reads_back_what_was_played(played: Path) -> None:
    (row,) = json.loads(scribe(played, "sessions", "--json").stdout)
    assert row["state"] == "draft"
    shown = json.loads(scribe(played, "note", "show", row["id"], "--json").stdout)
    assert shown["sections"] == json.loads((played / "N").read_text())["sections"]
    assert scribe(played, "verify").returncode == 0


def test_what_is_printed_holds_no_word_of_the_session(played: Path) -> None:
    talk = (played / "stderr").read_text().lower()
    assert "pairing code" in talk
    assert not [w for _, w in confirmed(events_in(played / "E")) if len(w) > 7 and w.lower() in talk]


WRONG: list[tuple[str, list[str], dict[str, str], int, str]] = [
    ("not audio", ["play", "not-audio.flac"], {}, 2, "not-audio.flac"),
    ("empty", ["play", "empty.wav"], {}, 2, "empty.wav"),
    ("missing", ["play", "nowhere.wav"], {}, 2, "nowhere.wav"),
    ("a folder", ["play", "."], {}, 2, ""),
    ("no chart", ["play", "CLIP", "--chart", "nowhere.json"], {}, 2, "nowhere.json"),
    ("broken chart", ["play", "CLIP", "--chart", "not-audio.flac"], {}, 2, "not-audio.flac"),
    ("broken config", ["play", "CLIP"], {"SCRIBE_CONFIG": "broken.toml"}, 2, "broken.toml"),
    ("unknown key", ["play", "CLIP"], {"SCRIBE_CONFIG": "unknown.toml"}, 2, "unknown.toml:2"),
    ("bad variable", ["serve"], {"SCRIBE_GATEWAY__PORT": "many"}, 2, "SCRIBE_GATEWAY__PORT"),
    ("missing model", ["play", "CLIP", "--speed", "max"], {"SCRIBE_MODELS": "no-models"}, 3, "scribe models install"),
    ("unknown format", ["play", "CLIP", "--format", "NOPE"], {}, 2, "NOPE"),
    ("unknown option", ["play", "CLIP", "--loud"], {}, 2, "--loud"),
    ("unwritable events", ["play", "CLIP", "--events", "nowhere/E"], {}, 2, "nowhere/E"),
]


@pytest.mark.parametrize(
    ("arguments", "variables", "status", "says"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_wrong_use_is_one_line_with_the_next_step(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    variables: dict[str, str],
    status: int,
    says: str,
) -> None:
    (tmp_path / "not-audio.flac").write_text("this is a shopping list, not a recording\n" * 40)
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "broken.toml").write_text("[gateway\nport = 8443\n")
    (tmp_path / "unknown.toml").write_text("[gateway]\nprot = 8443\n")
    (tmp_path / "no-models").mkdir()
    monkeypatch.chdir(tmp_path)
    real = [str(CLIP) if a == "CLIP" else a for a in arguments]
    done = scribe(tmp_path / "home", *real, **variables)
    assert done.returncode == status, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    if says != "--loud":  # the option parser draws its own box
        assert len([line for line in done.stderr.splitlines() if line.startswith("scribe:")]) == 1


def test_a_wrong_key_opens_nothing(played: Path, tmp_path: Path) -> None:
    home = tmp_path / "copy"
    home.mkdir(mode=0o700)
    for path in played.glob("*.db*"):
        (home / path.name).write_bytes(path.read_bytes())
    key = home / "key"
    key.write_bytes(b"\0" * len((played / "key").read_bytes()))
    key.chmod(0o600)
    done = scribe(home, "sessions")
    assert done.returncode == 1
    assert "key" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = scribe(tmp_path, "serve", SCRIBE_GATEWAY__PORT=port)
    assert done.returncode == 1
    assert port in done.stderr


def test_a_second_daemon_on_the_same_home_is_refused(tmp_path: Path) -> None:
    with started(tmp_path, "serve") as first:
        assert first.stderr is not None
        assert "ready" in first.stderr.readline()
        second = scribe(tmp_path, "serve")
    assert second.returncode == 75
    assert str(first.pid) in second.stderr


def test_the_environment_of_these_tests_is_clean(tmp_path: Path) -> None:
    assert {k for k in environment(tmp_path) if k.startswith("SCRIBE_")} == {
        "SCRIBE_HOME",
        "SCRIBE_MODELS",
        "SCRIBE_GATEWAY__PORT",
    }
