"""WhisperLiveKit on a recording, in real time; run by `peers.py` with the Python of an environment that has it.

    peer_livekit.py AUDIO MODEL-FOLDER

Prints what its transcript has grown by: milliseconds since the start, the last line's first and last millisecond, text.
"""

import asyncio
import sys
import time
from contextlib import suppress
from typing import Any

import soundfile
from whisperlivekit import AudioProcessor, TranscriptionEngine  # type: ignore[import-not-found]

BLOCK_S = 0.1
SETTLES_S = 1200.0
"""After the recording's end: what is still being transcribed, which may be minutes. `peers.py` gives up before."""


def seconds(value: Any) -> float:
    """It gives seconds, or h:mm:ss."""
    if isinstance(value, int | float):
        return float(value)
    total = 0.0
    for part in str(value).split(":"):
        total = 60 * total + float(part)
    return total


async def show(results: Any, began: float) -> None:
    shown = 0
    async for response in results:
        data = response if isinstance(response, dict) else response.to_dict()
        text = " ".join(line.get("text") or "" for line in data.get("lines", ())).split()
        if len(text) > shown:
            last = data["lines"][-1]
            start, end = seconds(last.get("start", 0)), seconds(last.get("end", 0))
            new = " ".join(text[shown:])
            print(f"{1000 * (time.monotonic() - began):.0f} {1000 * start:.0f} {1000 * end:.0f} {new}", flush=True)
            shown = len(text)


async def main() -> None:
    samples, rate = soundfile.read(sys.argv[1], dtype="int16")
    engine = TranscriptionEngine(
        model_dir=sys.argv[2], lan="en", backend="faster-whisper", backend_policy="localagreement", pcm_input=True
    )
    processor = AudioProcessor(transcription_engine=engine)
    results = await processor.create_tasks()
    began = time.monotonic()
    showing = asyncio.create_task(show(results, began))
    block = int(BLOCK_S * rate)
    for at in range(0, len(samples), block):
        await asyncio.sleep(max(0.0, began + (at + block) / rate - time.monotonic()))
        await processor.process_audio(samples[at : at + block].tobytes())
    await processor.process_audio(b"")
    with suppress(TimeoutError):
        await asyncio.wait_for(showing, SETTLES_S)
    await processor.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
