"""What the therapist's words do: ask for a subject, go on with one, ask about others, or only murmur."""

import re

from scribe.notes.language.content import content_words
from scribe.notes.language.cues import Cues, Topic, compiled
from scribe.notes.reading.conversation import Turn
from scribe.notes.reading.gist import medicines

MOST_CARRIED = 2
"""Follow-up questions after which a subject that was asked about once heads no answer any more."""
_BACKCHANNEL = re.compile(
    r"^(?:(?:uh-huh|mm-hmm|mhm|mm+|hmm+|yeah|yes|yep|right|okay|ok|exactly|sure|good|great|got it|i see|i know|wow|"
    r"oh|perfect|"
    r"i remember|lovely|nice|no|go on|absolutely|of course|that is new|that's (?:great|good|huge|new|right)|"
    r"you're doing (?:fine|great)|so it \w+)[\s,.!]*)+$",
    re.IGNORECASE,
)
_ASKS_OTHERS = re.compile(
    r"\b(?:(?:anyone|anybody)(?! else's)|family|mother|father|mom|mum|dad|sister|brother|partner|husband|wife|parents?|"
    r"relatives?|home life|kids?|children|household|lives? with|"
    r"does (?:he|she)|is (?:he|she)|what (?:did|does) (?:he|she))\b",
    re.IGNORECASE,
)
_OPENERS = frozenset({"mood", "event"})
"""Topics of general openers: 'how have you been sleeping' asks for the sleep, not for the mood."""


def asked_topic(prompt: Turn, cues: Cues) -> Topic | None:
    """The topic of the prompt's last question that has one, else of its last other clause that has one; a medicine
    by its name is medication."""
    for clause in reversed(prompt.questions or prompt.kept):
        matches = [
            (topic.key in _OPENERS, -topic.weight, found.start(), number, topic)
            for number, topic in enumerate(cues.topics)
            if (found := compiled(topic.ask).search(clause.raw))
        ]
        if matches:
            return min(matches, key=lambda match: match[:4])[4]
    if prompt.questions and medicines(prompt):
        return next((topic for topic in cues.topics if topic.kind == "medication"), None)
    return None


def follows_up(prompt: Turn) -> bool:
    """A short prompt without a subject of its own ('Every night, or some nights?') goes on with the one before."""
    question = prompt.questions[-1].text if prompt.questions else prompt.text
    return len(content_words(question)) <= 4


def is_backchannel(text: str) -> bool:
    """Only shows that somebody listens: no question, and no answer is one to it."""
    return bool(_BACKCHANNEL.match(text.strip()))


def about_others(text: str) -> bool:
    """Asks about somebody else, or about the family, so that an answer about them is one."""
    return bool(_ASKS_OTHERS.search(text))
