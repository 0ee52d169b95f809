"""How a calculated view says what it did: its name, formula, inputs, and why it is refused."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from locales import Words
from pages.parts.controls import one_of
from pages.parts.desk import Desk
from pages.parts.html import figure_link, notice, source_line, tag
from queries import wording
from queries.calculated import Calculation, Refusal, View, possible_views


def view_names(words: Words) -> dict[str, str]:
    """The name of each view of one year."""
    return {
        "published": words.gettext("as published"),
        "per_10k": words.gettext("per resident"),
        "per_km2": words.gettext("per km²"),
        "share": words.gettext("share of the whole"),
    }


def choose_view(d: Desk, metric_id: str) -> View | None:
    """As published (None) or one of the views that make sense for the metric."""
    names = view_names(d.words)
    possible = possible_views(d.store, d.catalogue.metrics[metric_id])
    label = d.words.gettext("Figures")
    chosen = one_of("view", label, ["published", *possible], default="published", names=names.__getitem__)
    return next((v for v in possible if v == chosen), None)


def formula(d: Desk, how: Calculation) -> str:
    """The formula in words, with the year of the divisor."""
    words = d.words
    years = words.joined(str(y) for y in how.years)
    text = words.gettext(
        "Calculated: {top} divided by {bottom} ({years}). Bounds, doubts and the kind of source of both apply.",
        top=words.pick(how.source.metric, "name"),
        bottom=words.pick(how.divisor, "name"),
        years=years,
    )
    return notice(tag("p", text))


def inputs(d: Desk, how: Calculation) -> str:
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


def refusal(words: Words, why: Refusal, name: Callable[[str], str]) -> str:
    """Why a view is not given, in one sentence."""
    lacking = words.joined(name(d) for d in why.district_ids)
    return {
        "not_per_head": words.gettext("A figure per resident makes no sense for this metric."),
        "not_per_area": words.gettext("A figure per km² makes no sense for this metric."),
        "no_whole": words.gettext("No whole is declared of which this metric would be a part."),
        "nothing_compares": words.gettext(
            "No figures compare in this year, so nothing is calculated from them."
        ),
        "no_population": words.gettext(
            "Not calculated: no one population date within two years is held for all districts ({districts}).",
            districts=lacking,
        ),
        "no_area": words.gettext(
            "Not calculated: no published area is held for {districts}.", districts=lacking
        ),
        "no_whole_figure": words.gettext(
            "Not calculated: no figure of the whole for the same period is held for {districts}.",
            districts=lacking,
        ),
    }[why.code]
