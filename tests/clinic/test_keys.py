"""The clinic's key: one way from epoch to epoch, typed without a mistake from room to room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scribe.clinic.keys import ClinicKeys
from scribe.errors import UsageError, WrongKeyError

KEYS = ClinicKeys.made()


def test_rooms_come_to_the_same_epoch_by_themselves() -> None:
    assert KEYS.later(3) == KEYS.later(1).later(3)
    assert KEYS.later(0) == KEYS
    assert len({KEYS.later(epoch).proof for epoch in range(5)}) == 5


def test_a_later_epoch_opens_nothing_of_an_earlier_one() -> None:
    key, wrapped = KEYS.new_session("s1")
    assert KEYS.session("s1", wrapped) == key
    for other in (KEYS.later(1), KEYS.later(2), ClinicKeys.made()):
        with pytest.raises(WrongKeyError):
            other.session("s1", wrapped)
    with pytest.raises(WrongKeyError):
        KEYS.session("s2", wrapped)


def test_a_pseudonym_is_the_same_however_a_name_is_typed_and_for_no_other_clinic() -> None:
    assert KEYS.pseudonym("Ada  L.") == KEYS.pseudonym(" ada l.") == KEYS.later(4).pseudonym("Ada L.")
    assert KEYS.pseudonym("Ada L.") != KEYS.pseudonym("Ada M.")
    assert KEYS.pseudonym("Ada L.") != ClinicKeys.made().pseudonym("Ada L.")


@given(st.integers(0, 2**32 - 1), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_a_code_brings_the_key_to_another_room(epoch: int, names: bytes, key: bytes) -> None:
    keys = ClinicKeys(epoch, names, key)
    assert ClinicKeys.from_code(f"  {keys.code.lower()} ".replace("-", " ")) == keys


def test_a_code_with_a_wrong_letter_is_refused() -> None:
    code = KEYS.code
    wrong = [code[:place] + ("A" if letter != "A" else "B") + code[place + 1 :] for place, letter in enumerate(code)]
    for text in (*(w for w, letter in zip(wrong, code, strict=True) if letter != "-"), "", "ABCD", code[:-4]):
        with pytest.raises(UsageError, match="no clinic code"):
            ClinicKeys.from_code(text)


def test_nothing_of_a_key_is_shown_by_accident() -> None:
    assert repr(ClinicKeys(2, b"n" * 32, b"k" * 32)) == "ClinicKeys(epoch=2)"
