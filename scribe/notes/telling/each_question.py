"""Two questions asked in one turn, and each answer under its own: 'Headaches? And your back?'

Which question a clause answers is seen by the words that both hold; what holds none of any goes on with the sentence it
stands in, and a new sentence with the next question.
"""

from collections.abc import Sequence

import msgspec

from scribe.notes.language.content import stems
from scribe.notes.language.cues import Cues
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.reading.prompting import asked_topic

MOST_QUESTIONS = 3
"""At the end of a turn: those before them are asked and dropped."""


def each_question(exchange: Exchange, cues: Cues) -> Sequence[Exchange]:
    """The exchange as one for each question that was answered by itself; as it is where only the last one was."""
    prompt = exchange.prompt
    questions = prompt.questions[-MOST_QUESTIONS:] if prompt else ()
    if prompt is None or len(questions) < 2 or len(exchange.answers) != 1:
        return (exchange,)
    answer = exchange.answers[0]
    answered = _answered(answer.kept, [stems(question.text) for question in questions])
    if all(number == len(questions) - 1 for number in answered):
        return (exchange,)
    parts = []
    for number, question in enumerate(questions):
        clauses = tuple(clause for clause, of in zip(answer.kept, answered, strict=True) if of == number)
        asks = _with_question(prompt, question, questions[number - 1] if number else None)
        topic = asked_topic(asks, cues)
        told = msgspec.structs.replace(answer, clauses=clauses, text=" ".join(clause.raw for clause in clauses))
        if clauses:
            parts.append(msgspec.structs.replace(exchange, prompt=asks, answers=(told,), topic=topic, follows=False))
    return parts


def _answered(clauses: Sequence[Clause], asked: Sequence[set[str]]) -> list[int]:
    """For each clause the number of the question that it answers."""
    last = len(asked) - 1
    shared = [[number for number, words in enumerate(asked) if stems(clause.text) & words] for clause in clauses]
    first = next((found[0] for found in shared if found), last)
    now, found = first, list[int]()
    for place, clause in enumerate(clauses):
        begins = place > 0 and clause.sentence != clauses[place - 1].sentence
        ahead = [number for number in shared[place] if number >= now]
        now = ahead[0] if ahead else min(now + 1, last) if begins else now
        found.append(now)
    return found if shared and shared[0] else [last] * len(clauses)


def _with_question(prompt: Turn, question: Clause, before: Clause | None) -> Turn:
    """The prompt up to this question, and from the one before it on."""
    begins = prompt.clauses.index(before) + 1 if before else 0
    clauses = prompt.clauses[begins : prompt.clauses.index(question) + 1]
    return msgspec.structs.replace(prompt, clauses=clauses, text=" ".join(clause.raw for clause in clauses))
