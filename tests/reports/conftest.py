"""Reports over the project's own facts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.build import build
from locales import words
from queries.current import current_store
from queries.store import Store
from reports.content import Report
from reports.model import Draft
from reports.pictures import PicturesError
from reports.resolve import report as resolved
from reports.templates import Choice, Template, draft

Make = Callable[..., Report]


@pytest.fixture(scope="session")
def store() -> Store:
    build()
    return current_store()


@pytest.fixture
def make(store: Store) -> Make:
    """`make("annual", "zh")` or `make(draft, "en")`: a report."""

    def made(what: Template | Draft, code: str, **choice: tuple[str, ...]) -> Report:
        found = what if isinstance(what, Draft) else draft(store, what, Choice(**choice))  # type: ignore[arg-type]
        return resolved(store, words(code), found)

    return made


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Chromium."""

    def draw(*_: object) -> str:
        raise PicturesError("no_browser")

    monkeypatch.setattr("reports.pictures.renderer.draw", draw)
