"""A device is known by a token that only it has."""

from hypothesis import given
from hypothesis import strategies as st

from scribe.gateway.devices import enrol, recognise, tidy
from tests.gateway.room import MemoryDevices


async def test_a_token_is_known_again_and_not_stored() -> None:
    devices = MemoryDevices()
    token = await enrol(devices, "front desk")
    found = await recognise(devices, token)
    assert found
    assert found.name == "front desk"
    assert [len(digest) for digest in devices.known] == [32]
    assert token.encode() not in next(iter(devices.known))


async def test_another_token_is_unknown_also_one_that_is_not_text() -> None:
    devices = MemoryDevices()
    await enrol(devices, "tablet")
    for token in ("", "x", "\ud800"):
        assert await recognise(devices, token) is None


@given(st.text())
def test_a_name_fits_on_one_line(name: str) -> None:
    assert tidy(name)
    assert tidy(name).isprintable()
