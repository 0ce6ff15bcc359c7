"""What a prompt asks of risk, and what stays open after it: 'Any thoughts of …?', 'And since then?'. Pure."""

from collections.abc import Sequence

import msgspec

from scribe.events import RiskKind
from scribe.notes.language import risk_language as language
from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues, RiskCue, compiled, hit
from scribe.notes.language.scope import conditional
from scribe.notes.reading.conversation import Clause, Exchange, Turn
from scribe.notes.reading.exclusions import OUT_OF_SIGHT
from scribe.notes.reading.questions import counted_noun
from scribe.notes.risk.mentions import CERTAIN, Mention, mentioned
from scribe.notes.risk.status import ONE_FAMILY

NAMING = 6
"""Words of a prompt that names a subject instead of asking: 'And the drinking.'"""
NAMES_NOTHING = 2
"""Content words of a prompt that may still be about what was asked before it."""
_COMMON = (RiskKind.SUBSTANCE_USE,)
"""What is also talked of in advice and plans, where nothing is asked."""
RECENT = 6
"""Exchanges after a mention in which 'any past attempts?' or 'access to' asks on about it."""
IDEATION = (RiskKind.SUICIDAL_IDEATION,)
_BY_MEANING = {
    "suicidal": RiskKind.SUICIDAL_IDEATION,
    "self_harm": RiskKind.SELF_HARM,
    "harm_others": RiskKind.HOMICIDAL_IDEATION,
    "violence": RiskKind.VIOLENCE,
    "abuse": RiskKind.ABUSE,
    "psychosis": RiskKind.PSYCHOSIS,
    "substance": RiskKind.SUBSTANCE_USE,
}
"""Subjects of questions that are heard by their meaning."""
_OF_KIND = {"urges": RiskKind.SELF_HARM, "commands": RiskKind.PSYCHOSIS, "care": RiskKind.SELF_HARM}
"""What a question for more of it is about, whatever else was mentioned since."""
_OF_WHAT_WAS_TOLD = ("commands", "care")
"""Questions of what was told that come near in meaning to those for something else."""
_AGAINST_OTHERS = frozenset({RiskKind.HOMICIDAL_IDEATION, RiskKind.VIOLENCE, RiskKind.ABUSE})
_LIFE_AND_LIMB = frozenset({RiskKind.SUICIDAL_IDEATION, RiskKind.SELF_HARM, RiskKind.HOMICIDAL_IDEATION})

_UNSURE = frozenset({RiskKind.SUBSTANCE_USE, RiskKind.VIOLENCE, RiskKind.ABUSE})
"""Whose questions are near in meaning to those of many a meal and quarrel."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is open to be answered."""

    kinds: tuple[RiskKind, ...] = ()
    context: str = ""
    fresh: bool = False
    """The prompt itself asks; else it follows up on one that did."""
    named: bool = True
    """In words that a cue knows, and not only by its meaning."""
    passive: bool = False
    """Of a wish to be dead, and of nothing more: a 'yes' is no more than that."""

    @property
    def sure(self) -> bool:
        """Surely asked: of what people drink, or of who hurts whom, only a cue's words make sure."""
        return self.named or not _UNSURE.issuperset(self.kinds)

    @property
    def open(self) -> bool:
        """An answer that is neither yes nor no is shown: where it may be about life and limb, however it was asked."""
        return self.named or bool(_LIFE_AND_LIMB.intersection(self.kinds))


def opened(exchange: Exchange, before: Question, found: list[Mention], cues: Cues) -> Question:
    """What this prompt asks, or still asks."""
    kinds, context, named = _asked(exchange, cues)
    last = found[-1] if found else None
    more = context in _OF_WHAT_WAS_TOLD and not named and _asks_on(exchange, context, before, found)
    if kinds and not more:
        passive = any(_asks_passively(cue, exchange.asked) for cue in cues.risks if cue.kind in kinds)
        if context == "commands" and _asks_on(exchange, context, before, found):
            kinds = (RiskKind.PSYCHOSIS, *(kind for kind in kinds if kind is not RiskKind.PSYCHOSIS))
        elif context in _OF_KIND:
            context = ""
        return Question(kinds=kinds, context=context, fresh=True, named=named, passive=passive)
    if context and _asks_on(exchange, context, before, found):
        taken_up = _taken_up(context, before, found)
        act = taken_up == (RiskKind.SELF_HARM,) and language.OF_THE_ACT.search(exchange.asked)
        return Question(kinds=taken_up, context="" if context == "urges" or act else context, fresh=True)
    if language.SAME_QUESTION.search(exchange.asked) and before.kinds:
        return msgspec.structs.replace(before, fresh=True)
    if last and last.at >= exchange.index - 1 and language.LIKE_THAT.search(exchange.asked):
        return Question(kinds=(last.kind,), fresh=True)
    if not _still_asks(exchange):
        return Question()
    return msgspec.structs.replace(before, fresh=False)


