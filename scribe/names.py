"""When two names are one. Pure.

A clinician's credentials stand behind a comma. Nobody else has any, and a clinic may write its clients 'Last, First':
cut at the comma, everybody of a family would be one person.
"""


def same_person(one: str, other: str) -> bool:
    """Of clinicians: with other capitals or blanks, with or without the credentials behind a comma, a name is the
    same."""
    return same_name(one.partition(",")[0], other.partition(",")[0])


def same_name(one: str, other: str) -> bool:
    """Of everybody else: with other capitals or blanks a name is the same."""
    return _even(one) == _even(other)


def _even(name: str) -> str:
    return " ".join(name.casefold().split())
