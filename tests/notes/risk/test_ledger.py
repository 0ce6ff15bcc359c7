"""The list of risk: what is so now is never hidden by what is less."""

import pytest

from tests.notes.conversation import SUICIDE, finished, statuses


@pytest.mark.parametrize(
    ("talk", "found"),
    [
        (
            "T: Any thoughts of killing yourself?\nC: Yes. On Tuesday, with the pistol.\n"
            "T: And wishing you wouldn't wake up?\nC: Yes.",
            {(SUICIDE, "present"), (SUICIDE, "passive")},
        ),
        ("T: Any thoughts of suicide?\nC: Yes, I'd rather not wake up.", {(SUICIDE, "passive")}),
    ],
)
def test_a_wish_hides_no_thought_of_doing_it(talk: str, found: set[tuple[str, str]]) -> None:
    assert set(statuses(finished(talk))) == found
