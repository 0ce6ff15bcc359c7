"""Scribe: a real-time ambient scribe for psychotherapy. Nothing leaves the room."""

import os

__version__ = "0.1.0"

# NumPy's linear algebra has small matrices here. A second thread gains nothing with them, and waits for the next ones
# with its core at full speed for a tenth of a second: that was a tenth of a core while somebody spoke. Read at import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# oneDNN, in CTranslate2, keeps what it has compiled for each new length of sound and text, the last 1024 of it: 9 MB
# after ten second hearings. A hearing asks for the same several times in a row: few are enough. Read at first use.
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8")

# Newer ONNX Runtimes (1.32 does) report their use to their maker, on Linux too, with an id of this device that they
# keep in the user's cache folder. Nothing leaves the room: said before one is loaded (scripts/bench/stays_local.py).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
