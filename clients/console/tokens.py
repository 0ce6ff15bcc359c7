"""SCRIBE_HOME/console.json: the token this console was given by each room, readable by its owner alone."""

import contextlib
import json
import os
from pathlib import Path

from scribe.errors import GatewayError

NAME = "console.json"


class Tokens:
    def __init__(self, home: Path) -> None:
        self._path = home / NAME

    def get(self, url: str) -> str | None:
        return self._read().get(url)

    def keep(self, url: str, token: str) -> None:
        self._write({**self._read(), url: token})

    def forget(self, url: str) -> None:
        self._write({known: token for known, token in self._read().items() if known != url})

    def _read(self) -> dict[str, str]:
        """Empty where there is none, or none that can be understood: pairing again makes a new one."""
        try:
            read = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        except OSError as error:
            raise self._problem(error) from None
        return {str(url): str(token) for url, token in read.items()} if isinstance(read, dict) else {}

    def _write(self, tokens: dict[str, str]) -> None:
        """Beside it and then renamed: never half a file, and never one that others can read."""
        new = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                new.unlink()
            file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(file, "w", encoding="utf-8") as out:
                json.dump(tokens, out)
            new.replace(self._path)
        except OSError as error:
            raise self._problem(error) from None

    def _problem(self, error: OSError) -> GatewayError:
        return GatewayError(f"{self._path}: {error.strerror}.", "Check SCRIBE_HOME and who owns it.")
