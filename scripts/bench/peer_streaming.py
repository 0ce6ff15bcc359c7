"""whisper_streaming as it is, but for where its model runs: its code asks for a GPU. Run by `peers.py`.

peer_streaming.py WHISPER_ONLINE.py ARGUMENT…
"""

import runpy
import sys
from pathlib import Path
from typing import Any

import faster_whisper


class OnProcessor(faster_whisper.WhisperModel):  # type: ignore[misc]  # the library has no types
    def __init__(self, path: str, **given: Any) -> None:
        super().__init__(path, **{**given, "device": "cpu", "compute_type": "int8"})


if __name__ == "__main__":
    faster_whisper.WhisperModel = OnProcessor
    program, sys.argv = sys.argv[1], sys.argv[1:]
    sys.path.insert(0, str(Path(program).parent))
    runpy.run_path(program, run_name="__main__")
