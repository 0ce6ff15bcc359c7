"""What was said, written and who it was is readable in no file the program makes, at any moment of a session's life."""

import base64
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.program import CHART, CLIP, believed, events_in, scribe, started

PASSPHRASE = "seven quiet herons stood there"
PRIVATE = "the marmalade countertransference of Thursday"
OWN = "zanzibar-7741 was the clinician's own addendum"
LONG = 9
"""Letters of a word that no file holds by chance, and that is no part of a file's name."""


def forms(secret: str) -> Iterator[bytes]:
    """The text as it is and as programs wrap it: UTF-8, UTF-16, hex, base64 at each of its three places."""
    for text in {secret, secret.lower(), secret.upper()}:
        plain = text.encode()
        yield from (plain, text.encode("utf-16-le"), text.encode("utf-16-be"), plain.hex().encode())
        yield plain.hex().upper().encode()
        for before in range(3):
            whole = base64.b64encode(b"\0" * before + plain).rstrip(b"=")
            yield whole[(0, 2, 3)[before] : -1 if (before + len(plain)) % 3 else None]


def hits(folders: list[Path], secrets: set[str]) -> list[tuple[str, str]]:
    """(file, secret) of each secret that can be read in a file, or in its name."""
    sought = {form: secret for secret in secrets for form in forms(secret)}
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            held = path.read_bytes() if path.is_file() else b""
            held += str(path.relative_to(folder)).encode()
            found += [(path.name, secret) for form, secret in sought.items() if form in held]
    return found


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_a_secret_in_any_form_would_be_found(tmp_path: Path, before: str) -> None:
    secret = "countertransference"
    said = f"{before}{secret} of Thursday".encode()
    for name, held in {
        "plain": said,
        "wide": said.decode().encode("utf-16-le"),
        "hex": said.hex().encode(),
        "base64": base64.b64encode(said),
    }.items():
        (tmp_path / name).write_bytes(b"12:00 " + held)
    assert {name for name, _ in hits([tmp_path], {secret, "never said"})} == {"plain", "wide", "hex", "base64"}


def spoken(events: Path) -> set[str]:
    """The sentences that were heard, and their long words one by one."""
    said = believed(events_in(events)).values()
    words = {word for text in said for word in re.findall(r"[A-Za-z]+", text) if len(word) >= LONG}
    return words | {text for text in said if len(text.split()) >= 3}


@pytest.mark.slow
@pytest.mark.model
def test_nothing_of_a_session_is_readable_while_it_runs_or_after(tmp_path: Path) -> None:
    home, temporary, logs = tmp_path / "home", tmp_path / "temporary", tmp_path / "logs"
    for folder in (temporary, logs):
        folder.mkdir()
    more = {"TMPDIR": str(temporary)}
    events, kept = tmp_path / "E", [home, temporary, logs]
    chart = json.loads(CHART.read_text())
    people = {chart["client"], *chart["client"].split(), PRIVATE, OWN}

    def run(*arguments: str | Path, typed: str = "") -> str:
        done = scribe(home, *arguments, typed=typed, **more)
        with (logs / "errors").open("a") as file:
            file.write(done.stderr)
        assert done.returncode == 0, done.stderr
        return done.stdout

    with started(home, "play", CLIP, "--chart", CHART, "--speed", "1", "--events", events, **more) as process:
        while len(believed(events_in(events))) < 6:
            assert process.poll() is None
            time.sleep(0.2)
        secrets = spoken(events) | people
        assert len(secrets) > 10
        assert hits(kept, secrets) == [], "while it runs"
        process.kill()
        (logs / "killed").write_text(process.communicate()[1])
    assert hits(kept, secrets) == [], "after it was killed"

    run("play", CLIP, "--chart", CHART, "--speed", "max", "--events", events)
    run("private", "begin", typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    run("private", "write", chart["client"], typed=f"{PASSPHRASE}\n{PRIVATE}\n")
    [session] = [row["id"] for row in json.loads(run("sessions", "--json"))]
    secrets = spoken(events) | people
    assert hits(kept, secrets) == [], "with its draft"
    run("note", "sign", session, "--name", "Marian Cole", "--credentials", "LCSW", "--safety-read")
    run("note", "amend", session, "--name", "Marian Cole", "--credentials", "LCSW", "--text", OWN)
    run("keys", "recovery")
    assert chart["client"] in run("note", "export", session)
    run("backup", home / "copy")
    run("search", "zanzibar-7741")
    run("verify")
    assert hits(kept, secrets) == [], "signed, exported, searched, backed up"
