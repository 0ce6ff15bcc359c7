"""What the machine under the room has: disk, heat, memory. Each is None or 0 where it can't be read."""

import shutil
from pathlib import Path

import psutil


def free_bytes(home: Path) -> int:
    """Of the file system that holds `home`, or will."""
    there = next(path for path in (home, *home.parents) if path.exists())
    try:
        return shutil.disk_usage(there).free
    except OSError:
        return 0


def temperature() -> float | None:
    """°C of the hottest sensor; None where there is none (a virtual machine) or it can't be read."""
    try:
        sensors = psutil.sensors_temperatures()
    except (AttributeError, OSError):
        return None
    return max((reading.current for part in sensors.values() for reading in part), default=None)


def resident_bytes() -> int:
    """Memory of this process."""
    return int(psutil.Process().memory_info().rss)
