"""A sound card with one rate, for a program of its own: PulseAudio's ALSA device takes any."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.audio.sound_server import MISSING as NO_SERVER

_CARD = Path(__file__).with_name("one_rate_card.c")
_HEADER = Path("/usr/include/alsa/asoundlib.h")

MISSING = NO_SERVER or next(
    (
        why
        for there, why in ((shutil.which("cc"), "cc is not installed"), (_HEADER.exists(), "libasound2-dev is not"))
        if not there
    ),
    None,
)
"""Why this can't be tried here."""


def environment(folder: Path, rate: int, channels: int) -> dict[str, str]:
    """With what a program is to be started so that its card has this rate and number of channels and no other."""
    library = folder / "one_rate_card.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, _CARD, "-lasound", "-ldl"], check=True)
    return {**os.environ, "LD_PRELOAD": str(library), "CARD_RATE": str(rate), "CARD_CHANNELS": str(channels)}
