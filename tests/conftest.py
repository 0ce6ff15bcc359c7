"""What tests of every room may ask for."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import settings

# A busy machine is late, not wrong.
settings.register_profile("scribe", deadline=None)
settings.load_profile("scribe")


@pytest.fixture
def in_california(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The device's clock shows Pacific time; written out as POSIX has it, so that no file of zones is needed."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "PST8PDT,M3.2.0,M11.1.0")
        time.tzset()
        yield
    time.tzset()
