"""What to show: a kind of view and its parameters, and the one table of kinds and parameters.

Page addresses, API queries, items of drafts, screens of meetings and the command line name a view by the same words
(`metric`, `year`, `districts` …). A new kind of view is an entry in `KINDS` here, its builder in `views.build` and,
unless a table is enough, its chart in `charts.view_chart`. What a page or an answer of the API understands follows
from `KINDS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from data.identifiers import IDENTIFIER_PATTERN
from views.plain_text import neutral

#: A kind of view by its name, a key of `KINDS`.
Kind = str

#: The longest value: the ids of some thousand districts fit into it.
LONGEST_VALUE = 130_000


class Parameter(NamedTuple):
    """What a value looks like, and whether it may be several joined by commas."""

    pattern: re.Pattern[str]
    several: bool = False


_YEAR = Parameter(re.compile(r"[12][0-9]{3}"))
_ID, _IDS = Parameter(IDENTIFIER_PATTERN), Parameter(IDENTIFIER_PATTERN, True)
PARAMETERS: Mapping[str, Parameter] = {
    "metric": _IDS,
    "metric2": _ID,
    "districts": _IDS,
    "district": _ID,
    "dimension": _IDS,
    "unit": _IDS,
    "state": _IDS,
    "unit_kind": Parameter(re.compile("party|office|department|court_procuratorate|group|other"), True),
    "due": Parameter(re.compile("passed|to_come|undated"), True),
    "year": _YEAR,
    "from": _YEAR,
    "to": _YEAR,
    "base": _YEAR,
    "view": Parameter(re.compile("published|per_10k|per_km2|share|index|change|growth")),
    "reliability": Parameter(re.compile("official|press|secondary"), True),
    "estimates": Parameter(re.compile("yes|no")),
    "group": Parameter(re.compile("shown|all")),
    "sort": Parameter(re.compile("others|results|official")),
    "shortlist": _IDS,
}


class KindOfView(NamedTuple):
    """One kind of view: what it understands, and the page that shows more of it."""

    parameters: tuple[str, ...]
    required: tuple[str, ...] = ()
    #: Parameters that may hold several ids in general, but only one for this kind.
    single: tuple[str, ...] = ()
    #: The page, and what its address says besides the parameters; '' where no page shows it.
    page: str = ""
    address: Mapping[str, str] = MappingProxyType({})
    #: Parameters of items of drafts that the page does not understand.
    not_on_page: tuple[str, ...] = ()
    #: The answer of the API that gives its rows and its picture, and its chart there; '' where none does.
    answer: str = ""
    chart: str = ""
    #: Parameters of items of drafts that the answer does not understand.
    not_in_answer: tuple[str, ...] = ()
    #: Whether the page shows it where its address does not say what to show.
    is_first: bool = False
    #: Whether it shows the first districts unless some are named.
    of_first_districts: bool = False
    #: Whether it shows one year or two, not all years from the first.
    of_years: bool = False


_QUALITY = ("reliability", "estimates")
KINDS: Mapping[Kind, KindOfView] = {
    "compare": KindOfView(
        ("metric", "year", "districts", "view", *_QUALITY, "group", "district"),
        required=("metric",),
        single=("metric",),
        page="compare",
        not_on_page=("district",),
        address={"chart": "dots"},
        is_first=True,
        of_first_districts=True,
        of_years=True,
        answer="compare",
    ),
    "map": KindOfView(
        ("metric", "year", "districts", "view", *_QUALITY, "district"),
        required=("metric",),
        single=("metric",),
        page="map",
        not_on_page=("estimates",),
        is_first=True,
        of_first_districts=True,
        of_years=True,
        answer="compare",
        chart="map",
    ),
    "years": KindOfView(
        ("metric", "from", "year", "districts", *_QUALITY, "district"),
        required=("metric",),
        single=("metric",),
        page="compare",
        not_on_page=("district",),
        address={"chart": "years"},
        of_first_districts=True,
        of_years=True,
        answer="compare",
        chart="years",
    ),
    "scatter": KindOfView(
        ("metric", "metric2", "year", "districts", *_QUALITY),
        required=("metric", "metric2"),
        single=("metric",),
        page="compare",
        address={"chart": "scatter"},
        of_first_districts=True,
        of_years=True,
        answer="compare",
        chart="scatter",
    ),
    "trend": KindOfView(
        ("metric", "districts", "from", "to", "view", "base", *_QUALITY, "district"),
        required=("metric",),
        single=("metric",),
        page="trends",
        not_on_page=("district",),
        is_first=True,
        of_first_districts=True,
        answer="trend",
    ),
    "metrics": KindOfView(
        ("dimension", "districts", *_QUALITY, "from"),
        single=("dimension",),
        page="compare",
        address={"chart": "metrics"},
        of_first_districts=True,
        answer="comparisons",
        chart="metrics",
    ),
    "heat": KindOfView(
        ("dimension", "districts", *_QUALITY, "from"),
        single=("dimension",),
        page="compare",
        address={"chart": "heat"},
        of_first_districts=True,
        answer="comparisons",
        chart="heat",
    ),
    "ready": KindOfView(
        ("districts", *_QUALITY, "from"),
        page="compare",
        address={"chart": "what"},
        of_first_districts=True,
        answer="ready",
    ),
    "figures": KindOfView(
        ("district", "dimension", "from", "to", *_QUALITY),
        required=("district",),
        single=("dimension",),
        page="district",
        not_on_page=("dimension", "to"),
        is_first=True,
    ),
    "practices": KindOfView(
        ("districts", "dimension", "district"),
        single=("dimension",),
        page="practices",
        address={"tab": "matrix"},
        is_first=True,
        of_first_districts=True,
        answer="practices",
    ),
    "practice_counts": KindOfView(
        ("districts",),
        page="practices",
        address={"tab": "summary"},
        of_first_districts=True,
        answer="practices",
        chart="summary",
    ),
    "gaps": KindOfView(
        ("district", "districts", "dimension", "sort", "shortlist"),
        required=("district",),
        single=("dimension",),
        page="practices",
        not_on_page=("districts",),
        address={"tab": "gaps"},
        answer="gaps",
        not_in_answer=("districts",),
    ),
    "honours": KindOfView(
        ("districts", "dimension", "year"), single=("dimension",), of_first_districts=True, answer="honours"
    ),
    "tasks": KindOfView(
        ("districts", "unit", "unit_kind", "dimension", "state", "due"),
        page="plan",
        not_on_page=("districts",),
        address={"tab": "tasks"},
        is_first=True,
        answer="tasks",
    ),
    "targets": KindOfView(
        ("districts", "metric"),
        page="plan",
        address={"tab": "targets"},
        not_on_page=("districts", "metric"),
        answer="targets",
    ),
    "missing": KindOfView(
        ("metric", "dimension", "districts", "district"), of_first_districts=True, answer="coverage"
    ),
    "brief": KindOfView(
        ("district", *_QUALITY),
        required=("district",),
        page="brief",
        not_on_page=("estimates",),
        is_first=True,
        answer="brief",
    ),
    "older": KindOfView(("from", "to"), required=("from", "to")),
    "text": KindOfView(()),
}


def page_parameters(page: str) -> tuple[str, ...]:
    """Return the parameters of the kinds of view that a page shows, each once, in the order of `KINDS`."""
    shown = (known for known in KINDS.values() if page and known.page == page)
    return tuple(dict.fromkeys(n for known in shown for n in known.parameters if n not in known.not_on_page))


def carried_parameters(page: str) -> tuple[str, ...]:
    """Return what a page takes over from another: what its first view cannot be without, districts and year."""
    first = next((known for known in KINDS.values() if page and known.page == page and known.is_first), None)
    if first is None:
        return ()
    kept = {*first.required, "districts", "year"} - {*first.not_on_page}
    return tuple(name for name in first.parameters if name in kept)


def kinds_of_answer(answer: str) -> dict[str, Kind]:
    """Return the kinds of view that an answer of the API gives, by its parameter `chart`, the usual one first."""
    shown = {kind: known for kind, known in KINDS.items() if answer and known.answer == answer}
    return {known.chart or known.address.get("chart", ""): kind for kind, known in shown.items()}


def answer_parameters(answer: str) -> tuple[str, ...]:
    """Return the parameters of these kinds, each once; one district alone may be named as `district`."""
    kinds = [KINDS[kind] for kind in kinds_of_answer(answer).values()]
    names = dict.fromkeys(n for known in kinds for n in known.parameters if n not in known.not_in_answer)
    return tuple(dict.fromkeys(["district", *names] if "districts" in names else names))


def kind_of_page(page: str, parameters: Mapping[str, str]) -> Kind | None:
    """Return the kind of view that an address of a page shows; None where no kind is shown so."""
    for kind, known in KINDS.items():
        if known.page == page and all(
            parameters.get(name) == value or (known.is_first and not parameters.get(name))
            for name, value in known.address.items()
        ):
            return kind
    return None


class SpecError(ValueError):
    """A selection that cannot be read, and why, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.message = {"zh": zh, "en": en}


