"""The annual report and one with hostile texts, each written once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from data.build import build
from data.settings import today
from locales import words
from queries.store import Store, open_store
from reports.draw.pictures import renderer
from reports.report import Report, report
from reports.templates import Choice, draft
from views.draft import Draft, item

HOSTILE = (
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "<b>粗</b> & <script>alert(1)</script>",
    '#import "x" #eval("1+1") $x^2$ *星* _下_ `码` \\ // /* */ @ref <label> ]]>',
    "A" * 190,
    "“引号”‘单’ 🏛 ½ é",
)


@pytest.fixture(scope="session")
def store() -> Store:
    return open_store(build())


@pytest.fixture(scope="session")
def annual(store: Store) -> Callable[[str], Report]:
    """`annual("zh")`: the annual report, with a trend besides."""

    @cache
    def made(code: str) -> Report:
        d = draft(store, "annual", Choice())
        trend = item("trend", metric="recon_received", districts=["tongzhou", "binhai"])
        return report(store, words(code), replace(d, items=(*d.items[:4], trend, *d.items[-2:])), today())

    return made


@pytest.fixture(scope="session")
def hostile(store: Store) -> Report:
    """A report whose titles and comments are not meant well."""
    items = tuple(
        item(
            "compare",
            title=text,
            comment=f"{text}\n{'长' * 3000}\n{text}",
            metric="resident_population",
            year=2020,
        )
        for text in HOSTILE
    )
    return report(store, words("zh"), Draft(title="<x> =1+1 #pagebreak()", items=items), today())


@pytest.fixture(scope="session", autouse=True)
def _browser_ends():
    yield
    renderer.close()
