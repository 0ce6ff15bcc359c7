"""What a person said of risk as it is told: each answer behind what it was asked, where its words alone do not tell.

'asked how strong the urge was, "Five. Like, off the chart five"; "I cut, um, on my thigh"': a number, an age or a 'yes'
says nothing without its question.
"""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

import msgspec

from scribe.notes.language import risk_language as language
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues
from scribe.notes.language.phrases import ASKING, read
from scribe.notes.language.phrasing import from_therapist, lowered, quoted
from scribe.notes.language.turning import turned
from scribe.notes.reading.conversation import Clause, Session, Turn, about_someone_else
from scribe.notes.risk.mentions import Mention, mentioned
from scribe.notes.risk.own_words import verbatim

MOST_ASKED = 16
"""Words of a question that stands before its answer; of a longer one its last part does."""
MOST_NAMED = 26
"""Words of a question with what it is about before it: 'Urges to self-harm, ones and twos. And Saturday?'"""
MOST_TURNED = 10
_AMOUNT_ASKED = re.compile(r"^(?:how (?:often|long|much|many|strong|bad|close)|since when|when|where)$", re.IGNORECASE)
_TAIL = re.compile(r",? (?:would you say|do you think|then|like|again|exactly|at the moment|first)$", re.IGNORECASE)
GAP = 2
"""Clauses between two that are told, which are told with them rather than cut out of what was said."""


class Answer(msgspec.Struct, frozen=True):
    """What is told of one answer, and what it was asked: '' where it is understood alone."""

    mention: Mention
    asked: str
    words: str

    @property
    def cites(self) -> tuple[str, ...]:
        question = self.mention.question
        return (*(question.ids if question and self.asked else ()), *self.mention.cites)

    def told(self, before: str = "") -> str:
        """`before`: whoever speaks, where that is not plain."""
        if not self.asked:
            return f"{before} said {self.words}" if before else self.words
        return f"{before}, asked {self.asked}, said {self.words}" if before else f"asked {self.asked}, {self.words}"


def answers(
    group: Sequence[Mention], kept: Sequence[Clause], cues: Cues, session: Session, *, headed: bool
) -> list[Answer]:
    """`kept`: the clauses of the group that are told. `headed`: what the first was asked stands before all of it."""
    found: list[Answer] = []
    told: set[tuple[str, int]] = set()
    for mention in group:
        own = [clause for clause in kept if clause in mention.clauses and clause.key not in told]
        if not own:
            continue
        own = whole(_from_the_no(own, mention.clauses), mention.clauses)
        told |= {clause.key for clause in own}
        again = bool(found) and mention.at == found[-1].mention.at
        known = again or (headed and mention.at == group[0].at) or _alone(own, mention, cues)
        asked = "" if known else asked_words(mention.question, mention, cues, session)
        found.append(Answer(mention, asked, verbatim(own, session)))
    return found


def _from_the_no(kept: list[Clause], said: Sequence[Clause]) -> list[Clause]:
    """'Nothing. Never again. That's fourteen years.'"""
    place = said.index(kept[0])
    return [said[0], *kept] if 0 < place <= GAP and language.NO.match(said[0].raw) else kept


def whole(kept: Sequence[Clause], said: Sequence[Clause], but: Collection[Clause] = ()) -> list[Clause]:
    """With the few clauses that stand between them: what is cut out of the middle may be what it means. `but`: what is
    told elsewhere."""
    places = {clause.key: place for place, clause in enumerate(said)}
    numbers = sorted(places[clause.key] for clause in kept if clause.key in places)
    filled = set(numbers)
    for first, then in pairwise(numbers):
        between = said[first + 1 : then]
        if len(between) <= GAP and not any(one.excluded or one in but or about_someone_else(one) for one in between):
            filled.update(range(first + 1, then))
    return [said[place] for place in sorted(filled)]


def _alone(told: Sequence[Clause], mention: Mention, cues: Cues) -> bool:
    """Names what it is about."""
    words = " ".join(clause.raw for clause in told)
    named = any(mentioned(cue, words) for cue in cues.risks if cue.kind is mention.kind)
    return named or bool(language.MEANS.search(words)) or mention.question is None


def asked_words(prompt: Turn | None, mention: Mention, cues: Cues, session: Session) -> str:
    """'how strong the urge was', or the question as it was put, with what it is about where that stands before it."""
    if prompt is None or not prompt.kept:
        return ""
    last = last_asked(prompt)
    subject = _subject(prompt, last, mention, cues)
    if subject is None:
        told = _turned(last)
        return told or verbatim_question(last, session)
    spoken = [
        clause for clause in prompt.kept if subject.place <= clause.place and clause.utterance == subject.utterance
    ]
    if word_count(" ".join(clause.raw for clause in spoken)) <= MOST_NAMED:
        return _marked(verbatim(spoken, session), spoken[-1])
    return f"{quoted(subject.raw)}, {verbatim_question(last, session)}"


def verbatim_question(clauses: Sequence[Clause], session: Session, most: int = MOST_ASKED) -> str:
    kept = list(clauses)
    while len(kept) > 1 and word_count(" ".join(clause.raw for clause in kept)) > most:
        kept = kept[1:]
    return _marked(verbatim(kept, session), kept[-1])


def _marked(words: str, last: Clause) -> str:
    return f'{words[:-1]}?"' if last.end == "?" and words.endswith('"') else words


def last_asked(prompt: Turn) -> list[Clause]:
    """Its sentence; the last thing said where nothing is asked."""
    last = prompt.questions[-1] if prompt.questions else prompt.kept[-1]
    return [one for one in prompt.kept if (one.utterance, one.sentence) == (last.utterance, last.sentence)]


def _subject(prompt: Turn, last: Sequence[Clause], mention: Mention, cues: Cues) -> Clause | None:
    """What names it before a question that does not."""
    own = next((cue for cue in cues.risks if cue.kind is mention.kind), None)
    if own is None or mentioned(own, " ".join(clause.raw for clause in last)):
        return None
    earlier = (one for one in reversed(prompt.kept) if one.utterance == last[0].utterance and one.place < last[0].place)
    return next((one for one in earlier if mentioned(own, one.raw)), None)


def turned_question(prompt: Turn) -> str:
    """'who they reach out to' of 'And who do you reach out to?'; '' where its last question cannot be turned."""
    return _turned(last_asked(prompt)) if prompt.questions else ""


def _turned(question: Sequence[Clause]) -> str:
    text = _TAIL.sub("", without_lead(", ".join(clause.text for clause in question)).strip(" ?.!,"))
    if _AMOUNT_ASKED.match(text):
        return text.lower()
    told = from_therapist(turned(text)) if "," not in text else ""
    found = read(told)
    stands = bool(told) and found.kinds[:1] in tuple(ASKING) and word_count(told) <= MOST_TURNED
    return lowered(told, frozenset()) if stands else ""
