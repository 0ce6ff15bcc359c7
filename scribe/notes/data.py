"""Where the installed data files lie: inside the package, or the checkout's config folder."""

from pathlib import Path


def data_folder() -> Path:
    packaged = Path(__file__).parents[1] / "data" / "config"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "config"
