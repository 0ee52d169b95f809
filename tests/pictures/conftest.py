"""Pictures need a real Chromium; each test session warms one and ends it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reports.draw.pictures import Renderer, renderer


@pytest.fixture(scope="session")
def warm() -> Iterator[Renderer]:
    """The renderer all pictures share."""
    yield renderer
    renderer.close()
