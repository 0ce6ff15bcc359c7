"""A sound server of its own with one silent room in it: what is played into the room, the room's microphone hears."""

import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import soundfile
from numpy.typing import NDArray

PATIENCE_S = 20.0
CARD_RATE, CARD_CHANNELS = 44_100, 2
"""Not the rate that listening needs: the way there is through a resampler."""

MISSING = next((f"{name} is not installed" for name in ("pulseaudio", "pacat") if not shutil.which(name)), None)
"""Why these tests can't run here."""


class SoundServer:
    """PulseAudio without a sound card. Its ALSA configuration, and nothing else, leads a program to it."""

    def __init__(self, folder: Path, rate: int = CARD_RATE, channels: int = CARD_CHANNELS) -> None:
        self._folder = folder
        self._room = ("sink_name=room", f"rate={rate}", f"channels={channels}")
        self._socket = folder / "native"
        self._process: subprocess.Popen[bytes] | None = None
        self.alsa_config = folder / "asound.conf"
        device = f'type pulse server "unix:{self._socket}" device "room.monitor"'
        self.alsa_config.write_text(f"pcm.!default {{ {device} }}\n")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        self._socket.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                "pulseaudio",
                *("-n", "--daemonize=no", "--use-pid-file=no", "--disable-shm=yes", "--exit-idle-time=-1"),
                f"--load=module-native-protocol-unix socket={self._socket} auth-anonymous=1",
                f"--load=module-null-sink {' '.join(self._room)}",
            ],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + PATIENCE_S
        while not self._answers():
            assert time.monotonic() < until and self._process.poll() is None, "the sound server does not start"
            time.sleep(0.05)

    def stop(self) -> None:
        """As if the sound card were pulled out."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def unplug(self) -> None:
        """The sound card alone: the server stays."""
        self._control("unload-module", "module-null-sink")

    def plug(self) -> None:
        self._control("load-module", "module-null-sink", *self._room)

    def _control(self, *command: str) -> None:
        subprocess.run(["pactl", *command], env=self._environment, check=True, capture_output=True, timeout=PATIENCE_S)

    def play(self, samples: NDArray[np.float32], rate: int) -> None:
        """Into the room, in real time; returns when the last sample has been played."""
        path = self._folder / "played.wav"
        soundfile.write(path, samples, rate)
        subprocess.run(["paplay", path], env=self._environment, check=True, timeout=PATIENCE_S + len(samples) / rate)

    def _answers(self) -> bool:
        command = ["pactl", "list", "short", "sinks"]
        found = subprocess.run(command, env=self._environment, capture_output=True, check=False)
        return b"room" in found.stdout

    @property
    def _environment(self) -> dict[str, str]:
        home = str(self._folder)
        return {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": home,
            "XDG_RUNTIME_DIR": home,
            "PULSE_RUNTIME_PATH": home,
            "PULSE_SERVER": f"unix:{self._socket}",
        }
