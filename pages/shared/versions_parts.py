"""The parts of the page on versions: what changed between two of them, and all of them in a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from data.contracts import BY_NAME
from locales import Words
from pages.shared.moments import moment
from pages.shared.page_context import PageContext
from pages.shared.paging import shown_page
from pages.shared.templates import MOST_ROWS
from queries.differences import ComparisonDifference, Ranked, RowDifference, differences
from queries.store import Store
from queries.versions import RowName, Version, VersionError, Why, reasons, store_of
from views import changes
from views.row_labels import column_label
from views.view import headline

#: How many versions a page of the list shows.
ON_A_PAGE = 50


class Row(NamedTuple):
    """A row of the facts that differs, in words."""

    kind: str
    table: str
    name: str
    #: The figure, where it can be opened, in one of the two versions.
    observation_id: str
    version: str
    #: The columns that differ: what each holds, before and after; of a row that is new or gone, what it says.
    cells: list[tuple[str, str, str]]
    why: Sequence[Why]


class Compared(NamedTuple):
    """A comparison that is not what it was, in words."""

    kind: str
    metric_id: str
    metric: str
    year: int
    before: str
    after: str
    #: The version in which it can be seen: the later one, unless it is no longer possible there.
    version: str


def compared(d: PageContext, first: str, last: str) -> Markup:
    """Return what changed from one version to another; why that cannot be said, where one of them is gone."""
    try:
        before, after = store_of(first), store_of(last)
    except VersionError as error:
        return d.render("versions/gone.html", first=first, last=last, reason=error.reason.text(d.words.code))
    found, why = differences(before, after), reasons(first, last)
    return d.render(
        "versions/compared.html",
        first=first,
        last=last,
        sentence=headline(changes.sentence(d.words, found)),
        comparisons=[_compared(d, before, after, c) for c in found.comparisons[:MOST_ROWS]],
        more_comparisons=len(found.comparisons) - MOST_ROWS,
        rows=list(_rows(d, before, after, found.rows[:MOST_ROWS], why)),
        more_rows=len(found.rows) - MOST_ROWS,
    )


def listed(d: PageContext, found: Sequence[Version], page: str, *, may_propose: bool) -> Markup:
    """Return the list of all versions, the newest first, a page of it where they are many.

    For those who may propose each has a link that goes back to it.
    """
    number, pages = shown_page(page, len(found), ON_A_PAGE)
    start = (number - 1) * ON_A_PAGE
    earlier = {v.version: w.version for v, w in pairwise(found) if w.is_kept}
    return d.render(
        "versions/list.html",
        versions=found[start : start + ON_A_PAGE],
        earlier=earlier,
        published={v.version: moment(d.words, v.published_at) for v in found if v.published_at},
        number=number,
        pages=pages,
        may_propose=may_propose,
    )


def _compared(d: PageContext, before: Store, after: Store, c: ComparisonDifference) -> Compared:
    shown = after if c.after else before
    return Compared(
        changes.comparison_kind(d.words, c.kind),
        c.metric_id,
        d.words.pick(shown.catalogue.metrics[c.metric_id], "name"),
        c.year,
        _order(d.words, before, c.before),
        _order(d.words, after, c.after),
        shown.version,
    )


def _order(words: Words, store: Store, ranked: Sequence[Ranked]) -> str:
    """The districts of a comparison with the ranks they may have."""
    return words.enumerated(
        words.with_brackets(words.pick(store.catalogue.districts[r.district_id], "name"), _rank(words, r))
        for r in ranked
    )


def _rank(words: Words, ranked: Ranked) -> str:
    first, last = ranked.rank
    return str(first) if first == last else words.between(str(first), str(last))


def _rows(
    d: PageContext,
    before: Store,
    after: Store,
    found: Sequence[RowDifference],
    why: dict[RowName, list[Why]],
) -> Iterator[Row]:
    words = d.words
    for row in found:
        store = before if row.after is None else after
        is_figure = row.table == "observations"
        yield Row(
            changes.row_kind(words, row.kind),
            changes.table_name(words, row.table),
            changes.row_name(words, store.catalogue, row),
            row.key[0] if is_figure else "",
            store.version,
            list(_cells(words, row)),
            why.get((row.table, row.key), ()),
        )


def _cells(words: Words, row: RowDifference) -> Iterator[tuple[str, str, str]]:
    before, after = row.before or {}, row.after or {}
    for column in row.columns:
        name = column_label(words, BY_NAME[row.table], BY_NAME[row.table].column(column))
        old, new = (changes.shown(words, row.table, column, values[column]) for values in (before, after))
        yield name, old, new
    if not row.columns and row.table == "observations":
        written = str(row.value("as_written"))
        yield "", "" if row.before is None else written, "" if row.after is None else written
