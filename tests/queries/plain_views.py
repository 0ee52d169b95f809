"""Calculated views, series views and relations worked out a second time: fractions on the CSV files.

Like `oracle`, written from the rules and sharing no line with `queries`. None is an open bound.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import product

from tests.queries import oracle
from tests.queries.oracle import Bounds, Row

#: (what the quotient is multiplied by, the metric that divides)
PER_HEAD = {"亿元": 10**8, "亿美元": 10**8, "万元": 10**4}


@dataclass
class Worked:
    """A calculated comparison, or why there is none."""

    refusal: str | None = None
    #: the districts a refusal is for want of
    lacking: set[str] = field(default_factory=set)
    values: dict[str, Fraction] = field(default_factory=dict)
    spans: dict[str, Bounds] = field(default_factory=dict)
    divisors: dict[str, Row] = field(default_factory=dict)
    ranks: dict[str, tuple[int, int]] = field(default_factory=dict)
    #: district → the doubts that bar it, none where it is only left alone
    unranked: dict[str, set[str]] = field(default_factory=dict)
    doubts: set[str] = field(default_factory=set)


def metric(metric_id: str) -> Row:
    return oracle.by_id("metrics", "metric_id")[metric_id]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


# -- one year -----------------------------------------------------------------------------------------------


def whole_of(metric_id: str) -> str | None:
    sums = sorted(
        (r for r in oracle.table("relations") if r["kind"] == "sum"), key=lambda r: r["relation_id"]
    )
    return next((r["result_metric_id"] for r in sums if metric_id in r["part_metric_ids"].split(";")), None)


def calculated(metric_id: str, year: int, view: str, districts: list[str]) -> Worked:
    """One view of the figures of a metric and year that compare for some districts."""
    m = metric(metric_id)
    spreads = m["measure"] in {"count", "people"} or (m["measure"] == "money" and m["per_capita"] == "yes")
    if view == "per_10k" and m["per_capita"] == "no":
        return Worked("not_per_head")
    if view == "per_km2" and not spreads:
        return Worked("not_per_area")
    if view == "share" and whole_of(metric_id) is None:
        return Worked("no_whole")
    rows = [o for o in oracle.observations(metric_id, year) if o["district_id"] in districts]
    verdict = oracle.judge(metric_id, rows)
    if not verdict.ordered:
        return Worked("nothing_compares")
    if view == "per_10k":
        divisors, lacking = _populations(year, set(verdict.ordered))
        if divisors is None:
            return Worked("no_population", lacking)
    elif view == "per_km2":
        divisors, lacking = _areas(year, set(verdict.ordered))
        if divisors is None:
            return Worked("no_area", lacking)
    else:
        divisors, lacking = _wholes(metric_id, verdict.ordered)
        if divisors is None:
            return Worked("no_whole_figure", lacking)
    factor = {"per_10k": PER_HEAD.get(m["unit_zh"], 10**4), "per_km2": 1, "share": 100}[view]
    return _divided(verdict, divisors, factor)


def _dated(metric_id: str, districts: set[str]) -> list[Row]:
    return [
        o
        for o in oracle.observations(metric_id)
        if o["district_id"] in districts
        and oracle.of_whole_district(o)
        and o["status"] == "actual"
        and o["period_basis"] in {"as_of", "year"}
    ]


def _populations(year: int, districts: set[str]) -> tuple[dict[str, list[Row]] | None, set[str]]:
    near = [o for o in _dated("resident_population", districts) if abs(oracle.year_of(o) - year) <= 2]
    shared = [
        date
        for date in {o["period_end"] for o in near}
        if {o["district_id"] for o in near if o["period_end"] == date} == districts
    ]
    if not shared:
        have_any = {o["district_id"] for o in near}
        return None, (districts - have_any) or districts
    closest = min(abs(int(d[:4]) - year) for d in shared)
    date = max(d for d in shared if abs(int(d[:4]) - year) == closest)
    return {
        d: oracle.preferred([o for o in near if o["district_id"] == d and o["period_end"] == date])
        for d in districts
    }, set()


def _areas(year: int, districts: set[str]) -> tuple[dict[str, list[Row]] | None, set[str]]:
    found = {}
    for d in districts:
        own = _dated("land_area", {d})
        if own:
            closest = min(abs(oracle.year_of(o) - year) for o in own)
            best = oracle.preferred([o for o in own if abs(oracle.year_of(o) - year) == closest])
            found[d] = [o for o in best if o["period_end"] == best[0]["period_end"]]
    return (found, set()) if len(found) == len(districts) else (None, districts - set(found))


def _wholes(metric_id: str, parts: dict[str, Row]) -> tuple[dict[str, list[Row]] | None, set[str]]:
    found = {}
    for d, part in parts.items():
        same = ("period_start", "period_end", "period_basis", "status")
        own = [
            o
            for o in oracle.observations(str(whole_of(metric_id)))
            if o["district_id"] == d and oracle.of_whole_district(o) and all(o[k] == part[k] for k in same)
        ]
        if own:
            found[d] = oracle.preferred(own)
    return (found, set()) if len(found) == len(parts) else (None, set(parts) - set(found))


def quotient(top: Bounds, bottom: Bounds, factor: int) -> Bounds:
    """All values of top over bottom, both not negative."""
    low = Fraction(0) if bottom[1] is None or top[0] is None else factor * top[0] / bottom[1]
    high = None if top[1] is None or not bottom[0] else factor * top[1] / bottom[0]
    return low, high


def _divided(verdict: oracle.Verdict, divisors: dict[str, list[Row]], factor: int) -> Worked:
    out = Worked(divisors={d: rows[0] for d, rows in divisors.items()})
    for d, o in verdict.ordered.items():
        conflicts = verdict.conflicts[d]
        used = [o, *conflicts, *divisors[d]]
        out.doubts |= {x["doubt_id"] for u in used for x in oracle.doubts_of(u)}
        barring = {
            x["doubt_id"]
            for u in [o, *divisors[d]]
            for x in oracle.doubts_of(u)
            if x["bars"] in {"districts", "both"}
        }
        bottom = oracle.widest(map(oracle.bounds, divisors[d]))
        span = quotient(oracle.widest(map(oracle.bounds, [o, *conflicts])), bottom, factor)
        if barring:
            out.unranked[d] = barring
            continue
        out.spans[d] = span
        out.values[d] = factor * Fraction(o["value"]) / Fraction(divisors[d][0]["value"])
    if len(out.spans) < 2:
        out.unranked |= {d: set() for d in out.spans}
        out.spans, out.values = {}, {}
    out.ranks = ranks(out.spans)
    return out


def ranks(spans: dict[str, Bounds]) -> dict[str, tuple[int, int]]:
    """The ranks each may have, counted pair by pair."""
    found = {}
    for d, span in spans.items():
        rest = [other for e, other in spans.items() if e != d]
        higher = sum(oracle.above(other, span) for other in rest)
        settled_below = sum(oracle.above(span, other) or oracle.tie(span, other) for other in rest)
        found[d] = (1 + higher, len(spans) - settled_below)
    return found


# -- over the years -----------------------------------------------------------------------------------------


@dataclass
class Line:
    """One district's course: the figures on the line and what each may be."""

    main: list[Row]
    spans: dict[str, Bounds]

    def closed(self, o: Row) -> bool:
        return None not in self.spans[o["observation_id"]]

    def base(self, o: Row) -> bool:
        low = self.spans[o["observation_id"]][0]
        return self.closed(o) and low is not None and low > 0

    def related(self, a: Row, b: Row) -> bool:
        return self.closed(a) and self.closed(b) and (a is b or not oracle.years_barred(a, b))

    def ratio(self, o: Row, base: Row) -> tuple[Fraction, Fraction]:
        if o is base:
            return Fraction(1), Fraction(1)
        top, bottom = self.spans[o["observation_id"]], self.spans[base["observation_id"]]
        assert None not in (*top, *bottom)
        return top[0] / bottom[1], top[1] / bottom[0]  # type: ignore[operator]


