"""Under which words a mention stands in the note; mentions of one label and person are told as one."""

from scribe.events import Polarity, RiskKind, RiskStatus
from scribe.notes.language import risk_language as language
from scribe.notes.language.cues import Cues
from scribe.notes.risk.mentions import Mention
from scribe.notes.risk.own_words import tells

ASKED = "asked"
"""A question that nobody answered."""
UNSETTLED = "unsettled"
"""A question answered by neither yes nor no."""
MEANT = "meant"
"""Heard by its meaning alone."""
DENIED = "denied"
SUBSTANCE = "Substance use"

_LABELS = {
    (RiskKind.SUICIDAL_IDEATION, RiskStatus.PASSIVE): "Passive suicidal ideation",
    (RiskKind.SUICIDAL_IDEATION, RiskStatus.PRESENT): "Suicidal ideation",
    (RiskKind.SUICIDAL_IDEATION, RiskStatus.HISTORICAL): "Past suicidality",
    (RiskKind.SELF_HARM, RiskStatus.PRESENT): "Self-harm",
    (RiskKind.SELF_HARM, RiskStatus.HISTORICAL): "Past self-harm",
    (RiskKind.HOMICIDAL_IDEATION, RiskStatus.PRESENT): "Thoughts of hurting others",
    (RiskKind.HOMICIDAL_IDEATION, RiskStatus.HISTORICAL): "Past thoughts of hurting others",
    (RiskKind.VIOLENCE, RiskStatus.PRESENT): "Violence",
    (RiskKind.ABUSE, RiskStatus.PRESENT): "Abuse",
    (RiskKind.ABUSE, RiskStatus.HISTORICAL): "Past abuse",
    (RiskKind.VIOLENCE, RiskStatus.HISTORICAL): "Past violence",
    (RiskKind.SUBSTANCE_USE, RiskStatus.PRESENT): SUBSTANCE,
    (RiskKind.SUBSTANCE_USE, RiskStatus.HISTORICAL): "Past substance use",
    (RiskKind.PSYCHOSIS, RiskStatus.PRESENT): "Unusual experiences",
    (RiskKind.PSYCHOSIS, RiskStatus.HISTORICAL): "Past unusual experiences",
}
_CONTEXTS = {"means": "Access to means", "history": "Past suicidality", "family": "Family history", "safety": "Safety"}
_SUPPOSED = ", conditional"


def label_of(mention: Mention) -> str:
    if mention.meant:
        return MEANT
    if mention.status is RiskStatus.ASKED and not mention.clauses:
        return ASKED
    if mention.status is RiskStatus.DENIED and not any(tells(clause) for clause in mention.clauses):
        return DENIED  # 'Do you have guns in the house?' 'No.'
    if mention.context in ("means", "family", "safety") or (
        mention.context == "history" and mention.status is not RiskStatus.DENIED
    ):
        return _CONTEXTS[mention.context] + (" of suicide" if _of_suicide(mention) else "")
    if mention.status is RiskStatus.ASKED:
        return UNSETTLED
    if mention.status is RiskStatus.DENIED:
        return DENIED
    if mention.status is RiskStatus.THIRD_PARTY:
        return "Someone else"
    if mention.context == "intent" and mention.question and language.HOW_MUCH.search(mention.question.text):
        return "Intent"
    kind = f"{mention.kind.value.replace('_', ' ').capitalize()}, {mention.status.value}"
    return _LABELS.get((mention.kind, mention.status), kind) + (_SUPPOSED if _supposed(mention) else "")


def _of_suicide(mention: Mention) -> bool:
    asked = mention.question.text if mention.question else ""
    return mention.context == "family" and bool(language.LETHAL.search(asked))


def kind_names(cues: Cues) -> dict[RiskKind, str]:
    """What the note calls each."""
    return {cue.kind: cue.label for cue in cues.risks}


def _supposed(mention: Mention) -> bool:
    """'If I lost them I'd …': surfaced, but not as what is so."""
    if mention.status is not RiskStatus.PRESENT or not mention.clauses:
        return False
    return all(c.scope.polarity is Polarity.HYPOTHETICAL for c in mention.clauses)
