"""Face-to-face minutes and the CPT code whose time range they lie in (AMA CPT, psychotherapy 90832-90837)."""

BANDS = (("90837", 53), ("90834", 38), ("90832", 16))
"""Code and the least whole minutes it needs. Fewer than 16 are not reported as psychotherapy."""

SECONDS_A_MINUTE = 60


def whole_minutes(heard_s: float) -> int:
    """Never rounded up: a minute that was not reached was not rendered."""
    return int(heard_s // SECONDS_A_MINUTE)


def band(minutes: int | None) -> str | None:
    """None: too short for any, or nobody knows how long it was."""
    return next((code for code, least in BANDS if minutes is not None and minutes >= least), None)
