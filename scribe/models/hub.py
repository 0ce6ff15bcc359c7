"""Whisper models by faster-whisper's own names (small, medium, large-v3-turbo …), from its hub, at install time only.

They are not in models.toml, so nothing pins them: what was fetched is recorded in a SHA256SUMS file beside it, and
`scribe models check` holds them to that.
"""

from collections.abc import Iterator
from pathlib import Path

from scribe.errors import ModelError

SUMS = "SHA256SUMS"
PREFIX = "whisper-"
# What CTranslate2 and the tokenizer open. Vocabularies differ between model generations (.txt, .json).
NEEDED = ("model.bin", "config.json", "tokenizer.json")


def names() -> str:
    """Every faster-whisper name, for people."""
    return ", ".join(_available())


def is_name(text: str) -> bool:
    """`small` is one, `/srv/models/ours` is not."""
    return text.removeprefix(PREFIX) in _available()


def folder_name(name: str) -> str:
    """`small` -> `whisper-small`."""
    return PREFIX + name.removeprefix(PREFIX)


def missing_file(place: Path) -> str | None:
    """The first file that a CTranslate2 Whisper folder needs and this one lacks."""
    return next((name for name in NEEDED if not (place / name).is_file()), None)


def download(name: str, target: Path) -> None:
    """Fetch a model by its faster-whisper name into the folder `target`."""
    from faster_whisper.utils import download_model
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        download_model(name.removeprefix(PREFIX), output_dir=str(target))
    except (OSError, HfHubHTTPError, LocalEntryNotFoundError) as error:
        hint = "Set speech.model to whisper-base, or to a folder with a CTranslate2 model."
        raise ModelError(f"Speech model {name} can't be fetched: {type(error).__name__}.", hint) from error


def record(place: Path, sums: dict[str, str]) -> None:
    """Write what was fetched, as sha256sum does."""
    (place / SUMS).write_text("".join(f"{sha256}  {name}\n" for name, sha256 in sums.items()))


def recorded(models: Path) -> Iterator[tuple[Path, str, str]]:
    """(folder, file name, sha256) of everything fetched from the hub into this models folder."""
    for path in sorted(models.glob(f"{PREFIX}*/{SUMS}")):
        for line in path.read_text().splitlines():
            sha256, _, name = line.partition("  ")
            yield path.parent, name, sha256


def _available() -> list[str]:
    from faster_whisper.utils import available_models  # slow to import, and not needed for a pinned model's path

    return list(available_models())
