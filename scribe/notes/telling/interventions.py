"""What the therapist did, by name, with the directive itself where it tells more than the name."""

import re
from collections.abc import Sequence
from itertools import dropwhile

import msgspec

from scribe.notes.language.cleaning import without_lead
from scribe.notes.language.content import word_count
from scribe.notes.language.cues import Cues, Intervention, hit
from scribe.notes.language.phrasing import joined, listed, lowered, quoted, sentence
from scribe.notes.reading.candidates import Candidate, Claims, cites_of
from scribe.notes.reading.conversation import Clause, Exchange, Session, spans
from scribe.notes.telling.asking import indirect

BRIEF_WORDS, DETAIL_WORDS = 11, 20
"""Most quoted words of one intervention in its shorter and its longer form: enough to see what was done."""
FEWEST_QUOTED = 4
"""'Hit me.', 'I'm Rosa.': tells less than the name of the work."""
NAMED = 4
"""Weight from which an intervention is the session's work, not its manners: a note must name it."""
NAMED_AT_HOME = 5
"""Weight from which an intervention counts also where it is only set as homework."""
FOLLOWING = 4
"""Clauses quoted from a direction on: 'Jo, you reach for him, but …' tells more than its first words."""
DIRECTED, DETAIL, MORE = 1.5, 6.0, 3.0
"""What the words that the name stands for, what was asked or directed, and more of that add to the name's weight."""
MOST_ASKED, FEWEST_ASKED = 2, 4
"""Questions told, and the words that one has at least."""
MOST_LINES = 16
"""Words quoted of a played scene."""
FEWEST_LINES = 4
"""Content words of a played scene from which it tells something."""
LINES = 5.0
"""Weight of what was practised in it."""
_TEACHING = "Psychoeducation"
_HOW_IT_WAS = re.compile(
    r"(?:how (?:did|was|were|has|have|many|much|often|long)|did you|have you|had you|were you|was it|when did|"
    r"(?:let me|i'd like to) hear (?:about|how)|tell me (?:about|how)|what did (?:the|that) (?:data|experiment))\b",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r" \(.*\)$")
_EMPTY = re.compile(r"^(?:okay|good|right|great|so|and rest|take a breath|uh-huh)\W*$", re.IGNORECASE)


def interventions(session: Session, cues: Cues, claims: Claims) -> list[Candidate]:
    """One statement for each piece of named work; words that one tells are not another piece of work."""
    found: list[Candidate] = []
    told: set[tuple[str, int]] = set()
    for cue in sorted(cues.interventions, key=lambda one: -one.weight):
        if cue.several and not session.names:
            continue
        matches = [
            (at, clause) for at, clause in _matches(session, cue) if claims.free(clause) or cue.weight >= NAMED_AT_HOME
        ]
        keys = {clause.key for _, clause in matches}
        if matches and not keys <= told:
            told |= keys if cue.detail else set()
            found.append(_statement(cue, matches, session))
    return _merged(found)


def _matches(session: Session, cue: Intervention) -> list[tuple[int, Clause]]:
    return [
        (exchange.index, clause)
        for exchange in session.exchanges
        if exchange.prompt
        for clause in exchange.prompt.kept
        if (hit(cue.patterns, clause.raw) and not _only_asks(cue, clause))
        or (cue.plays and _opens(exchange, clause, session))
    ]


def _opens(exchange: Exchange, clause: Clause, session: Session) -> bool:
    """The last clause before a client begins to play a scene."""
    assert exchange.prompt is not None
    before = session.exchanges[exchange.index - 1 : exchange.index] if exchange.index else ()
    return clause is exchange.prompt.kept[-1] and _is_played(exchange) and not any(map(_is_played, before))


def _is_played(exchange: Exchange) -> bool:
    return any(turn.played for turn in exchange.answers)


def _only_asks(cue: Intervention, clause: Clause) -> bool:
    """A question teaches nothing, and one about how it went is not the work itself."""
    if not cue.detail:
        return False
    return (cue.name == _TEACHING and clause.end == "?") or _asks_how_it_was(clause)


def _asks_how_it_was(clause: Clause) -> bool:
    """'How did the exposure go?' asks about the work and is not the work."""
    return bool(_HOW_IT_WAS.match(without_lead(clause.text)))


def _statement(cue: Intervention, run: list[tuple[int, Clause]], session: Session) -> Candidate:
    clauses = [clause for _, clause in run]
    weight = (cue.weight + 3 if cue.weight >= NAMED else cue.weight) + min(1.0, 0.25 * (len(run) - 1))
    named, bare = f"Therapist {cue.does}", f"Therapist {_IN_BRACKETS.sub('', cue.does)}"
    told = Candidate(kind="intervention", text=sentence(bare), cites=cites_of(clauses), weight=weight, at=run[0][0])
    more = _more(cue, clauses, session)
    if bare != named and not more:
        told = msgspec.structs.replace(told, text=sentence(named), weight=weight + DIRECTED, shorter=told)
    for detail, worth in zip(more, (DETAIL, DETAIL + MORE), strict=False):
        told = msgspec.structs.replace(told, text=sentence(bare + detail), weight=weight + worth, shorter=told)
    lines = _lines(run, session) if cue.plays else []
    return _with_lines(told, lines, session) if lines else told


