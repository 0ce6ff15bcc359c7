"""What was told one after the other as one statement: a follow-up question's answer belongs to what it follows.

'Craving: seven on Friday. How long: twenty minutes; three by the driveway.' Apart, neither tells what happened.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from scribe.events import Polarity
from scribe.notes.language.phrasing import capital
from scribe.notes.language.sentences import whole
from scribe.notes.reading.candidates import Candidate, shortened
from scribe.notes.telling.outline import step

GAP = 3
"""Utterances from the last that one statement rests on to the first of the next: a question, its answer, a murmur."""
MOST_WORDS = 100
"""Of a joined statement in its longest form; a reader takes in no more at once, nor can tell what rests on what."""
ANY = ("strength", "stressor", "history", "presentation")
"""Kinds that are told alike, the more telling first: joined they are of the first of their kinds."""
OWN = frozenset({"symptom", "functioning", "homework_review", "measure", "medication", "response"})
"""Kinds that are looked for by themselves (what is missing, what comes back next time): joined with none but `ANY`."""
ALIKE = frozenset({"intervention", "homework", "risk", "session_info"})
"""Kinds that are joined with their own alone."""

_DOES = re.compile(r"Therapist (?=[a-z])(?!explained that )")
_ONE_SENTENCE = re.compile(r"Therapist (?:[^.!?\"]|\"[^\"]*\")*\.")
"""And no 'Client practised: …' behind it."""
_HEADING = re.compile(r"Therapist explained that |[^:]+: ")


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """A statement and those it is made of, itself alone where it is made of no other."""

    whole: Candidate
    parts: tuple[Candidate, ...]


def joined(candidates: Sequence[Candidate], heard: Iterable[str]) -> list[Joined]:
    """`heard`: every utterance of the session, in order."""
    place = {utterance: number for number, utterance in enumerate(heard)}
    families: dict[str, list[Candidate]] = {}
    for one in candidates:
        families.setdefault(_family(one), []).append(one)
    groups = [group for key, family in families.items() for group in _groups(key, family, place)]
    return [Joined(whole=_whole(group), parts=tuple(group)) for group in groups]


def _family(candidate: Candidate) -> str:
    """Statements of one family may be joined; of the nameless one none are."""
    if candidate.kind in OWN or candidate.kind in ANY:
        return "told"
    return candidate.kind if candidate.kind in ALIKE else ""


def _groups(family: str, members: Sequence[Candidate], place: Mapping[str, int]) -> list[list[Candidate]]:
    groups: list[list[Candidate]] = []
    for one in sorted(members, key=lambda each: (_span(each, place), each.text)) if family else members:
        if family and groups and _follows(groups[-1], one, place):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _follows(group: Sequence[Candidate], one: Candidate, place: Mapping[str, int]) -> bool:
    reached = max(_span(each, place)[1] for each in group)
    own = {each.kind for each in (*group, one)} & OWN
    words = sum(each.words for each in (*group, one))
    return _span(one, place)[0] - reached <= GAP and len(own) <= 1 and words <= MOST_WORDS


def _span(candidate: Candidate, place: Mapping[str, int]) -> tuple[int, int]:
    places = [place[cite] for cite in candidate.cites]
    return min(places), max(places)


def _whole(group: Sequence[Candidate]) -> Candidate:
    """Its forms grow by what tells most for its words, whichever part that belongs to; what must stand is in each."""
    if len(group) == 1:
        return group[0]
    forms = [shortened(one) for one in group]
    level = [0 if one.must else -1 for one in group]
    whole = _form(group, forms, level) if any(one.must for one in group) else None
    while (grown := step(forms, level)) is not None:
        _, _, part, reached = grown
        level[part] = reached
        longer = _form(group, forms, level)
        whole = msgspec.structs.replace(longer, shorter=whole)
    return whole if whole is not None else _form(group, forms, [0] * len(group))  # of no worth, all of them


def _form(group: Sequence[Candidate], forms: Sequence[Sequence[Candidate]], level: Sequence[int]) -> Candidate:
    shown = [each[now] for each, now in zip(forms, level, strict=True) if now >= 0]
    denied = all(one.polarity is Polarity.NEGATED for one in shown)
    return Candidate(
        kind=_kind([one.kind for one in group]),
        text=_text(shown),
        cites=tuple(dict.fromkeys(cite for one in shown for cite in one.cites)),
        weight=sum(one.weight for one in shown),
        optional=not any(one.must for one in group),
        at=group[0].at,
        polarity=Polarity.NEGATED if denied else Polarity.AFFIRMED,
    )


def _kind(kinds: Sequence[str]) -> str:
    return next((kind for kind in (*OWN, *ALIKE, *ANY) if kind in kinds), kinds[0])


def _text(shown: Sequence[Candidate]) -> str:
    """A heading that two parts share stands once, and so does who did what two parts tell."""
    told: list[str] = []
    heading = ""
    for one in shown:
        own = _HEADING.match(one.text)
        if own and own[0] == heading:
            rest = one.text.removeprefix(heading)
            if heading.endswith(": ") and whole(rest.partition(".")[0]):
                told.append(capital(rest))
            else:
                told[-1] = f"{told[-1].removesuffix('.')}; {rest}"
        elif told and _DOES.match(one.text) and _ONE_SENTENCE.fullmatch(told[-1]):
            told[-1] = f"{told[-1].removesuffix('.')}; {_DOES.sub('', one.text, count=1)}"
        else:
            told.append(one.text)
        heading = own[0] if own else ""
    return " ".join(told)


def shared_goals(told: Iterable[Joined], goals: Mapping[str, str]) -> dict[str, str]:
    """A statement's text, in each of its forms, to the goal that the first of its parts to serve one serves."""
    found: dict[str, str] = {}
    for one in told:
        goal = next((goals[part.text] for part in one.parts if part.text in goals), None)
        if goal:
            found |= {form.text: goal for form in shortened(one.whole)}
    return found
