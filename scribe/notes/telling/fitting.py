"""Whether the subject that a cue gives a run of clauses is what they are about.

A cue hears one word. Where that word stood in what the therapist remarked, or in an exchange that is over, or in the
middle of talk of something else, it heads nothing: 'Medication: pasta, plain'.
"""

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import content_words
from scribe.notes.language.cues import Topic, hit
from scribe.notes.language.phrases import VERBS, noun_phrases, read, states
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.telling.told import Told

MOST_FOLLOWING = 2
"""Content words of a question that only goes on with the one before: 'How many nights?'"""


def fits(told: Told, exchange: Exchange, *, named: str) -> bool:
    """`named`: what the prompt itself is about, or asks. 'How many they missed' names nothing and goes on."""
    topic = told.topic
    if topic is None or not told.said:
        return True
    tells = [hit(topic.tell, clause.raw) for clause in told.clauses] if topic.tell else [False]
    if topic is not exchange.topic and topic.kind == "session_info" and named:
        return False  # 'I'm holding a door shut' where the chest is asked about
    if topic is not exchange.topic:
        return topic.heads and 2 * sum(tells) >= len(tells)
    if any(tells) or exchange.prompt is None:
        return True
    if exchange.follows:
        goes_on = not noun_phrases(read(named)) and len(content_words(exchange.asked)) <= MOST_FOLLOWING
        return goes_on and not _asks_anew(exchange.prompt) and not _names_another(exchange.prompt)
    return _asked(exchange.prompt.kept, topic)


def _asks_anew(prompt: Turn) -> bool:
    """By a question word and a verb: 'How did that land?'; 'every night?', 'is that new?' go on."""
    found = read(without_lead(prompt.questions[-1].text)) if prompt.questions else None
    return found is not None and found.kinds[:1] == "q" and bool(set(found.kinds) & set(VERBS))


def _names_another(prompt: Turn) -> bool:
    """In a sentence of its own: 'Is this the illness talking?'"""
    found = read(without_lead(prompt.questions[-1].text)) if prompt.questions else None
    return found is not None and bool(noun_phrases(found)) and bool(set(found.kinds) & set(VERBS))


def _asked(clauses: tuple[Clause, ...], topic: Topic) -> bool:
    """By a question, a request or a mere naming, and not in what is stated: 'That's the first time.'"""
    return any(
        hit(topic.ask, clause.raw) and (clause.end == "?" or not states(read(without_lead(clause.text))))
        for clause in clauses
    ) or not any(hit(topic.ask, clause.raw) for clause in clauses)
