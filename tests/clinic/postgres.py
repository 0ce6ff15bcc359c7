"""Debian's PostgreSQL with TLS and a password, in a cluster of its own, which can be killed and started again."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
from pydantic import SecretStr

from scribe.clinic.address import parameters
from scribe.config import RecordsSettings
from tests.room.broker import certify

USER, PASSWORD = "scribe", "not a secret"
PATIENCE_S = 60.0

BIN = max(
    (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
    key=lambda path: int(path.parent.name),
    default=None,
)
MISSING = None if BIN else "postgresql is not installed"

OWNER = "postgres" if os.geteuid() == 0 else None
"""PostgreSQL refuses to run as root; Debian's package makes this user."""


class Postgres:
    """`with Postgres() as server:` listens on loopback until left."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="scribe-pg"))
        certify(self._folder)
        self.authority = self._folder / "broker.crt"
        (self._folder / "password").write_text(PASSWORD)
        if OWNER:
            subprocess.run(["chown", "-R", OWNER, self._folder], check=True)
        self._folder.chmod(0o755)  # whoever connects reads the certificate
        self.authority.chmod(0o644)
        (self._folder / "broker.key").chmod(0o600)
        access = ("-A", "scram-sha-256", "-U", USER, f"--pwfile={self._folder / 'password'}")
        self._run("initdb", "-D", self._folder / "data", "-E", "UTF8", "--no-sync", *access)
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str | Path) -> None:
        assert BIN
        subprocess.run([BIN / program, *arguments], check=True, capture_output=True, user=OWNER, cwd="/")

    def start(self) -> None:
        """Tried again: after a kill its children hold the memory that they share for a moment."""
        assert BIN
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self.port),
            "unix_socket_directories": "",
            "ssl": "on",
            "ssl_cert_file": str(self.authority),
            "ssl_key_file": str(self._folder / "broker.key"),
            "fsync": "off",  # a killed process loses nothing that the kernel has
            "shared_buffers": "16MB",
        }
        flags = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        command = [str(BIN / "postgres"), "-D", str(self._folder / "data"), *flags]
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            quiet = subprocess.DEVNULL
            self._process = subprocess.Popen(command, stdout=quiet, stderr=quiet, user=OWNER, cwd="/")
            while self._process.poll() is None and time.monotonic() < deadline:
                if self._answers():
                    return
                time.sleep(0.05)
            time.sleep(0.1)
        raise AssertionError("PostgreSQL does not start")

    def _answers(self) -> bool:
        try:
            psycopg.connect(**parameters(self.settings("postgres"))).close()
        except psycopg.Error:
            return False
        return True

    def kill(self) -> None:
        """As if its plug were pulled."""
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def freeze(self) -> None:
        """It and all that it has begun take connections and say nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self._process.pid)], capture_output=True, check=False
        )
        for pid in (self._process.pid, *map(int, listed.stdout.split())):
            with suppress(ProcessLookupError):  # one that served a connection ends with it
                os.kill(pid, number)

    def settings(self, database: str, password: str = PASSWORD) -> RecordsSettings:
        address = f"postgresql://{USER}:{password.replace(' ', '%20')}@127.0.0.1:{self.port}/{database}"
        return RecordsSettings(replicate=SecretStr(address), replicate_authority=self.authority)

    def database(self, name: str, template: str = "template0") -> RecordsSettings:
        """A new one, as another one is now."""
        self.ask("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.settings(name)

    def put_back(self, name: str, copy: str) -> None:
        """As an administrator does who restores a backup."""
        self.ask("postgres", f"DROP DATABASE {name} WITH (FORCE)")
        self.ask("postgres", f"CREATE DATABASE {name} TEMPLATE {copy}")

    def ask(self, database: str, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(**parameters(self.settings(database)), autocommit=True) as connection:
            done = connection.execute(query.encode())
            return done.fetchall() if done.description else []
