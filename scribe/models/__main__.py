"""`python -m scribe.models install|check`: the same as `scribe models`, for scripts/setup."""

import argparse
import sys

from scribe import config, models
from scribe.errors import ScribeError


def main(arguments: list[str]) -> int:
    """0: good; 3: a model is missing or wrong, said in one line on standard error."""
    parser = argparse.ArgumentParser(prog="python -m scribe.models", description=__doc__)
    parser.add_argument("do", choices=["install", "check"])
    chosen = parser.parse_args(arguments)
    try:
        _do(chosen.do)
    except ScribeError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    return 0


def _do(chosen: str) -> None:
    settings = config.load()
    if chosen == "install":
        models.install_with_progress(settings)
    else:
        models.require(models.check(settings))
        print(f"Models in {models.folder(settings)}: good.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