def _still_asks(exchange: Exchange) -> bool:
    """'Jo?', 'And since then?', 'Not even once?': no subject of its own, or answered with a yes or a no."""
    if not exchange.follows or (exchange.topic and exchange.topic.kind not in ("risk", "history", "functioning")):
        return False
    if exchange.prompt and (_remarks(exchange.prompt) or _digresses(exchange.prompt)):
        return False
    if exchange.prompt and any(language.ASKS_AFTER.match(one.raw) for one in exchange.prompt.questions):
        return False
    names = [clause for clause in exchange.prompt.kept if clause.words] if exchange.prompt else []
    if _asks_more(exchange) or sum(clause.words for clause in names) <= NAMES_NOTHING:
        return True
    if exchange.prompt and any(language.ASKS_WHAT.match(one.raw) for one in exchange.prompt.questions):
        return False
    return any(language.NO.match(turn.text) or language.YES.match(turn.text) for turn in exchange.answers[:1])


def _remarks(prompt: Turn) -> bool:
    """'I'm so sorry about Hodge.' A 'yes' to it answers no question before it."""
    return not prompt.questions and sum(clause.words for clause in prompt.kept) > NAMES_NOTHING


def _digresses(prompt: Turn) -> bool:
    """Speaks of the recorder, or asks leave: the answer is to that."""
    return bool(language.OF_THE_RECORDER.search(prompt.text) or language.ASKS_LEAVE.search(prompt.text))


def _asks_more(exchange: Exchange) -> bool:
    own = language.ASKS_OF_ONES_OWN.match(exchange.asked)
    return bool(language.ASKS_MORE.match(exchange.asked)) and not own


def _taken_up(context: str, before: Question, found: list[Mention]) -> tuple[RiskKind, ...]:
    """What a question without a subject of its own asks on about."""
    if context == "safety":
        return before.kinds
    if context in _OF_KIND:
        return (_OF_KIND[context],)
    last = found[-1] if found else None
    if context == "history" and last is not None and last.kind is RiskKind.SELF_HARM:
        return (RiskKind.SELF_HARM,)
    told = next((one for one in reversed(found) if one.status in CERTAIN and one.kind in _LIFE_AND_LIMB), None)
    if context == "intent" and told is not None:
        return (told.kind,)
    return IDEATION


def _asks_on(exchange: Exchange, context: str, before: Question, found: list[Mention]) -> bool:
    """'Ever tried …', 'access to …', 'a plan' are about risk only where risk is the subject."""
    last = found[-1] if found else None
    if context in ("urges", "care"):
        return last is not None and last.kind is RiskKind.SELF_HARM and exchange.index - last.at <= RECENT
    if context == "commands":
        return any(one.kind is RiskKind.PSYCHOSIS and one.status in CERTAIN for one in found)
    if before.kinds or (context == "means" and language.MEANS_NAMED.search(exchange.asked)):
        return True
    if last is None:
        return False
    if context == "intent" and language.HOW_MUCH.search(exchange.asked):
        return last.kind in ONE_FAMILY or "intent" in exchange.asked.lower()
    near = exchange.index - last.at <= RECENT
    if context == "intent":
        return exchange.index - last.at == 1 and last.kind in _LIFE_AND_LIMB and last.status in CERTAIN
    if context == "plan":
        return near and last.kind in ONE_FAMILY and bool(language.ASKS_HOW.search(exchange.asked))
    return near and context in ("history", "family", "means")


def asks_detail(exchange: Exchange, cues: Cues) -> bool:
    """'How often?', 'And what did you do?', 'Just the once?': more of what was just mentioned."""
    last = exchange.prompt.questions[-1:] if exchange.prompt else ()
    counts = any(language.JUST_ONCE.match(clause.raw) for clause in last)
    return exchange.follows and (counts or (_asks_more(exchange) and not _counts_another(exchange, cues)))


