"""One headline for every format: metric, finding, year; rates change in percentage points; nothing is overstated."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import docx
import openpyxl
import pytest
from pptx import Presentation

from locales import words
from queries.intervals import Interval
from queries.ready import CONTEXT
from queries.store import Store
from reports.presentation.screens import screens
from reports.report import Report
from reports.templates import Choice, draft
from tests.queries import oracle
from views import differences
from views.build import build
from views.spec import view_spec
from views.view import View

TODAY = date(2026, 11, 28)
ZH, EN = words("zh"), words("en")
RATES = {m["metric_id"] for m in oracle.table("metrics") if m["measure"] == "rate"}
METRICS = sorted({m for m, _ in oracle.all_sets()})

Make = Callable[[str, str], Report]
Written = Callable[[str, str, str], bytes]


def _view(store: Store, kind: str, code: str = "zh", **parameters: str) -> View:
    return build(store, words(code), view_spec(kind, **parameters), TODAY)


@pytest.mark.usefixtures("no_browser")
def test_every_format_says_the_same_headline(make: Make, written: Written) -> None:
    report = make("annual", "zh")
    titles = [v.title for v in report.views]
    assert "2022年行政复议收案：通州区比滨海新区多215件" in titles
    paragraphs = [p.text for p in docx.Document(io.BytesIO(written("document", "annual", "zh"))).paragraphs]
    book = openpyxl.load_workbook(io.BytesIO(written("report_workbook", "annual", "zh")))
    listed = [row[1].value for row in book.worksheets[1].iter_rows()]
    slides = Presentation(io.BytesIO(written("slides", "annual", "zh"))).slides
    on_slides = "\n".join(s.shapes.title.text_frame.text for s in slides if s.shapes.title is not None)
    staged = [s["title"] for s in screens(report)]
    for title in titles:
        assert title in paragraphs
        assert title in listed
        assert title in on_slides
        assert title in staged
    assert [v.title for v in report.findings] == [
        t.removesuffix("。") for t in paragraphs[paragraphs.index("主要结果") + 1 :][: len(report.findings)]
    ]


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("metric", sorted(RATES.intersection(METRICS)))
def test_a_change_of_a_rate_is_in_percentage_points(store: Store, metric: str, code: str) -> None:
    for kind, view in (("trend", ""), ("trend", "change"), ("years", "")):
        v = _view(store, kind, code, metric=metric, **({"view": view} if view else {}))
        assert not re.search(
            r"(增加|减少|上升|下降)约?[\d.,–]+%|(up|down|rise of|fall of) (about )?[\d.,–]+%",
            f"{v.title} {v.sentence}",
        )


@pytest.mark.parametrize(
    ("view", "zh", "en"),
    [
        ("index", "行政复议收案指数（2022年=100）：", "index (2022 = 100): "),
        ("change", "行政复议收案比上年变化：", "change on the year before: "),
        ("growth", "行政复议收案年均增速：", "average growth a year: "),
    ],
)
def test_the_title_of_a_trend_names_the_view(store: Store, view: str, zh: str, en: str) -> None:
    for code, wanted in (("zh", zh), ("en", en)):
        v = _view(store, "trend", code, metric="recon_received", view=view)
        assert wanted in v.title
        assert re.search(r"\d", v.title.partition(wanted)[2]), "the title ends in a finding"


def test_growth_has_its_table_as_the_main_thing(store: Store) -> None:
    v = _view(store, "trend", metric="recon_received", view="growth")
    assert v.trend is None and v.table is not None
    assert [c.key for c in v.table.columns] == ["district", "from", "to", "growth"]
    assert len(v.table.rows) == 1
    rate = v.table.rows[0][3]
    assert rate.number.value == pytest.approx(((1696 / 176) ** (1 / 5) - 1) * 100, abs=0.05)  # type: ignore[union-attr]
    assert v.metric is not None and v.metric.metric_id == "recon_received"


@pytest.mark.parametrize(
    ("metric", "more", "less", "zh"),
    [
        ("land_area", (2270.0, 2270.0), (39.63, 39.63), "约2,230平方公里"),
        ("land_area", (41.56, 41.56), (39.63, 39.63), "1.93平方公里"),
        ("recon_correction_rate", (24.2, 24.2), (13.0, 13.0), "约11个百分点"),
        ("urban_income_growth", (10.2, 10.2), (10.0, 10.0), ""),
        ("gdp", (8500.0, 9500.0), (545.0, 555.0), "7,900–9,000亿元"),
        ("gdp", (10000.0, float("inf")), (345.5, 345.5), "9,654亿元"),
    ],
)
def test_a_difference_has_no_more_digits_than_the_coarser_figure(
    store: Store, metric: str, more: tuple[float, float], less: tuple[float, float], zh: str
) -> None:
    known = store.catalogue.metrics[metric]
    assert differences.gap(ZH, known, Interval(*more), Interval(*less)) == zh


def test_what_is_less_than_a_digit_is_said_without_an_amount(store: Store) -> None:
    v = _view(store, "compare", metric="urban_income_growth", year="2014")
    assert v.title == "2014年城镇居民人均可支配收入增速（预计）：通州区高于滨海新区"


def test_no_order_stands_over_what_forbids_it(store: Store) -> None:
    """What must not be compared is named by its districts, and none of these takes part in the order."""
    n = 0
    for metric, year in oracle.all_sets():
        v = _view(store, "compare", metric=metric, year=str(year))
        assert v.comparison is not None
        ordered = {f.observation.district_id for f in v.comparison.judgement.compared}
        names = {ZH.pick(store.catalogue.districts[d], "name") for d in ordered}
        for note in v.notes:
            if ordered and note.grave and note.kind == "doubt":
                n += 1
                assert "（" in note.head
                assert not [name for name in names if name in note.head]
    assert n, "no such note is held: the test says nothing"


def test_a_doubt_on_other_years_is_not_said_of_two_that_it_leaves_together(store: Store) -> None:
    v = _view(store, "years", metric="foreign_capital_used", from_="2014", year="2015")
    assert "增加约15亿美元" in v.title
    assert not [n for n in v.notes if n.grave]


def test_the_title_of_several_series_says_who_moved_and_of_whom_nothing_is_said(store: Store) -> None:
    title = _view(store, "trend", metric="recon_received").title
    assert title == "2019年至2024年行政复议收案：通州区增加1,520件；滨海新区仅有一年数据"
    broken = _view(store, "trend", metric="general_budget_revenue").title
    assert "滨海新区口径不一致，不作增减判断" in broken


def test_all_of_a_number_is_not_said_as_some_of_it(store: Store) -> None:
    v = _view(store, "tasks", districts="hedong")
    n = len(v.tasks)
    assert v.sentence == f"{n}项任务在现有来源中均未见结果，不表示没有完成。"
    practices = _view(store, "practices", dimension="disputes")
    assert "有0类" not in practices.title and "0类" not in practices.sentence


@pytest.mark.usefixtures("no_browser")
@pytest.mark.parametrize("template", ["annual", "district"])
def test_paragraphs_say_something_and_no_number_stands_alone(written: Written, template: str) -> None:
    document = docx.Document(io.BytesIO(written("document", template, "zh")))
    texts = [p.text for p in document.paragraphs]
    assert not [t for t in texts if re.fullmatch(r"见(表|图)[\d、表图]*。", t)]
    sections = [p for p in document.paragraphs if p.style.name.startswith("Heading")]
    of_chapter: list[list[bool]] = []
    for p in sections:
        if p.style.name == "Heading 1":
            of_chapter.append([])
        else:
            of_chapter[-1].append(p.style.name == "Heading 2")
    assert [True] not in of_chapter
    assert ([False] in of_chapter) == (template == "annual")
    assert all(all(numbered) for numbered in of_chapter if len(numbered) > 1)


@pytest.mark.parametrize("reliability", [("official", "press"), ("official", "press", "secondary")])
def test_context_stands_apart_and_last(store: Store, reliability: tuple[str, ...]) -> None:
    for template in ("annual", "district"):
        made = draft(store, template, Choice(districts=("hexi",), reliability=reliability))  # type: ignore[arg-type]
        specs = [i.spec for i in made.items if i.spec.kind != "older"]
        at = [i for i, s in enumerate(specs) if s.kind in ("practices", "figures", "missing")]
        assert at
        for i, s in enumerate(specs):
            if s.get("metric") and s.kind in ("compare", "trend"):
                is_context = store.catalogue.metrics[s.get("metric")].dimension_id == CONTEXT
                older = template == "annual" and i > max(at)
                assert is_context == (i > max(at)) or older


def test_the_main_findings_are_of_law_based_government_and_of_the_span(make: Make) -> None:
    report = make("annual", "zh")
    kinds = [v.spec.kind for v in report.views]
    assert report.findings
    for v in report.findings:
        assert not v.is_context
        assert report.views.index(v) < kinds.index("older")
    assert {v.section for v in report.views[kinds.index("older") :]} == {
        report.views[kinds.index("older")].title
    }
