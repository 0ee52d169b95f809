"""The last known figure of each metric, as it is shown for orientation."""

from __future__ import annotations

from itertools import groupby

from intake.template.vocabulary import EXACTNESS
from queries.observations import of_district
from queries.preference import preferred_first
from queries.records import Metric, Observation
from queries.store import Store

_BASIS = {
    "year": ("{end:%Y}年", "{end:%Y}"),
    "half_year": ("{start:%Y-%m} 至 {end:%Y-%m}", "{start:%Y-%m} to {end:%Y-%m}"),
    "as_of": ("截至 {end}", "as of {end}"),
    "cumulative": ("累计至 {end}", "cumulative to {end}"),
    "as_published": ("{end} 发布", "published on {end}"),
}
_SPAN = ("{start} 至 {end}", "{start} to {end}")


def last_known(store: Store, district_id: str, year: int) -> dict[str, Observation]:
    """Return the newest figure of each metric that a district has up to a year; of the whole district where it can.

    Where several stand for that period it is the one that is shown elsewhere too.
    """
    newest: dict[str, Observation] = {}
    known = [o for o in of_district(store, district_id) if o.year <= year]
    for metric_id, figures in groupby(known, key=lambda o: o.metric_id):
        found = list(figures)
        found = [o for o in found if o.whole_district] or found
        end = max(o.period_end for o in found)
        newest[metric_id] = preferred_first([o for o in found if o.period_end == end], store.catalogue)[0]
    return newest


def in_words(store: Store, metric: Metric, o: Observation, language: str) -> str:
    """Return a figure with its exactness, period, scope, wording and document, a line each."""
    zh = language == "zh"
    unit = metric.unit_zh if zh else metric.unit_en
    amount = f"{_number(o.value)}{_before_unit(unit, zh)}{unit}"
    marks = [text for text in (_exactness(o, language), _status(o, zh), _scope(o, zh)) if text]
    if marks:
        amount += f"（{'，'.join(marks)}）" if zh else f" ({', '.join(marks)})"
    document = store.catalogue.documents[o.document_id]
    title = document.title_zh if zh else document.title_en
    return "\n".join((amount, _period(o, zh), f"“{o.as_written}”", f"《{title}》" if zh else title))


def _before_unit(unit: str, zh: bool) -> str:
    if zh or unit == "%":
        return ""
    return " × " if unit[0].isdigit() else " "


def _number(value: float) -> str:
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def _exactness(o: Observation, language: str) -> str:
    if o.qualifier == "exact":
        return ""
    return next(c.text(language) for c in EXACTNESS if c.code == o.qualifier)


def _status(o: Observation, zh: bool) -> str:
    return ("预计" if zh else "estimate") if o.status == "estimate" else ""


def _scope(o: Observation, zh: bool) -> str:
    return "" if o.whole_district else (o.scope_name_zh if zh else o.scope_name_en) or ""


def _period(o: Observation, zh: bool) -> str:
    pattern = _BASIS.get(o.period_basis, _SPAN)[0 if zh else 1]
    return pattern.format(start=o.period_start, end=o.period_end)
