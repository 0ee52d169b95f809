"""The newest figure of every metric of one district, or of one dimension of it."""

from __future__ import annotations

from locales import Words
from queries.profile import profile
from queries.store import Store
from views import doubts, selection, wording
from views.evidence import evidence_of, graded_title
from views.spec import ViewSpec
from views.table import Cell, Column, Table, number, period
from views.view import View


def build(store: Store, words: Words, spec: ViewSpec) -> View:
    """The newest figure of every metric of one district, or of one dimension of it."""
    p = profile(store, spec.get("district"), selection.recent(spec))
    last = spec.year("to") or 9999
    rows: list[tuple[Cell, ...]] = []
    groups: dict[int, str] = {}
    used: dict[str, None] = {}
    evidence = []
    name = words.pick(p.district, "name")
    for dimension_id, metrics in p.figures.items():
        if spec.get("dimension") not in ("", dimension_id):
            continue
        before = len(rows)
        for metric, figures in metrics:
            within = [o for o in figures if o.year <= last]
            if not within:
                continue
            o = next((x for x in within if x.whole_district), within[0])
            document = store.catalogue.documents[o.document_id]
            used.setdefault(o.document_id)
            rows.append(
                (
                    words.pick(metric, "name"),
                    number(words, metric, o),
                    words.unit(metric),
                    period(words, o),
                    "" if o.whole_district else wording.scope(words, o),
                    graded_title(words, document),
                )
            )
            evidence.append(evidence_of(words, metric, o, words.pick(metric, "name"), document))
        if len(rows) > before:
            groups[before] = words.pick(store.catalogue.dimensions[dimension_id], "name")
    dimension = store.catalogue.dimensions.get(spec.get("dimension"))
    what = words.pick(dimension, "name") if dimension else words.gettext("all dimensions")
    title = words.ngettext(
        "{district}: {n} metric with figures",
        "{district}: {n} metrics with figures",
        len(rows),
        district=name,
    )
    return View(
        spec,
        words,
        title=title,
        subtitle=" · ".join(
            t for t in (name, what, _years(words, spec), words.gettext("newest figure of each metric")) if t
        ),
        section=selection.section(store, words, spec),
        table=Table(
            title=words.gettext("Figures of {district}", district=name),
            columns=(
                Column("metric", words.gettext("Metric"), weight=2.4),
                Column("figure", words.gettext("Figure"), numeric=True, weight=1.2),
                Column("unit", words.gettext("Unit"), weight=0.9),
                Column("period", words.gettext("Period"), weight=1.7),
                Column("scope", words.gettext("Scope"), weight=1.5),
                Column("source", words.gettext("Source"), weight=2.6),
            ),
            rows=tuple(rows),
            groups=groups,
        ),
        notes=tuple(doubts.on_single(words, store.catalogue, (e.observation for e in evidence))),
        documents=tuple(store.catalogue.documents[d] for d in used),
        evidence=tuple(evidence),
        name=f"{name} {what}",
    )


def _years(words: Words, spec: ViewSpec) -> str:
    """The years that a list keeps to; '' where it keeps to none."""
    first, last = spec.get("from"), spec.get("to")
    if first and last:
        return first if first == last else f"{first}–{last}"
    if first:
        return words.gettext("since {year}", year=first)
    return words.gettext("until {year}", year=last) if last else ""
