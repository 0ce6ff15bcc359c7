"""Whose voice a clause is, and whether it tells of now: what is relived and what is played is neither.

'I'm on the bridge, it's raining' is a crash of last winter where the therapist asked for it with closed eyes, and 'I
took them' is nothing that the client did where the therapist had said 'I'll be your husband'. A retelling falls into
the present tense by itself, too: 'and he goes, I'm holding'.
"""

import re
from collections.abc import Callable, Sequence

import msgspec

from scribe.events import Role
from scribe.notes.language.content import word_count
from scribe.notes.language.scope import conditional
from scribe.notes.language.sentences import main
from scribe.notes.language.tagging import tagged
from scribe.notes.reading.conversation import Clause, Frame, Turn

LONGEST = 12
"""Turns of the therapist's after which nobody relives anything, whether they were called back or not."""
LONGEST_PLAYED = 5
"""The same of a scene that is played, which is left without a word."""
SHORT = 8
"""Words up to which the therapist, who helps to go on with a scene, leaves the client in it."""
SCENE = 2
"""Clauses in the present tense from which a scene has begun: before, its terms are talked of."""
RATES = 5
"""Words up to which an answer with a number rates the scene and is not in it."""
BEGUN = 6
"""Turns from which 'I'm Rosa' can be no introduction."""

_RELIVES = re.compile(
    r"\bpresent tense\b|\bas (?:if|though) it(?:'s| is| were) happening\b|"
    r"\beyes (?:closed|shut)\b.*\b(?:back|story|memory|scene|tell|start\w*|picture)\b|"
    r"\b(?:back|return) to (?:that|the)\b.*\beyes (?:closed|shut)\b|"
    r"\b(?:play|run) it\b.{0,12}\blike a (?:tape|film|movie)\b|\bset the scene\b",
    re.IGNORECASE,
)
_BRINGS_UP = re.compile(
    r"^(?:all right|okay|so|now|good|right)?\W*bring (?:up|back) (?:the|that)\b|"
    r"\bbring (?:up|back) (?:the|that) (?:\w+ )?(?:memory|picture|image|moment|scene)\b",
    re.IGNORECASE,
)
"""For one answer only: what comes after it is said of now."""
_SCENE_GOES_ON = re.compile(
    r"\b(?:from the start|again|once more|slower|back to|keep going|go on|stay (?:with|beside|there)|"
    r"what (?:do|can) you (?:see|hear|smell|feel)|what(?:'s| is| are) .{0,20}\bdoing)\b",
    re.IGNORECASE,
)
_CALLED_BACK = re.compile(
    r"\b(?:open your eyes|eyes open|come (?:on )?back|feel the chair|well done|how (?:was|did|'d) (?:that|it|you)|"
    r"what did you (?:notice|learn|make|see)|what (?:stood|stands) out|out of role|i'm me (?:again|now)|this week|"
    r"next (?:week|time|session)|homework|shall we stop)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\b(?:number|how (?:high|strong|much|bad)|(?:zero|nought|nil|one) to|out of|scale|"
    r"where(?:'s| is| are) (?:it|you))\b",
    re.IGNORECASE,
)
"""Asks how strong it is: the answer is of now."""
_REAL_ROLES = r"(?!(?:\w+ ){0,2}(?:therap|counsel|psycho|doctor|nurse|clinic|social|new)\w*)"
_NAME = r"(?-i:(?!We|You|It|That|This|There|Then|And|So|But|They|He|She)[A-Z][a-z]+)"
_PLAYS = re.compile(
    rf"\bI'll be (?:your {_REAL_ROLES}|him|her\b|them|{_NAME})|\bI'm your {_REAL_ROLES}(?:\w+[- ]?){{1,3}}[,.]|"
    rf"\bnow I'm (?:him|her|them|{_NAME})\b|\bchair\b.{{0,20}} is {_NAME}[.,]|"
    rf"\bput {_NAME} in (?:it|that|this|the)\b|(?:^|[.,!] )(?:you )?be {_NAME}[.,]|"
    r"\b(?:let's|we can|want to) role[- ]?play\b|\byou(?:'re| are) you[,.]",
    re.IGNORECASE,
)
_IS_NAMED = re.compile(rf"\bI'm {_NAME}[.,]")
_REHEARSES = re.compile(
    r"\b(?:hit me|rehears\w+|practi[sc]e|say it to me|try (?:it|that)|dear man|go)\b", re.IGNORECASE
)
_PLAY_GOES_ON = re.compile(
    r"\b(?:again|once more|shorter|longer|slower|softer|now (?:ask|tell|say|I'm)|ask (?:him|her|them)|"
    r"and (?:he|she) says)\b|"
    r"^\W*[\"“]",
    re.IGNORECASE,
)
"""A direction within the scene, or the other's words in it."""
_ASKS_ABOUT = re.compile(r"\b(?:what|how|when|where|who|which|why)\b[^.!?]*\?", re.IGNORECASE)
_TO_SOMEBODY = re.compile(r"\b(?:you|your|you'\w+)\b|[\"“]", re.IGNORECASE)
_INVITES = re.compile(
    r"\b(?:walk me through|take me (?:back|through)|tell me (?:what|about)|what (?:happened|went on)|then what|"
    r"and then)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:he|she|they) (?:goes|go|says?|asks|tells|writes|texts|replies),?\s|"
    rf"\b(?!Heart|Head|Mind){_NAME},? (?:\w+, )?(?:says|asks|writes|texts|replies)\b|\bI (?:say|go|ask),|"
    r"\b(?:I'm|he's|she's|they're) (?:like|all),",
    re.IGNORECASE,
)
"""Speech told in the present tense."""
_THERE = re.compile(r"\b(?:I'm|and I'm) (?:just )?(?:standing|stood) there\b", re.IGNORECASE)
"""Nobody says of now that they stand there."""
_PAST = frozenset(["VVD", "VBD", "VHD", "VDD"])
_PRESENT = frozenset(["VBB", "VBZ", "VVB", "VVZ", "VHB", "VHZ", "VDB", "VDZ", "POS", "VVI", "NN1", "NN2"])
"""Of a main verb; the last of what can only be one where its subject stands before it."""


