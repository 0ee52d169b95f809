"""All figures of one district, by dimension."""

from __future__ import annotations

from html import escape

from pages.shared import html
from pages.shared.address import link
from pages.shared.page_context import PageContext
from queries.profile import MetricFigures, Profile
from views import wording
from views.spec import view_spec


def figures_by_dimension(d: PageContext, p: Profile) -> str:
    """All its figures by dimension, one row a metric with the newest figure first."""
    parts = [html.tag("h3", d.words.gettext("All figures"), "qj-side")]
    for dimension_id, metrics in p.figures.items():
        count = sum(len(m.figures) for m in metrics)
        parts.append(
            f"<details{' open' if dimension_id != 'context' else ''}><summary>{escape(d.dimension_name(dimension_id))} "
            f'<span class="qj-small">{escape(d.words.ngettext("{n} figure", "{n} figures", count))}</span></summary>'
            f"{_metrics_table(d, p, metrics)}</details>"
        )
    parts.append(html.downloads(d.words, "observations", ("csv", "xlsx"), districts=p.district.district_id))
    parts.append(html.adding(d, view_spec("figures", district=p.district.district_id)))
    return "".join(parts)


def _metrics_table(d: PageContext, p: Profile, metrics: tuple[MetricFigures, ...]) -> str:
    words = d.words
    rows = []
    for m in metrics:
        newest, *older = m.figures
        document = d.catalogue.documents[newest.document_id]
        scope = "" if newest.whole_district else f"<br><small>{escape(wording.scope(words, newest))}</small>"
        earlier = ""
        if older:
            url = link("trends", metric=m.metric.metric_id, districts=p.district.district_id)
            earlier = html.anchor(url, words.ngettext("{n} more", "{n} more", len(older)))
        rows.append(
            [
                escape(words.pick(m.metric, "name")) + scope,
                html.figure_link(words, m.metric, newest),
                escape(wording.period(words, newest)),
                earlier,
                f"{escape(words.pick(document, 'publisher'))} {html.reliability_mark(words, document)}",
            ]
        )
    head = [
        words.gettext("Metric"),
        words.gettext("Newest figure"),
        words.gettext("Period"),
        words.gettext("Other figures"),
        words.gettext("Source"),
    ]
    return html.table(head, rows, numeric=(1,))
