"""`scribe keys …`: recovery code, recovery, passphrase; thin."""

import asyncio
import sys
from getpass import getpass
from typing import Annotated

import typer

from scribe.config import load
from scribe.errors import UsageError

keys_app = typer.Typer(help="The key of the store: recovery code, passphrase.", no_args_is_help=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@keys_app.command("recovery")
def recovery(as_json: Json = False) -> None:
    """Print a recovery code, once. Write it on paper and keep it away from the device; an earlier one is void."""
    from scribe import reading

    code = asyncio.run(reading.new_recovery_code(load()))
    print(f'{{"code": "{code}"}}' if as_json else code)
    print("This code is not shown again. With it and this device's disk, the whole record opens.", file=sys.stderr)


@keys_app.command("recover")
def recover() -> None:
    """Put the lost key back with the recovery code, which is read from standard input."""
    from scribe import reading

    path = asyncio.run(reading.recover(load(), _secret("Recovery code: ")))
    print(f"The key is back in {path}. The store opens.")


@keys_app.command("passphrase")
def passphrase() -> None:
    """Change the passphrase (or go over to one from a key file). The new one is read from standard input."""
    from scribe import reading

    words = _secret("New passphrase: ")
    if sys.stdin.isatty() and getpass("Again: ") != words:
        raise UsageError("That was not the same passphrase twice.", "Try again; nothing was changed.")
    asyncio.run(reading.change_passphrase(load(), words))
    print("The passphrase is changed. Give the daemon the new one before its next start.")


def _secret(prompt: str) -> str:
    """From the terminal without an echo, or a line of standard input: never an argument, which others can see."""
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
