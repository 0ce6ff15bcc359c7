"""A therapist's words to the client as a note has them: 'you' is 'they' where it does something, else 'them'."""

from scribe.notes.language.inversion import verb_after
from scribe.notes.language.phrases import VERBS, Read

_SAYING = "think say said know knew hope guess wish mean feel felt notice realise realize swear reckon"
_TELLS_THAT = frozenset(_SAYING.split())
"""A verb that a whole clause may follow: 'since you knew you could'. After another one 'you' is what it is done to."""
_TOWARDS = "of to with for at from on in about by into around behind between like"
_OBJECT_AFTER = frozenset(_TOWARDS.split())
_BASE = (("VVI",), ("VVB",), ("VHI",), ("VHB",), ("VBI",), ("VDI",))
_DONE = (("VVN",), ("VVD",))
_HAS = frozenset(("who", "what", "that", "which"))
"""'What is it that's held you': has, and not is."""


def told_of(found: Read, first: int, last: int, *, subject: bool = False) -> str:
    """The words from one place up to another. `subject`: they are what does something."""
    kept = list(found.words[first:last])
    text, at = "", found.begins[first] if first < len(found.begins) else 0
    for place, word in enumerate(kept, first):
        text += found.text[at : found.begins[place]]
        at = found.begins[place] + len(word)
        text += _called(found, place, subject=subject)
    return text


def _called(found: Read, place: int, *, subject: bool) -> str:
    """The word as the note has it."""
    word = found.words[place]
    if word.lower() in ("you", "ye"):
        return _they(found, place, subject=subject)
    following = found.tags[place + 1 : place + 2]
    if word == "'d" and following in _BASE:
        return " would"
    has = following in _DONE and found.words[place - 1].lower() in _HAS
    return " has" if word == "'s" and has else word


def _they(found: Read, place: int, *, subject: bool) -> str:
    following = verb_after(found, place + 1)
    does = found.kinds[following : following + 1] in tuple(VERBS)
    does = does or (found.kinds[following : following + 1] == "I" and found.kinds[place - 1] in "Sq,")
    before = found.words[place - 1].lower() if place else ""
    if before in _OBJECT_AFTER:
        return "them"
    if does and place and found.kinds[place - 1] in "VE" and before not in _TELLS_THAT:
        does = False  # 'what got you sent home'
    return "they" if subject or does else "them"