def line(metric_id: str, district_id: str) -> Line:
    main, conflicts, _ = oracle.line(metric_id, district_id)
    same = ("period_start", "period_end", "period_basis", "status")
    spans = {
        o["observation_id"]: oracle.widest(
            oracle.bounds(x) for x in [o, *(t for t in conflicts if all(t[k] == o[k] for k in same))]
        )
        for o in main
    }
    return Line(main, spans)


Points = dict[str, tuple[Fraction, Fraction, Fraction]]


def index(one: Line, year: int) -> Points | None:
    """observation → value, low and high of an index; None without a base in that year."""
    base = next((o for o in one.main if oracle.year_of(o) == year and one.base(o)), None)
    if base is None:
        return None
    found: Points = {}
    for o in one.main:
        if one.related(base, o):
            low, high = one.ratio(o, base)
            found[o["observation_id"]] = (
                100 * Fraction(o["value"]) / Fraction(base["value"]),
                100 * low,
                100 * high,
            )
    return found


def change(metric_id: str, one: Line) -> Points:
    """observation → value, low and high of the change on the figure before, where that is a year older."""
    found: Points = {}
    for before, o in zip(one.main, one.main[1:], strict=False):
        apart = (day(o["period_end"]) - day(before["period_end"])).days
        alike = before["period_basis"] == o["period_basis"] and before["status"] == o["status"]
        next_year = oracle.year_of(o) == oracle.year_of(before) + 1 and 273 <= apart <= 457
        if not (alike and next_year and one.related(before, o)):
            continue
        if metric(metric_id)["measure"] == "rate":
            new, old = one.spans[o["observation_id"]], one.spans[before["observation_id"]]
            assert None not in (*new, *old)
            found[o["observation_id"]] = (
                Fraction(o["value"]) - Fraction(before["value"]),
                new[0] - old[1],  # type: ignore[operator]
                new[1] - old[0],  # type: ignore[operator]
            )
        elif one.base(before):
            low, high = one.ratio(o, before)
            found[o["observation_id"]] = (
                100 * (Fraction(o["value"]) / Fraction(before["value"]) - 1),
                100 * (low - 1),
                100 * (high - 1),
            )
    return found


