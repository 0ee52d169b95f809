"""The store built from the project's own facts."""

from __future__ import annotations

import pytest

from data.build import build
from queries.store import Store, open_store


@pytest.fixture(scope="session")
def intake_store() -> Store:
    return open_store(build())
