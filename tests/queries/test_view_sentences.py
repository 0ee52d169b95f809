"""What is said of two years, pairs, calculated figures and districts within a group is true in both languages."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction
from itertools import combinations

import pytest

from locales import words
from queries.calculated import Calculated, CalculatedView, calculate
from queries.comparison import compare
from queries.intervals import Interval
from queries.overviews import pair, possible_pairs
from queries.quality import Quality
from queries.records import Metric
from queries.series_views import change, index
from queries.store import Store
from queries.trend import trend
from queries.two_years import Step, two_years
from tests.queries import oracle
from tests.queries.made_facts import MadeStore, doubt, observation
from views.build import build
from views.sentences import (
    calculated_series_sentence,
    finding,
    missing_sentence,
    pair_sentence,
    sentence,
    two_years_sentence,
)
from views.spec import view_spec
from views.wording import gap, signed_gap, span_of

ZH, EN = words("zh"), words("en")
DISTRICTS = [d["district_id"] for d in oracle.table("districts")]
SETS = oracle.all_sets()
OPEN = float("inf")

#: metric, years, district, Chinese, English
TWO_YEARS = [
    (
        "recon_received",
        (2019, 2024),
        "tongzhou",
        "行政复议收案。通州区：2019年176件，2024年1,696件，增加1,520件。",
        "Reconsideration applications received. Tongzhou: 176 cases (2019), 1,696 cases (2024); up 1,520 cases.",
    ),
    (
        "penalties_summary",
        (2022, 2025),
        "binhai",
        "简易程序行政处罚。滨海新区：2022年2,579件，2025年1,486件，减少1,093件。",
        "Penalties by summary procedure. Binhai New Area: 2,579 cases (2022), 1,486 cases (2025); down 1,093 cases.",
    ),
    (
        "tax_share_of_revenue",
        (2019, 2025),
        "binhai",
        "税收占一般公共预算收入比重。滨海新区：2019年88.4%，2025年81.3%，下降7.1个百分点。",
        None,
    ),
    (
        "gdp_growth",
        (2018, 2019),
        "hedong",
        "地区生产总值增速。河东区：2018年2.5%（预计），2019年3.5%（预计），上升1个百分点。",
        "GDP growth. Hedong: 2.5% (estimate) (2018), 3.5% (estimate) (2019); a rise of 1 percentage point.",
    ),
    (
        "general_budget_revenue",
        (2020, 2025),
        "binhai",
        "一般公共预算收入。滨海新区：2020年515.5亿元，2025年633.8亿元，增加118.3亿元。",
        (
            "General public budget revenue. Binhai New Area: 51.55 billion yuan (2020), "
            "63.38 billion yuan (2025); up 11.83 billion yuan."
        ),
    ),
    (
        "xiongan_joint_items",
        (2024, 2025),
        "binhai",
        "“滨雄通办”事项。滨海新区：2024年727项，2025年727项，持平。",
        "Items handled jointly with Xiong'an. Binhai New Area: 727 items (2024), 727 items (2025); unchanged.",
    ),
    # a bound leaves the direction open
    (
        "online_service_share",
        (2024, 2025),
        "hedong",
        "{metric}。河东区：2024年不少于97%，2025年不少于95%，增减无法判定。",
        None,
    ),
    # 51 or 60 corrected in 2022, 27 in 2019
    (
        "recon_corrected",
        (2019, 2022),
        "tongzhou",
        "{metric}。通州区：2019年27件，2022年51件，增加24–33件。",
        None,
    ),
    # a doubt between the years
    (
        "inspections",
        (2022, 2025),
        "binhai",
        "行政检查。滨海新区：2022年36,778次，2025年41,308次；口径不一致，不作增减判断。",
        (
            "Administrative inspections. Binhai New Area: 36,778 inspections (2022), 41,308 inspections (2025); "
            "the two must not be set against each other."
        ),
    ),
    # nothing in common
    (
        "recon_received",
        (2020, 2021),
        "tongzhou",
        "行政复议收案：没有区在两年都有同类数据。",
        "Reconsideration applications received: no district has figures of the same kind for both years.",
    ),
    # one year against itself, and backwards
    (
        "gdp",
        (2022, 2022),
        "tongzhou",
        "{metric}：比较两年变化须有两个不同年份，所选均为2022年。",
        "Gross regional product (GDP): a change needs two years; here both are 2022.",
    ),
    ("gdp", (2022, 2020), "tongzhou", "{metric}：比较两年变化，起始年份须早于终止年份。", None),
]


@pytest.mark.parametrize(("metric_id", "years", "district", "zh", "en"), TWO_YEARS)
def test_two_years(
    store: Store, metric_id: str, years: tuple[int, int], district: str, zh: str, en: str | None
) -> None:
    t = two_years(store, metric_id, years, [district])
    assert two_years_sentence(ZH, t) == zh.format(metric=t.metric.name_zh)
    if en:
        assert two_years_sentence(EN, t) == en


def test_every_pair_of_years_is_told_in_the_right_direction(store: Store) -> None:
    """For all metrics: the direction is that of exact figures, and no direction is told where none is decided."""
    up, down = r"增加|上升", r"减少|下降"
    n_lines = 0
    for metric_id in sorted({m for m, _ in SETS}):
        years = sorted({y for m, y in SETS if m == metric_id})
        for first, last in combinations(years, 2):
            t = two_years(store, metric_id, (first, last), DISTRICTS)
            lines = two_years_sentence(ZH, t).split("。")[1:]
            n_lines += len(lines)
            for step, line in zip(t.steps, lines, strict=False):
                assert line.startswith(step.district.name_zh)
                said = (bool(re.search(up, line)), bool(re.search(down, line)))
                if step.change is None:
                    assert said == (False, False)
                else:
                    assert said == (step.change.low > 0, step.change.high < 0)
                    if step.change.is_point:
                        assert _stated_gap(t.metric, step) in line or "持平" in line
            assert not re.search(r"None|nan|inf\b|\{", two_years_sentence(EN, t))
    assert n_lines > 100


def _stated_gap(metric: Metric, step: Step) -> str:
    """The difference as it is to be told; '' where it is less than the last digit of the coarser figure."""
    ends = [
        oracle.by_id("observations", "observation_id")[f.observation.observation_id]
        for f in (step.before, step.after)
    ]
    less, more = sorted(ends, key=lambda o: Fraction(o["value"]))
    apart = oracle.stated_gap(more, less)
    return ZH.amount(float(apart), metric) if apart else ""


MISSING = [
    ("recon_received", (2020, 2021), ["tongzhou"], Quality(), "两年均有数据，但时期类型或范围不同：通州区。"),
    ("recon_received", (2020, 2021), ["tongzhou"], Quality(since=2021), "因筛选未列：通州区。"),
    ("gdp", (2021, 2022), ["binhai"], Quality(), "只有一年有数据：滨海新区。"),
    ("gdp", (2021, 2022), ["hedong"], Quality(), "现有来源未见：河东区。"),
]


@pytest.mark.parametrize(("metric_id", "years", "districts", "quality", "text"), MISSING)
def test_the_kind_of_a_gap_is_true(
    store: Store, metric_id: str, years: tuple[int, int], districts: list[str], quality: Quality, text: str
) -> None:
    t = two_years(store, metric_id, years, districts, quality)
    assert missing_sentence(ZH, t.missing, t.after.districts) == text


# -- two metrics --------------------------------------------------------------------------------------------


def test_a_scatter_names_both_figures_and_no_cause(store: Store) -> None:
    possible = possible_pairs(store, DISTRICTS)
    assert possible
    for first, second, year in possible:
        p = pair(store, (first, second), year, DISTRICTS)
        for w in (ZH, EN):
            text = pair_sentence(w, p)
            assert all(w.pick(c.metric, "name") in text for c in (p.x, p.y))
            for c in (p.x, p.y):
                for f in c.judgement.compared:
                    names_figure = w.amount(f.observation.value, c.metric) in text
                    assert names_figure or f.observation.district_id not in p.district_ids
        assert pair_sentence(ZH, p).endswith("两项数据并列不说明因果。")
        assert pair_sentence(EN, p).endswith("That two figures stand together says nothing of a cause.")
        assert not re.search(r"because|therefore|correlat|leads to", pair_sentence(EN, p))


# -- calculated ---------------------------------------------------------------------------------------------

CALCULATED: list[tuple[str, int, CalculatedView, str, str]] = [
    (
        "recon_received",
        2022,
        "per_10k",
        "2022年每万常住人口行政复议收案：通州区3.03件/万人，滨海新区1.66件/万人。通州区比滨海新区多1.37件/万人。",
        (
            "Reconsideration applications received per 10,000 residents, 2022: Tongzhou 3.03 cases per 10,000 "
            "residents, Binhai New Area 1.66 cases per 10,000 residents. "
            "Tongzhou exceeds Binhai New Area by 1.37 cases per 10,000 residents."
        ),
    ),
    # bounds are rounded so that they stay true
    (
        "gdp",
        2024,
        "per_10k",
        (
            "2024年人均地区生产总值（预计数）：河西区不少于149,253元/人，河东区不少于59,523元/人。"
            "按现有精确程度，河西区与河东区的高低无法判定。"
        ),
        "Hexi at least 149,253 yuan per resident, Hedong at least 59,523 yuan per resident.",
    ),
    (
        "gdp",
        2020,
        "per_km2",
        (
            "2020年每平方公里地区生产总值（预计数）：河东区不少于9.08亿元/平方公里，滨海新区约3.08亿元/平方公里。"
            "河东区比滨海新区至少多5.78亿元/平方公里。"
        ),
        "Hedong exceeds Binhai New Area by at least 0.578 billion yuan per km².",
    ),
]


@pytest.mark.parametrize(("metric_id", "year", "view", "zh", "en"), CALCULATED)
def test_calculated(store: Store, metric_id: str, year: int, view: CalculatedView, zh: str, en: str) -> None:
    found = calculate(store, compare(store, metric_id, year, DISTRICTS), view)
    assert isinstance(found, Calculated)
    assert sentence(ZH, found.comparison).startswith(zh)
    assert en in sentence(EN, found.comparison)


def test_the_difference_told_is_that_of_the_figures_told(store: Store) -> None:
    """A reader who subtracts the two rounded figures must arrive at the third."""
    checked = 0
    for metric_id, year in SETS:
        c = compare(store, metric_id, year, DISTRICTS)
        views: tuple[CalculatedView, ...] = ("per_10k", "per_km2")
        for view in views:
            found = calculate(store, c, view)
            if isinstance(found, Calculated) and len(found.comparison.judgement.compared) == 2:
                numerals = re.findall(r"(?<=[区多])(?:\d[\d,]*\.?\d*)", sentence(ZH, found.comparison))
                numbers = [float(n.replace(",", "")) for n in numerals]
                if all(f.hull.is_point for f in found.comparison.judgement.compared):
                    more, less, by = numbers
                    assert by > 0 and by == pytest.approx(more - less, abs=1e-9)
                    checked += 1
    assert checked >= 8


def test_a_small_difference_is_not_told_as_nothing(store: Store) -> None:
    """1,000 and 1,001 cases over ten million people each differ in the fourth digit."""
    rows = [observation(f"P-{d}", d, "resident_population", 2020, 1e7, 1e7) for d in ("hexi", "binhai")]
    rows += [
        observation("C1", "hexi", "recon_received", 2020, 1000.0, 1000.0),
        observation("C2", "binhai", "recon_received", 2020, 1001.0, 1001.0),
    ]
    made_store = MadeStore(store, rows)
    found = calculate(made_store, compare(made_store, "recon_received", 2020, ["hexi", "binhai"]), "per_10k")
    assert isinstance(found, Calculated)
    assert finding(ZH, found.comparison) == "滨海新区比河西区多0.001件/万人。"


# -- over the years -----------------------------------------------------------------------------------------

COURSES = [
    (
        "recon_received",
        "tongzhou",
        "change",
        "通州区2024年比上年上升52.4%。",
        "Tongzhou, 2024: up 52.4% on the year before.",
    ),
    (
        "recon_upheld",
        "tongzhou",
        "change",
        "通州区2020年比上年下降31%。",
        "Tongzhou, 2020: down 31% on the year before.",
    ),
    (
        "gdp_growth",
        "hedong",
        "change",
        "河东区2019年（预计数）比上年上升1个百分点。",
        "Hedong, 2019 (estimate): up 1 percentage point on the year before.",
    ),
    (
        "gdp_growth",
        "weicheng",
        "change",
        "渭城区2022年比上年下降4个百分点。",
        "Weicheng, 2022: down 4 percentage points on the year before.",
    ),
    (
        "resident_population",
        "hexi",
        "change",
        "河西区2022年12月31日比上年下降0.5–0.7%。",
        "Hexi, 31 Dec 2022: down 0.5–0.7% on the year before.",
    ),
    ("xiongan_joint_items", "binhai", "change", "滨海新区2025年与上年持平。", None),
    ("recon_received", "tongzhou", "index", "通州区2024年为963.6点。", "Tongzhou, 2024: 963.6 points."),
    (
        "penalties_summary",
        "binhai",
        "index",
        "滨海新区2025年为57.6点。",
        "Binhai New Area, 2025: 57.6 points.",
    ),
]


@pytest.mark.parametrize(("metric_id", "district", "view", "zh", "en"), COURSES)
def test_calculated_series(
    store: Store, metric_id: str, district: str, view: str, zh: str, en: str | None
) -> None:
    t = trend(store, metric_id, [district])
    first = min((o.year for s in t.series for o in s.main), default=0)
    calculated = index(store, t, first) if view == "index" else change(store, t)
    (s,) = calculated.trend.series
    assert calculated_series_sentence(ZH, s, view) == zh
    if en:
        assert calculated_series_sentence(EN, s, view) == en


def test_growth_of_money_is_called_nominal(store: Store) -> None:
    for metric_id, nominal in (("gdp", True), ("recon_received", False), ("gdp_growth", False)):
        metric = change(store, trend(store, metric_id, DISTRICTS)).trend.metric
        assert ("nominal" in metric.name_en, "名义" in metric.name_zh) == (nominal, nominal)


# -- within a group -----------------------------------------------------------------------------------------

WITHIN = [
    (
        "resident_population",
        2020,
        ["hexi", "tongzhou"],
        ["通州区", "2", "5", "河西区", "4", "全部区的中位数为858,787人。"],
        "Tongzhou ranks 2 of 5. Hexi ranks 4 of 5. The median of all is 858,787 persons.",
    ),
    # an order that is not decided is told as a range, and a median that is one has no number
    ("gdp_growth", 2019, ["hexi"], ["河西区", "2–3", "3"], "Hexi ranks 2–3 of 3."),
    ("recon_received", 2022, ["tongzhou"], ["通州区", "1", "2"], "Tongzhou ranks 1 of 2."),
    # chosen, but not in the order
    (
        "land_area",
        2023,
        ["hexi"],
        ["37平方公里"],
        "Land area, 2023: of the districts chosen only Hexi 37 km².",
    ),
    ("recon_received", 2022, ["hexi"], ["没有"], "our sources hold no figure for 2022"),
]


@pytest.mark.parametrize(("metric_id", "year", "shown", "zh", "en"), WITHIN)
def test_within_a_group(
    store: Store, metric_id: str, year: int, shown: list[str], zh: list[str], en: str
) -> None:
    c = compare(store, metric_id, year, shown, group=DISTRICTS)
    assert all(part in finding(ZH, c) for part in zh) or "没有" in zh
    assert en in finding(EN, c)
    assert finding(EN, c) in sentence(EN, c)


def test_no_sentence_within_a_group_is_hollow_or_names_others(store: Store) -> None:
    """Also where the district chosen has no figure in the order."""
    for metric_id, year in SETS:
        for d in DISTRICTS:
            c = compare(store, metric_id, year, [d], group=DISTRICTS)
            for w in (ZH, EN):
                text = sentence(w, c)
                assert not re.search(r"[:：]\s*[.。]", text), text
                others = {w.pick(x, "name") for x in c.districts if x.district_id != d}
                assert not any(name in text.replace(w.pick(c.metric, "name"), "") for name in others), text


# -- differences --------------------------------------------------------------------------------------------

#: metric, interval, as a difference (zh, en), with its sign (zh, en)
GAPS = [
    ("recon_received", (12, 12), "12件", "12 cases", "+12件", "+12 cases"),
    ("recon_received", (1, 1), "1件", None, "+1件", None),
    ("recon_received", (-12, -12), None, None, "−12件", "−12 cases"),
    ("recon_received", (12, OPEN), "不少于12件", "at least 12 cases", "≥ +12件", "≥ +12 cases"),
    ("recon_received", (-OPEN, -3), None, None, "≤ −3件", "≤ −3 cases"),
    ("recon_received", (12, 14), "12–14件", "12–14 cases", "+12至+14件", "+12 to +14 cases"),
    ("recon_received", (-5, 3), None, None, "−5至+3件", "−5 to +3 cases"),
    ("recon_received", (0, 0), "0件", "0 cases", "0件", "0 cases"),
    ("gdp_growth", (1, 1), "1个百分点", "1 percentage point", "+1个百分点", "+1 percentage point"),
    ("gdp_growth", (-1, -1), None, None, "−1个百分点", "−1 percentage point"),
    (
        "gdp_growth",
        (0.4, 0.4),
        "0.4个百分点",
        "0.4 percentage points",
        "+0.4个百分点",
        "+0.4 percentage points",
    ),
    (
        "gdp_growth",
        (3.1, OPEN),
        "不少于3.1个百分点",
        "at least 3.1 percentage points",
        "≥ +3.1个百分点",
        "≥ +3.1 percentage points",
    ),
    # rounded outward: what is at least 3.46 is not at least 3.5
    ("gdp", (1.119, 2.121), "1.11–2.13亿元", "0.111–0.213 billion yuan", "+1.11至+2.13亿元", None),
    ("gdp", (1.119, OPEN), "不少于1.11亿元", "at least 0.111 billion yuan", None, None),
    ("gdp", (318.3, 318.3), "318.3亿元", "31.83 billion yuan", "+318.3亿元", "+31.83 billion yuan"),
    ("gdp", (0.30000000000000004, 0.30000000000000004), "0.3亿元", "0.03 billion yuan", "+0.3亿元", None),
    ("urban_disposable_income", (1234, 1234), "1,234元", "1,234 yuan", "+1,234元", "+1,234 yuan"),
]


@pytest.mark.parametrize(("metric_id", "values", "zh", "en", "signed_zh", "signed_en"), GAPS)
def test_differences(
    store: Store,
    metric_id: str,
    values: tuple[float, float],
    zh: str | None,
    en: str | None,
    signed_zh: str | None,
    signed_en: str | None,
) -> None:
    metric: Metric = store.catalogue.metrics[metric_id]
    span = Interval(*values)
    for say, w, expected in (
        (gap, ZH, zh),
        (gap, EN, en),
        (signed_gap, ZH, signed_zh),
        (signed_gap, EN, signed_en),
    ):
        if expected is not None:
            assert say(w, metric, span) == expected


def test_a_growth_in_percent_is_not_in_percentage_points(store: Store) -> None:
    """The change of a count is in percent, that of a rate in points; the words keep them apart."""
    of_count = change(store, trend(store, "recon_received", ["tongzhou"])).trend.metric
    of_rate = change(store, trend(store, "gdp_growth", ["hedong"])).trend.metric
    assert signed_gap(EN, of_count, Interval(2.0, 2.0)) == "+2%"
    assert signed_gap(EN, of_rate, Interval(2.0, 2.0)) == "+2 percentage points"
    assert signed_gap(ZH, of_rate, Interval(-2.0, 1.0)) == "−2至+1个百分点"
    assert span_of(ZH, of_count, Interval(1.04, 1.06)) == "1–1.1%"


def test_a_bound_between_two_districts_is_told_as_a_bound(store: Store) -> None:
    rows = [
        observation("A", "hexi", "recon_received", 2020, 500.0, None),
        observation("B", "binhai", "recon_received", 2020, 300.0, 300.0),
    ]
    made_store = MadeStore(store, rows)
    c = compare(made_store, "recon_received", 2020, ["hexi", "binhai"])
    assert finding(ZH, c) == "河西区比滨海新区至少多200件。"
    assert finding(EN, c) == "Hexi exceeds Binhai New Area by at least 200 cases."
    rates = [o._replace(metric_id="recon_correction_rate", value_low=o.value / 10) for o in rows]
    made_store = MadeStore(
        store, [r._replace(value=r.value / 10, value_high=r.value_high and 30.0) for r in rates]
    )
    c = compare(made_store, "recon_correction_rate", 2020, ["hexi", "binhai"])
    assert finding(ZH, c) == "河西区比滨海新区至少高20个百分点。"
    assert finding(EN, c) == "Hexi is at least 20 percentage points above Binhai New Area."


def test_years_that_a_doubt_parts_are_not_told_as_a_change(store: Store) -> None:
    rows = [observation(f"X{y}", "hexi", "recon_received", y, float(y), float(y)) for y in (2019, 2020)]
    for bars, states_change in (("years", False), ("both", False), ("districts", True), ("none", True)):
        made_store = MadeStore(store, rows, [doubt("recon_received", ["hexi"], bars, 2019, 2019)])
        text = two_years_sentence(EN, two_years(made_store, "recon_received", (2019, 2020), ["hexi"]))
        assert ("up 1 case" in text) == states_change
        assert ("must not be set against" in text) == (not states_change)


def test_a_series_that_ends_in_an_estimate_is_said_to_do_so_not_to_stand_still(store: Store) -> None:
    """Nothing is judged between an actual figure and an estimate, and that is the reason; an index says what it is."""
    metric = "recon_received"
    figures = [
        observation("a1", "hexi", metric, 2020, 100, 100),
        observation("a2", "hexi", metric, 2023, 150, 150, status="estimate"),
        observation("b1", "hedong", metric, 2020, 100, 100),
        observation("b2", "hedong", metric, 2023, 150, 150),
    ]
    made = MadeStore(store, figures)
    reasons = (
        ("", ZH, "之一为预计数"),
        ("", EN, "one figure is an estimate"),
        ("index", ZH, "河西区2023年（预计数）"),
        ("index", EN, "Hexi, 2023 (estimate)"),
    )
    for view, translator, reason in reasons:
        spec = view_spec("trend", metric=metric, districts="hexi,hedong", view=view, base=2020)
        title = build(made, translator, spec, dt.date(2026, 1, 1)).title
        assert reason in title
        assert "no change" not in title
    calculated = index(made, trend(made, metric, ["hexi"]), 2020)
    [s] = calculated.trend.series
    assert calculated_series_sentence(ZH, s, "index") == "河西区2023年（预计数）为150点。"
    assert "2023 (estimate)" in calculated_series_sentence(EN, s, "index")


def test_an_index_from_a_year_that_nobody_has_says_where_it_starts_instead(store: Store) -> None:
    spec = view_spec("trend", metric="resident_population", view="index", base=1871)
    view = build(store, EN, spec, dt.date(2026, 1, 1))
    assert any("1871" in note.text for note in view.noted("calculation"))
    assert not any(
        "1871" in n.text for n in build(store, EN, spec.with_values(base=""), dt.date(2026, 1, 1)).notes
    )
