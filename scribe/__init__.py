"""Scribe: a real-time ambient scribe for psychotherapy. Nothing leaves the room."""

import os

__version__ = "0.1.0"

# NumPy's linear algebra has small matrices here. A second thread gains nothing with them, and waits for the next ones
# with its core at full speed for a tenth of a second: that was a tenth of a core while somebody spoke. Read at import.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# oneDNN, in CTranslate2, compiles a convolution for each new length of sound and keeps the last 1024 of them: some 100 MB
# at the end of a session in which utterances were heard again. Read with its first convolution.
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "8")

# Newer ONNX Runtimes (1.32 does) report their use to their maker, on Linux too, with an id of this device that they
# keep in the user's cache folder. Nothing leaves the room: said before one is loaded (scripts/bench/stays_local.py).
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
