"""One typed settings tree: config file, then SCRIBE_* variables, then flags. `config/scribe.toml` explains each key.

SCRIBE_HOME=/var/lib/scribe SCRIBE_GATEWAY__PORT=8443 scribe serve
"""

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from scribe.errors import ConfigError

CONFIG_NAME = "scribe.toml"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AudioSettings(_Part):
    source: Literal["microphone", "tablet"] = "microphone"
    """What the room hears through."""
    device: str | None = None
    """Microphone by (part of) its name; None: the system's default."""
    silence_notice_s: float = Field(default=1.0, gt=0)
    """Digital silence for this long is reported as a dead or muted microphone."""


class SpeechSettings(_Part):
    model: str = "whisper-base"
    """A name from models.toml, a faster-whisper name, or a folder with a CTranslate2 model."""
    language: str = "en"
    step_s: float = Field(default=0.5, ge=0.1, le=5)
    """New sound needed before the open utterance is decoded again."""
    guard_s: float = Field(default=0.3, ge=0, le=3)
    """A word is confirmed when its aligned end lies this far before the edge of the audio."""
    endpoint_s: float = Field(default=0.5, ge=0.1, le=5)
    """Silence that completes an utterance."""
    threads: int = Field(default=1, ge=1, le=32)
    """CTranslate2 threads for one inference; more than one was slower on the measured machines."""


class NotesSettings(_Part):
    format: str = "DAP"
    engine: Literal["outline", "ollama"] = "outline"


class OllamaSettings(_Part):
    url: str = "http://127.0.0.1:11434"
    model: str = "qwen2.5:3b"
    connect_s: float = Field(default=2.0, gt=0)
    first_token_s: float = Field(default=60.0, gt=0)
    """A model that has to be loaded first may need most of a minute."""
    section_s: float = Field(default=120.0, gt=0)
    """Longest time for one section; then the outline's wording stands."""


class GatewaySettings(_Part):
    host: str = "127.0.0.1"
    port: int = Field(default=8443, ge=0, le=65535)
    """0: any free port."""
    certificate: Path | None = None
    key: Path | None = None
    """Both needed to listen beyond loopback."""
    allowed_hosts: tuple[str, ...] = ()
    """Further names in the Host header; loopback names are always allowed."""


class RecordsSettings(_Part):
    key_file: Path | None = None
    """None: SCRIBE_HOME/key, made at first start with mode 0600."""
    passphrase: str | None = Field(default=None, repr=False)
    """Instead of a key file. Better given as a systemd credential than in the environment."""


class Settings(BaseSettings):
    """Every setting. Unknown keys are errors."""

    model_config = SettingsConfigDict(
        env_prefix="SCRIBE_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    home: Path = Field(default_factory=lambda: default_home()  # noqa: PLW0108)
    room: str = "room"
    models: Path | None = None
    """Folder of the installed models; None: SCRIBE_HOME/models, or the checkout's .models."""
    audio: AudioSettings = AudioSettings()
    speech: SpeechSettings = SpeechSettings()
    notes: NotesSettings = NotesSettings()
    ollama: OllamaSettings = OllamaSettings()
    gateway: GatewaySettings = GatewaySettings()
    records: RecordsSettings = RecordsSettings()

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


def default_home() -> Path:
    """The systemd state folder where there is one, else the XDG one."""
    state = os.environ.get("STATE_DIRECTORY")
    return Path(state.split(":")[0]) if state else Path(platformdirs.user_state_dir("scribe", appauthor=False))


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
    """The settings, or a ConfigError that names the file and line, or the key."""
    path = config_path()
    if path:
        _check_toml(path)
    try:
        return Settings(**{key: value for key, value in flags.items() if value is not None})
    except ValidationError as error:
        raise _explain(error, path) from None


def _check_toml(path: Path) -> None:
    try:
        tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}.", "Mend that line; config/scribe.toml shows every key.") from None
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}.", "Check its permissions.") from None


def _explain(error: ValidationError, path: Path | None) -> ConfigError:
    first = error.errors()[0]
    parts = [str(part) for part in first["loc"]]
    key = ".".join(parts)
    variable = "SCRIBE_" + "__".join(parts).upper()
    where = variable if variable in os.environ else f"{path}{_line_of(path, parts)}" if path else variable
    problem = "is not a setting" if first["type"] == "extra_forbidden" else first["msg"]
    return ConfigError(f"{where}: {key}: {problem}.", "config/scribe.toml explains every key.")


def _line_of(path: Path, parts: list[str]) -> str:
    """`:LINE` of the key in the file, where it can be found."""
    section = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if text.startswith("["):
            section = text.strip("[] ")
        name = text.split("=")[0].strip()
        if ([*section.split("."), name] if section else [name]) == parts:
            return f":{number}"
    return ""
