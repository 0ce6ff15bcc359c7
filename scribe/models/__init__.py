"""Models: what is pinned, where it lies, whether it is whole, how it gets there. Nothing is fetched while the daemon runs.

path_of(settings, "campplus") / "model.onnx"      whisper_folder(settings)      check(settings)      install(settings)
"""

from scribe.models.folder import ModelState, check, folder, path_of, require, whisper_folder
from scribe.models.installation import install
from scribe.models.progress import Progress, progress_for

__all__ = [
    "ModelState",
    "Progress",
    "check",
    "folder",
    "install",
    "path_of",
    "progress_for",
    "require",
    "whisper_folder",
]
