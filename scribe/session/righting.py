"""What a person sets right in what was heard: words, whose they are, who a voice is. Pure: the event that says so.

The same while the session is heard and after it, until the note is signed.
"""

from scribe import events as ev
from scribe.errors import StateError
from scribe.session.transcript import Transcript


def correction(transcript: Transcript, utterance: str, text: str, author: str) -> ev.Correction:
    """Raises StateError."""
    said = transcript.said.get(utterance)
    if said is None or said.complete is None or not text.strip():
        raise StateError("These words can't be corrected now.", "Wait until the sentence is complete.")
    return ev.Correction(utterance=utterance, text=text.strip(), author=author)


def assignment(transcript: Transcript, utterances: tuple[str, ...], speaker: str, author: str) -> ev.Speaker:
    """These were said by `speaker`, who was heard before. Raises StateError."""
    theirs = [said for said in transcript.said.values() if said.speaker == speaker]
    if not theirs:
        raise StateError("Nobody of that name was heard yet.", "Choose one of the voices that were heard.")
    known = tuple(id for id in utterances if id in transcript.said and not transcript.said[id].struck)
    role, name = transcript.names.get(speaker, (theirs[-1].role, None))
    return ev.Speaker(speaker=speaker, role=role, name=name, utterances=known, author=author)


def naming(transcript: Transcript, speaker: str, role: ev.Role, name: str | None, author: str) -> ev.Speaker:
    theirs = tuple(said.id for said in transcript.said.values() if said.speaker == speaker)
    return ev.Speaker(speaker=speaker, role=role, name=name, utterances=theirs, author=author)
