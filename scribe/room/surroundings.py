"""What `scribe doctor` says of a room's surroundings: its clock, its certificate, the clinic's broker and database."""

import asyncio
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiomqtt
from cryptography import x509

from scribe.config import GatewaySettings, MqttSettings, Settings
from scribe.errors import ScribeError
from scribe.records.store import STORE_NAME
from scribe.room.connection import connected
from scribe.room.credentials import mqtt_password
from scribe.room.finding import Finding
from scribe.room.presence import tls

SOON = timedelta(days=21)
"""A certificate that ends within this is said to: time for whoever renews it."""

ANSWER_S = 5.0

_RENEW = "Renew it and restart the service."
_RENEWED_BY_ITSELF = "The daemon renews it when it starts, and once a day."


def clock() -> Finding:
    """A session's date comes from it; what is said in one does not."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    if not shutil.which("timedatectl"):
        return Finding("clock", True, f"{now}, not known whether it is set by the network", needed=False)
    command = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=ANSWER_S)
    except subprocess.TimeoutExpired:
        return Finding("clock", True, f"{now}, timedatectl does not answer", needed=False)
    if done.stdout.strip() == "no":
        return Finding("clock", False, f"{now}, not set by the network", "Run: timedatectl set-ntp true", needed=False)
    return Finding("clock", True, now, needed=False)


def certificate(settings: GatewaySettings, folder: Path, now: datetime | None = None) -> list[Finding]:
    """Of the clinic's own certificate, where one is set; else of the one that this device made in `folder`. Nothing
    before there is one."""
    path = settings.certificate or folder / "room.crt"
    if settings.certificate is None and not path.exists():
        return []
    try:
        ends = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a PEM certificate"
        return [Finding("certificate", False, f"{path}: {reason}", "Set gateway.certificate to the room's PEM file.")]
    left = ends - (now or datetime.now(UTC))
    hint = "" if left > SOON else _RENEW if settings.certificate else _RENEWED_BY_ITSELF
    return [Finding("certificate", left > SOON, f"{path} until {ends:%Y-%m-%d}", hint, needed=left <= timedelta(0))]


async def broker(settings: MqttSettings) -> list[Finding]:
    """Whether it lets this room in, where one is set. The room works without it."""
    if settings.host is None:
        return []
    where = f"{settings.host}:{settings.port}"
    try:
        async with (
            asyncio.timeout(2 * ANSWER_S),
            connected(
                aiomqtt.Client(
                    settings.host,
                    settings.port,
                    username=settings.username,
                    password=mqtt_password(settings),
                    tls_context=tls(settings),
                    timeout=ANSWER_S,
                )
            ),
        ):
            return [Finding("broker", True, f"{where} lets this room in", needed=False)]
    except (aiomqtt.MqttError, OSError) as error:
        hint = "Check mqtt.host, its user and password, and mqtt.authority."
        return [Finding("broker", False, f"{where}: {error or 'no answer'}", hint, needed=False)]
    except ScribeError as error:
        return [Finding("broker", False, error.text, error.hint, needed=False)]


async def clinic(settings: Settings) -> list[Finding]:
    """Whether the clinic's database knows this room, and what waits for it, where one is set."""
    if settings.records.replicate is None or not (settings.home / STORE_NAME).exists():
        return []
    try:
        from scribe.clinic.visiting import waiting

        count = await waiting(settings)
    except ScribeError as error:
        return [Finding("clinic", False, error.text, error.hint, needed=False)]
    return [Finding("clinic", True, f"its database answers; {count} signed entries wait for it", needed=False)]
