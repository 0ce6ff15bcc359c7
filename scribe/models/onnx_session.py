"""An ONNX model as every part loads it."""

from pathlib import Path

import onnxruntime

from scribe.errors import ModelError

CALM = "session.intra_op.allow_spinning"
"""Whether a thread without work keeps a core busy while it waits for some: in a room device it does not."""

EXACT = "session.x64quantprecision"
"""Signed 8-bit weights become unsigned ones where a processor has no VNNI: AVX2's sums of signed products overflow."""


def onnx_session(model: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    """On one thread it leaves the other cores to whoever needs them. ModelError if the file is no model."""
    if not model.is_file():
        raise ModelError(f"{model}: no such model file.", "Run: scribe models install")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # Its arena keeps what inputs of ever other lengths once took: 60 MB more for Whisper, and no faster.
    options.enable_cpu_mem_arena = False
    # For each new shape of its inputs it would keep a plan of where everything lies, for ever: 49 kB each for CAM++,
    # which hears pieces of any length, 1 MB a minute. What is run by a plan is one large block, of ever another
    # size, between which the heap came to pieces. It is no faster.
    options.enable_mem_pattern = False
    options.add_session_config_entry(CALM, "0")
    options.add_session_config_entry(EXACT, "1")
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises bare exceptions of its C++ side, one class a status code
        raise ModelError(f"{model}: not a usable ONNX model.", "Run: scribe models check") from error