def framed(turns: Sequence[Turn]) -> list[Turn]:
    """Each turn with what is relived or played in it marked so."""
    found: list[Turn] = []
    scene = Scene()
    prompt: Turn | None = None
    for turn in turns:
        if turn.role is Role.THERAPIST:
            scene, prompt = _after(turn, scene), turn
            found.append(turn)
        else:
            found.append(_marked(turn, scene, prompt))
            scene = _left(scene, found[-1], prompt)
    return found


class Scene(msgspec.Struct, frozen=True):
    """What an answer stands in."""

    frame: Frame = Frame.NOW
    left: int = 0
    """Turns of the therapist's that it may go on for."""
    begun: bool = False
    opened: bool = False
    """The prompt itself opens it."""


def _after(turn: Turn, scene: Scene) -> Scene:
    """What the answer to the therapist's turn stands in."""
    if _plays(turn):
        return Scene(Frame.PLAYED, LONGEST_PLAYED, opened=True)
    if _RELIVES.search(turn.text):
        return Scene(Frame.RECOUNTED, LONGEST, opened=True)
    if _BRINGS_UP.search(turn.text):
        return Scene(Frame.RECOUNTED, opened=True)
    if scene.left < 1 or _CALLED_BACK.search(turn.text) or not _may_go_on(turn, scene):
        return Scene()
    return msgspec.structs.replace(scene, left=scene.left - 1, opened=False)


def _left(scene: Scene, answer: Turn, prompt: Turn | None) -> Scene:
    """What the answer leaves: who speaks for themselves again, and was not asked for a number, plays no longer."""
    within = sum(clause.frame is scene.frame for clause in answer.clauses)
    counted = prompt is not None and bool(_COUNTS.search(prompt.text))
    if scene.frame is Frame.PLAYED and not within and not counted:
        return Scene()
    return msgspec.structs.replace(scene, begun=scene.begun or within >= SCENE)


def _may_go_on(turn: Turn, scene: Scene) -> bool:
    if scene.frame is Frame.PLAYED or not scene.begun:
        return True
    return word_count(turn.text) <= SHORT or bool(_SCENE_GOES_ON.search(turn.text))


def _plays(turn: Turn) -> bool:
    if _PLAYS.search(turn.text):
        return True
    return turn.index >= BEGUN and bool(_IS_NAMED.search(turn.text) and _REHEARSES.search(turn.text))


def _marked(turn: Turn, scene: Scene, prompt: Turn | None) -> Turn:
    asked = prompt.text if prompt else ""
    if scene.frame is Frame.PLAYED and (scene.opened or _is_played(turn, asked)):
        return _with(turn, Frame.PLAYED, _is_line)
    if scene.frame is Frame.RECOUNTED and (scene.opened or not _COUNTS.search(asked)):
        return _with(turn, Frame.RECOUNTED, in_present)
    if scene.frame is Frame.NOW and _SAYS.search(turn.text) and prompt is not None and _asks_what_was(prompt):
        return _with(turn, Frame.RECOUNTED, in_present)
    return _with(turn, Frame.RECOUNTED, lambda clause: bool(_THERE.search(clause.text)))


def _with(turn: Turn, frame: Frame, stands_in: Callable[[Clause], bool]) -> Turn:
    clauses = tuple(
        msgspec.structs.replace(clause, frame=frame) if stands_in(clause) else clause for clause in turn.clauses
    )
    return msgspec.structs.replace(turn, clauses=clauses)


def _is_played(turn: Turn, asked: str) -> bool:
    """A line of the scene: said to somebody, where the therapist gave the other's line or a direction."""
    if _PLAY_GOES_ON.search(asked):
        return True
    return not _ASKS_ABOUT.search(asked) and bool(_TO_SOMEBODY.search(turn.text))


def _is_line(clause: Clause) -> bool:
    """No number by which the scene is rated."""
    return not clause.values or word_count(clause.text) > RATES


def _asks_what_was(prompt: Turn) -> bool:
    asked = " ".join(clause.text for clause in (prompt.questions or prompt.kept)[-1:])
    return bool(_INVITES.search(asked)) or any(word.tag in _PAST for word in tagged(asked))


def in_present(clause: Clause) -> bool:
    """Its main verb is in the present tense."""
    said = main(clause.text)
    return said is not None and tagged(clause.text)[said.verb].tag in _PRESENT and not conditional(clause.text)
