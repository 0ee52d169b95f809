"""Reports over the project's own facts."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module

import pytest

from data.build import build
from data.settings import today
from locales import words
from queries.current import current_store
from queries.store import Store
from reports.draw.pictures import PicturesError
from reports.report import Report
from reports.report import report as resolved
from reports.templates import Choice, Template, draft
from reports.write import slides
from tests.reports import slide_masters
from views.draft import Draft

Make = Callable[..., Report]


@pytest.fixture(scope="session")
def store() -> Store:
    build()
    return current_store()


def _usual(template: Template) -> dict[str, tuple[str, ...]]:
    """The brief of one district says as much of the writers as five."""
    return {"districts": ("tongzhou",)} if template == "district" else {}


@pytest.fixture
def make(store: Store) -> Make:
    """`make("annual", "zh")` or `make(draft, "en")`: a report."""

    def made(what: Template | Draft, code: str, **choice: tuple[str, ...]) -> Report:
        found = what if isinstance(what, Draft) else draft(store, what, Choice(**(choice or _usual(what))))  # type: ignore[arg-type]
        return resolved(store, words(code), found, today())

    return made


@pytest.fixture(scope="session")
def written(store: Store) -> Callable[[str, Template, str], bytes]:
    """`written("slides", "annual", "zh")`: the file of a template, written once for all who look at it."""

    @cache
    def made(writer: str, template: Template, code: str) -> bytes:
        content: bytes = import_module(f"reports.write.{writer}").write(
            resolved(store, words(code), draft(store, template, Choice(**_usual(template))), today())
        )
        return content

    return made


@pytest.fixture(scope="session")
def on_master(store: Store) -> Callable[[str], bytes]:
    """`on_master("bands")`: slides on an office master, written once for all who look at them."""

    @cache
    def made(name: str) -> bytes:
        found = resolved(store, words("zh"), Draft(title="各区对比", items=slide_masters.ITEMS), today())
        return slides.write(found, slide_masters.MASTERS[name]())

    return made


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Chromium."""

    def draw(*_: object) -> str:
        raise PicturesError("no_browser")

    monkeypatch.setattr("reports.draw.pictures.renderer.draw", draw)
