"""What the overview is made of: a card a district, a small map, the comparisons that hold today."""

from __future__ import annotations

from html import escape

from charts.deck import views
from charts.svg import small_map, strip
from pages.parts import html
from pages.parts.address import link
from pages.parts.desk import Desk
from queries import sentences, wording
from queries.comparison import compare
from queries.coverage import holdings
from queries.map_values import Place, boundary_source, shapes
from queries.profile import headline, residents
from queries.ready import ready_sets
from queries.records import District

#: How many ready comparisons the overview shows.
COMPARISONS = 6


def district_cards(d: Desk) -> str:
    """Name, place, residents at the census, what is held, and the newest firm figure; never a ranking."""
    held = holdings(d.store)
    marks = d.marks(d.usual_districts)
    cards = []
    for district_id in d.usual_districts:
        district = d.catalogue.districts[district_id]
        h = held[district_id]
        words = d.words
        counts = [
            words.ngettext("{n} figure", "{n} figures", h.figures),
            words.ngettext("{n} document", "{n} documents", h.documents),
            words.ngettext("{n} practice type", "{n} practice types", h.practices),
        ]
        if h.newest_year:
            counts.append(words.gettext("newest {year}", year=h.newest_year))
        cards.append(
            f'<article class="qj-district" style="--mark:{marks[district_id].colour}">'
            f"<h3>{html.anchor(link('district', district=district_id), words.pick(district, 'name'))}"
            f" <small>{escape(words.pick(district, 'city'))}</small></h3>"
            f"{_people(d, district_id)}<p class='qj-small'>{escape(' · '.join(counts))}</p>{_headline(d, district_id)}</article>"
        )
    return f'<div class="qj-cards">{"".join(cards)}</div>'


def _people(d: Desk, district_id: str) -> str:
    o = residents(d.store, district_id)
    if o is None:
        return html.tag("p", d.words.gettext("No census figure in our sources"), "qj-gap")
    metric = d.catalogue.metrics[o.metric_id]
    return (
        f'<p class="qj-people">{html.figure_link(d.words, metric, o)} '
        f"<small>{escape(d.words.gettext('residents, census of 2020'))}</small></p>"
    )


def _headline(d: Desk, district_id: str) -> str:
    """Its newest firm figure on law-based government as a sentence; says so where the source is only the press."""
    words = d.words
    o = headline(d.store, district_id)
    if o is None:
        return html.tag("p", words.gettext("No whole-district, exact figure on law-based government in our sources."), "qj-gap")
    metric = d.catalogue.metrics[o.metric_id]
    document = d.catalogue.documents[o.document_id]
    mark = "" if document.reliability == "official" else " " + html.reliability_mark(words, document)
    lead = f"{wording.period(words, o)}{'，' if words.code == 'zh' else ': '}{words.pick(metric, 'name')}"
    return f'<p class="qj-headline">{escape(lead)} {html.figure_link(words, metric, o)}{mark}</p>'


def where(d: Desk) -> str:
    """A panel for each group of neighbouring districts, each at its own scale."""
    words = d.words
    known = shapes(d.store)
    chosen = [d.catalogue.districts[i] for i in d.usual_districts]
    marks = d.marks(d.usual_districts)
    links = {x.district_id: link("district", district=x.district_id) for x in chosen}
    panels = []
    for view in _panels(chosen, known):
        members = [x for x in chosen if x.district_id in view.districts]
        drawing = small_map(members, known, marks, d.look, links, *(_size(len(members))))
        panels.append(f"<figure>{drawing}<figcaption>{escape(view.name(words.code))}</figcaption></figure>")
    source = boundary_source(d.store)
    note = (
        words.gettext("Map approval number {number}", number=source.approval)
        if source.approval
        else words.gettext("Schematic map; each panel has its own scale")
    )
    body = f'<div class="qj-panels">{"".join(panels)}</div>' if panels else ""
    return (
        html.tag("h3", words.gettext("Where they lie"), "qj-side")
        + body
        + (html.tag("p", note, "qj-small") if panels else html.tag("p", words.gettext("No outlines of districts are at hand."), "qj-gap"))
        + html.anchor(link("map"), words.gettext("Open the map"))
    )


def _panels(chosen: list[District], known: dict) -> list:  # type: ignore[type-arg]
    """The groups of neighbours, without the cities inside a group."""
    found = views([Place(x, known.get(x.district_id), None) for x in chosen])
    return [v for v in found if not any(set(v.districts) < set(o.districts) for o in found)]


def _size(members: int) -> tuple[int, int]:
    return (300, 230) if members > 1 else (170, 150)


def comparisons(d: Desk) -> str:
    """What can be compared today: small drawings with their sentence, each opening Compare."""
    words = d.words
    cards = []
    for s in ready_sets(d.store)[:COMPARISONS]:
        c = compare(d.store, s.metric_id, s.year, s.district_ids)
        marks = d.marks(s.district_ids)
        title = f"{words.pick(c.metric, 'name')} · {sentences.period_of(words, c)}"
        cards.append(
            f'<div class="qj-tile">{html.anchor(link("compare", metric=s.metric_id, year=str(s.year)), title, "qj-tile-title")}'
            f"{strip(c, marks, d.look)}{html.tag('p', sentences.finding(words, c), 'qj-small')}</div>"
        )
    total = len(ready_sets(d.store))
    lead = words.ngettext(
        "{n} comparison of metric and year holds in the data", "{n} comparisons of metric and year hold in the data", total
    )
    return (
        html.tag("h3", words.gettext("What can be compared today"), "qj-side")
        + html.tag("p", lead, "qj-small")
        + f'<div class="qj-tiles">{"".join(cards)}</div>'
    )
