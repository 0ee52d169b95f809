"""The rules of comparability worked out a second time: plain Python on the CSV files, pair by pair.

Written from the rules as the documentation states them and sharing no line with `queries`, so that an error would have
to be made twice to go unseen. Values are Fractions; None is an open bound.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import combinations
from math import floor
from pathlib import Path

FACTS = Path(__file__).resolve().parents[2] / "data"
Row = dict[str, str]
Bounds = tuple[Fraction | None, Fraction | None]


@cache
def table(name: str) -> list[Row]:
    """The rows of one CSV file."""
    with (FACTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def by_id(name: str, key: str) -> dict[str, Row]:
    return {row[key]: row for row in table(name)}


def year_of(o: Row) -> int:
    return int(o["period_end"][:4])


@cache
def observations(metric_id: str, year: int | None = None) -> list[Row]:
    rows = [o for o in table("observations") if o["metric_id"] == metric_id]
    return rows if year is None else [o for o in rows if year_of(o) == year]


def all_sets() -> list[tuple[str, int]]:
    """Every metric and year with any figure."""
    return sorted({(o["metric_id"], year_of(o)) for o in table("observations")})


def practices(district_id: str) -> tuple[set[str], set[str]]:
    """The practices a district has in use, and those that it only plans."""
    own = [s for s in table("systems") if s["district_id"] == district_id and s["practice_id"]]
    in_use = {s["practice_id"] for s in own if s["status"] != "planned"}
    return in_use, {s["practice_id"] for s in own} - in_use


# -- figures -------------------------------------------------------------------------------------------------


def bounds(o: Row) -> Bounds:
    low, high = o["value_low"], o["value_high"]
    return (Fraction(low) if low else None, Fraction(high) if high else None)


def stated_gap(more: Row, less: Row) -> Fraction:
    """By how much one figure exceeds another, in steps of the coarser one; the least it may be where it is no point."""
    step = max(_step(more), _step(less))
    (low, high), (least, most) = bounds(more), bounds(less)
    assert low is not None and most is not None
    is_point = low == high and least == most
    return floor((low - most) / step + (Fraction(1, 2) if is_point else 0)) * step


def _step(o: Row) -> Fraction:
    """The last digit of a figure as the file has it; that of half its width where it is a band."""
    low, high = bounds(o)
    decimals = len(o["value"].partition(".")[2].rstrip("0"))
    step = Fraction(1, 10**decimals)
    if low is None or high is None or low == high:
        return step
    step = Fraction(10) ** 9
    while step > (high - low) / 2:
        step /= 10
    return max(step, Fraction(1, 10 ** int(by_id("metrics", "metric_id")[o["metric_id"]]["decimals"])))


def widest(several: Iterable[Bounds]) -> Bounds:
    """The span of several figures of which any may be the true one."""
    lows, highs = zip(*several, strict=True)
    return (
        None if None in lows else min(x for x in lows if x is not None),
        None if None in highs else max(x for x in highs if x is not None),
    )


def above(a: Bounds, b: Bounds) -> bool:
    """Whether a is certainly larger than b."""
    return a[0] is not None and b[1] is not None and a[0] > b[1]


def tie(a: Bounds, b: Bounds) -> bool:
    """Whether both are the same exact number."""
    return a == b and a[0] is not None and a[0] == a[1]


def of_whole_district(o: Row) -> bool:
    return o["scope"] == "district" and o["scope_name_zh"] == "" and o["scope_name_en"] == ""


def period_allows_order(o: Row, basis: str) -> bool:
    if basis == "flow":
        return o["period_basis"] in {"year", "half_year"}
    return o["period_basis"] in {"as_of", "year"}


def doubts_of(o: Row) -> list[Row]:
    """The doubts that touch a figure."""
    return _doubts(o["metric_id"], o["district_id"], year_of(o))


@cache
def _doubts(metric_id: str, district_id: str, year: int) -> list[Row]:
    return [
        d
        for d in table("doubts")
        if (d["metric_ids"] == "" or metric_id in d["metric_ids"].split(";"))
        and (d["district_ids"] == "" or district_id in d["district_ids"].split(";"))
        and (d["year_from"] == "" or int(d["year_from"]) <= year)
        and (d["year_to"] == "" or year <= int(d["year_to"]))
    ]


def barred_between_districts(o: Row) -> bool:
    return any(d["bars"] in {"districts", "both"} for d in doubts_of(o))


def preferred(rows: list[Row]) -> list[Row]:
    """The figures in order of preference, by elimination: the seven criteria one after the other."""
    documents = by_id("documents", "document_id")
    left, ordered = list(rows), []
    while left:
        best = left
        for criterion in sorted(table("preferences"), key=lambda p: int(p["ordinal"])):
            marks = [_mark(criterion["criterion"], o, documents[o["document_id"]]) for o in best]
            best = [o for o, mark in zip(best, marks, strict=True) if mark == min(marks)]
        ordered.append(best[0])
        left = [o for o in left if o is not best[0]]
    return ordered


def _mark(criterion: str, o: Row, document: Row) -> float | str:
    """How a figure does by one criterion; the smaller the better."""
    match criterion:
        case "status":
            return ["actual", "estimate"].index(o["status"])
        case "final_accounts":
            return ["yes", "no"].index(document["final_accounts"])
        case "qualifier":
            return {"exact": 0, "approx": 1}.get(o["qualifier"], 2)
        case "reliability":
            return ["official", "press", "secondary"].index(document["reliability"])
        case "report_year_match":
            return 0 if document["report_year"] == o["period_end"][:4] else 1
        case "published_on":
            day = document["published_on"]
            return -dt.date.fromisoformat(day).toordinal() if day else 0
        case "observation_id":
            return o["observation_id"]
    raise AssertionError(criterion)


# -- comparing districts -------------------------------------------------------------------------------------


@dataclass
class Verdict:
    """What the rules say of some figures of one metric."""

    #: district → the figure that is ordered
    ordered: dict[str, Row] = field(default_factory=dict)
    #: district → the figures in conflict with it
    conflicts: dict[str, list[Row]] = field(default_factory=dict)
    ranks: dict[str, tuple[int, int]] = field(default_factory=dict)
    #: the document of which the figures ordered are one list; '' where their periods alone let them compare
    list_document: str = ""
    #: observation → why it is not ranked: scope, basis, list, doubt, preferred or other
    unranked: dict[str, str] = field(default_factory=dict)
    median: Bounds | None = None
    forecasts: bool = False
    word: str = "none"


def judge(metric_id: str, rows: list[Row]) -> Verdict:
    """Which of the figures may be ordered, and what is their order?"""
    verdict = Verdict()
    if not rows:
        return verdict
    basis = by_id("metrics", "metric_id")[metric_id]["basis"]
    usable = [o for o in rows if of_whole_district(o) and period_allows_order(o, basis)]
    chosen = _largest_set(usable, basis)
    from_list = _largest_list(rows, basis, chosen)
    source = rows if from_list else chosen
    chosen = from_list or chosen
    for district in {o["district_id"] for o in chosen}:
        own = [o for o in chosen if o["district_id"] == district]
        newest = max(o["period_end"] for o in own)
        first = preferred([o for o in own if o["period_end"] == newest])[0]
        if not barred_between_districts(first):
            verdict.ordered[district] = first
            verdict.conflicts[district] = [o for o in source if o is not first and _says_other(o, first)]
    if len(verdict.ordered) < 2:
        verdict.ordered, verdict.conflicts = {}, {}
    if from_list and verdict.ordered:
        verdict.list_document = from_list[0]["document_id"]
    spans = {d: widest(map(bounds, [o, *verdict.conflicts[d]])) for d, o in verdict.ordered.items()}
    for d, span in spans.items():
        rest = [other for e, other in spans.items() if e != d]
        certainly_above = sum(above(other, span) for other in rest)
        certainly_not_above = sum(above(span, other) or tie(span, other) for other in rest)
        verdict.ranks[d] = (1 + certainly_above, len(spans) - certainly_not_above)
    if len(spans) > 2:
        verdict.median = (
            _middle([s[0] for s in spans.values()], -1),
            _middle([s[1] for s in spans.values()], 1),
        )
    verdict.forecasts = bool(spans) and all(o["status"] == "estimate" for o in verdict.ordered.values())
    placed = {o["observation_id"] for o in verdict.ordered.values()}
    placed |= {o["observation_id"] for others in verdict.conflicts.values() for o in others}
    verdict.unranked = {
        o["observation_id"]: _why(o, basis, chosen, bool(from_list))
        for o in rows
        if o["observation_id"] not in placed
    }
    verdict.word = _word(rows, verdict)
    return verdict


def _period(o: Row) -> tuple[str, str, str]:
    return (o["period_start"], o["period_end"], o["period_basis"])


def _largest_set(usable: list[Row], basis: str) -> list[Row]:
    """Of all sets of one period and status: actual figures of two districts or more, then the most districts."""
    sets = [
        [o for o in same if o["status"] == status]
        for same in _same_periods(usable, basis)
        for status in ("actual", "estimate")
    ]
    sets = [s for s in sets if s]
    if not sets:
        return []

    def districts(s: list[Row]) -> int:
        return len({o["district_id"] for o in s})

    pairs = [s for s in sets if districts(s) > 1]
    pool = [s for s in pairs if s[0]["status"] == "actual"] or pairs or sets
    most = max(map(districts, pool))
    pool = [s for s in pool if districts(s) == most]
    pool = [s for s in pool if s[0]["status"] == "actual"] or pool
    pool = [s for s in pool if all(o["period_basis"] != "half_year" for o in s)] or pool
    return max(pool, key=lambda s: max(o["period_end"] for o in s))


def _largest_list(rows: list[Row], basis: str, other: list[Row]) -> list[Row]:
    """The largest list that one document gives of whole districts from one day to one day, with one status.

    A list is needed only where a period alone would bar an order, and only if it says more than the set `other` does:
    results before forecasts, then more districts. [] where there is none.
    """

    def worth(s: list[Row]) -> tuple[bool, bool, int, bool]:
        several = len({o["district_id"] for o in s})
        actual = bool(s) and s[0]["status"] == "actual"
        return (several > 1 and actual, several > 1, several, actual)

    def no_half(s: list[Row]) -> bool:
        return all(o["period_basis"] != "half_year" for o in s)

    whole = [o for o in rows if of_whole_district(o)]
    best: list[Row] = []
    marks = sorted({(o["period_end"], o["document_id"], o["period_start"], o["status"]) for o in whole})
    for end, document, start, status in marks:
        same = [
            o
            for o in whole
            if (o["document_id"], o["period_start"], o["period_end"]) == (document, start, end)
        ]
        listed = [o for o in same if o["status"] == status]
        if all(period_allows_order(o, basis) for o in same) or not worth(listed)[1]:
            continue
        if worth(listed) > worth(other) and (worth(listed), no_half(listed)) >= (worth(best), no_half(best)):
            best = listed
    return best


def _says_other(o: Row, first: Row) -> bool:
    """Whether a figure of the whole district speaks of the same period with the same status."""
    alike = (o["district_id"], *_period(o), o["status"]) == (
        first["district_id"],
        *_period(first),
        first["status"],
    )
    return alike and of_whole_district(o)


def _same_periods(usable: list[Row], basis: str) -> list[list[Row]]:
    if basis == "flow":
        periods = {_period(o) for o in usable}
        return [[o for o in usable if _period(o) == p] for p in sorted(periods)]
    sets = []
    for latest in usable:
        end = dt.date.fromisoformat(latest["period_end"])
        near = [o for o in usable if 0 <= (end - dt.date.fromisoformat(o["period_end"])).days <= 92]
        sets.append(near)
    return sets


def _middle(values: list[Fraction | None], sign: int) -> Fraction | None:
    """The median where None is infinitely far in the direction of `sign`."""
    ordered = sorted(values, key=lambda v: (0, v) if v is not None else (sign, Fraction(0)))
    n = len(ordered)
    middle = [ordered[(n - 1) // 2], ordered[n // 2]]
    a, b = middle
    return None if a is None or b is None else (a + b) / 2


def _why(o: Row, basis: str, chosen: list[Row], is_list: bool) -> str:
    if not of_whole_district(o):
        return "scope"
    if not period_allows_order(o, basis) and not (is_list and o in chosen):
        return "list" if is_list else "basis"
    if o not in chosen:
        return "other"
    own = [x for x in chosen if x["district_id"] == o["district_id"]]
    newest = max(x["period_end"] for x in own)
    if o is not preferred([x for x in own if x["period_end"] == newest])[0]:
        return "preferred"
    return "doubt" if barred_between_districts(o) else "alone"


def _word(rows: list[Row], verdict: Verdict) -> str:
    districts = {o["district_id"] for o in rows}
    if len(districts) == 1:
        return "single"
    if not verdict.ordered:
        return "not_comparable"
    return "comparable" if set(verdict.ordered) == districts else "partly"


def best_year(metric_id: str, districts: set[str]) -> int | None:
    """The year with most districts that compare, then most with figures, then the newest."""
    rows = [o for o in observations(metric_id) if o["district_id"] in districts]
    candidates = []
    for year in {year_of(o) for o in rows}:
        own = [o for o in rows if year_of(o) == year]
        candidates.append((len(judge(metric_id, own).ordered), len({o["district_id"] for o in own}), year))
    return max(candidates)[2] if candidates else None


def all_pairs() -> list[tuple[str, str]]:
    return list(combinations([d["district_id"] for d in table("districts")], 2))


# -- comparing years -----------------------------------------------------------------------------------------


def line(metric_id: str, district_id: str) -> tuple[list[Row], list[Row], list[Row]]:
    """One district's figures of a metric: on the line, in conflict with it, covering only a part."""
    basis = by_id("metrics", "metric_id")[metric_id]["basis"]
    rows = [o for o in observations(metric_id) if o["district_id"] == district_id]
    fit = [
        o
        for o in rows
        if of_whole_district(o) and period_allows_order(o, basis) and o["period_basis"] != "half_year"
    ]
    main, conflicts = [], []
    for period in {_period(o) for o in fit}:
        first, *others = preferred([o for o in fit if _period(o) == period])
        main.append(first)
        conflicts += others
    main.sort(key=lambda o: (o["period_end"], o["observation_id"]))
    return main, conflicts, [o for o in rows if o not in fit]


def years_barred(a: Row, b: Row) -> list[str]:
    """The doubts that forbid to set two years of one district and metric against each other."""
    found = []
    for d in table("doubts"):
        if d["bars"] not in {"years", "both"}:
            continue
        touches = [d in doubts_of(a), d in doubts_of(b)]
        one_sided = (d["year_from"] == "") != (d["year_to"] == "")
        if touches == [True, True] and one_sided:
            continue  # on the same side of the break
        if any(touches):
            found.append(d["doubt_id"])
    return found
