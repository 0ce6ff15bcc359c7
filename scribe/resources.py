"""Where the files lie that come with the program: beside the package in a checkout, inside it when installed."""

from pathlib import Path

from scribe.errors import MissingPartError

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent
# The wheel carries each of these folders and files under scribe/data (pyproject.toml, force-include).
IN_WHEEL = {
    "config": "config",
    "clients/tablet": "tablet",
    "scripts/build-models": "build-models",
    "scripts/build-whisper": "build-whisper",
    "scripts/turn_model.py": "turn_model.py",
    "systemd": "systemd",
}


def config(*parts: str) -> Path:
    """A file or folder under config/: formats, cues, models.toml, scribe.toml. MissingPartError if absent."""
    return _existing(_root("config").joinpath(*parts))


def tablet() -> Path:
    """The folder of the tablet's web app."""
    return _existing(_root("clients/tablet"))


def units() -> Path:
    """The folder of systemd units and what belongs to them."""
    return _existing(_root("systemd"))


def build_models() -> Path:
    """The script that turns torch checkpoints into ONNX."""
    return _existing(_root("scripts/build-models"))


def checkout() -> Path | None:
    """The root of the checkout this program runs from; None when it was installed from a wheel."""
    return CHECKOUT if (CHECKOUT / "pyproject.toml").is_file() and (CHECKOUT / "config").is_dir() else None


def _root(name: str) -> Path:
    home = checkout()
    return home / name if home else PACKAGE / "data" / IN_WHEEL[name]


def _existing(path: Path) -> Path:
    if not path.exists():
        raise MissingPartError(f"{path}: this part of Scribe is missing.", "Install Scribe again.")
    return path
