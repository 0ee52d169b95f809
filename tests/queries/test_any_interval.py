"""Whatever figures may be (open on one side, zero, negative, in conflict), every view is an answer or a worded refusal.

No exception, no number that is none, and nothing in a text or a chart that a reader could not take for a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, product
from math import inf, isfinite

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from charts.dots import dots
from charts.dumbbell import dumbbell
from charts.lines import lines
from charts.multiples import multiples
from charts.scatter import scatter
from charts.several import several
from charts.svg import spark, strip
from charts.theme import Theme, styles
from data.settings import today
from locales import Words, words
from queries import rounding
from queries.calculated import VIEWS, Calculated, Refusal, calculate
from queries.checks import all_checks
from queries.comparison import Comparison, compare
from queries.intervals import Interval, difference, interval, quotient
from queries.overviews import pair
from queries.records import Observation
from queries.requirements import satisfies
from queries.series_views import average_growth, base_years, change, index
from queries.store import Store
from queries.trend import Trend, trend
from queries.two_years import two_years
from reports.report import answer
from tests.queries import oracle
from tests.queries.made_facts import MadeStore, observation
from views import explaining, sentences, wording
from views.draft import item
from views.kinds.growth import growth_view

DISTRICTS = [d["district_id"] for d in oracle.table("districts")][:3]
YEARS = (2018, 2019, 2020, 2021)
LANGUAGES = [words("zh"), words("en")]
#: A count, an amount of money, a rate, a part of a declared whole; and what they are divided by.
METRICS = ("recon_received", "gdp", "gdp_growth", "recon_upheld")
DIVISORS = ("resident_population", "land_area")
NO_NUMBER = re.compile(r"\b(inf|nan|infinity)\b|∞|\d[jJ]\b", re.IGNORECASE)
made = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
#: For tests that draw charts or word whole items, which takes a thousand times as long as a sentence.
drawn = settings(made, max_examples=12)

Bounds = tuple[float | None, float | None]
NUMBERS = st.sampled_from([-12, -3.46, -1, 0, 0, 0.04, 1, 3.46, 7, 12, 1_234_567])


@st.composite
def _bounds(draw: st.DrawFn) -> Bounds:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    shape = draw(st.sampled_from(["point", "point", "band", "up", "down"]))
    return {"point": (low, low), "band": (low, high), "up": (low, None), "down": (None, high)}[shape]


def _observation(
    name: str, district: str, metric: str, year: int, span: Bounds, **cells: object
) -> Observation:
    low, high = span
    kind = "exact" if low == high else "at_least" if high is None else "at_most" if low is None else "approx"
    value = low if low is not None else high
    return observation(
        name, district, metric, year, low, high, qualifier=kind, value=float(value or 0), **cells
    )


@st.composite
def _figures(draw: st.DrawFn, metric_ids: tuple[str, ...], years: tuple[int, ...]) -> list[Observation]:
    """A figure or two in conflict of some districts in some years."""
    rows = []
    for metric_id, district, year in product(metric_ids, DISTRICTS, years):
        for n in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
            status = draw(st.sampled_from(["actual"] * 4 + ["estimate"]))
            name = f"{metric_id}-{district}-{year}-{n}"
            rows.append(_observation(name, district, metric_id, year, draw(_bounds()), status=status))
    return rows


def _sound(*texts: str) -> None:
    for text in texts:
        assert not NO_NUMBER.search(text), text


def _finite(figures: Iterable[Observation]) -> None:
    for o in figures:
        assert isinstance(o.value, (int, float)) and isfinite(o.value)
        low, high = interval(o.value_low, o.value_high)
        assert (low <= o.value + 1e-6 and o.value - 1e-6 <= high) or o.qualifier in ("at_least", "at_most")
        assert low <= high and low < inf and high > -inf


def _drawn(drawing: object) -> None:
    text = drawing.to_json() if hasattr(drawing, "to_json") else str(drawing)
    assert not re.search(r"\b(NaN|Infinity|nan|inf)\b", text)


def _colours(store: Store):  # type: ignore[no-untyped-def]
    return styles(list(store.catalogue.districts.values()), DISTRICTS, "light")


def _said(translator: Words, c: Comparison) -> None:
    _sound(
        sentences.finding(translator, c), sentences.sentence(translator, c), explaining.verdict(translator, c)
    )
    for f in c.judgement.figures:
        for o in (f.observation, *f.conflicts):
            _sound(
                wording.quantity(translator, c.metric, o),
                wording.label(translator, c.metric, o),
                wording.exactness(translator, c.metric, o),
                explaining.standing(translator, f, o),
            )
        for why in f.reasons:
            _sound(wording.reason(translator, why, f.observation))


def _comparisons(store: Store, metric_id: str, year: int) -> Iterator[Comparison | Refusal]:
    c = compare(store, metric_id, year, DISTRICTS)
    yield c
    for view in VIEWS:
        found = calculate(store, c, view)
        yield found.comparison if isinstance(found, Calculated) else found


@drawn
@given(_figures(METRICS + DIVISORS + ("recon_concluded",), (2020,)))
def test_comparisons_and_what_is_calculated_from_them(store: Store, rows: list[Observation]) -> None:
    facts = MadeStore(store, rows)
    for metric_id in METRICS:
        for c in _comparisons(facts, metric_id, 2020):
            if isinstance(c, Refusal):
                said = {explaining.refusal(w, c, lambda i: i) for w in LANGUAGES}
                assert len(said) == 2 and all(said)
                continue
            _finite(c.evidence)
            for translator in LANGUAGES:
                _said(translator, c)
            theme = Theme(LANGUAGES[1])
            _drawn(dots(c, _colours(store), theme))
            _drawn(strip(c, _colours(store), theme))
            if c.judgement.compared:
                _drawn(several([c], _colours(store), Theme(LANGUAGES[0])))
    together = pair(facts, ("recon_received", "gdp"), 2020, DISTRICTS)
    if together.is_enough:
        _drawn(scatter(together, _colours(store), Theme(LANGUAGES[0])))
        _sound(*(sentences.pair_sentence(w, together) for w in LANGUAGES))


def _trends(store: Store, t: Trend) -> Iterator[Trend]:
    yield t
    yield change(store, t).trend
    for year in base_years(t):
        yield index(store, t, year).trend


@drawn
@given(_figures(METRICS, YEARS))
def test_series_and_what_is_calculated_from_them(store: Store, rows: list[Observation]) -> None:
    facts = MadeStore(store, rows)
    for metric_id in METRICS[:3]:
        published = trend(facts, metric_id, DISTRICTS)
        assert len(published.series) + len(published.missing) == len(DISTRICTS)
        for t in _trends(facts, published):
            _finite(o for s in t.series for o in s.main)
            for translator in LANGUAGES:
                _sound(sentences.trend_sentence(translator, t))
                for s in t.series:
                    _sound(
                        *(sentences.calculated_series_sentence(translator, s, v) for v in ("index", "change"))
                    )
                    _drawn(spark(s, _colours(store)[s.district.district_id], Theme(translator)))
            _drawn(lines(t, _colours(store), Theme(LANGUAGES[1])))
            if t is published and t.series:
                _drawn(multiples(t, _colours(store), Theme(LANGUAGES[0]), shared=True))
        for g in average_growth(facts, published):
            assert all(isinstance(v, float) and isfinite(v) and v > -100 for v in g.rate)
            assert min(o.value for o in (g.first, g.last)) > 0


@drawn
@given(_figures(("recon_received", "gdp_growth"), YEARS[:2]))
def test_two_years(store: Store, rows: list[Observation]) -> None:
    facts = MadeStore(store, rows)
    for metric_id in ("recon_received", "gdp_growth"):
        t = two_years(facts, metric_id, YEARS[:2], DISTRICTS)
        for translator in LANGUAGES:
            _sound(sentences.two_years_sentence(translator, t))
            _sound(*(wording.signed_gap(translator, t.metric, s.change) for s in t.steps if s.change))
            _drawn(dumbbell(t, _colours(store), Theme(translator)))


@drawn
@given(_figures(METRICS + DIVISORS, YEARS[:3]))
def test_items_of_reports(store: Store, rows: list[Observation]) -> None:
    facts = MadeStore(store, rows)
    for metric_id, translator in product(METRICS, LANGUAGES):
        parameters = {"metric": metric_id, "districts": DISTRICTS}
        items = [
            *(item("compare", **parameters, year=2020, view=v) for v in ("published", *VIEWS)),
            item("compare", **parameters, year=2020, group="all"),
            item("years", **parameters, from_=2018, year=2020),
            item("scatter", **parameters, metric2="recon_received", year=2020),
            *(item("trend", **parameters, view=v) for v in ("published", "index", "change", "growth")),
        ]
        for entry in items:
            view = answer(facts, translator, entry, today())
            _sound(view.title, view.sentence, view.verdict, *(n.text for n in view.notes))
            cells = [getattr(x, "text", x) for row in (view.table.rows if view.table else ()) for x in row]
            _sound(*cells)
        growth = growth_view(facts, view, trend(facts, metric_id, DISTRICTS))
        _sound(*(c for row in (growth.table.rows if growth.table else ()) for c in row if isinstance(c, str)))


RELATED = tuple(dict.fromkeys(m for r in oracle.table("relations") for m in [r["result_metric_id"]]))


@made
@given(st.data())
def test_checks_of_relations(store: Store, data: st.DataObject) -> None:
    relation = data.draw(st.sampled_from(store.catalogue.relations))
    metrics = tuple(dict.fromkeys((relation.result_metric_id, *relation.part_metric_ids)))
    facts = MadeStore(store, data.draw(_figures(metrics, YEARS[:2])))
    result = store.catalogue.metrics[relation.result_metric_id]
    for c in all_checks.__wrapped__(facts):
        assert (c.computed is None) == (c.outcome == "unchecked")
        if c.computed is not None:
            assert c.computed.low <= c.computed.high
            _sound(*(wording.span_of(w, result, c.computed) for w in LANGUAGES))


@made
@given(_bounds(), _bounds(), st.data())
@example((None, 10), (0, None), None)
@example((None, 10), (0, 10), None)
def test_a_quotient_holds_that_of_every_choice(a: Bounds, b: Bounds, data: st.DataObject | None) -> None:
    top, bottom = interval(*a), interval(*b)
    if bottom.low < 0 or bottom.high <= 0:
        with pytest.raises(ValueError):
            quotient(top, bottom)
        return
    found = quotient(top, bottom)
    assert found.low <= found.high
    for x, y in product(_choices(top), _choices(bottom)):
        if y > 0:
            assert found.low - 1e-9 <= x / y * (1 + 1e-12) and x / y * (1 - 1e-12) <= found.high + 1e-9
            assert found.low <= found.high


def _choices(values: Interval) -> list[float]:
    low = values.low if isfinite(values.low) else min(values.high, 0.0) - 1e6
    high = values.high if isfinite(values.high) else max(values.low, 0.0) + 1e6
    return [low, high, (low + high) / 2, low + (high - low) / 1e6]


@made
@given(_bounds(), _bounds())
def test_what_is_said_of_a_change_holds_for_every_choice(store: Store, a: Bounds, b: Bounds) -> None:
    metric = store.catalogue.metrics["recon_received"]._replace(decimals=1)
    values = difference(interval(*a), interval(*b))
    for translator in LANGUAGES:
        text = wording.signed_gap(translator, metric, values)
        _sound(text, wording.gap(translator, metric, values), wording.span_of(translator, metric, values))
        said = [float(n.replace(",", "").replace("−", "-")) for n in re.findall(r"[−+]?[\d,]+\.?\d*", text)]
        if values.is_unknown:
            assert said == [] and text == translator.gettext("cannot be decided")
        elif text.startswith("≥"):
            assert said[0] <= values.low + 1e-9
        elif text.startswith("≤"):
            assert said[0] >= values.high - 1e-9
        elif not values.is_point:
            assert said[0] <= values.low + 1e-9 and values.high - 1e-9 <= said[-1]


@made
@given(_bounds(), st.sampled_from([">=", "<=", "="]), NUMBERS)
def test_a_requirement_is_met_only_if_it_is_for_every_choice(span: Bounds, sign: str, wanted: float) -> None:
    values = interval(*span)
    holds = {">=": lambda x: x >= wanted, "<=": lambda x: x <= wanted, "=": lambda x: x == wanted}[sign]
    outcomes = {holds(x) for x in _choices(values)}
    said = satisfies(values, sign, wanted)
    assert said != "met" or outcomes == {True}
    assert said != "not_met" or outcomes == {False}


@made
@given(_bounds(), st.text("0123456789万亿.,约−", max_size=12))
def test_rounding_widens_a_figure(store: Store, span: Bounds, written: str) -> None:
    for metric_id in METRICS:
        metric = store.catalogue.metrics[metric_id]
        o = _observation("X", DISTRICTS[0], metric_id, 2020, span, as_written=written)
        wide, known = rounding.as_rounded(metric, o), interval(*span)
        assert wide.low <= known.low and known.high <= wide.high and wide.low < inf and wide.high > -inf


# -- the faults by name --------------------------------------------------------------------------------------


def _of_lower_bounds(store: Store) -> list[tuple[str, tuple[int, int]]]:
    """The metrics and pairs of years for which the shipped data hold two lower bounds of one district."""
    known: dict[tuple[str, str], set[int]] = {}
    for metric_id, district_id, year in store.rows(
        "SELECT metric_id, district_id, year FROM observations WHERE qualifier = 'at_least' ORDER BY ALL"
    ):
        known.setdefault((metric_id, district_id), set()).add(year)
    pairs = {(m, pair) for (m, _), years in known.items() for pair in combinations(sorted(years), 2)}
    return sorted(pairs)


def test_two_lower_bounds_of_the_shipped_data_leave_the_change_open(store: Store) -> None:
    open_ones = 0
    for metric_id, years in _of_lower_bounds(store):
        t = two_years(store, metric_id, years, list(store.catalogue.districts))
        unknown = [s for s in t.steps if s.change and s.change.is_unknown]
        open_ones += len(unknown)
        for translator in LANGUAGES:
            view = answer(
                store, translator, item("years", metric=metric_id, from_=years[0], year=years[1]), today()
            )
            _sound(view.title, view.sentence)
            if unknown:
                assert wording.signed_gap(translator, t.metric, unknown[0].change) == translator.gettext(
                    "cannot be decided"
                )
                assert any(translator.gettext("cannot be decided") in row for row in view.table.rows)
    assert open_ones


def _divided(store: Store, tops: list[Bounds], bottoms: list[Bounds], view: str = "per_10k") -> object:
    divisor = {"per_10k": "resident_population", "per_km2": "land_area", "share": "recon_concluded"}[view]
    metric_id = "recon_upheld" if view == "share" else "recon_received"
    rows = [_observation(f"T{d}", d, metric_id, 2020, s) for d, s in zip(DISTRICTS, tops, strict=False)]
    rows += [_observation(f"B{d}", d, divisor, 2020, s) for d, s in zip(DISTRICTS, bottoms, strict=False)]
    facts = MadeStore(store, rows)
    return calculate(facts, compare(facts, metric_id, 2020, DISTRICTS), view)  # type: ignore[arg-type]


def test_at_most_over_at_least_is_at_most(store: Store) -> None:
    found = _divided(store, [(None, 50), (100, 100)], [(10_000, None), (10_000, 10_000)])
    assert isinstance(found, Calculated)
    first = {f.observation.district_id: f.observation for f in found.comparison.judgement.compared}
    o = first[DISTRICTS[0]]
    assert (o.qualifier, o.value, o.value_low, o.value_high) == ("at_most", 50, 0, 50)


@pytest.mark.parametrize("view", ["per_10k", "per_km2"])
@pytest.mark.parametrize("nothing", [(0, 0), (None, 0), (None, -5)])
def test_nothing_is_divided_by_nothing(store: Store, view: str, nothing: Bounds) -> None:
    found = _divided(store, [(5, 5), (6, 6)], [nothing, (10_000, 10_000)], view)
    assert found == Refusal("no_positive_divisor", (DISTRICTS[0],))


def test_no_average_growth_to_zero_or_below(store: Store) -> None:
    for last in (0, -4):
        rows = [
            _observation("A", DISTRICTS[0], "gdp", 2018, (8, 8)),
            _observation("B", DISTRICTS[0], "gdp", 2020, (last, last)),
        ]
        facts = MadeStore(store, rows)
        assert average_growth(facts, trend(facts, "gdp", DISTRICTS)) == []
        for translator in LANGUAGES:
            view = answer(
                facts, translator, item("trend", metric="gdp", districts=DISTRICTS, view="growth"), today()
            )
            assert explaining.series_refusal(translator, "growth") in [n.text for n in view.notes]


def test_the_least_difference_is_never_said_too_large(store: Store) -> None:
    """2 of 30,001 people or more against 1 of 30,000: the difference is rounded down, not to the nearest."""
    found = _divided(store, [(2, None), (1, 1)], [(30_011, 30_011), (70_000, 70_000)])
    assert isinstance(found, Calculated)
    c = found.comparison
    text = sentences.finding(words("en"), c)
    said = float(re.search(r"at least ([\d.]+)", text)[1])  # type: ignore[index]
    assert said <= 10_000 * (2 / 30_011 - 1 / 70_000)
