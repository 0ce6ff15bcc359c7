"""One typed settings tree: config file, then SCRIBE_* variables, then flags. `config/scribe.toml` explains each key.

SCRIBE_HOME=/var/lib/scribe SCRIBE_GATEWAY__PORT=8443 scribe serve
"""

import json
import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, Self, get_origin

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from scribe.errors import ConfigError

CONFIG_NAME = "scribe.toml"
ENV_PREFIX = "SCRIBE_"
EXPLAINED = "config/scribe.toml explains every key."


def default_home() -> Path:
    """The systemd state folder where there is one, else the XDG one."""
    state = os.environ.get("STATE_DIRECTORY")
    return Path(state.split(":")[0]) if state else Path(platformdirs.user_state_dir("scribe", appauthor=False))


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AudioSettings(_Part):
    source: Literal["microphone", "tablet"] = "microphone"
    """What the room hears through."""
    device: str | None = None
    """Microphone by (part of) its name; None: the system's default."""
    far_device: str | None = None
    """What the other side of a telehealth session is heard through: the machine's own sound, by (part of) its name."""
    channels: Literal["mixed", "separate"] = "mixed"
    """Two channels of a recording: one talk, or the near and the far side of a telehealth session."""
    silence_notice_s: float = Field(default=0.8, gt=0)
    """Samples that are all alike for this long are reported as a dead or muted microphone."""


class SpeechSettings(_Part):
    model: str = "whisper-base"
    """A name from models.toml, a faster-whisper name, or a folder with a CTranslate2 model."""
    second_look: bool = True
    """Utterances with doubtful or critical words are heard once more in spare time."""
    second_model: str | None = None
    """What hears them then, as `model`; None: the same."""
    language: str = "en"
    step_s: float | None = Field(default=None, ge=0.1, le=5)
    """New sound needed before the open utterance is decoded again. None: what this machine can afford (speech/pace)."""
    guard_s: float = Field(default=0.4, ge=0, le=3)
    """A word is confirmed when its aligned end lies this far before the edge of the audio."""
    endpoint_s: float = Field(default=0.5, ge=0.1, le=5)
    """Silence that completes an utterance."""
    unload_after_s: float = Field(default=900.0, ge=0)
    """An idle room gives the models' memory back after this; the next session loads them. 0: never."""
    threads: int = Field(default=1, ge=1, le=32)
    """Of Whisper's encoder. On two cores a second one only takes from the models that tell who speaks."""


class NotesSettings(_Part):
    format: str = "DAP"
    formats: Path | None = None
    """Folder with the clinic's own formats; one of the same name goes before the one that comes with Scribe."""
    engine: Literal["outline", "ollama"] = "outline"
    style: str = Field(default="", max_length=300)
    """How the clinician writes, in a sentence or two: Ollama goes over the verified note once more; empty: not."""


class OllamaSettings(_Part):
    url: str = "http://127.0.0.1:11434"
    model: str = "qwen2.5:3b"
    connect_s: float = Field(default=2.0, gt=0)
    first_token_s: float = Field(default=60.0, gt=0)
    """A model that has to be loaded first may need most of a minute."""
    section_s: float = Field(default=120.0, gt=0)
    """Longest time for one section; then the outline's wording stands."""
    authority: Path | None = None
    """PEM of who signed the server's certificate; None: one of those this machine trusts."""
    at_once: int = Field(default=1, ge=1, le=8)
    """Sections of this room that are worded at the same time."""
    wait_s: float = Field(default=0.0, ge=0)
    """Added to the two times above on a server that other rooms use as well: for this room's turn there."""


class GatewaySettings(_Part):
    host: str = "127.0.0.1"
    port: int = Field(default=8443, ge=0, le=65535)
    """0: any free port."""
    certificate: Path | None = None
    key: Path | None = None
    """The clinic's own, both or neither. None: beyond loopback the device's own authority signs one."""
    allowed_hosts: tuple[str, ...] = ()
    """Further names in the Host header; loopback names are always allowed."""


class RecordsSettings(_Part):
    key_file: Path | None = None
    """None: SCRIBE_HOME/key, made at first start with mode 0600."""
    passphrase: SecretStr | None = None
    """Instead of a key file. A systemd credential named `scribe-key` goes before both: no process can read it from
    an environment."""
    audit_heads: Path | None = None
    """A file, on another disk or share, that gets the audit's head each time it moves; `scribe verify` compares."""
    destroy_words: bool = False
    """With the signature what was said is destroyed as well, not only its sound; the signed note stays."""
    words_days: int | None = Field(default=None, ge=1)
    """Days after the last signature for which a clinician can still read what was said; then it is destroyed. The audit
    stays. None: as long as the session is kept."""
    replicate: SecretStr | None = None
    """postgresql://USER@HOST/DATABASE: signed records go there, encrypted, for the clinic's other rooms. None: nowhere.
    Its password is the systemd credential `scribe-clinic-password`, where there is one."""
    replicate_authority: Path | None = None
    """PEM of who signed the database server's certificate; None: one of those this machine trusts."""

    @field_validator("replicate")
    @classmethod
    def _is_postgresql(cls, address: SecretStr | None) -> SecretStr | None:
        if address and not address.get_secret_value().startswith(("postgresql://", "postgres://")):
            raise ValueError("it is written postgresql://USER@HOST/DATABASE")
        return address


