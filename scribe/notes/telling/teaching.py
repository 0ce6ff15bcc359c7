"""What the therapist explained or had the client do in the room, where no cue names the intervention.

A turn of plain statements about how things work is teaching; a turn of directions for here and now is guided work.
Both are told in the therapist's own words turned to third person, in forms of growing length.
"""

import re
from collections.abc import Iterator

import msgspec

from scribe.notes.language.cleaning import cut_off, without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.phrases import read, requests
from scribe.notes.language.phrasing import from_therapist, joined, lowered, sentence
from scribe.notes.language.sentences import main
from scribe.notes.language.tagging import tagged, tags
from scribe.notes.reading.candidates import Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Exchange, Session
from scribe.notes.telling.narration import bare

FEWEST_WORDS = 12
"""Words of a turn's teaching that make it more than a remark."""
FEWEST_TOLD = 6
"""Words from which it can be told: 'take a few minutes' says nothing of the work."""
MOST_WORDS = 34
WEIGHT, EACH = 4.5, 1.1
"""Of the first clause, and of each further one."""
_TEACHES = re.compile(
    r"\b(?:that's (?:a|an|the|what|why|how|called|common|not)|this is|it's (?:a|an|the|called|common)|they (?:go|do|"
    r"are|sound|feel|get)|the (?:idea|point|trick|difference|reason|aim|rule|tool|brain|body|mood|cycle|pattern)|"
    r"here's|"
    r"when (?:you|we|people|it)|people|everybody|everyone|the (?:more|less)|your (?:body|brain|mind|nervous system)|"
    r"because|so that|which means|means|makes|works|helps|tends?|usually|often|wears? off|safer|goes (?:up|down)|"
    r"(?:is|it's|works|goes) (?:a (?:bit )?)?like|may i (?:draw|show)|let me (?:show|draw|sketch|nerd)|"
    r"in this approach|"
    r"(?:a|the) (?:thought|feeling|fear|worry|panic|urge|habit|craving|wave|drug|drink|tablet|nervous|alarm|clock)\w* |"
    r"learns?|teaches|keeps? (?:it|the|you|that)|peaks?|fades?|passes|builds|feeds?|"
    r"don't wait|so he|so she|so they|with \w+,? the|you (?:reach|feel|do|avoid|get|go|changed|put))\b",
    re.IGNORECASE,
)
_DIRECTS = re.compile(
    r"^(?:(?:and|now|then|so|okay|good|right|just|first|next)[, ]+)*"
    r"(?:let's (?:do|take|draw|plan|run|build|rehearse|shrink|go back|try|put|look|walk|play|act|"
    r"practi\w+|start|stay|be)|"
    r"i'd like (?:us|you) to|i want you to|would you turn|third time|again\b|once more|picture|"
    r"put|take|look|feel|keep|hold|breathe|notice|"
    r"name|tell (?:her|him|them)|turn to|say|read|write|draw|imagine|picture|close|open|"
    r"start|stop|stay|touch|push|press|tap|let (?:it|the|your)|pick|go back|bring|find|guess|"
    r"multiply|think of|no \w+ing|flat|eyes|feet|hands?|shoulders)\b",
    re.IGNORECASE,
)
_OF_NOW = re.compile(
    r"\b(?:i|i'm|you (?:said|told|did|were|had|went|felt)|you've|yesterday|last week|today)\b", re.IGNORECASE
)
"""Said of this client's own days rather than of how things work."""
EXPLAINED, PICTURED = "explained that", "explained with a picture:"
DIRECTED, HAD_DONE = "directed:", "had the client"
_FIGURE = re.compile(r"here(?:'s| is) (?:an?|the) \w+(?: \w+)*$", re.IGNORECASE)
"""A picture begins: 'Here's a bucket with a tap at the bottom.'"""
_PRESENT = frozenset(("VVZ", "VVB", "VBZ", "VBB", "VDZ", "VHZ", "VM0", "POS"))
_HERE = re.compile(r"^here(?:'s| is) ", re.IGNORECASE)
_ASKS_FOR = re.compile(
    r"(?:tell|give|show|say|go|let|help|remind|walk|take|talk|hang|hold on|wait|come|thank|bless|look|listen|see|"
    r"don't|never|do|be|have|keep|bring|send|text|call|ring|email|write|well)\b",
    re.IGNORECASE,
)
"""Orders that are asking, kindness, or for later."""
_POINTS = re.compile(r"(?:here's|here is|there's|there is|back in|that's why|that is why)\b", re.IGNORECASE)
"""Shows something, or looks back."""
_LEANS = re.compile(r"(?:it|that|this|those|these|they|he|she)\b", re.IGNORECASE)
"""Nobody can tell what, where nothing stands before it."""
_ASKED_AFTER = re.compile(r",\s+(?:will|would|can|could|won't) (?:you|we)\b(?=,|$)", re.IGNORECASE)
"""'Stay there, will you, because …'"""
_OF_SPEAKER = re.compile(r"(?:i|i'm|i've|i'd|i'll|we've|any\w*)\b", re.IGNORECASE)
_NO_TEACHING = re.compile(
    r"\b(?:thank you|thanks|sorry|i(?:'m| am) (?:glad|really|so|not|delighted|thrilled)|"
    r"well done|see you|next (?:week|time|session)|homework|i'll|i will|i'd|we'll|hang on|let me|come in|sit)\b",
    re.IGNORECASE,
)


