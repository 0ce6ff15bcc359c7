"""What a clause commits its speaker to."""

import pytest

from scribe.events import Polarity
from scribe.notes.language.clauses import split
from scribe.notes.language.scope import Scope, When, conditional, judge, negated, speaks_of_self, would

COMMITS = {
    Polarity.AFFIRMED: (
        "I cry in the car before work.",
        "No doubt I will miss her.",
        "I'm not only tired, I'm bored.",
        "I would like to sleep through.",
    ),
    Polarity.NEGATED: (
        "I haven't had a drink since May.",
        "I never locked the door.",
        "There's nothing left in the cupboard.",
        "I can't feel my hands.",
    ),
    Polarity.HYPOTHETICAL: (
        "What if I faint on the train.",
        "If he leaves me I would fall apart.",
        "Even if I passed, it changes nothing.",
        "Imagine if they laughed.",
    ),
    Polarity.QUOTED: (
        "My father said I was a burden.",
        'She wrote "never again" on the mirror.',
        "I keep telling myself to toughen up.",
        "Everyone says I should move on.",
    ),
    Polarity.QUESTION: ("Should I have stayed?", "Is that strange?"),
}


def scope(text: str) -> Scope:
    return judge(split(text)[0])


@pytest.mark.parametrize(("polarity", "text"), [(key, text) for key, lines in COMMITS.items() for text in lines])
def test_polarity(polarity: Polarity, text: str) -> None:
    assert scope(text).polarity is polarity


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (When.PAST, "I used to gamble every weekend."),
        (When.PAST, "I was hospitalised three years ago."),
        (When.PAST, "Back in college I barely ate."),
        (When.PLANNED, "I'll call the clinic."),
        (When.PLANNED, "We're going to paint the nursery next week."),
        (When.NOW, "My hands shake in meetings."),
    ],
)
def test_time(when: When, text: str) -> None:
    assert scope(text).when is when


@pytest.mark.parametrize(
    "text", ["My sister drinks every night.", "He lost his job.", "And her boss shouted at everyone."]
)
def test_clauses_about_others(text: str) -> None:
    assert not scope(text).self_


@pytest.mark.parametrize("text", ["I drink every night.", "My back hurts.", "It started in June."])
def test_clauses_about_oneself(text: str) -> None:
    assert scope(text).self_


def test_the_words_that_open_a_scope() -> None:
    assert negated("I didn't go")
    assert not negated("no wonder it hurts")
    assert conditional("unless I sleep")
    assert not conditional("I slept")
    assert would("I'd scream")
    assert not would("I'd like some tea")
    assert speaks_of_self("it scares me")
    assert not speaks_of_self("it scares them")
