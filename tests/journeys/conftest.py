"""What journeys on the tablet begin with: a browser, and in it a scripted session."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser

from tests.journeys.browser import chromium
from tests.journeys.stage import Stage, stage


@pytest.fixture
async def web() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def at(web: Browser) -> AsyncIterator[Stage]:
    async with stage(web) as made:
        yield made