@dataclass(frozen=True)
class ViewSpec:
    """What to show: ids and codes, never labels. Hashable; equal where it shows the same."""

    kind: Kind
    #: Parameters with a value, in the order of `KINDS`.
    values: tuple[tuple[str, str], ...] = ()

    @property
    def parameters(self) -> dict[str, str]:
        """Return the parameters with their values."""
        return dict(self.values)

    def get(self, name: str) -> str:
        """Return one parameter; '' where it is not given."""
        return next((value for key, value in self.values if key == name), "")

    def many(self, name: str) -> tuple[str, ...]:
        """Return the ids of a parameter that may hold several."""
        return tuple(dict.fromkeys(v for v in self.get(name).split(",") if v))

    def year(self, name: str) -> int | None:
        """Return a year, or None where it is not given."""
        return int(self.get(name)) if self.get(name) else None

    def with_values(self, **values: str) -> ViewSpec:
        """Return the same with these parameters in place of its own; an empty value removes one."""
        return _ordered(self.kind, {**self.parameters, **values})


def view_spec(kind: Kind, /, **parameters: str | Iterable[str] | int | None) -> ViewSpec:
    """Return a spec of these values: lists are joined, empty ones left out; `from_`: a Python word ends in `_`.

    Raises SpecError where a value is malformed, a parameter unknown to the kind, or a required one missing.
    """
    given: dict[str, str] = {}
    for name, value in parameters.items():
        text = "" if value is None else str(value) if isinstance(value, (str, int)) else ",".join(value)
        if text:
            given[name.rstrip("_")] = text
    return read(kind, given)


