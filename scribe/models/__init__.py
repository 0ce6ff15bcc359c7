"""Models: what is pinned, where it lies, whether it is whole, how it gets there. A running daemon fetches nothing.

path_of(settings, "campplus") / "model.onnx"      whisper_folder(settings)      check(settings)      install(settings)
"""

from scribe.models.installation import install, install_with_progress
from scribe.models.installed import ModelState, check, folder, path_of, require, whisper_folder
from scribe.models.progress import Progress

__all__ = [
    "ModelState",
    "Progress",
    "check",
    "folder",
    "install",
    "install_with_progress",
    "path_of",
    "require",
    "whisper_folder",
]
