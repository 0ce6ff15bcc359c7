"""Settings: each is documented with its default, and what is wrong is named with its file, line or variable."""

import os
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from scribe import config, resources
from scribe.errors import ConfigError

SHOWN = re.compile(r"^#([a-z_]+) = (.+)$")


def settings_of(part: type[BaseModel], above: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Every leaf of the settings tree with its dotted name."""
    for name, field in part.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from settings_of(field.annotation, f"{name}.")
        else:
            yield above + name, field


def documented() -> Iterator[tuple[str, str, str]]:
    """(dotted name, value as TOML, the comment above it) of each setting that config/scribe.toml shows."""
    section, comment = "", ""
    for line in resources.config("scribe.toml").read_text().splitlines():
        shown = SHOWN.match(line)
        if shown:
            yield section + shown[1], shown[2], comment
        if line.startswith("["):
            section = line.strip("[]") + "."
        comment = f"{comment} {line}" if line.startswith("# ") else ""


DOCUMENTED = {name: (value, comment) for name, value, comment in documented()}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No setting of the machine that runs the tests reaches them."""
    for variable in [name for name in os.environ if name.startswith(config.ENV_PREFIX)]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("SCRIBE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def file(home: Path) -> Path:
    return home / "scribe.toml"


def message(**flags: Any) -> str:
    with pytest.raises(ConfigError) as caught:
        config.load(**flags)
    assert caught.value.exit_status == 2
    assert "\n" not in str(caught.value)
    return caught.value.text


def test_no_setting_is_undocumented_and_none_is_invented() -> None:
    assert list(DOCUMENTED) == [name for name, _ in settings_of(config.Settings)]


@pytest.mark.parametrize(
    ("name", "field"), list(settings_of(config.Settings)), ids=lambda each: each if isinstance(each, str) else ""
)
def test_documented_default(name: str, field: FieldInfo) -> None:
    text, comment = DOCUMENTED[name]
    value = tomllib.loads(f"value = {text}")["value"]
    assert len(comment) > 20
    if field.default_factory is not None or field.default is None:
        assert "Not set:" in comment
    else:
        assert (tuple(value) if isinstance(value, list) else value) == field.default


def test_every_documented_line_may_be_taken_in(file: Path) -> None:
    file.write_text(re.sub(r"(?m)^#(?=[a-z_]+ = )", "", resources.config("scribe.toml").read_text()))
    assert config.load(home="/elsewhere").records.key_file == Path("/etc/scribe/key")


def test_defaults_without_any_file(home: Path) -> None:
    assert config.config_path() is None
    assert config.load() == config.Settings(home=home)
    assert config.load().home == home


def test_flag_before_variable_before_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('room = "file"\n[gateway]\nport = 1\nhost = "localhost"\n')
    assert config.load().room == "file"
    monkeypatch.setenv("SCRIBE_ROOM", "variable")
    monkeypatch.setenv("SCRIBE_GATEWAY__PORT", "2")
    assert config.load().room == "variable"
    assert config.load().gateway == config.GatewaySettings(host="localhost", port=2)
    assert config.load(room="flag", models=None).room == "flag"


def test_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_MODELS", "")
    monkeypatch.setenv("SCRIBE_GATEWAY__PORT", "")
    assert config.load().models is None
    assert config.load().gateway.port == 8443


def test_list_in_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_GATEWAY__ALLOWED_HOSTS", '["a.lan", "b.lan"]')
    assert config.load().gateway.allowed_hosts == ("a.lan", "b.lan")


def test_passphrase_is_in_no_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_RECORDS__PASSPHRASE", "correct horse")
    assert "correct horse" not in repr(config.load())


def test_named_config_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIBE_CONFIG", str(tmp_path / "mine.toml"))
    assert message() == f"{tmp_path / 'mine.toml'}: no such config file."
    (tmp_path / "mine.toml").write_text('room = "mine"\n')
    assert config.load().room == "mine"


def test_systemd_state_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCRIBE_HOME")
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/scribe:/var/lib/other")
    assert config.default_home() == Path("/var/lib/scribe")


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ('room = "a"\n\nroomm = "b"\n', 3, "roomm"),
        ("# ports\n[gateway]\nprot = 1\n", 3, "gateway.prot"),
        ("[gatway]\nport = 1\n", 1, "gatway"),
        ("gateway.prot = 1\n", 1, "gateway.prot"),
        ("\ngateway = {prot = 1}\n", 2, "gateway.prot"),
    ],
)
def test_unknown_key(file: Path, text: str, line: int, key: str) -> None:
    file.write_text(text)
    assert message() == f"{file}:{line}: {key}: is not a setting."


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("[gateway]\nhost = 'x'\nport = 'http'\n", 3, "gateway.port"),
        ("[gateway]\nport = 70000\n", 2, "gateway.port"),
        ("[speech]\nstep_s = 0\n", 2, "speech.step_s"),
        ("[notes]\nengine = 'magic'\n", 2, "notes.engine"),
        ("[gateway]\nallowed_hosts = ['a', 1]\n", 2, "gateway.allowed_hosts.1"),
        ("speech = 3\n", 1, "speech"),
    ],
)
def test_wrong_value(file: Path, text: str, line: int, key: str) -> None:
    file.write_text(text)
    assert message().startswith(f"{file}:{line}: {key}: ")


def test_a_section_that_was_added_at_the_end_of_the_shipped_file(file: Path) -> None:
    file.write_text('[records]\n#key_file = "x"\n\n[records]\nreplicate = "postgresql://scribe@db/scribe"\n')
    with pytest.raises(ConfigError, match=r"line 4.*below the one that is there"):
        config.load()


def test_broken_line(file: Path) -> None:
    file.write_text('room = "a"\n[gateway\n')
    assert message().startswith(f"{file}: ")
    assert "line 2" in message()


def test_file_that_is_not_text(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00room")
    assert message().startswith(f"{file}: ")


def test_bad_variable_is_named_even_beside_a_good_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text("[gateway]\nport = 1\n")
    monkeypatch.setenv("SCRIBE_GATEWAY__PORT", "http")
    assert message().startswith("SCRIBE_GATEWAY__PORT: gateway.port: ")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SCRIBE_GATEWAY__PROT", "1"),
        ("SCRIBE_GATWAY__PORT", "1"),
        ("SCRIBE_GATEWAY__ALLOWED_HOSTS", "a.lan,b.lan"),
        ("SCRIBE_GATEWAY__ALLOWED_HOSTS", "[1]"),
        ("SCRIBE_GATEWAY", "8443"),
        ("SCRIBE_GATEWAY", "port: 8443"),
        ("SCRIBE_GATEWAY", '{"prot": 1}'),
        ("SCRIBE_NOTES__ENGINE", "magic"),
    ],
)
def test_bad_variable(variable: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, value)
    assert message().startswith(f"{variable}: ")


def test_bad_flag_is_not_blamed_on_the_file(file: Path) -> None:
    file.write_text('[notes]\nengine = "outline"\n')
    assert message(notes={"engine": "magic"}).startswith("command line: notes.engine: ")


@given(st.text())
def test_any_text_gives_settings_or_one_line(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "scribe.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCRIBE_CONFIG", str(path))
        try:
            config.load()
        except ConfigError as error:
            assert str(error).startswith(str(path))
