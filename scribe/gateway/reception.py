"""Answers every request that reaches the port: pages, health, or on to the live protocol. No I/O of its own."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

import msgspec
from websockets.asyncio.server import ServerConnection
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from scribe.gateway import pages
from scribe.gateway.door import Door
from scribe.gateway.pages import Page

LIVE = "/live"
HEALTH = "/healthz"
READY = "/readyz"

MAX_CLIENTS = 200
"""Live sockets at once, paired or not: a clinic has a dozen; more is an attack or a loop."""

NOT_HERE = Page(b"This address is not served here.\n", pages.TEXT)
ONLY_GET = Page(b"Only GET.\n", pages.TEXT)
TOO_MANY = Page(b"Too many clients.\n", pages.TEXT)
MISSING = Page(b"There is no such page.\n", pages.TEXT)


class Reception:
    def __init__(self, door: Door, table: Mapping[str, Page], health: Callable[[], Mapping[str, Any]]) -> None:
        self._door = door
        self._table = table
        self._health = health

    def answer(self, connection: ServerConnection, request: Request) -> Response | None:
        """None lets the WebSocket handshake go on."""
        path = request.path.partition("?")[0]
        refused = self._door.refuse(request.headers, peer_of(connection), live=path == LIVE)
        if refused:
            return respond(refused, NOT_HERE)
        if request.method != "GET":
            return respond(HTTPStatus.METHOD_NOT_ALLOWED, ONLY_GET, Allow="GET")
        if path == LIVE:
            full = len(connection.server.connections) >= MAX_CLIENTS
            return respond(HTTPStatus.SERVICE_UNAVAILABLE, TOO_MANY) if full else None
        if path == HEALTH:
            return respond(HTTPStatus.OK, Page(msgspec.json.encode(self._health()), pages.JSON))
        if path == READY:
            health = self._health()
            status = HTTPStatus.OK if health.get("ready", True) else HTTPStatus.SERVICE_UNAVAILABLE
            return respond(status, Page(msgspec.json.encode(health), pages.JSON))
        found = self._table.get(path)
        return respond(HTTPStatus.OK, found) if found else respond(HTTPStatus.NOT_FOUND, MISSING)

    def dress(self, _: ServerConnection, request: Request, response: Response) -> None:
        """Give an answer, the library's own too, the headers that all have."""
        hosts = request.headers.get_all("Host")
        ours = hosts[0] if len(hosts) == 1 and hosts[0] in self._door.authorities else None
        for name, value in pages.headers(ours, secure=self._door.scheme == "https").items():
            response.headers[name] = value
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"


def respond(status: HTTPStatus, page: Page, **more: str) -> Response:
    headers = {"Content-Type": page.type, "Content-Length": str(len(page.body)), "Cache-Control": page.cache}
    return Response(status, status.phrase, Headers({**headers, **more, "Connection": "close"}), page.body)


def peer_of(connection: ServerConnection) -> str:
    address = connection.remote_address
    return str(address[0]) if address else ""
