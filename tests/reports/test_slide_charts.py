"""Native charts reopened: stretches between breaks, labels off one another, axes that what is typed cannot leave."""

from __future__ import annotations

import io
from itertools import combinations

import pytest
from lxml import etree
from pptx import Presentation

from data.settings import today
from locales import words
from queries.store import Store
from reports.report import Report
from reports.report import report as resolved
from reports.write import slides
from reports.write.slide_labels import Box, Wanted, _box, sides
from reports.write.slide_lines import segments
from views.draft import Draft, item

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
COMMENT = "请先看通州区。"
ITEMS = (
    item("trend", metric="gdp"),
    item("trend", metric="recon_received", districts=["tongzhou"]),
    item("compare", metric="recon_received", year=2022, comment=COMMENT),
    item("compare", metric="public_lawyers", year=2024),
    item("years", metric="recon_received", from_=2020, year=2023),
    item("scatter", metric="resident_population", metric2="hukou_population", year=2022),
    item("map", metric="gdp", year=2022),
)


@pytest.fixture(scope="module")
def report(store: Store) -> Report:
    return resolved(store, words("zh"), Draft(title="图", items=ITEMS), today())


@pytest.fixture(scope="module")
def pages(report):  # type: ignore[no-untyped-def]
    return list(Presentation(io.BytesIO(slides.write(report))).slides)


@pytest.fixture(scope="module")
def charts(pages):  # type: ignore[no-untyped-def]
    return [s.chart for x in pages for s in x.shapes if s.has_chart]


def test_a_line_stops_where_years_do_not_compare(report, charts) -> None:  # type: ignore[no-untyped-def]
    for view, chart in zip(report.views[:2], charts, strict=False):
        parts = [x for s in view.trend.series if s.main for x in segments(s)]
        series = list(chart.plots[0].series)
        assert len(series) == len(parts)
        scale = report.words.scale(view.metric)
        for s, part in zip(series, parts, strict=True):
            values = [v for v in s.values if v is not None]
            assert values == pytest.approx([o.value * scale for o in part.figures.values()])
        assert len({s.name for s in series}) == len(series), "the data name each stretch"
        assert not chart.has_legend
    joined = {p.observation.observation_id: p.joined for s in report.views[0].trend.series for p in s.points}
    for part in (x for s in report.views[0].trend.series for x in segments(s)):
        first, *others = part.figures.values()
        assert not joined[first.observation_id] and all(joined[o.observation_id] for o in others)
    assert len(list(charts[0].plots[0].series)) > len(report.views[0].trend.series), "it has breaks"


def test_the_years_of_a_long_axis_are_turned(charts) -> None:  # type: ignore[no-untyped-def]
    long, short = charts[:2]
    assert len(long.plots[0].categories) > 15 and len(short.plots[0].categories) < 8
    turned = [c._chartSpace.find(f".//{C}catAx/{C}txPr/{A}bodyPr").get("rot") for c in (long, short)]
    assert turned == ["-2700000", "0"]


def test_lines_have_their_names_at_their_ends(report, charts) -> None:  # type: ignore[no-untyped-def]
    names = [t.text for t in charts[0]._chartSpace.iter(f"{A}t")]
    assert sorted(names) == sorted(
        report.words.pick(s.district, "name") for s in report.views[0].trend.series if s.main
    )
    alone = charts[1]._chartSpace
    assert not list(alone.iter(f"{A}t"))
    labelled = [d for d in alone.iter(f"{C}dLbl") if d.find(f"{C}showVal").get("val") == "1"]
    assert len(labelled) == sum(len(s.main) for s in report.views[1].trend.series)


def test_labels_keep_off_one_another() -> None:
    wanted = [Wanted((50 + 9 * n, 60), 40, 14, first=n in (0, 9)) for n in range(10)]
    found = sides(wanted, [((50, 60), (140, 60))], [Box(40, 80, 60, 100)], Box(0, 0, 300, 120))
    boxes = [_box(w, side) for w, side in zip(wanted, found, strict=True) if side]
    assert len(boxes) >= 3 and found[0] and found[9]
    assert not any(a.meets(b) for a, b in combinations(boxes, 2))
    assert not any(b.meets(Box(40, 80, 60, 100)) for b in boxes)
    crowded = [Wanted((50, 60), 40, 14) for _ in range(9)]
    assert sides(crowded, [], [], Box(0, 0, 100, 120)).count("") > 3, "what finds no place is left out"