def read(kind: Kind, given: Mapping[str, Any], number: int = 1) -> ViewSpec:
    """Return the spec that parameters from outside stand for; SpecError names the item by its number."""
    for name in given:
        if name not in KINDS[kind].parameters:
            shown = neutral(str(name))[:40]
            raise SpecError(f"草稿中有不认识的名称：{shown}。", f"The draft holds an unknown name: {shown}.")
        _check(kind, name, given[name], number)
    for name in KINDS[kind].required:
        if not given.get(name):
            raise SpecError(*_missing(name, number))
    return _ordered(kind, given)


def fitting(kind: Kind, given: Mapping[str, str]) -> ViewSpec:
    """Return the spec of what a kind of view understands of these values; the others are left out."""
    return read(kind, {name: value for name, value in given.items() if fits(kind, name, value)})


def fits(kind: Kind, name: str, value: str) -> bool:
    """Return whether a kind of view understands a parameter with this value."""
    return name in KINDS[kind].parameters and bool(value) and _is_well_formed(kind, name, value)


def _ordered(kind: Kind, given: Mapping[str, str]) -> ViewSpec:
    return ViewSpec(kind, tuple((name, given[name]) for name in KINDS[kind].parameters if given.get(name)))


def _missing(name: str, number: int) -> tuple[str, str]:
    zh, en = {
        "metric": ("指标（metric）", "metric"),
        "metric2": ("第二个指标（metric2）", "second metric (metric2)"),
        "district": ("区（district）", "district"),
    }.get(name, (name, name))
    return f"第{number}项没有{zh}。", f"Item {number} has no {en}."


def _check(kind: Kind, name: str, value: Any, number: int) -> None:
    if not _is_well_formed(kind, name, value):
        shown = neutral(str(value)[:40])
        raise SpecError(
            f"第{number}项的 {name} 写法不对：{shown}。", f"{name} of item {number} is malformed: {shown}."
        )


def _is_well_formed(kind: Kind, name: str, value: Any) -> bool:
    pattern, several = PARAMETERS[name]
    several = several and name not in KINDS[kind].single
    return isinstance(value, str) and len(value) <= LONGEST_VALUE and _matches(value, pattern, several)


@lru_cache(maxsize=64)
def _matches(value: str, pattern: re.Pattern[str], several: bool) -> bool:
    """Return whether a value looks as it must; the same long list comes with one view after another."""
    return not value or all(pattern.fullmatch(part) for part in (value.split(",") if several else [value]))
