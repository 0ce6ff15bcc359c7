"""When two names are one: credentials are a clinician's, and everybody else may be written 'Last, First'."""

import pytest

from scribe.names import same_name, same_person


@pytest.mark.parametrize("other", ["marian cole", "Marian  Cole", "Marian Cole, PhD", " MARIAN COLE ,LCSW"])
def test_a_name_is_the_same_however_it_is_typed(other: str) -> None:
    assert same_person("Marian Cole, LCSW", other)


@pytest.mark.parametrize("other", ["Marian", "Marion Cole", "Cole, Marian", ""])
def test_another_name_is_another_person(other: str) -> None:
    assert not same_person("Marian Cole, LCSW", other)


@pytest.mark.parametrize("other", ["lopez, ana", " Lopez,  Ana "])
def test_a_client_s_name_is_the_same_in_other_capitals_and_blanks(other: str) -> None:
    assert same_name("Lopez, Ana", other)


@pytest.mark.parametrize("other", ["Lopez, Ben", "Lopez", "Lopez,Ana", ""])
def test_what_stands_behind_a_client_s_comma_is_part_of_the_name(other: str) -> None:
    assert not same_name("Lopez, Ana", other)