def _counts_another(exchange: Exchange, cues: Cues) -> bool:
    """'How many binges this week?' has a noun of its own, and no risk names it."""
    last = exchange.prompt.questions[-1] if exchange.prompt and exchange.prompt.questions else None
    noun = counted_noun(last)
    named = any(mentioned(cue, last.raw) for cue in cues.risks) if last else False
    return bool(noun) and not named and not language.TIMES.match(noun)


def _asked(exchange: Exchange, cues: Cues) -> tuple[tuple[RiskKind, ...], str, bool]:
    """Kinds and context of the therapist's prompt, and whether a cue knows its words. A proposal ('keep the drink
    diary?') asks for none."""
    if not exchange.prompt:
        return (), "", False
    open_ones = [c for c in exchange.prompt.clauses if _asks_openly(c)]
    if any(language.LIKE_THAT.search(one.text) for one in open_ones):
        open_ones = [c for c in exchange.prompt.clauses if c.excluded not in OUT_OF_SIGHT]
    if language.IN_CONFIDENCE.search(exchange.asked):
        return (), "", False
    said = " ".join(c.raw for c in open_ones)
    questions = _bare(" ".join(c.raw for c in open_ones if c.end == "?"))
    if any(mentioned(cue, questions) for cue in cues.risks):
        open_ones = [c for c in open_ones if c.end == "?" or not _reports(c, open_ones)]
    text = _bare(" ".join(c.raw for c in open_ones))
    asks = questions or (text if word_count(text) <= NAMING else "")
    kinds = tuple(cue.kind for cue in cues.risks if mentioned(cue, asks if cue.kind in _COMMON else text))
    scaled = language.HOW_MUCH.search(text)
    context = next((c.key for c in cues.contexts if hit(c.patterns, asks if asks and not scaled else text)), "")
    if language.MEANS_NAMED.search(text) and (context == "means" or language.WHERE_KEPT.search(asks)):
        kinds, context = tuple(kind for kind in kinds if kind is not RiskKind.VIOLENCE), "means"
    supposes = kinds and text != said
    heard = (
        frozenset[str]()
        if supposes
        else frozenset[str]().union(*(c.asks for c in open_ones if not conditional(c.text)))
    )
    meant = tuple(kind for subject, kind in _BY_MEANING.items() if subject in heard and _adds(kind, kinds, text))
    if RiskKind.SELF_HARM in (*kinds, *meant) and not language.OTHERS_NAMED.search(text):
        kinds, meant = _on_oneself(kinds), _on_oneself(meant)
    context = context or next((one for one in ("means", "family") if one in heard and not (kinds or meant)), "")
    return (*kinds, *meant), context, bool(kinds)


def _bare(said: str) -> str:
    """Without what is taken for granted, or is said not to be meant."""
    return language.NOT_MEANT.sub(" ", language.SUPPOSED.sub(" ", said))


def _reports(clause: Clause, around: Sequence[Clause]) -> bool:
    """In a sentence that tells the client what is known: 'Suicide urges, you've got ones.'"""
    return any(language.REPORTS.search(one.raw) for one in around if one.sentence == clause.sentence)


def _on_oneself(kinds: tuple[RiskKind, ...]) -> tuple[RiskKind, ...]:
    """'Cutting, burning, hitting', and nobody else named."""
    return tuple(kind for kind in kinds if kind is not RiskKind.VIOLENCE)


def _adds(kind: RiskKind, named: tuple[RiskKind, ...], text: str) -> bool:
    """A kind that was heard by its meaning is asked beside those that were named: 'shoved' has named violence."""
    if kind is RiskKind.SELF_HARM and language.CUTS_SOMETHING.search(text):
        return False
    told = kind in _AGAINST_OTHERS and _AGAINST_OTHERS.intersection(named) and not language.OF_THOUGHTS.search(text)
    return kind not in named and not told


def _asks_passively(cue: RiskCue, asked: str) -> bool:
    return hit(cue.passive, asked) and not mentioned(cue, compiled(cue.passive).sub(" ", asked.replace("’", "'")))


def _only_if(text: str) -> bool:
    """'And if it ever turns into doing something?' asks what is done then."""
    found = language.IF.match(text)
    return found is not None and ", " not in text[found.end() :]


def _asks_openly(clause: Clause) -> bool:
    if conditional(clause.text) and (clause.end != "?" or _only_if(clause.text)):
        return False  # what is to be done if it comes to that
    if language.OF_PEOPLE.search(clause.text):
        return False
    return clause.excluded not in OUT_OF_SIGHT and not language.PROPOSES.match(without_lead(clause.text))
