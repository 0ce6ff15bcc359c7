"""The files of the service: filled in, and nothing filled in that would open it."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.errors import ScribeError, UsageError
from scribe.room import units
from scribe.room.units import PRIVATE_NETWORKS, files, networks, room_name

PROGRAM = "/opt/scribe/bin/scribe"


def unit(name: str = "scribe.service") -> str:
    (text,) = (file.text for file in files("Room 3", PRIVATE_NETWORKS, PROGRAM) if file.path.endswith(name))
    return text


def test_every_place_is_filled() -> None:
    for file in files("Room 3", PRIVATE_NETWORKS, PROGRAM):
        assert not re.search(r"@[A-Z]+@", file.text), file.path
    assert "ExecStart=/opt/scribe/bin/scribe serve\n" in unit()
    assert "IPAddressAllow=localhost 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 fe80::/10 fc00::/7\n" in unit()


def test_every_run_of_directives_says_why() -> None:
    """A comment stands above each, or above the run of them that it explains."""
    for name in ("scribe.service", "scribe-ollama.service"):
        for paragraph in unit(name).split("\n\n"):
            lines = [
                line for line in paragraph.splitlines() if not re.match(r"\[|Description|Documentation|Wanted", line)
            ]
            assert not lines or lines[0].startswith("#"), lines[0]


@pytest.mark.parametrize(
    ("directive", "value"),
    [
        ("Type", "notify"),
        ("WatchdogSec", "30"),
        ("Restart", "always"),
        ("LimitCORE", "0"),
        ("MemorySwapMax", "0"),
        ("IPAddressDeny", "any"),
        ("UMask", "0077"),
        ("StateDirectoryMode", "0700"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("LoadCredentialEncrypted", "scribe-key"),
    ],
)
def test_what_security_md_promises(directive: str, value: str) -> None:
    assert f"\n{directive}={value}\n" in unit()


def test_a_command_as_the_service_has_every_secret_that_the_service_has() -> None:
    sealed = re.findall(r"LoadCredentialEncrypted=(\S+)", unit())
    assert sealed == ["scribe-key", "scribe-mqtt-password", "scribe-clinic-password"]
    assert re.findall(r"LoadCredentialEncrypted=(\S+)", unit("scribe-room")) == sealed


def test_the_language_model_reaches_no_network() -> None:
    text = unit("scribe-ollama.service")
    assert "OLLAMA_HOST=127.0.0.1:" in text
    assert "IPAddressDeny=any\nIPAddressAllow=localhost\n" in text


def test_settings_name_the_room() -> None:
    (file,) = (file for file in files("Room 3", (), PROGRAM) if file.keep)
    read = tomllib.loads(file.text)
    assert read["room"] == "Room 3"
    assert read["models"] == units.MODELS


@pytest.mark.parametrize("text", ["", '3"\nmodels = "/', "a" * 65, "Room\n3", " 3", "3\\"])
def test_a_room_has_a_plain_name(text: str) -> None:
    with pytest.raises(UsageError):
        room_name(text)


@given(st.text(max_size=70))
def test_any_name_that_is_taken_makes_settings_that_say_it(text: str) -> None:
    try:
        name = room_name(text)
    except ScribeError:
        return
    assert tomllib.loads(units.config(name))["room"] == name


@pytest.mark.parametrize("text", ["8.8.8.0/24", "0.0.0.0/0", "::/0", "2001:4860::/32", "clinic", "192.168.1.0/40"])
def test_only_the_clinics_own_network_is_let_in(text: str) -> None:
    with pytest.raises(UsageError):
        networks([text])


def test_networks_as_people_write_them() -> None:
    assert networks(["192.168.7.12/24", "fd12::/48"]) == ("192.168.7.0/24", "fd12::/48")
    assert networks([]) == PRIVATE_NETWORKS


@pytest.mark.parametrize("path", ["/home/ada/scribe/bin/scribe", "/root/.venv/bin/scribe", "/tmp/v/bin/scribe"])
def test_a_program_that_a_service_can_not_see(path: str) -> None:
    with pytest.raises(UsageError, match="/opt"):
        units.program(Path(path))


@pytest.mark.parametrize("path", ["bin/scribe", "/opt/my scribe/bin/scribe", "/opt/%h/bin/scribe"])
def test_a_path_that_a_unit_can_not_name(path: str) -> None:
    with pytest.raises(UsageError, match="path"):
        units.program(Path(path))
