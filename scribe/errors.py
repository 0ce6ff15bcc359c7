"""Every error Scribe raises on purpose.

    ScribeError
    ├── UsageError            exit 2   what was asked can't be done as asked
    │   ├── AudioFileError             a recording that is missing, empty or not audio
    │   ├── ChartError                 a chart or actions file that can't be read
    │   ├── ConfigError                a setting, format or cue file that is wrong; names file and key
    │   ├── ForbiddenError             whoever asks may not do that here
    │   └── StateError                 a command that the session's state does not allow
    ├── MissingPartError      exit 3   a model, library or system part that is not installed
    │   └── ModelError                 a model file that is absent or has the wrong hash
    ├── BusyError             exit 75  another daemon holds this SCRIBE_HOME (EX_TEMPFAIL)
    └── FailedError           exit 1   it was right to ask and it did not work
        ├── AudioDeviceError           the microphone is absent or went away
        ├── JournalError               the audio journal can't be written or read
        ├── SpeakerStateError          a saved state of the speakers that is damaged, or not one
        ├── StoreError                 the encrypted store can't be opened, read or written
        │   ├── UnstoredError          the disk is full or takes no writes; it can be tried again
        │   ├── WrongKeyError          the key does not open the store
        │   └── SoundGoneError         the session's sound was destroyed, or is in no backup
        ├── ClinicError                the clinic's database does not answer, or is not this clinic's
        ├── GatewayError               the port is taken or the certificate can't be used
        ├── ProtocolError              a peer sent what `scribe.v1` does not allow
        └── EngineError                a drafting engine gave no usable answer

Each carries `text` (for people: what happened, naming file, line or field), `hint` (the next step) and a
machine-readable `code` that does not change when the wording does.
"""

from typing import ClassVar, Literal


class ScribeError(Exception):
    """Root of the tree. `str()` is one line: the text, then the hint."""

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1

    def __init__(self, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.text} {self.hint}".strip()


class UsageError(ScribeError):
    code = "usage"
    exit_status = 2


class AudioFileError(UsageError):
    code = "audio-file"


class ChartError(UsageError):
    code = "chart"


class ConfigError(UsageError):
    code = "config"


class ForbiddenError(UsageError):
    code = "forbidden"


class StateError(UsageError):
    code = "state"


class MissingPartError(ScribeError):
    code = "missing-part"
    exit_status = 3


class ModelError(MissingPartError):
    code = "model"


class BusyError(ScribeError):
    code = "busy"
    exit_status = 75


class FailedError(ScribeError):
    code = "failed"


class AudioDeviceError(FailedError):
    code = "audio-device"


class JournalError(FailedError):
    code = "journal"


class SpeakerStateError(FailedError):
    code = "speaker-state"


class StoreError(FailedError):
    code = "store"


class UnstoredError(StoreError):
    """The disk refuses, as a full or a read-only one does. This is not known to be stored, everything before is: it can
    be tried again. `reason` is what a person would have to see to: full, unwritable."""

    code = "unstored"

    def __init__(self, text: str, hint: str = "", reason: Literal["full", "unwritable"] = "full") -> None:
        super().__init__(text, hint)
        self.reason = reason


class WrongKeyError(StoreError):
    code = "wrong-key"


class SoundGoneError(StoreError):
    code = "sound-gone"


class ClinicError(FailedError):
    code = "clinic"


class GatewayError(FailedError):
    code = "gateway"


class ProtocolError(FailedError):
    code = "protocol"


class EngineError(FailedError):
    """`reason` is stable, as `code` is: missing, slow, busy, cut, dropped, garbage, server, unknown-model,
    address."""

    code = "engine"

    def __init__(self, text: str, hint: str = "", reason: str = "server") -> None:
        super().__init__(text, hint)
        self.reason = reason
