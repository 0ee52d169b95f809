"""The slide of a finding: its chart with the writer's comment, the wording of the documents, and the notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pptx.util import Pt

from charts import wrapping
from reports.write import slide_charts, slide_notes
from reports.write.slide_charts import add_chart
from reports.write.slide_colours import INK
from reports.write.slide_deck import Deck, Item, Page
from reports.write.slide_layouts import Area
from reports.write.slide_lists import table_pages, text_pages
from reports.write.slide_notes import Placed
from reports.write.slide_tables import add_table, layout, narrowed
from reports.write.slide_text import points
from views.table import Column, Number, Table, shown
from views.view import View

#: Sizes of the comment and of the table beside a chart, in points.
COMMENTS, TABLES = (14.0, 13.0, 12.0, 11.0), (12.0, 11.0, 10.0)
#: The share of the width that a chart takes beside its figures, the space between, and what stands below one another.
CHART, GUTTER, GAP = 0.55, 0.035, 9.0
#: What stays free above the sources, in points: tables may come out somewhat higher than measured.
SPARE = 10.0
#: The share of a chart whose figures stand on a slide of their own, and that of figures below a flat chart.
WIDE, UNDER = 0.66, 0.55
#: By how much a flat chart is made higher where there is room, and the sizes of the figures below it.
GROWTH, UNDER_SIZES = (1.7, 1.5, 1.3, 1.15, 1.0), (14.0, 13.0, 12.0, 11.0, 10.0)
#: A chart stands above its figures if it needs no more of the height.
FLAT = 0.56
#: What the comment, and what the figures, may take of the height beside a chart.
COMMENT_MOST, TABLE_MOST = 0.6, 0.72
#: The columns of a comparison that go beside a chart.
_SMALL = ("district", "figure", "rank", "exactness")


class _Plan(NamedTuple):
    """Where everything on the slide stands."""

    chart: Area | None
    comment: tuple[Area, str, float] | None
    table: tuple[Area, Table, float] | None
    places: tuple[Area, ...]
    notes: Placed
    #: What goes on to further slides: parts of the table, the rest of the comment.
    parts: tuple[Table, ...] = ()
    words: str = ""


def finding(deck: Deck, view: View) -> Item:
    """Chart, comment, figures and notes on one slide; what is left over goes on to further ones."""
    area = deck.room("content", view.subtitle, view.section, view.verdict)
    foot = int(Pt(deck.sources_height(view, points(area.width))))
    plan = _plan(deck, view, area._replace(bottom=area.bottom - foot - int(Pt(SPARE))))

    def draw(slide: Any, place: Area) -> None:
        if plan.chart is not None:
            c = plan.chart
            add_chart(deck.pen, slide, view, (c.left, c.top, c.width, c.height))
        if plan.comment is not None:
            where, text, size = plan.comment
            frame = deck.pen.box(slide, where.left, where.top, where.width, where.height)
            deck.pen.fill(frame, text, size, INK)
        if plan.table is not None:
            where, table, size = plan.table
            add_table(deck.pen, slide, table, (where.left, where.top, where.width), size)
        slide_notes.set_notes(deck, slide, plan.notes, plan.places)
        deck.sources(slide, view, place)
        deck.speak(slide, view)

    pages = [Page(draw, view.verdict)]
    for part in plan.parts:
        pages += table_pages(deck, view.title, view.subtitle, part, view=view, section=view.section)
    if plan.words:
        pages += text_pages(deck, view.subtitle, view.section, plan.words)
    return Item(view.title, view.subtitle, view.section, tuple(pages), view, plan.notes.rest)


def _plan(deck: Deck, view: View, area: Area) -> _Plan:
    """The first way of setting the slide in which everything finds room; else that with the fewest left over."""
    tables = _tables(deck, view)
    plans = []
    if not view.comment:
        plans += [
            p for t in tables for more in GROWTH if (p := _stacked(deck, view, area, t, more)) is not None
        ]
    plans += [_beside(deck, view, area, t, more) for more in (GROWTH[0], 1.0) for t in tables]
    return next(
        (p for p in plans if not (p.notes.rest or p.parts or p.words)),
        min(plans, key=lambda p: len(p.notes.rest) + 3 * len(p.parts)),
    )


# -- ways ----------------------------------------------------------------------------------------------------


def _stacked(deck: Deck, view: View, area: Area, table: Table | None, more: float) -> _Plan | None:
    """A few bars over the whole width, figures and notes below; None where the chart needs more."""
    high = slide_charts.height(view, points(area.height))
    if not slide_charts.draws(view) or high > points(area.height) * FLAT:
        return None
    chart = area._replace(bottom=area.top + int(Pt(high * more)))
    below = area._replace(top=chart.bottom + int(Pt(GAP)))
    notes = slide_notes.wanted(deck, view)
    if table is None:
        return _Plan(chart, None, None, (below,), slide_notes.placed(deck, notes, (below,)))
    gutter = int(area.width * GUTTER)
    left = below._replace(right=below.left + int((below.width - gutter) * UNDER)) if notes else below
    placed = _set_table(table, left, points(left.height), UNDER_SIZES)
    if placed is None:
        return None
    right = below._replace(left=left.right + gutter)
    places = (right,) if notes else ()
    return _Plan(chart, None, placed, places, slide_notes.placed(deck, notes, places))


def _beside(
    deck: Deck, view: View, area: Area, table: Table | None, more: float, *, is_apart: bool = False
) -> _Plan:
    """Chart to the left; comment, figures and notes to the right, then under the chart.

    Figures that have no room there get slides of their own, and the chart theirs (`is_apart`).
    """
    chart, under, right = None, None, area
    if slide_charts.draws(view):
        wide = int(area.width * (WIDE if is_apart else CHART))
        most = points(area.height)
        high = int(Pt(min(most, slide_charts.height(view, most) * more)))
        chart = area._replace(right=area.left + wide, bottom=area.top + high)
        under = chart._replace(top=chart.bottom + int(Pt(GAP)), bottom=area.bottom)
        right = area._replace(left=chart.right + int(area.width * GUTTER))
    y = right.top
    comment, words = _comment(view.comment, right)
    if comment is not None:
        y = comment[0].bottom + int(Pt(GAP))
    placed = None
    if table is not None and not is_apart:
        rest = right._replace(top=y)
        placed = _set_table(table, rest, points(rest.height) * TABLE_MOST)
        if placed is None:
            return _beside(deck, view, area, table, more, is_apart=True)
        y = placed[0].bottom + int(Pt(GAP))
    places = [right._replace(top=min(y, right.bottom))]
    if under is not None and points(under.height) > 40:
        places.append(under)
    notes = slide_notes.placed(deck, slide_notes.wanted(deck, view), places)
    parts = (view.table,) if is_apart and view.table is not None else ()
    return _Plan(chart, comment, placed, tuple(places), notes, parts, words)


def _comment(text: str, place: Area) -> tuple[tuple[Area, str, float] | None, str]:
    """As much of the comment as stands beside the chart, and the rest."""
    if not text:
        return None, ""
    wide, most = points(place.width), points(place.height) * COMMENT_MOST
    size = wrapping.fitting(text, COMMENTS, wide, most)
    first = text if wrapping.height(text, size, wide) <= most else wrapping.pages(text, size, wide, most)[0]
    high = int(Pt(wrapping.height(first, size, wide)))
    rest = text[len(first) :].lstrip() if text.startswith(first) else text
    if rest == text and first != text:
        return None, text
    return (place._replace(bottom=place.top + high), first, size), rest


def _set_table(
    table: Table, place: Area, most: float, sizes: Sequence[float] = TABLES
) -> tuple[Area, Table, float] | None:
    """The table in the largest size in which it keeps to a height; None where it does in none."""
    for size in sizes:
        if _high(table, points(place.width), size) <= most:
            return _at(table, place, size)
    return None


def _at(table: Table, place: Area, size: float) -> tuple[Area, Table, float]:
    high = _high(table, points(place.width), size)
    return place._replace(bottom=place.top + int(Pt(high))), table, size


def _high(table: Table, wide: float, size: float) -> float:
    return layout(table, wide, size).height + len(table.groups) * size * 2


# -- the figures beside a chart ------------------------------------------------------------------------------


def _tables(deck: Deck, view: View) -> Sequence[Table | None]:
    """What may stand beside the chart, the wanted first.

    The bars of a comparison carry its figures: beside them stands how the documents word these.
    """
    if view.table is None:
        return [None]
    if view.judged is None:
        return [_with_figures(view.table) if slide_charts.draws(view) else view.table]
    if not slide_charts.draws(view):
        return [narrowed(view.table, _SMALL)]
    worded = _worded(deck, view, view.table)
    return [narrowed(view.table, _SMALL)] if worded is None else [worded, None]


def _with_figures(table: Table) -> Table:
    """The table without rows that hold no figure: a note names the districts that have none."""
    rows = tuple(
        r for r in table.rows if not table.numeric or any(isinstance(r[i], Number) for i in table.numeric)
    )
    return table if table.groups or not rows else replace(table, rows=rows)


#: A comparison of more districts has its figures in a table.
_MOST_WORDED = 12


def _worded(deck: Deck, view: View, table: Table) -> Table | None:
    """Each figure as its document writes it; its rank and its exactness where the bars do not say these."""
    keys = [c.key for c in table.columns]
    written = {e.observation.observation_id: e.as_written for e in view.evidence}
    rows: list[tuple[Any, ...]] = []
    for row in table.rows:
        cells = dict(zip(keys, row, strict=True))
        figure = cells["figure"]
        if isinstance(figure, Number):
            rows.append(
                (cells["district"], cells["rank"], cells["exactness"], written.get(figure.observation_id, ""))
            )
    if not rows or len(rows) > _MOST_WORDED:
        return None
    words = deck.words
    heads = {c.key: c for c in table.columns}
    columns = (
        heads["district"]._replace(weight=1.2),
        heads["rank"]._replace(numeric=False, weight=0.8),
        heads["exactness"],
        Column("written", words.gettext("As written"), weight=3.6),
    )
    ranks = [shown(r[1]) for r in rows]
    is_plain = ranks == [str(n) for n in range(1, len(rows) + 1)]
    is_exact = len({shown(r[2]) for r in rows}) == 1
    made = Table(table.title, columns, tuple(rows), table.unit)
    return made.only([i for i in range(4) if not (i == 1 and is_plain) and not (i == 2 and is_exact)])
