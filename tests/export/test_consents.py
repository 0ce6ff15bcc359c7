"""A consent names nobody whom the note does not name, and does not leave with a de-identified one."""

from scribe import events as ev
from scribe.export.consents import consents_of, lines

GIVEN = [
    ev.Consent(name=name, role=role, purpose="notes", how="spoken", given_at="2026-03-02T14:00:05+00:00")
    for name, role in (("Ada L.", ev.Role.CLIENT), ("Bo M.", ev.Role.PARTNER), ("Dr. B, PhD", ev.Role.THERAPIST))
]


def test_the_client_the_clinician_and_whom_the_header_names() -> None:
    header = {"client": "Ada L.", "clinician": "Dr. B", "participants": [{"name": "Bo M.", "role": "partner"}]}
    assert [one["name"] for one in consents_of(GIVEN, header)] == ["Ada L.", "Bo M.", "Dr. B, PhD"]


def test_another_member_of_a_group_is_told_by_their_role() -> None:
    assert [one["name"] for one in consents_of(GIVEN, {"client": "Ada L."})] == ["Ada L.", "", ""]


def test_a_de_identified_note_has_none_with_it() -> None:
    """When they agreed is a date, and what they agreed to is free text."""
    assert consents_of(GIVEN, {"minutes": 52}) == []
    assert consents_of(GIVEN, {"clinician": "Dr. B"}) == []
    assert len(consents_of(GIVEN, {"date": "2026-03-02"})) == 3


def test_who_is_written_last_name_first_is_not_their_whole_family() -> None:
    lopez = [
        ev.Consent(name=name, role=role, purpose="notes", how="spoken", given_at="2026-03-02T14:00:05+00:00")
        for name, role in (("lopez, ana", ev.Role.CLIENT), ("Lopez, Ben", ev.Role.PARTNER))
    ]
    assert [one["name"] for one in consents_of(lopez, {"client": "Lopez, Ana"})] == ["lopez, ana", ""]


def test_consent_that_was_asked_anew_for_another_purpose_stands_beside_the_first() -> None:
    again = [
        *GIVEN[:1],
        ev.Consent(
            name="Ada L.", role=ev.Role.CLIENT, purpose="teaching", how="written", given_at="2026-03-02T15:00:00+00:00"
        ),
    ]
    assert len(lines(consents_of(again, {"client": "Ada L."}))) == 2
