"""The ranked list beside the map: it is the legend, and a click selects."""

from __future__ import annotations

from html import escape

from charts.colour_steps import shade
from pages.shared import figures, html
from pages.shared.address import here, link
from pages.shared.page_context import PageContext
from queries.comparability import Figure
from queries.comparison import Comparison
from queries.map_values import Place
from views import wording


def ranked_list(d: PageContext, c: Comparison, spots: list[Place], selected: str) -> str:
    """The ranked list: it is the legend, and a click selects."""
    by_id = {p.district.district_id: p for p in spots}
    ranked = [by_id[f.observation.district_id] for f in c.leading_figures]
    rest = [p for p in spots if p.figure is None]
    values = [f.observation.value for f in c.judgement.compared]
    low, high = min(values, default=0.0), max(values, default=0.0)
    rows = "".join(_entry(d, c, p, selected, (low, high)) for p in [*ranked, *rest])
    chosen = by_id.get(selected)
    return (
        html.tag("h3", d.words.gettext("In order"), "qj-side")
        + f'<ol class="qj-ranked">{rows}</ol>'
        + (_detail(d, c, chosen) if chosen else "")
        + figures.reasons(d.words, c)
    )


def _entry(d: PageContext, c: Comparison, p: Place, selected: str, extent: tuple[float, float]) -> str:
    words, f = d.words, p.figure
    name = html.anchor(
        link("map", **here("map", "district"), district=p.district.district_id),
        words.pick(p.district, "name"),
    )
    current = ' aria-current="true"' if p.district.district_id == selected else ""
    if f is None:
        kind = next(m.kind for m in c.missing if m.district_id == p.district.district_id)
        gap = html.tag("span", wording.missing(words, kind), "qj-gap")
        return f'<li{current}><i class="qj-swatch qj-hatched"></i><span></span>{name}{gap}</li>'
    value = html.figure_link(words, c.metric, f.observation)
    return f"<li{current}>{_swatch(d, f, extent)}{_rank(d, f)}{name}<span>{value}</span></li>"


def _swatch(d: PageContext, f: Figure, extent: tuple[float, float]) -> str:
    if not f.compared:
        return '<i class="qj-swatch qj-hatched"></i>'
    r, g, b = shade(f.observation.value, *extent, d.theme)
    return f'<i class="qj-swatch" style="background:rgb({r},{g},{b})"></i>'


def _rank(d: PageContext, f: Figure) -> str:
    text = wording.rank(d.words, f) if f.compared else "–"
    return f'<span class="qj-rank">{escape(text)}</span>'


def _detail(d: PageContext, c: Comparison, p: Place) -> str:
    """The selected district: its figure as written, and the way to all about it."""
    words = d.words
    name = words.pick(p.district, "name")
    district_id = p.district.district_id
    profile = html.anchor(
        link("district", district=district_id), words.gettext("All about {district}", district=name)
    )
    if p.figure is None:
        return html.notice(f"<b>{escape(name)}</b><br>{profile}")
    o = p.figure.observation
    document = d.catalogue.documents[o.document_id]
    return html.notice(
        f"<b>{escape(name)}</b> {html.figure_link(words, c.metric, o)} {escape(wording.period(words, o))}<br>"
        f'<q lang="zh">{escape(o.as_written)}</q><br>'
        f'<span class="qj-small">{html.source_line(words, document)}</span><br>{profile}'
    )
