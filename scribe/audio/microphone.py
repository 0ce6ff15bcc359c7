"""The room's microphone: PortAudio through PyAudio."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from scribe.audio.frame import RATE, Frame, from_pcm
from scribe.audio.framing import Framer
from scribe.audio.hushed import SOUND_CARDS, hushed
from scribe.audio.ring import Ring
from scribe.errors import AudioDeviceError, MissingPartError

BLOCK_S = 0.032
"""One frame: the shortest block that is of use to anyone."""

RING_S = 10.0
"""The event loop may stall this long before sound is lost."""

DEAD_AFTER_S = 0.8
"""A running stream calls back every 32 ms; silence from the driver this long means the device went away,
and it is said within a second."""

RESYNC_S = 0.1
"""Sound was lost and the counter is behind the clock by more than this: the loss becomes a gap."""

STARTS_WITHIN_S = 5.0
"""Until the first block of a stream: a sound server has to wake the device, and a Bluetooth headset to connect."""


@dataclass(frozen=True, slots=True)
class InputDevice:
    index: int
    name: str
    channels: int
    rate: int
    """Hz, the device's own."""


def input_devices() -> list[InputDevice]:
    """Every input PortAudio sees now. MissingPartError when PortAudio is not installed."""
    audio = _portaudio()
    try:
        return _inputs(audio)
    finally:
        audio.terminate()