def test_what_is_typed_later_is_not_cut_off(charts) -> None:  # type: ignore[no-untyped-def]
    assert len(charts) == 6
    for chart in charts:
        assert list(chart._chartSpace.iter(f"{C}max")) == []
        assert {e.get("val") for e in chart._chartSpace.iter(f"{C}min")} <= {"0.0", "0"}


def test_bars_are_those_with_a_figure_and_the_table_says_what_they_do_not(report, pages) -> None:  # type: ignore[no-untyped-def]
    view = report.views[3]
    page = next(x for x in pages if x.shapes.title.text == view.title)
    (chart,) = [s.chart for s in page.shapes if s.has_chart]
    assert len(chart.plots[0].categories) == len(view.comparison.leading) < len(view.comparison.districts)
    (table,) = [s.table for s in page.shapes if s.has_table]
    cells = [[c.text for c in row.cells] for row in table.rows]
    written = {e.as_written for e in view.evidence}
    assert {row[-1] for row in cells[1:]} <= written and len(cells) == 1 + len(written) == 4
    texts = "".join(s.text_frame.text for s in page.shapes if s.has_text_frame)
    names = [report.words.pick(d, "name") for d in view.comparison.districts]
    missing = {m.district_id for m in view.comparison.missing}
    lacking = [n for n, d in zip(names, view.comparison.districts, strict=True) if d.district_id in missing]
    assert lacking and all(n in texts for n in lacking), "who is missing is said"


def test_a_comment_stands_beside_its_chart(report, pages) -> None:  # type: ignore[no-untyped-def]
    page = next(x for x in pages if any(s.has_text_frame and s.text_frame.text == COMMENT for s in x.shapes))
    (chart,) = [s for s in page.shapes if s.has_chart]
    box = next(s for s in page.shapes if s.has_text_frame and s.text_frame.text == COMMENT)
    assert box.left >= chart.left + chart.width and box.top < chart.top + chart.height
    assert page.shapes.title.text == report.views[2].title


def test_a_map_has_a_key_of_its_shades(report, pages) -> None:  # type: ignore[no-untyped-def]
    page = next(x for x in pages if any(s.shape_type == 6 for s in x.shapes))
    swatches = sorted((s for s in page.shapes if s.name == "Key"), key=lambda s: s.left)
    assert len(swatches) == 5 and len({str(s.fill.fore_color.rgb) for s in swatches}) == 5
    places = report.views[6].map.places
    ranked = [p.leading.observation.value for p in places if p.leading and p.is_ranked and p.shape]
    scale = report.words.scale(report.views[6].metric)
    at = swatches[0].top
    beside = [s.text_frame.text for s in page.shapes if s.has_text_frame and abs(s.top - at) < 3 * 12_700]
    numbers = [float(t.split()[0].replace(",", "")) for t in beside if t[:1].isdigit()]
    assert numbers == pytest.approx([min(ranked) * scale, max(ranked) * scale], rel=0.01)
    fills = {
        str(s.fill.fore_color.rgb)
        for g in page.shapes
        if g.shape_type == 6
        for s in g.shapes
        if s.element.find(
            f"{'{http://schemas.openxmlformats.org/presentationml/2006/main}'}spPr/{A}solidFill"
        )
        is not None
        and s.element.find(f".//{A}custGeom") is not None
    }
    assert {str(swatches[0].fill.fore_color.rgb), str(swatches[-1].fill.fore_color.rgb)} <= fills


def test_a_chart_is_well_formed_xml_with_labels_in_order(charts) -> None:  # type: ignore[no-untyped-def]
    """Parts of a label stand in the order of the schema: number, place, text, format."""
    order = ["idx", "layout", "tx", "numFmt", "spPr", "txPr", "dLblPos", "showLegendKey"]
    labels = [label for chart in charts for label in chart._chartSpace.iter(f"{C}dLbl")]
    assert labels
    for label in labels:
        tags = [etree.QName(e).localname for e in label if etree.QName(e).localname in order]
        assert tags == sorted(tags, key=order.index)
