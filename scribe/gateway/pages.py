"""The tablet's files, read once at start-up. A request is looked up in that table: no path ever reaches the disk."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from scribe.gateway.palette import Group

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}
"""Files of another kind are not served."""

WORKER = "/worker.js"
"""The browser itself looks after this one; a kept copy of it would keep itself."""

JSON = "application/json"
TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    type: str
    cache: str = "no-store"


def read_pages(folder: Path) -> dict[str, Page]:
    """URL path -> page, for every servable file under `folder`; `/` is index.html. Links that lead out are left out."""
    root = folder.resolve()
    pages = {}
    for path in sorted(root.rglob("*")):
        if path.suffix in TYPES and path.is_file() and path.resolve().is_relative_to(root):
            # The shell holds nothing of a session, so a browser may keep it if it asks each time whether it changed.
            pages[f"/{path.relative_to(root).as_posix()}"] = Page(path.read_bytes(), TYPES[path.suffix], "no-cache")
    if "/index.html" in pages:
        pages["/"] = pages["/index.html"]
    return pages


def with_data(pages: Mapping[str, Page], palette: tuple[Group, ...]) -> dict[str, Page]:
    """Beside the files: the list of them that a browser may keep (`/shell.json`), and the palette."""
    shell = sorted(path for path in pages if path not in ("/index.html", WORKER))
    return {
        **pages,
        "/shell.json": Page(msgspec.json.encode(shell), JSON),
        "/observations.json": Page(msgspec.json.encode(palette), JSON),
    }


def headers(authority: str | None, *, secure: bool) -> Mapping[str, str]:
    """What every answer carries. `authority` is the Host that was asked if it is ours, else None."""
    # Older Safari does not count a WebSocket as 'self', so it is named.
    live = f"'self' {'wss' if secure else 'ws'}://{authority}" if authority else "'none'"
    policy = {
        "Content-Security-Policy": "; ".join((*POLICY, f"connect-src {live}")),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(self), screen-wake-lock=(self)",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    return {**policy, **({"Strict-Transport-Security": "max-age=31536000"} if secure else {})}


POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types shell",
)
"""Nothing inline, nothing from elsewhere, and no text can become markup; one text can become a worker's address, the
one that the page's policy `shell` lets through."""