def _more(cue: Intervention, clauses: list[Clause], session: Session) -> list[str]:
    """What its name does not tell, briefly and then at length: the directions as they were said, or what was asked."""
    if cue.asks:
        asked = list(dict.fromkeys(told for clause in clauses if clause.end == "?" and (told := indirect(clause.text))))
        asked = [lowered(told, frozenset()) for told in asked if word_count(told) >= FEWEST_ASKED]
        return list(dict.fromkeys(f", asking {joined(asked[:count])}" for count in (1, MOST_ASKED) if asked))
    shown = [_detail(clauses, session, words) for words in (BRIEF_WORDS, DETAIL_WORDS)] if cue.detail else []
    return list(dict.fromkeys(": " + ", ".join(map(quoted, one)) for one in shown if one))


def _lines(run: list[tuple[int, Clause]], session: Session) -> list[Clause]:
    """What the client said in the scene in one piece: where it says most, from its first telling clause on."""
    found = [_piece(turn.played) for at in _scenes(run, session) for turn in session.exchanges[at].answers]
    told = max(found, key=lambda piece: sum(clause.words for clause in piece), default=[])
    return told if sum(clause.words for clause in told) >= FEWEST_LINES else []


def _scenes(run: list[tuple[int, Clause]], session: Session) -> list[int]:
    """The exchanges that begin a scene, and those that go on with it."""
    found = list(dict.fromkeys(at for at, _ in run))
    for exchange in session.exchanges:
        if exchange.index not in found and exchange.index - 1 in found and _is_played(exchange):
            found.append(exchange.index)
    return sorted(found)


def _piece(played: Sequence[Clause]) -> list[Clause]:
    kept: list[Clause] = []
    for clause in dropwhile(lambda one: one.words < 2, played):
        follows = not kept or kept[-1].utterance == clause.utterance
        if not follows or word_count(" ".join(one.raw for one in [*kept, clause])) > MOST_LINES:
            break
        kept.append(clause)
    return kept


def _with_lines(told: Candidate, lines: list[Clause], session: Session) -> Candidate:
    """Who practised what is told in the words that were practised; they are nobody's report."""
    who = next(turn.who for turn in session.turns if lines[0] in turn.clauses)
    words = ", ".join(quoted(span) for span in spans(lines, session.texts))
    return msgspec.structs.replace(
        told,
        text=f"{told.text} {who} practised: {words}.",
        cites=tuple(dict.fromkeys((*told.cites, *cites_of(lines)))),
        weight=told.weight + LINES,
        shorter=told,
    )


def _detail(clauses: list[Clause], session: Session, words: int) -> list[str]:
    """The most telling directions verbatim, with what follows them in the same breath, within the length."""
    around = {turn_clause.key: turn.kept for turn in session.turns for turn_clause in turn.kept}
    ranked = sorted(clauses, key=lambda c: (-(c.words + 2 * len(c.values)), c.key))
    chosen: list[Clause] = []
    for clause in ranked:
        following = [
            c for c in around.get(clause.key, ()) if c.utterance == clause.utterance and c.place >= clause.place
        ][:FOLLOWING]
        for one in following:
            length = word_count(" ".join(c.raw for c in [*chosen, one]))
            if one not in chosen and length <= words and not _EMPTY.match(one.raw):
                chosen.append(one)
    told = spans(sorted(chosen, key=lambda c: c.key), session.texts)
    return [span for span in told if word_count(span) >= FEWEST_QUOTED]


def _merged(found: list[Candidate]) -> list[Candidate]:
    """Small interventions close together are one sentence; a long one stands alone."""
    found = sorted(found, key=lambda candidate: candidate.at)
    out: list[Candidate] = []
    for candidate in found:
        last = out[-1] if out else None
        if (
            last
            and '"' not in last.text + candidate.text
            and candidate.at - last.at <= 3
            and last.words + candidate.words <= 32
            and (last.weight >= NAMED) == (candidate.weight >= NAMED)
        ):
            parts = [one.text.removeprefix("Therapist ").rstrip(".") for one in (last, candidate)]
            out[-1] = Candidate(
                kind="intervention",
                text=sentence("Therapist " + listed(parts)),
                cites=tuple(dict.fromkeys(last.cites + candidate.cites)),
                weight=max(last.weight, candidate.weight),
                at=last.at,
            )
        else:
            out.append(candidate)
    return out
