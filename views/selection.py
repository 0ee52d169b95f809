"""How a spec selects: which districts, which figures are let in, and the words all kinds of views share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from locales import Words
from queries import observations
from queries.quality import RELIABILITY, Quality
from queries.records import Metric
from queries.store import Store
from views import wording
from views.spec import KINDS, ViewSpec
from views.view import Note, View

#: How many districts a spec shows unless it names them, as on the pages.
USUAL_DISTRICTS = 8
#: How many districts a chart shows, and a table with a column for each; the table of a chart has all.
MOST_SHOWN = 40
#: Kinds of view that are about one district alone.
OF_ONE = ("figures", "brief")


def districts(store: Store, spec: ViewSpec) -> list[str]:
    """Which districts a spec is about."""
    return list(spec.many("districts")) or list(store.catalogue.districts)[:USUAL_DISTRICTS]


def first_only(store: Store, words: Words, spec: ViewSpec) -> list[Note]:
    """That a spec shows the first districts only, where it names none and there are more."""
    n = len(store.catalogue.districts)
    is_about_one = bool(spec.get("district")) and spec.kind in ("practices", *OF_ONE)
    if (
        not KINDS[spec.kind].of_first_districts
        or spec.get("districts")
        or is_about_one
        or n <= USUAL_DISTRICTS
    ):
        return []
    text = words.gettext(
        "Shown are the first {most} of {n} districts, because none are chosen.",
        most=USUAL_DISTRICTS,
        n=words.number(n),
    )
    return [Note(words.gettext("Districts"), text, kind="selection")]


def not_drawn(words: Words, view: View, most: int = MOST_SHOWN) -> list[Note]:
    """That a chart or a table with a column a district shows the first ones only, where there are too many."""
    n = members(view)
    if n <= most:
        return []
    shown = {"most": most, "n": words.number(n)}
    text = (
        words.gettext("The chart shows the first {most} of {n} districts.", **shown)
        if view.is_chart
        else words.gettext("Shown are the first {most} of {n} districts.", **shown)
    )
    return [Note(words.gettext("Districts"), text, kind="selection")]


def members(view: View) -> int:
    """How many districts a view would draw, or show in columns."""
    if view.comparison is not None:
        return len(view.comparison.leading)
    if view.trend is not None:
        return len(view.trend.series)
    if view.two_years is not None:
        return len(view.two_years.steps)
    if view.pair is not None:
        return len(view.pair.district_ids)
    if view.practices is not None:
        return len(view.practices.districts)
    return len(view.shown) if view.spec.kind in ("heat", "metrics") else 0


def quality(spec: ViewSpec) -> Quality:
    """Which figures a spec lets in."""
    return Quality(spec.many("reliability") or RELIABILITY, spec.get("estimates") != "no")


def recent(spec: ViewSpec) -> Quality:
    """The same for items that look over several years: `from` is the first year let in."""
    return replace(quality(spec), since=spec.year("from"))


def quality_parameters(quality: Quality, *names: str) -> dict[str, str]:
    """Return the figures let in as parameters of views, those named or all; what is the default is left out."""
    is_all = set(quality.reliability) == set(RELIABILITY)
    found = {
        "reliability": "" if is_all else ",".join(quality.reliability),
        "estimates": "" if quality.estimates else "no",
        "from": str(quality.since or ""),
    }
    return {name: found[name] for name in names or found if found[name]}


def left_out(store: Store, words: Words, spec: ViewSpec, year: int | None = None) -> list[Note]:
    """How many figures of a spec its choice of sources leaves out, as a note; none where it leaves out none.

    `year` is that of the figures shown, where the spec itself names none.
    """
    kinds = [r for r in RELIABILITY if r not in quality(spec).reliability]
    catalogue = store.catalogue
    metric_ids = [m for n in ("metric", "metric2") for m in spec.many(n)]
    metrics = metric_ids or [
        m.metric_id for m in catalogue.metrics.values() if spec.get("dimension") in ("", m.dimension_id)
    ]
    who = [spec.get("district")] if spec.kind in OF_ONE else districts(store, spec)
    first, last = spec.year("from"), spec.year("to")
    years = {y for y in (spec.year("year") or year, first) if y} if KINDS[spec.kind].of_years else None
    n = sum(
        catalogue.documents[o.document_id].reliability in kinds and (years is None or o.year in years)
        for o in (observations.of_metrics(store, metrics, who, first, last) if kinds else ())
    )
    if not n:
        return []
    text = words.ngettext(
        "{n} figure from {kinds} sources is left out.",
        "{n} figures from {kinds} sources are left out.",
        n,
        kinds=words.joined(wording.reliability(words, k) for k in kinds),
    )
    return [Note(words.gettext("Sources let in"), text, kind="selection")]


def name(store: Store, words: Words) -> Callable[[str], str]:
    """The names of districts by their ids."""
    return lambda district_id: words.pick(store.catalogue.districts[district_id], "name")


def section(store: Store, words: Words, spec: ViewSpec, metric: Metric | None = None) -> str:
    """The chapter of a spec: the district it is about, else the dimension of its metric."""
    if spec.get("district"):
        return name(store, words)(spec.get("district"))
    return words.pick(store.catalogue.dimensions[metric.dimension_id], "name") if metric else ""


def unit(words: Words, metric: Metric) -> str:
    """The unit as a subtitle says it."""
    return words.gettext("unit: {unit}", unit=words.unit(metric))


def missing(words: Words, text: str) -> list[Note]:
    """The sentence on who is missing as a note; none where nobody is."""
    return [Note(words.gettext("Missing"), text, kind="missing")] if text else []
