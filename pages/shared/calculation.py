"""How a calculated view says what it did: its name, formula, inputs, and why it is refused."""

from __future__ import annotations

from html import escape

from pages.shared.controls import one_of
from pages.shared.html import figure_link, notice, source_line, tag
from pages.shared.page_context import PageContext
from queries.calculated import CalculatedView, Calculation, possible_views
from views import explaining, wording


def choose_view(d: PageContext, metric_id: str) -> CalculatedView | None:
    """As published (None) or one of the views that make sense for the metric."""
    names = explaining.view_names(d.words)
    possible = possible_views(d.store, d.catalogue.metrics[metric_id])
    label = d.words.gettext("Figures")
    chosen = one_of("view", label, ["published", *possible], default="published", names=names.__getitem__)
    return next((v for v in possible if v == chosen), None)


def formula(d: PageContext, how: Calculation) -> str:
    """The formula in words, with the year of the divisor."""
    return notice(tag("p", explaining.formula(d.words, how)))


def inputs(d: PageContext, how: Calculation) -> str:
    """The figures divided by, with their documents."""
    words = d.words
    cards = []
    for o in dict.fromkeys(how.divisors.values()):
        document = d.catalogue.documents[o.document_id]
        cards.append(
            f'<div class="qj-card"><b>{escape(d.district_name(o.district_id))}</b> '
            f"{figure_link(words, how.divisor, o)} {escape(wording.period(words, o))}"
            f'<div class="qj-small">{source_line(words, document)}</div></div>'
        )
    return tag("h3", words.gettext("Divided by"), "qj-side") + "".join(cards)
