"""The files that make Scribe a service of this machine: templates under systemd/, filled in. Pure."""

import ipaddress
import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from scribe import resources
from scribe.errors import UsageError

PRIVATE_NETWORKS = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fe80::/10", "fc00::/7")
"""Where a clinic's tablets can be (RFC 1918, 4291, 4193): none of these is routed on the internet."""

HIDDEN = ("/home", "/root", "/run/user", "/tmp", "/var/tmp")  # noqa: S108 - named, not used
"""What the unit's ProtectHome and PrivateTmp take away: a program there can't be started."""

OLLAMA = "/usr/local/bin/ollama"

UNITS = "etc/systemd/system"
HOME = "/var/lib/scribe"
MODELS = "/var/cache/scribe/models"

_NAME = re.compile(r"[\w][\w .'-]{0,63}")
_PLACE = re.compile(r"@([A-Z]+)@")


def program(path: Path | None) -> str:
    """The installed `scribe` as the unit names it: the given one, or the one that runs now. UsageError where a service
    can't reach it."""
    installed = PurePosixPath(path or Path(sys.prefix, "bin", "scribe"))
    if not installed.is_absolute() or re.search(r"[\s%\"'\\]", str(installed)):
        raise UsageError(f"{installed}: not a path that a unit can name.", "Give it in full, without blanks.")
    for place in (str(installed), *(() if path else (sys.base_prefix,))):
        if any(PurePosixPath(place).is_relative_to(hidden) for hidden in HIDDEN):
            raise UsageError(
                f"{place}: a service can't see programs there.",
                "Install Scribe under /opt (docs/operations.md), or name the installed one with --program.",
            )
    return str(installed)


@dataclass(frozen=True, slots=True)
class File:
    path: str
    """Below the root of the file system, without a leading slash."""
    text: str
    mode: int = 0o644
    keep: bool = False
    """A file that is there already holds settings of the clinic's own: it stays."""


def networks(given: Iterable[str]) -> tuple[str, ...]:
    """As the unit names them. UsageError for what is no network, or reaches beyond the clinic."""
    found = []
    for text in given:
        try:
            network = ipaddress.ip_network(text, strict=False)
        except ValueError:
            raise UsageError(f"--lan {text}: not a network.", "Write it as 192.168.1.0/24.") from None
        if not network.is_private:
            raise UsageError(f"--lan {text}: not a private network.", "Name the clinic's own; nothing leaves it.")
        found.append(str(network))
    return tuple(found) or PRIVATE_NETWORKS


def room_name(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise UsageError(
            f"--room {text!r}: not a room's name.", "Up to 64 letters, digits and blanks; no client's name."
        )
    return text


def files(room: str, lan: Sequence[str], program: str, ollama: str = OLLAMA) -> tuple[File, ...]:
    filled = {
        "PROGRAM": program,
        "LAN": " ".join(lan),
        "OLLAMA": ollama,
    }
    return (
        File(f"{UNITS}/scribe.service", _filled("scribe.service", filled)),
        File(f"{UNITS}/scribe-ollama.service", _filled("scribe-ollama.service", filled)),
        File("usr/local/sbin/scribe-room", _filled("scribe-room", filled), mode=0o755),
        File("etc/sysusers.d/scribe.conf", _filled("sysusers.conf", filled)),
        File("etc/tmpfiles.d/scribe.conf", _filled("tmpfiles.conf", filled)),
        File("etc/scribe/scribe.toml", config(room), keep=True),
    )


def config(room: str) -> str:
    """The explained settings, with this room's name and where the service has its state and models."""
    text = (resources.config("scribe.toml")).read_text(encoding="utf-8")
    text = re.sub(r"(?m)^#home = .*$", f'home = "{HOME}"', text)
    text = re.sub(r"(?m)^#room = .*$", f'room = "{room}"', text)
    text = re.sub(r"(?m)^#models = .*$", f'models = "{MODELS}"', text)
    assert tomllib.loads(text)["room"] == room
    return text


def _filled(name: str, filled: dict[str, str]) -> str:
    text = (resources.units() / name).read_text(encoding="utf-8")
    return _PLACE.sub(lambda place: filled[place[1]], text)