def growth(one: Line) -> tuple[str, str, Decimal, Decimal] | None:
    """First and last figure and the average growth a year between them, in percent: low and high."""
    for last in reversed(one.main):
        for first in one.main:
            apart = (day(last["period_end"]) - day(first["period_end"])).days
            alike = all(first[k] == last[k] for k in ("status", "period_basis"))
            if oracle.year_of(last) == oracle.year_of(first) or apart < 273 or not alike:
                continue
            if one.base(first) and one.related(first, last):
                low, high = one.ratio(last, first)
                years = Decimal(apart) / Decimal("365.2425")
                if abs(years - round(years)) < Decimal("0.02"):
                    years = Decimal(round(years))
                return first["observation_id"], last["observation_id"], _rate(low, years), _rate(high, years)
    return None


def _rate(ratio: Fraction, years: Decimal) -> Decimal:
    """The n-th root by logarithms, in forty digits."""
    if ratio <= 0:
        return Decimal(-100)
    with localcontext(prec=40):
        root = ((Decimal(ratio.numerator) / Decimal(ratio.denominator)).ln() / years).exp()
        return (root - 1) * 100


# -- relations ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Checked:
    relation: str
    result: str
    parts: tuple[str, ...]
    outcome: str
    missing: tuple[str, ...] = ()


def all_checks() -> Iterator[Checked]:
    """Every published figure that a relation speaks of, with every choice among conflicting parts."""
    for relation in oracle.table("relations"):
        for result in oracle.observations(relation["result_metric_id"]):
            yield from _checks(relation, result)


def _checks(relation: Row, result: Row) -> Iterator[Checked]:
    names = relation["part_metric_ids"].split(";")
    wanted = [(names[0], 0), (names[0], 1)] if relation["kind"] == "growth" else [(n, 0) for n in names]
    choices = [_parts(name, result, back) for name, back in wanted]
    missing = tuple(name for (name, _), rows in zip(wanted, choices, strict=True) if not rows)
    key = (relation["relation_id"], result["observation_id"])
    if missing:
        yield Checked(*key, (), "unchecked", missing)
        return
    for parts in product(*choices):
        yield Checked(*key, tuple(o["observation_id"] for o in parts), _outcome(relation, result, parts))


