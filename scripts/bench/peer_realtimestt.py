"""RealtimeSTT on a recording, in real time; run by `peers.py` with the Python of an environment that has it.

    peer_realtimestt.py AUDIO MODEL-FOLDER

Prints each finished sentence: milliseconds since the start, its first and last millisecond, the text. The recorder does
not say when a sentence was spoken, so it is taken to have ended when the recorder heard silence.
"""

import sys
import threading
import time

import soundfile
from RealtimeSTT import AudioToTextRecorder  # type: ignore[import-not-found]  # only in its own environment

BLOCK_S = 0.1
SETTLES_S = 10.0
"""After the recording's end: what is still being transcribed."""


def main() -> None:
    samples, rate = soundfile.read(sys.argv[1], dtype="int16")
    spans: list[list[float]] = []
    began = 0.0
    recorder = AudioToTextRecorder(
        use_microphone=False,
        model=sys.argv[2],
        language="en",
        device="cpu",
        compute_type="int8",
        spinner=False,
        on_recording_start=lambda: spans.append([time.monotonic() - began, 0.0]),
        on_recording_stop=lambda: spans[-1].__setitem__(1, time.monotonic() - began) if spans else None,
    )
    began = time.monotonic()

    def listen() -> None:
        for number in range(100_000):
            text = recorder.text()
            start, end = spans[min(number, len(spans) - 1)] if spans else (0.0, 0.0)
            print(f"{1000 * (time.monotonic() - began):.0f} {1000 * start:.0f} {1000 * end:.0f} {text}", flush=True)

    threading.Thread(target=listen, daemon=True).start()
    block = int(BLOCK_S * rate)
    for at in range(0, len(samples), block):
        time.sleep(max(0.0, began + (at + block) / rate - time.monotonic()))
        recorder.feed_audio(samples[at : at + block].tobytes(), rate)
    time.sleep(SETTLES_S)
    recorder.shutdown()


if __name__ == "__main__":
    main()
