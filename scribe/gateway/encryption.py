"""TLS of the gateway: the clinic's certificate, or one of the device's own authority, or none on loopback."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from scribe.config import GatewaySettings
from scribe.errors import GatewayError
from scribe.gateway import authority
from scribe.gateway.door import LOOPBACK_NAMES, has_port, is_loopback

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


@dataclass(frozen=True, slots=True)
class Encryption:
    context: ssl.SSLContext
    certificate: Path
    key: Path
    authority: Path | None = None
    """Of this device; None where the clinic has its own."""

    @property
    def fingerprint(self) -> str:
        """Of what a person installs or compares."""
        return authority.fingerprint(self.authority or self.certificate)

    def load(self) -> None:
        """Also while connections are open: new ones get what is in the files now. Raises GatewayError."""
        try:
            self.context.load_cert_chain(self.certificate, self.key)
        except (OSError, ssl.SSLError) as error:
            reason = error.strerror or type(error).__name__
            raise GatewayError(
                f"{self.certificate}: this certificate and key can't be used: {reason}.",
                "Check gateway.certificate and gateway.key: PEM files that belong together.",
            ) from None


def encryption(settings: GatewaySettings, folder: Path | None) -> Encryption | None:
    """None for plain text, which is allowed on loopback only. `folder` is where the device's own authority lives.
    Raises GatewayError."""
    made = _clinics(settings) or _devices(settings, folder)
    if made:
        made.load()
    return made


def renew(settings: GatewaySettings, used: Encryption) -> None:
    """A certificate that runs out soon, or was replaced on the disk, is taken up without a restart."""
    if used.authority:
        authority.issue(used.authority.parent, names(settings))
    used.load()


def _clinics(settings: GatewaySettings) -> Encryption | None:
    if settings.certificate and settings.key:
        return Encryption(_context(), settings.certificate, settings.key)
    if settings.certificate or settings.key:
        raise GatewayError("A certificate needs its key, and a key its certificate.", "Set both or neither.")
    return None


def _devices(settings: GatewaySettings, folder: Path | None) -> Encryption | None:
    if is_loopback(settings.host):
        return None
    if folder is None:
        raise GatewayError(
            f"{settings.host}: tablets must not be reached without encryption.",
            "Set gateway.certificate and gateway.key, or gateway.host = 127.0.0.1.",
        )
    issued = authority.issue(folder, names(settings))
    return Encryption(_context(), issued.certificate, issued.key, issued.authority)


def names(settings: GatewaySettings) -> list[str]:
    """What a tablet may call this device: loopback last, since the first one names the certificate."""
    given = [] if settings.host in EVERYWHERE else [settings.host]
    bare = [name.rpartition(":")[0] if has_port(name) else name for name in settings.allowed_hosts]
    return list(dict.fromkeys([*bare, *given, *LOOPBACK_NAMES]))


def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