def _parts(metric_id: str, result: Row, back: int) -> list[Row]:
    """The figures of the district, scope, status and period of a result, or of some years before."""

    def shifted(text: str) -> str:
        return f"{int(text[:4]) - back}{text[4:]}"

    m = metric(metric_id)
    alike = [
        o
        for o in oracle.observations(metric_id)
        if all(o[k] == result[k] for k in ("district_id", "scope", "scope_name_zh", "status"))
    ]
    end = shifted(result["period_end"])
    if m["basis"] == "flow":
        return [
            o for o in alike if (o["period_start"], o["period_end"]) == (shifted(result["period_start"]), end)
        ]
    exact = [o for o in alike if o["period_end"] == end and o["period_basis"] in {"as_of", "year"}]
    if exact or m["measure"] != "area" or not alike:
        return exact
    gaps = [abs((day(o["period_end"]) - day(end)).days) for o in alike]
    return [o for o, gap in zip(alike, gaps, strict=True) if gap == min(gaps)]


def _outcome(relation: Row, result: Row, parts: tuple[Row, ...]) -> str:
    spans = [rounded(o) for o in parts]
    low: Fraction | None
    high: Fraction | None
    if relation["kind"] == "growth":
        (now_low, now_high), (then_low, then_high) = spans
        if then_low is None or then_low <= 0 or now_low is None:
            return "unchecked"
        low = Fraction(-100) if then_high is None else 100 * (now_low / then_high - 1)
        high = None if now_high is None else 100 * (now_high / then_low - 1)
    elif relation["kind"] == "sum":
        low, high = _sum(spans)
    elif relation["kind"] == "difference":
        low, high = _sum([*spans[:-1], _negative(spans[-1])])
    else:
        total, last = _sum(spans[:-1]), spans[-1]
        if last[0] is None or last[0] <= 0:
            return "unchecked"
        low, high = quotient(total, last, 100 if metric(result["metric_id"])["unit_zh"] == "%" else 1)
    if low is None and high is None:
        return "unchecked"
    slack, published = Fraction(relation["slack"]), rounded(result)
    too_low = published[1] is not None and low is not None and published[1] + slack < low
    too_high = published[0] is not None and high is not None and published[0] - slack > high
    return "disagrees" if too_low or (too_high and relation["sense"] == "=") else "agrees"


def _negative(span: Bounds) -> Bounds:
    return (None if span[1] is None else -span[1], None if span[0] is None else -span[0])


def _sum(spans: list[Bounds]) -> Bounds:
    lows, highs = zip(*spans, strict=True)
    return (
        None if None in lows else sum(lows, Fraction(0)),
        None if None in highs else sum(highs, Fraction(0)),
    )


def rounded(o: Row) -> Bounds:
    """What a figure may stand for: an exact one may have been rounded when it was written."""
    low, high = oracle.bounds(o)
    if low is None or low != high:
        return low, high
    half = half_unit(metric(o["metric_id"]), o["value"], o["as_written"])
    return low - half, low + half


def half_unit(m: Row, value: str, as_written: str) -> Fraction:
    """Half of the last digit as written; 0 for things counted one by one."""
    tens = {"": 0, "万": 4, "亿": 8, "万亿": 12}
    unit = next((tens[w] for w in ("亿", "万") if m["unit_zh"].startswith(w)), 0)
    whole = m["measure"] in {"count", "people", "duration"}
    text = as_written.replace("萬", "万").replace("億", "亿").replace(",", "")
    number = abs(Fraction(value))
    for digits, power in re.findall(r"(\d+(?:\.\d+)?)\s*(万亿|亿|万|)", text):
        places = len(digits.partition(".")[2])
        for ten in (tens[power] - unit, 0):
            if Fraction(digits) * Fraction(10) ** ten == number:
                last = ten - places
                return Fraction(0) if whole and ten == 0 and places == 0 else Fraction(10) ** last / 2
    places = len(value.partition(".")[2].rstrip("0"))
    return Fraction(0) if whole and places == 0 else Fraction(1, 10**places) / 2
