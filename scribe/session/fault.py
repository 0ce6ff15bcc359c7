"""Where a stage failed, for the log."""

import traceback
from pathlib import Path


def where(error: Exception) -> str:
    """The function that failed: enough to find a bug, and no word of the session."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
