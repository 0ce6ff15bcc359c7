"""The models that listening needs, loaded once and shared by all sessions of a daemon."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from scribe import models
from scribe.config import Settings, SpeechSettings
from scribe.errors import ModelError
from scribe.speech import pace, whisper_graphs
from scribe.speech.decoding import Decoder
from scribe.speech.speakers import SpeakerModels
from scribe.speech.voice_activity import VoiceActivity
from scribe.speech.whisper import Whisper
from scribe.speech.whisper_graphs import WhisperGraphs


@dataclass(frozen=True, slots=True)
class SpeechModels:
    """Not for two listeners at the same time: voice activity remembers what it heard."""

    voice_activity: VoiceActivity
    whisper: Decoder
    speakers: SpeakerModels | None
    """None: not installed. Words go on without speakers."""
    look_s: float = 0.0
    """Seconds that one look of Whisper takes on this machine; not measured where the settings say how often to look."""

    @classmethod
    def load(cls, settings: Settings, look_s: float = 0.0) -> "SpeechModels":
        """From where `scribe models install` put them; `look_s`: where it is known. ModelError where voice activity or
        Whisper is missing."""
        voice_activity = models.path_of(settings, "silero-vad") / "silero_vad.onnx"
        return cls.from_folders(
            voice_activity, models.whisper_folder(settings), models.folder(settings), settings.speech, look_s
        )

    @classmethod
    def from_folders(
        cls, voice_activity: Path, whisper: Path, speakers: Path, settings: SpeechSettings, look_s: float = 0.0
    ) -> "SpeechModels":
        """`speakers`: the folder that holds segmentation-3.0 and campplus. All at once, as Whisper takes a second."""
        with ThreadPoolExecutor(3, thread_name_prefix="load") as threads:
            heard = threads.submit(VoiceActivity, voice_activity)
            words = threads.submit(decoder, whisper, settings.language, settings.threads)
            people = threads.submit(_speakers, speakers)
            voice, speakers_found, whispering = heard.result(), people.result(), words.result()
        return cls(voice, whispering, speakers_found, 0.0 if settings.step_s else look_s or pace.look_s(whispering))


class Reloading:
    """Loads them whenever it is called. How long a look takes here is measured the first time, when nobody waits: that
    is half of the time that loading takes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._look_s = 0.0

    def __call__(self) -> SpeechModels:
        loaded = SpeechModels.load(self._settings, self._look_s)
        self._look_s = loaded.look_s
        return loaded


def decoder(folder: Path, language: str, threads: int) -> Decoder:
    """The model as ONNX graphs where they are built, else through CTranslate2. ModelError, ConfigError."""
    graphs = whisper_graphs.built(folder)
    return WhisperGraphs(folder, language, threads) if graphs else Whisper(folder, language)


def _speakers(folder: Path) -> SpeakerModels | None:
    try:
        return SpeakerModels.load(folder)
    except ModelError:  # the listener gives the notice; words matter more than who said them
        return None