class MqttSettings(_Part):
    host: str | None = None
    """The clinic's broker. None: no presence, and no connection to anywhere."""
    port: int = Field(default=8883, ge=1, le=65535)
    tls: bool = True
    """False: for a broker on this very machine only."""
    authority: Path | None = None
    """PEM of who signed the broker's certificate; None: one of those this machine trusts."""
    username: str | None = None
    password: SecretStr | None = None
    """A systemd credential named `scribe-mqtt-password` goes before it."""
    topic: str = Field(default="scribe", pattern=r"^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*$")
    """The room is below it, under an opaque id."""
    discovery: str = Field(default="homeassistant", pattern=r"^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*$")
    """Home Assistant's discovery prefix."""

    @model_validator(mode="after")
    def _guarded(self) -> Self:
        if not self.tls and self.host not in (None, "localhost", "127.0.0.1", "::1"):
            raise ValueError("a broker that is not on this machine needs tls = true")
        return self


class MetricsSettings(_Part):
    port: int = Field(default=0, ge=0, le=65535)
    """On 127.0.0.1. 0: no metrics."""


class Settings(BaseSettings):
    """Every setting. Unknown keys are errors."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    home: Path = Field(default_factory=default_home)
    """All state: key, store, audio journals."""
    room: str = "room"
    models: Path | None = None
    """Folder of the installed models; None: SCRIBE_HOME/models, or the checkout's .models."""
    audio: AudioSettings = AudioSettings()
    speech: SpeechSettings = SpeechSettings()
    notes: NotesSettings = NotesSettings()
    ollama: OllamaSettings = OllamaSettings()
    gateway: GatewaySettings = GatewaySettings()
    records: RecordsSettings = RecordsSettings()
    mqtt: MqttSettings = MqttSettings()
    metrics: MetricsSettings = MetricsSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        path = config_path()
        file = [TomlConfigSettingsSource(settings_cls, path)] if path else []
        return (init_settings, env_settings, *file)


def config_path() -> Path | None:
    """SCRIBE_CONFIG, else SCRIBE_HOME/scribe.toml, else /etc/scribe/scribe.toml; None where none exists."""
    named = os.environ.get("SCRIBE_CONFIG")
    if named:
        if not Path(named).is_file():
            raise ConfigError(f"{named}: no such config file.", "Check SCRIBE_CONFIG.")
        return Path(named)
    home = Path(os.environ.get("SCRIBE_HOME") or default_home())
    return next((p for p in (home / CONFIG_NAME, Path("/etc/scribe") / CONFIG_NAME) if p.is_file()), None)


def load(**flags: Any) -> Settings:
    """The settings, or a ConfigError that names the file and line, the variable, or the key."""
    path = config_path()
    if path:
        _check_toml(path)
    _check_variables()
    given = {key: value for key, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        raise _explain(error, path, given) from None


def _check_toml(path: Path) -> None:
    try:
        tomllib.loads(path.read_bytes().decode("utf-8"))  # read_text would turn a lone \r into a line break
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        twice = "twice" in str(error)  # a section that was added at the end, and stands further up already
        hint = "Put its lines below the one that is there." if twice else "config/scribe.toml shows every key."
        raise ConfigError(f"{path}: {error}.", f"Mend that line. {hint}") from None
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}.", "Check its permissions.") from None


def _check_variables() -> None:
    """What pydantic-settings would pass over in silence (an unknown section) or report without naming the variable."""
    for variable, value in os.environ.items():
        section, nested, key = variable.removeprefix(ENV_PREFIX).lower().partition("__")
        if not variable.startswith(ENV_PREFIX) or not value:
            continue
        if nested and section not in Settings.model_fields:
            raise ConfigError(f"{variable}: {section} is not a section.", EXPLAINED)
        if _is_compound(section, key) and not _is_json(value):
            raise ConfigError(f"{variable}: not JSON.", 'A list is written ["a", "b"], a section {"key": "value"}.')


def _is_compound(section: str, key: str) -> bool:
    """A whole section, or a list inside one."""
    field = Settings.model_fields.get(section)
    part = field.annotation if field else None
    if not (isinstance(part, type) and issubclass(part, _Part)):
        return False
    return not key or (key in part.model_fields and get_origin(part.model_fields[key].annotation) is tuple)


def _is_json(value: str) -> bool:
    try:
        json.loads(value)
    except json.JSONDecodeError:
        return False
    return True


def _explain(error: ValidationError, path: Path | None, flags: dict[str, Any]) -> ConfigError:
    first = error.errors()[0]
    parts = [str(part) for part in first["loc"]]
    problem = "is not a setting" if first["type"] == "extra_forbidden" else first["msg"]
    return ConfigError(f"{_origin(parts, path, flags)}: {'.'.join(parts)}: {problem}.", EXPLAINED)


def _origin(parts: list[str], path: Path | None, flags: dict[str, Any]) -> str:
    """Where the wrong value was given: sources in order of precedence."""
    given: Any = flags
    for part in parts:
        given = given.get(part) if isinstance(given, dict) else None
    if given is not None:
        return "command line"
    for length in range(len(parts), 0, -1):  # the section as a whole may be one variable
        variable = ENV_PREFIX + "__".join(parts[:length]).upper()
        if variable in os.environ:
            return variable
    return f"{path}{_line_of(path, parts)}" if path else "settings"


def _line_of(path: Path, parts: list[str]) -> str:
    """`:LINE` of the key, or of what holds it; empty where neither can be found."""
    keys = list(_keys_of(path.read_text(encoding="utf-8").splitlines()))
    for length in range(len(parts), 0, -1):
        if parts[:length] in keys:
            return f":{keys.index(parts[:length]) + 1}"
    return ""


def _keys_of(lines: list[str]) -> Iterator[list[str]]:
    """The full key that each line sets, a section's name for its header, nothing for any other line."""
    section: list[str] = []
    for line in lines:
        text = line.split("#")[0].strip()
        if text.startswith("["):
            section = text.strip("[] ").split(".")
            yield section
        elif "=" in text:
            yield [*section, *(part.strip(" \"'") for part in text.split("=")[0].split("."))]
        else:
            yield []
