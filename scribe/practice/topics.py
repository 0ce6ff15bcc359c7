"""What a symptom is called in a note: the topics of config/cues that stand for one."""

from functools import cache

from scribe.notes.language.cues import compiled, load_cues
from scribe.practice.lines import NOTED_AS, Topics


@cache
def topics() -> Topics:
    """ConfigError for a bad cue file. The first call of a process may read the cues, which takes half a second."""
    found = [(topic.label, compiled(topic.tell)) for topic in load_cues().topics if topic.kind in NOTED_AS]
    return [pair for pair in found if pair[1].pattern]