class Microphone:
    """Opened when made, heard while `frames` is iterated, silent while paused: then the device itself is closed."""

    def __init__(self, device: str | None = None, start: int = 0) -> None:
        """`device`: part of its name, or None for the default. `start`: sample counter of now. AudioDeviceError."""
        self._audio = _portaudio()
        try:
            self._device = _pick(self._audio, device)
            self._stream, self._rate, self._channels = self._open()
        except BaseException:
            self._audio.terminate()
            raise
        self._ring = Ring(int(RING_S * self._rate) * self._channels * 2)
        self._framer = Framer(self._rate, self._channels, start)
        self._ready: deque[Frame] = deque()
        self._start = start
        self._began: float | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._heard = asyncio.Event()
        self._overflows = self._known_xruns = 0
        self._flowed = (0.0, start)
        """When the first block of this stream was taken (monotonic), and the position it ended at."""
        self._live = self._flowing = self._paused = self._closed = False

    @property
    def name(self) -> str:
        return self._device.name

    @property
    def xruns(self) -> int:
        """Times that sound was lost since the start, by the driver or for want of room in the ring."""
        return self._overflows + self._ring.overruns

    @property
    def position(self) -> int:
        if not self._paused or self._began is None:
            return self._framer.position
        return max(self._framer.position, self._start + int((time.monotonic() - self._began) * RATE))

    @property
    def waiting(self) -> bool:
        return bool(self._ready or len(self._ring))

    async def frames(self) -> AsyncIterator[Frame]:
        """Every frame; after `close`, what had been heard before it. AudioDeviceError when the device goes away."""
        self._loop = asyncio.get_running_loop()
        self._began = time.monotonic()
        while not self._closed:
            self._run()
            self._heard.clear()
            self._collect()
            while self._ready:
                yield self._ready.popleft()
            await self._more()
        self._collect()
        self._ready.extend(() if self._paused else self._framer.flush())
        while self._ready:
            yield self._ready.popleft()

    def pause(self) -> None:
        if not self._paused:
            self._paused = True
            self._halt()
            self._wipe(self._framer.position)

    def resume(self) -> None:
        if self._paused:
            position = self.position
            self._paused = False
            self._wipe(position)
            # `frames` starts the stream: if the device is gone, that is where it is said.
            self._heard.set()

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._halt()
            self._audio.terminate()
            self._heard.set()

    # -- the stream ------------------------------------------------------------------------------------------------

    def _open(self) -> tuple[Any, int, int]:
        """16 kHz mono where the device can, else its own rate and channel count."""
        device = self._device
        refusal: Exception | None = None
        for rate, channels in ((RATE, 1), (device.rate, 1), (device.rate, 2), (device.rate, device.channels)):
            if channels <= device.channels:
                try:
                    with hushed(SOUND_CARDS):
                        return self._stream_at(rate, channels), rate, channels
                except (OSError, ValueError) as error:
                    refusal = error
        raise AudioDeviceError(
            f"The microphone {device.name!r} can't be opened: {refusal}.", "Close what else uses it, or choose another."
        )

    def _stream_at(self, rate: int, channels: int) -> Any:
        import pyaudio

        return self._audio.open(
            rate=rate,
            channels=channels,
            format=pyaudio.paInt16,
            input=True,
            input_device_index=self._device.index,
            frames_per_buffer=int(rate * BLOCK_S),
            start=False,
            stream_callback=self._on_block,
        )

    def _on_block(self, block: bytes | None, _count: int, _times: object, status: int) -> tuple[None, int]:
        """On PortAudio's thread: copy, count, wake the loop; nothing that could wait."""
        import pyaudio

        if self._live and block:
            self._overflows += bool(status & pyaudio.paInputOverflow)
            self._ring.write(block)
            if self._loop:
                self._loop.call_soon_threadsafe(self._heard.set)
        return None, pyaudio.paContinue

    def _run(self) -> None:
        if self._paused or self._live or self._closed:
            return
        try:
            self._stream = self._stream or self._stream_at(self._rate, self._channels)
            self._live, self._flowing = True, False
            self._stream.start_stream()
        except OSError as error:
            self._live = False
            raise AudioDeviceError(
                f"The microphone {self.name!r} does not start: {error}.", "Plug it in again."
            ) from None

    def _halt(self) -> None:
        """Nothing is read from the device after this returns.

        The stream is closed, not stopped: PortAudio hangs in starting a stopped one whose device went away meanwhile.
        """
        stream, self._stream, self._live = self._stream, None, False
        if stream:
            stream.close()

    def _wipe(self, position: int) -> None:
        self._ring.wipe()
        self._ready.clear()
        self._framer.wipe(position)

    def _collect(self) -> None:
        block = from_pcm(self._ring.read())
        if not block.size:
            return
        if self.xruns != self._known_xruns:
            self._known_xruns = self.xruns
            self._leave_gap(block.size // self._channels)
        self._ready.extend(self._framer.feed(np.reshape(block, (-1, self._channels))))
        if not self._flowing:
            self._flowing = True
            self._flowed = (time.monotonic(), self._framer.position)

    def _leave_gap(self, waiting: int) -> None:
        """Sound was lost before the `waiting` samples (of the device's rate): time went on, so must the counter."""
        since, position = self._flowed
        now = position + int((time.monotonic() - since) * RATE) - waiting * RATE // self._rate
        if self._flowing and now - self._framer.position > RESYNC_S * RATE:
            self._framer.wipe(now)

    async def _more(self) -> None:
        """Wait for the next block. A paused stream may take its time; a running one may not."""
        try:
            await asyncio.wait_for(self._heard.wait(), DEAD_AFTER_S if self._flowing else STARTS_WITHIN_S)
        except TimeoutError:
            if self._live and not len(self._ring):
                raise AudioDeviceError(
                    f"The microphone {self.name!r} gives no sound any more.", "Plug it in again."
                ) from None


def _portaudio() -> Any:
    try:
        import pyaudio
    except ImportError:
        raise MissingPartError("PyAudio or PortAudio is not installed.", "Run: scripts/setup") from None
    with hushed(SOUND_CARDS):
        return pyaudio.PyAudio()


def _inputs(audio: Any) -> list[InputDevice]:
    found = (audio.get_device_info_by_index(index) for index in range(audio.get_device_count()))
    return [
        InputDevice(info["index"], info["name"], info["maxInputChannels"], int(info["defaultSampleRate"]))
        for info in found
        if info["maxInputChannels"] > 0
    ]


def _pick(audio: Any, wanted: str | None) -> InputDevice:
    devices = _inputs(audio)
    if not devices:
        raise AudioDeviceError("This machine has no microphone.", "Plug one in, or play a recording: scribe play FILE")
    if wanted is not None:
        for device in devices:
            if wanted.casefold() in device.name.casefold():
                return device
        names = ", ".join(repr(device.name) for device in devices)
        raise AudioDeviceError(f"No microphone is called {wanted!r}; there are {names}.", "Set audio.device.")
    try:
        default = audio.get_default_input_device_info()["index"]
    except OSError:
        return devices[0]
    return next((device for device in devices if device.index == default), devices[0])
