"""What is known to be doubtful, the gravest first."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.records import Doubt


class Row(NamedTuple):
    """A doubt with the names of what it touches; empty means all."""

    doubt: Doubt
    metrics: list[str]
    districts: list[str]
    years: str


def draw(d: PageContext, text: str) -> None:
    """Draw the tab: the doubts that hold every word of a text."""
    put(_drawn(d, text))


@cached_for_all
def _drawn(d: PageContext, text: str) -> Markup:
    wanted = text.lower().split()
    rows = (_row(d, doubt) for doubt in d.catalogue.doubts)
    return d.render(
        "evidence/doubts.html", rows=[r for r in rows if all(w in _searched(d, r) for w in wanted)]
    )


def _row(d: PageContext, doubt: Doubt) -> Row:
    bounds = dict.fromkeys((doubt.year_from, doubt.year_to))
    return Row(
        doubt,
        [d.metric_name(m) for m in doubt.metric_ids],
        [d.district_name(x) for x in doubt.district_ids],
        "–".join(str(y or "…") for y in bounds) if any(bounds) else "",
    )


def _searched(d: PageContext, row: Row) -> str:
    """Return the text in which words are looked for, in small letters."""
    every = [d.words.gettext("all")]
    names = [*(row.metrics or every), *(row.districts or every)]
    return " ".join([row.doubt.text_zh, row.doubt.text_en, *names]).lower()
