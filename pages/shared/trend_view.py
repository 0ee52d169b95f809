"""The views of a trend: as published, index, change on the year before, average annual growth."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from locales import Words
from pages.shared.controls import one_of
from pages.shared.html import figure_link, notice, table, tag
from pages.shared.page_context import PageContext
from queries.series_views import CalculatedTrend, average_growth, base_years, change, index, refuses
from queries.trend import Trend
from views import explaining, sentences, wording

VIEWS = ("published", "index", "change", "growth")


@dataclass(frozen=True)
class Shown:
    """What is to be drawn: a trend, published or calculated, and why a view was refused, if it was."""

    trend: Trend
    calculated: CalculatedTrend | None = None
    refusal: str = ""


def view_names(words: Words) -> dict[str, str]:
    """The name of each view of a series."""
    return {
        "published": words.gettext("as published"),
        "index": words.gettext("index"),
        "change": words.gettext("change on the year before"),
        "growth": words.gettext("average annual growth"),
    }


def choose_base(d: PageContext, t: Trend) -> int | None:
    """The year an index starts from, the ones most series share first; None if no figure can be a base."""
    years = [str(y) for y in base_years(t)]
    if not years:
        return None
    return int(one_of("base", d.words.gettext("Base year"), years, default=years[0]))


def shown(d: PageContext, t: Trend, view: str, base: int | None) -> Shown:
    """The trend in a view; as published, with a reason, where the view makes no sense."""
    words = d.words
    if view in ("index", "growth") and refuses(t.metric, "index"):
        return Shown(t, refusal=explaining.series_refusal(words, "rates"))
    if view == "index":
        if base is None:
            return Shown(t, refusal=explaining.series_refusal(words, "index"))
        calculated = index(d.store, t, base)
        return Shown(calculated.trend, calculated)
    if view == "change":
        calculated = change(d.store, t)
        if not calculated.trend.series:
            text = explaining.series_refusal(words, "change")
            return Shown(t, refusal=text)
        return Shown(calculated.trend, calculated)
    return Shown(t)


def explanation(d: PageContext, s: Shown) -> str:
    """The formula of a calculated view and what each series shows by it."""
    words = d.words
    if s.calculated is None:
        return ""
    how = s.calculated.calculation
    text = explaining.series_formula(words, how)
    lines = [sentences.calculated_series_sentence(words, series, how.view) for series in s.trend.series]
    return notice(tag("p", text)) + "".join(tag("p", line, "qj-series") for line in lines)


def growth_table(d: PageContext, t: Trend) -> str:
    """Average annual growth of each series with its two ends; spans differ and are not ordered."""
    words = d.words
    found = average_growth(d.store, t)
    if not found:
        return notice(tag("p", explaining.series_refusal(words, "growth")))
    rate = t.metric._replace(unit_zh="%", unit_en="%", decimals=1, measure="index")
    rows = [
        [
            escape(words.pick(g.district, "name")),
            f"{figure_link(words, t.metric, g.first)} ({escape(wording.period(words, g.first))})",
            f"{figure_link(words, t.metric, g.last)} ({escape(wording.period(words, g.last))})",
            escape(wording.span_of(words, rate, g.rate)),
        ]
        for g in found
    ]
    head = [
        words.gettext("District"),
        words.gettext("From"),
        words.gettext("To"),
        words.gettext("nominal growth a year")
        if t.metric.measure == "money"
        else words.gettext("growth a year"),
    ]
    text = words.gettext(
        "Calculated: the n-th root of last over first figure, less one. Spans differ, so the rows are not ordered."
    )
    return notice(tag("p", text)) + table(head, rows, numeric=(1, 2, 3))
