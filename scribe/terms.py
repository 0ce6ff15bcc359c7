"""The closed lists of terms that events, commands and notes are made of. `scribe.events` has them all too."""

from enum import StrEnum


class SessionState(StrEnum):
    """created -consent-> live <-> paused -stop-> ended -draft-> draft -> reviewed -sign-> signed -> amended.

    Without consent: created -> unheard -stop-> ended, and on as above.
    """

    CREATED = "created"
    LIVE = "live"
    PAUSED = "paused"
    UNHEARD = "unheard"
    """The clinician writes; no microphone is open."""
    ENDED = "ended"
    DRAFT = "draft"
    REVIEWED = "reviewed"
    SIGNED = "signed"
    AMENDED = "amended"


class Role(StrEnum):
    THERAPIST = "therapist"
    CLIENT = "client"
    PARTNER = "partner"
    PARENT = "parent"
    CHILD = "child"
    OTHER = "other"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """What the speaker's words commit to. Only `affirmed` and `negated` may become a statement of fact."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    QUOTED = "quoted"
    QUESTION = "question"


class EvidenceKind(StrEnum):
    """Elements a progress note is made of (CLINICAL 2)."""

    PRESENTATION = "presentation"
    SYMPTOM = "symptom"
    FUNCTIONING = "functioning"
    MEASURE = "measure"
    STRESSOR = "stressor"
    HISTORY = "history"
    STRENGTH = "strength"
    INTERVENTION = "intervention"
    RESPONSE = "response"
    PROGRESS = "progress"
    HOMEWORK_REVIEW = "homework_review"
    HOMEWORK = "homework"
    MEDICATION = "medication"
    RISK = "risk"
    PROTECTIVE = "protective"
    GOAL = "goal"
    PLAN = "plan"
    APPOINTMENT = "appointment"


class RiskKind(StrEnum):
    SUICIDAL_IDEATION = "suicidal_ideation"
    SELF_HARM = "self_harm"
    HOMICIDAL_IDEATION = "homicidal_ideation"
    VIOLENCE = "violence"
    ABUSE = "abuse"
    SUBSTANCE_USE = "substance_use"
    PSYCHOSIS = "psychosis"


class RiskStatus(StrEnum):
    """How it was said. Never a score, never a prediction (CLINICAL 5)."""

    ASKED = "asked"
    DENIED = "denied"
    PRESENT = "present"
    PASSIVE = "passive"
    HISTORICAL = "historical"
    THIRD_PARTY = "third_party"


class NoticeLevel(StrEnum):
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Verdict(StrEnum):
    """What the clinician says of a statement."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class SignatureKind(StrEnum):
    SIGNED = "signed"
    COSIGNED = "cosigned"
    ADDENDUM = "addendum"
