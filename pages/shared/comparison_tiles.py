"""What the overview is made of: a card a district, a small map, the comparisons that hold today."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from charts.map_layout import Region, regions
from charts.svg import LARGER, small_map
from locales import Words
from pages.shared import html
from pages.shared.page_context import PageContext
from queries.comparison import Comparison, compare
from queries.coverage import Holding, holdings
from queries.map_values import Place, Shape, boundary_source, shapes
from queries.profile import headline, residents
from queries.ready import first_of_each_metric, ready_sets
from queries.records import District
from views import wording
from views.captions import not_on_map

#: How many ready comparisons the overview shows.
COMPARISONS = 8


def district_cards(d: PageContext) -> str:
    """Name, place, residents at the census, what is held, and the newest firm figure; never a ranking."""
    held = holdings(d.store)
    marks = d.styles(d.usual_districts)
    cards = []
    for district_id in d.usual_districts:
        district, words = d.catalogue.districts[district_id], d.words
        counts = html.tag("p", " · ".join(_counts(words, held[district_id])), "qj-small")
        cards.append(
            f'<article class="qj-district" style="--mark:{marks[district_id].colour}">'
            f"<h3>{html.anchor(d.link('district', district=district_id), words.pick(district, 'name'))}"
            f" <small>{escape(words.pick(district, 'city'))}</small></h3>"
            f"{_people(d, district_id)}{counts}{_headline(d, district_id)}</article>"
        )
    rest = len(d.catalogue.districts) - len(cards)
    more = d.words.ngettext("{n} more district", "{n} more districts", rest) if rest > 0 else ""
    return f'<div class="qj-cards">{"".join(cards)}</div>{html.tag("p", more, "qj-small")}'


def _counts(words: Words, held: Holding) -> list[str]:
    """What is held on a district, in words."""
    counts = [
        words.ngettext("{n} figure", "{n} figures", held.figures),
        words.ngettext("{n} document", "{n} documents", held.documents),
        words.ngettext("{n} practice type", "{n} practice types", held.practices),
    ]
    if held.newest_year:
        counts.append(words.gettext("newest {year}", year=held.newest_year))
    return counts


def _people(d: PageContext, district_id: str) -> str:
    o = residents(d.store, district_id)
    if o is None:
        return html.tag("p", d.words.gettext("No census figure in our sources"), "qj-gap")
    metric = d.catalogue.metrics[o.metric_id]
    return (
        f'<p class="qj-people">{html.figure_link(d.words, metric, o, d.words.amount(o.value, metric), d.link)} '
        f"<small>{escape(d.words.gettext('residents, census of 2020'))}</small></p>"
    )


def _headline(d: PageContext, district_id: str) -> str:
    """Its newest firm figure on law-based government as a sentence; says so where the source is only the press."""
    words = d.words
    o = headline(d.store, district_id)
    if o is None:
        text = words.gettext(
            "No official, exact, whole-district figure on law-based government in our sources yet."
        )
        return html.tag("p", text, "qj-headline")
    metric = d.catalogue.metrics[o.metric_id]
    document = d.catalogue.documents[o.document_id]
    mark = "" if document.reliability == "official" else " " + html.reliability_mark(words, document)
    lead = f"{wording.period(words, o)}{'，' if words.code == 'zh' else ': '}{words.pick(metric, 'name')}"
    return f'<p class="qj-headline">{escape(lead)} {html.figure_link(words, metric, o, to=d.link)}{mark}</p>'


def where(d: PageContext) -> str:
    """A panel for each group of neighbouring districts, each at its own scale."""
    words = d.words
    known = shapes(d.store)
    chosen = [d.catalogue.districts[i] for i in d.usual_districts]
    marks = d.styles(d.usual_districts)
    panels = []
    for region in _panels(chosen, known):
        members = [x for x in chosen if x.district_id in region.districts]
        drawing = small_map(members, known, marks, d.theme, *(_size(len(members), large=d.theme.large)))
        name = region.name(words.code)
        picture = html.picture(drawing, words.joined(words.pick(x, "name") for x in members))
        panels.append(
            f'<figure><a href="{escape(d.link("map", place=region.region_id))}" target="_self">{picture}</a>'
            f"<figcaption>{escape(name)}</figcaption></figure>"
        )
    source = boundary_source(d.store)
    note = (
        words.gettext("Map approval number {number}", number=source.approval)
        if source.approval
        else words.gettext("Schematic map; each panel has its own scale")
    )
    lacking = not_on_map(words, [Place(x, known.get(x.district_id), None) for x in chosen])
    body = f'<div class="qj-panels">{"".join(panels)}</div>' if panels else ""
    return (
        html.tag("h3", words.gettext("Where they lie"), "qj-side")
        + body
        + (
            html.tag("p", note, "qj-small") + (html.tag("p", lacking, "qj-gap") if lacking else "")
            if panels
            else html.tag("p", words.gettext("No outlines of districts are at hand."), "qj-gap")
        )
        + html.anchor(d.link("map"), words.gettext("Open the map"))
    )


def _panels(chosen: list[District], known: Mapping[str, Shape]) -> list[Region]:
    """The groups of neighbours, without the cities inside a group."""
    found = regions([Place(x, known.get(x.district_id), None) for x in chosen])
    return [r for r in found if not any(set(r.districts) < set(o.districts) for o in found)]


def _size(members: int, *, large: bool) -> tuple[int, int]:
    """Drawing units of a panel: in large text fewer in the same room, so that the names are larger."""
    width, height = (300, 230) if members > 1 else (170, 150)
    return (round(width / LARGER), round(height / LARGER)) if large else (width, height)


def comparison_tile(d: PageContext, c: Comparison) -> str:
    """A comparison in small: title that opens Compare, drawing, finding."""
    return str(d.render("shared/tile.html", c=c))


def comparisons(d: PageContext) -> str:
    """What can be compared today: small drawings with their sentence, each opening Compare."""
    words = d.words
    shown = first_of_each_metric(ready_sets(d.store))[:COMPARISONS]
    cards = [comparison_tile(d, compare(d.store, s.metric_id, s.year, s.district_ids)) for s in shown]
    total = len(ready_sets(d.store))
    lead = words.ngettext(
        "{n} comparison of metric and year holds in the data",
        "{n} comparisons of metric and year hold in the data",
        total,
    )
    rest = total - len(shown)
    if rest > 0:
        more = words.ngettext("{n} more is not drawn here", "{n} more are not drawn here", rest)
        lead = words.statements((lead, more))
    return (
        html.tag("h3", words.gettext("What can be compared today"), "qj-side")
        + html.tag("p", lead, "qj-small")
        + f'<div class="qj-tiles">{"".join(cards)}</div>'
    )
