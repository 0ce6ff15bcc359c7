"""Diagnoses by ICD-10-CM: a small list to look in (`config/icd10cm.toml`), and any other code of that shape."""

import re
import tomllib
from pathlib import Path

import msgspec

from scribe import resources
from scribe.chart import Diagnosis
from scribe.errors import ConfigError, UsageError

SYSTEM = "ICD-10-CM"

SHAPE = re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?")
"""ICD-10-CM Official Guidelines I.A.2: three to seven characters, a point behind the third."""

Codes = dict[str, str]
"""Code -> title."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    codes: Codes


def load(path: Path | None = None) -> Codes:
    """ConfigError that names the file and the key."""
    path = path or resources.config("icd10cm.toml")
    try:
        codes = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=_File).codes
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}.", "Restore it from the program's config folder.") from None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ConfigError(
            f"{path}: {error}.", 'Mend that line; "F41.1" = "Title" below [codes] is an example.'
        ) from None
    wrong = next((code for code in codes if not SHAPE.fullmatch(code)), None)
    if wrong:
        raise ConfigError(f"{path}: codes.{wrong}: not an ICD-10-CM code.", "Write it as F41.1.")
    return codes


def find(words: str, codes: Codes) -> Codes:
    """Those whose code begins so, or whose title has each of the words at the beginning of one of its own."""
    wanted = words.casefold().split()
    return {
        code: title
        for code, title in codes.items()
        if wanted and (code.casefold().startswith(wanted[0]) or all(_has(title, word) for word in wanted))
    }


def _has(title: str, word: str) -> bool:
    return any(part.startswith(word) for part in re.findall(r"[\w']+", title.casefold()))


def completed(given: Diagnosis, codes: Codes) -> Diagnosis:
    """With its title, where the list has it and the clinician gave none. UsageError for what can't be such a code."""
    if given.system != SYSTEM:
        return given
    code = given.code.strip().upper()
    if not SHAPE.fullmatch(code):
        raise UsageError(f"{given.code}: not an ICD-10-CM code.", "Write it as F41.1, or name its `system`.")
    return msgspec.structs.replace(given, code=code, label=given.label or codes.get(code, ""))