def teaching(session: Session, claims: Claims, named: list[Candidate], proper: frozenset[str]) -> list[Candidate]:
    """`named`: interventions told by name; their own quotations are not told again."""
    quoted = {cite for one in named if '"' in one.text for cite in one.cites}
    found = []
    for exchange in session.exchanges:
        for does, pattern in ((EXPLAINED, _TEACHES), (DIRECTED, _DIRECTS)):
            clauses = [c for c in _said(exchange, claims, pattern) if quoted.isdisjoint(c.cites)]
            told = _forms(does, clauses, exchange, proper, several=bool(session.names))
            if told is not None:
                claims.take(clauses)
                found.append(told)
    return found


def _said(exchange: Exchange, claims: Claims, pattern: re.Pattern[str]) -> Iterator[Clause]:
    """Clauses that teach or direct, and what is said between two of them."""
    told = exchange.prompt.kept if exchange.prompt else ()
    finds = pattern.search if pattern is _TEACHES else _directs
    hits = [place for place, clause in enumerate(told) if finds(without_lead(clause.text))]
    if pattern is _TEACHES:
        general = [place for place, clause in enumerate(told) if clause.end != "?" and _in_general(clause.text)]
        hits = sorted({*hits, *general})
    figure = next((place for place, clause in enumerate(told) if _FIGURE.match(without_lead(clause.text))), None)
    within = range(hits[0], hits[-1] + 2) if hits and pattern is _TEACHES else range(0)
    if figure is not None and pattern is _TEACHES:
        within = range(figure, len(told))
    for place, clause in enumerate(told):
        text = without_lead(clause.text)
        if clause.end == "?" or cut_off(text) or not claims.free(clause) or _NO_TEACHING.search(text):
            continue
        if pattern is _TEACHES and place != figure and (not _states(text) or _DIRECTS.match(text)):
            continue
        if (place in hits or (place in within and not _OF_NOW.search(text))) and word_count(text) > 2:
            yield clause


def _directs(text: str) -> bool:
    """'Pour yourself a full cup': something to do here and now; 'tell me about it' only asks."""
    return bool(_DIRECTS.match(text)) or (requests(read(text)) and not _ASKS_FOR.match(text))


def _states(text: str) -> bool:
    """No mere amount or thing, and not of the therapist: 'six and a half hours', 'I didn't hear it' teach nothing."""
    said, words = main(text), tagged(text)
    if said is None or said.subject is None or _in_past_tense(text):
        return False
    of = words[said.subject]
    now = of.word.lower() == "you" and words[said.verb].tag == "VBB"  # 'You're staring at the wall'
    return not now and of.word.lower() != "one" and not _OF_SPEAKER.match(text) and not _POINTS.match(text)


def _in_general(text: str) -> bool:
    """Says of a thing, or of nobody or everybody, how it is: 'Grief is no straight road'; of nothing that is yours."""
    text = without_lead(text)
    words, said = tagged(text), main(text)
    if said is None or said.subject is None or _OF_NOW.search(text):
        return False
    before = {word.lower() for word, tag in words[: said.subject] if tag == "DPS"}
    of = words[said.subject]
    general = of.tag in {"NN0", "NN1", "NN2", "PNI"} and of.word.lower() != "one"
    return general and not before and words[said.verb].tag in _PRESENT


def _in_past_tense(text: str) -> bool:
    """Tells what happened and not how things work."""
    said = main(text)
    return said is not None and tags(text)[said.verb] in {"VVD", "VBD", "VHD", "VDD"}


def _forms(
    does: str, clauses: list[Clause], exchange: Exchange, proper: frozenset[str], *, several: bool
) -> Candidate | None:
    if sum(word_count(clause.text) for clause in clauses) < FEWEST_WORDS:
        return None
    ranked = sorted(clauses, key=lambda clause: -clause.words)
    found: Candidate | None = None
    for count in range(1, len(ranked) + 1):
        kept = {id(clause) for clause in ranked[:count]}
        chosen = [clause for clause in clauses if id(clause) in kept]
        figure = does == EXPLAINED and bool(chosen) and _FIGURE.match(without_lead(chosen[0].text))
        while chosen and does == EXPLAINED and _LEANS.match(without_lead(chosen[0].text)):
            chosen = chosen[1:]
        told = [lowered(bare(from_therapist(_ASKED_AFTER.sub("", clause.text))), proper) for clause in chosen]
        if sum(map(word_count, told)) < FEWEST_TOLD:
            continue
        if figure:
            told[0] = _HERE.sub("", told[0])
        alone = does == DIRECTED and not several and requests(read(told[0]))
        text = sentence(f"Therapist {PICTURED if figure else HAD_DONE if alone else does} {joined(told)}")
        if found is not None and word_count(text) > MOST_WORDS:
            break
        form = Candidate(
            kind="intervention",
            text=text,
            cites=cites_of(clauses),
            weight=WEIGHT + EACH * sum(min(1.5, 0.25 * clause.words) for clause in chosen),
            at=exchange.index,
        )
        found = msgspec.structs.replace(form, shorter=found)
    return found
