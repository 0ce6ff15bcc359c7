"""Secrets that systemd hands to the service as files (systemd.exec(5), CREDENTIALS_DIRECTORY)."""

import os
from pathlib import Path

from scribe.config import MqttSettings

MQTT_PASSWORD = "scribe-mqtt-password"  # noqa: S105 - its name
CLINIC_PASSWORD = "scribe-clinic-password"  # noqa: S105 - its name


def credential(name: str) -> bytes | None:
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    path = Path(folder, name) if folder else None
    return path.read_bytes() if path and path.is_file() else None


def mqtt_password(settings: MqttSettings) -> str | None:
    """The credential goes before the setting: no process can read it from an environment."""
    return sealed_text(MQTT_PASSWORD) or (settings.password.get_secret_value() if settings.password else None)


def sealed_text(name: str) -> str | None:
    sealed = credential(name)
    return sealed.decode().rstrip("\n") if sealed is not None else None
