"""One PostgreSQL for the tests of this folder; each test has a database of its own in it."""

import itertools
from collections.abc import Iterator

import pytest

from tests.clinic.postgres import MISSING, Postgres

COUNT = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    if MISSING:
        pytest.skip(MISSING)
    with Postgres() as made:
        yield made


@pytest.fixture
def database(server: Postgres) -> str:
    name = f"clinic{next(COUNT)}"
    server.database(name)
    return name
