"""What the therapist said aloud of how clients look, move, speak and treat each other in the room."""

import re

import msgspec

from scribe.notes.language.conjugation import singular
from scribe.notes.language.phrasing import from_therapist, joined, lowered, quoted, sentence
from scribe.notes.reading.candidates import Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Session, Turn, spans

_OBSERVED = re.compile(
    r"(?<!before )(?<!till )(?<!until )(?<!when )"
    r"\b(?:i (?:can )?(?:see|notice|hear)(?:d)? (?:the tears|that|you(?! (?:on|at|in|next|this|"
    r"again|soon|then|tomorrow|tonight|not|grand|fine|okay|well|all right|clear\w*|loud)\b)|your|a|some|tears|how)|"
    r"you're (?:talking|sitting|smiling|shaking|looking|crying|fidgeting|clenching|speaking|wringing|"
    r"tearing|holding|wearing)|"
    r"your (?:eyes|voice|face|hands?|shoulders|leg|foot|jaw|fists?|breathing|energy)(?:'s| is| are| just|"
    r" went| got| looks?| seems?)|you (?:look|seem|sound|went|got) (?:\w+ )?(?:(?!(?:after|over|under|"
    r"ever|never|other|her|together|either|forever)\b)\w+er|quiet|tired|sad|tense|calm|tearful|bright|"
    r"pale|restless|fixed|rested|upset|different)|that was a bit of)",
    re.IGNORECASE,
)
_LASTED = re.compile(r"\b(?:seconds?|minutes?|moment)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^therapist (?:(?:can |could )?(?:sees?|noticed?|notices|hears?|heard)|(?:will|would) say),? (?:that )?",
    re.IGNORECASE,
)
_SEES = re.compile(r"^.{0,30}?\bcan (?:see|hear) (?:that )?(?:,? ?too,? )?(?=(?:they|their|the)\b)", re.IGNORECASE)
"""'I can see that too you're …', without punctuation."""
ESCALATED, WORDS = 9.0, 4.0
"""Weight of that clients turned on each other, and of the words with which they did."""
NEAR = 6
"""Exchanges within which observations are one statement."""


def observations(session: Session, claims: Claims, proper: frozenset[str]) -> list[Candidate]:
    """Observations close together are one statement."""
    groups: list[list[tuple[int, Clause, tuple[Clause, ...]]]] = []
    for exchange in session.exchanges:
        for clause in _observed(exchange.prompt) if exchange.prompt else ():
            answers = tuple(c for turn in exchange.answers[:1] for c in turn.kept[:1])
            if groups and exchange.index - groups[-1][-1][0] <= NEAR:
                groups[-1].append((exchange.index, clause, answers))
            else:
                groups.append([(exchange.index, clause, answers)])
    found = []
    for group in groups:
        clauses = [clause for _, clause, _ in group]
        claims.take(clauses)
        parts = [p for clause in clauses if (p := _phrase(clause, session, proper))]
        answered = [clause for _, _, answers in group for clause in answers]
        if parts:
            text = sentence("Therapist observed: " + joined(parts))
            found.append(
                Candidate(
                    kind="presentation", text=text, cites=cites_of([*clauses, *answered]), weight=7.0, at=group[0][0]
                )
            )
    return found


def _observed(prompt: Turn) -> list[Clause]:
    """The observing clause and a next one that tells how long it lasted."""
    found: list[Clause] = []
    for clause in prompt.kept:
        if clause.end != "?" and (
            _OBSERVED.search(clause.raw)
            or (found and _LASTED.search(clause.raw) and clause.place == found[-1].place + 1)
        ):
            found.append(clause)
    return found


def _phrase(clause: Clause, session: Session, proper: frozenset[str]) -> str:
    text = _SEES.sub("", _LEAD.sub("", from_therapist(clause.text)))
    called = next((name for name in session.names if re.search(rf", {re.escape(name)}\b", text)), "")
    if called:
        text = re.sub(rf", {re.escape(called)}\b", "", text)
        text = _named(lowered(text, proper), called)
    return lowered(text, proper) if len(text.split()) > 1 and text not in ("that",) else ""


def _named(text: str, who: str) -> str:
    """'Jo has taken his hand' of 'they have taken his hand', 'Jo wiping their eyes' of 'them wiping their eyes'."""
    told = singular(text, who)
    if told == text and text.startswith("them "):
        return f"{who} {text.removeprefix('them ')}"
    return told if told != text else f"{who}: {text}"


_ACCUSES = re.compile(
    r"\byou (?:always|never|said|keep|just|don't|didn't|think|promised)\b|\bnot what i said\b|"
    r"\bevery single time\b|\byour fault\b|"
    r"\byou(?:'re| are)? (?:literally |just |even )?(?:lied|lying|yell\w*|shout\w*|scream\w*)\b",
    re.IGNORECASE,
)
_BLAMES = re.compile(r"\byou (?:always|never|keep)\b", re.IGNORECASE)


def escalations(session: Session, claims: Claims) -> list[Candidate]:
    """Clients turning on each other: who said what, quoted, without taking a side."""
    found = []
    for exchange in session.exchanges:
        accusing = [
            (turn.who, c) for turn in exchange.answers for c in turn.kept if _ACCUSES.search(c.raw) and claims.free(c)
        ]
        if len({who for who, _ in accusing}) < 2 or len(exchange.answers) < 4:
            continue
        shown: dict[str, Clause] = {}
        for who, clause in accusing:
            if who not in shown or (_BLAMES.search(clause.raw) and not _BLAMES.search(shown[who].raw)):
                shown[who] = clause
        claims.take(clause for _, clause in accusing)
        said = "; ".join(
            f"{who}: {quoted(span)}" for who, clause in shown.items() for span in spans([clause], session.texts)
        )
        text = f"{' and '.join(shown)} escalated in session, talking over each other with mutual accusations"
        cites = cites_of(clause for _, clause in accusing)
        bare = Candidate(kind="presentation", text=sentence(text), cites=cites, weight=ESCALATED, at=exchange.index)
        whole = msgspec.structs.replace(bare, text=sentence(f"{text} ({said})"), weight=ESCALATED + WORDS, shorter=bare)
        found.append(whole)
    return found
