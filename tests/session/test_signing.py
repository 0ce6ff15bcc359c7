"""Whose name may stand under a note."""

import pytest

from scribe import events as ev
from scribe.errors import StateError, UsageError
from scribe.session.review import Review, awaited_for
from scribe.session.signing import (
    beside,
    credentials,
    refuse_second,
    refuse_stranger,
    settles,
)

CLINICIANS = ["Marian Cole, LCSW", "Dr. B"]


def signed(kind: ev.SignatureKind, name: str, cosigner: str = "") -> ev.Signature:
    return ev.Signature(
        kind=kind,
        name=name,
        credentials="",
        signed_at="2026-01-02T10:00:00Z",
        cosigner=cosigner,
        document="{}",
        public_key="",
        signature="",
    )


def test_on_a_tablet_who_unlocked_it_signs_and_nobody_else() -> None:
    refuse_stranger("Marian Cole", "Marian Cole, LCSW", console=False, clinicians=CLINICIANS)
    with pytest.raises(StateError, match="nobody else signs"):
        refuse_stranger("Dr. B", "Marian Cole, LCSW", console=False, clinicians=CLINICIANS)


def test_the_console_signs_for_the_room_s_clinicians_only() -> None:
    refuse_stranger("Dr. B", "console", console=True, clinicians=CLINICIANS)
    with pytest.raises(StateError, match="no clinician"):
        refuse_stranger("Dr. X", "console", console=True, clinicians=CLINICIANS)


def test_who_is_to_sign_as_well_is_another_clinician() -> None:
    assert beside("dr. b, PhD", "Marian Cole", CLINICIANS) == "Dr. B"
    assert beside(" Dr. X", "Marian Cole", None) == "Dr. X"
    with pytest.raises(StateError, match="beside themselves"):
        beside("marian cole", "Marian Cole", None)
    with pytest.raises(StateError, match="no clinician"):
        beside("Dr. X", "Marian Cole", CLINICIANS)


def test_nobody_signs_twice_and_only_who_was_awaited_settles_it() -> None:
    review = Review()
    review.apply(signed(ev.SignatureKind.SIGNED, "Kim", cosigner="Dr. B"))
    assert review.awaited() == "Dr. B"
    with pytest.raises(StateError, match="already"):
        refuse_second(review, "kim")
    refuse_second(review, "Dr. C")
    assert settles(review, "Dr. B") and not settles(review, "Dr. C")
    review.apply(signed(ev.SignatureKind.COSIGNED, "Dr. C"))
    assert review.awaited() == "Dr. B"
    review.apply(signed(ev.SignatureKind.COSIGNED, "Dr. B"))
    assert review.awaited() == ""
    assert settles(review, "Dr. D")


def test_who_is_awaited_reads_their_own_name_and_everybody_else_what_was_typed() -> None:
    assert awaited_for("Dr. C, MD", "dr.  c") == "Dr. C, MD"
    assert awaited_for("Ms. S", "dr.  c") == awaited_for("", "dr.  c") == "dr.  c"
    assert awaited_for("Ms. S", "") == awaited_for("", "") == ""


@pytest.mark.parametrize(("given", "wrong"), [("", "are missing"), (" \n", "are missing"), ("x" * 121, "121 letters")])
def test_a_signature_has_credentials(given: str, wrong: str) -> None:
    with pytest.raises(UsageError, match=wrong):
        credentials(given)
    assert credentials(" LCSW\n 1234 ") == "LCSW 1234"
