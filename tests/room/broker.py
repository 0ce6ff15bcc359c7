"""Debian's Mosquitto with a certificate of its own and one user, which can be stopped and started again."""

import asyncio
import datetime
import ipaddress
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import aiomqtt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from scribe.config import MqttSettings
from scribe.room.presence import tls

USER, PASSWORD = "room-3", "not a secret"
PATIENCE_S = 20.0

MISSING = next(
    (f"{name} is not installed" for name in ("mosquitto", "mosquitto_passwd") if not shutil.which(name)), None
)


class Broker:
    """`async with Broker(folder) as broker:` listens, with TLS and a password, until left."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self.authority = folder / "broker.crt"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        certify(folder)
        users = folder / "users"
        subprocess.run(["mosquitto_passwd", "-c", "-b", users, USER, PASSWORD], check=True, capture_output=True)
        (folder / "mosquitto.conf").write_text(
            f"listener {self.port} 127.0.0.1\n"
            "allow_anonymous false\n"
            f"password_file {users}\n"
            f"certfile {self.authority}\n"
            f"keyfile {folder / 'broker.key'}\n"
            "user root\n"
        )

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            "mosquitto",
            *("-c", self._folder / "mosquitto.conf"),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        async with asyncio.timeout(PATIENCE_S):
            while not await self._answers():
                assert self._process.returncode is None, "the broker does not start"
                await asyncio.sleep(0.02)

    async def _answers(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True

    async def stop(self) -> None:
        """As if its plug were pulled."""
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    def settings(self, **more: object) -> MqttSettings:
        given = {"host": "127.0.0.1", "port": self.port, "authority": self.authority, "username": USER}
        return MqttSettings.model_validate({**given, "password": SecretStr(PASSWORD), **more})

    @asynccontextmanager
    async def watching(self, topic: str = "#") -> AsyncIterator["Watcher"]:
        settings = self.settings()
        async with aiomqtt.Client(
            "127.0.0.1", self.port, username=USER, password=PASSWORD, tls_context=tls(settings)
        ) as client:
            await client.subscribe(topic, qos=1)
            watcher = Watcher(client)
            try:
                yield watcher
            finally:
                watcher.task.cancel()
                await asyncio.gather(watcher.task, return_exceptions=True)


class Watcher:
    """Everything the broker passes on, and a way to say something oneself."""

    def __init__(self, client: aiomqtt.Client) -> None:
        self.client = client
        self.seen: list[tuple[str, str]] = []
        self._news = asyncio.Event()
        self.task = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        async for message in self.client.messages:
            assert isinstance(message.payload, bytes)
            self.seen.append((message.topic.value, message.payload.decode()))
            self._news.set()

    async def until(self, topic: str, part: str = "", longest_s: float = PATIENCE_S) -> str:
        """The first payload under that topic, from now or seen before, that has `part` in it."""
        async with asyncio.timeout(longest_s):
            while True:
                for where, payload in self.seen:
                    if where == topic and part in payload:
                        return payload
                self._news.clear()
                await self._news.wait()

    async def until_any(self, last_part: str) -> tuple[str, str]:
        """The first topic that ends so, and its payload."""
        async with asyncio.timeout(PATIENCE_S):
            while not (found := [(t, p) for t, p in self.seen if t.rpartition("/")[2] == last_part]):
                self._news.clear()
                await self._news.wait()
            return found[0]

    def forget(self) -> None:
        self.seen.clear()


def certify(folder: Path) -> None:
    """A certificate for this machine that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "broker")])
    now = datetime.datetime.now(datetime.UTC)
    local = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(local, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "broker.crt").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "broker.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
