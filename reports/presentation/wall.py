"""The big screen: what it shows of the data, in both languages. Every number on it has its evidence or its page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from charts.outlines import outline_map
from charts.theme import Theme, styles
from locales import LANGUAGES, Words, words
from queries.coverage import holdings
from queries.map_values import boundary_source
from queries.practices import practice_matrix
from queries.profile import headline, residents
from queries.ready import first_of_each_metric, ready_sets
from queries.records import District, Observation
from queries.store import Store, open_store
from reports.presentation.cards import card
from reports.presentation.deck import dressing, packed, stamp
from reports.presentation.labels import of_wall, spoken
from reports.presentation.screens import answers, plain_figure
from reports.report import report, resolve
from views import explaining, sentences, wording
from views.captions import map_origin, not_on_map
from views.draft import Draft, item
from views.evidence import Evidence, evidence_of, sources_line

#: Districts with a card, and comparisons that take turns.
CARDS, COMPARISONS = 5, 12


def wall(store: Store, today: dt.date, zone: str) -> dict[str, Any]:
    """Cards of the districts, the map, what they do, the comparisons in turn; `zone`: whose time its clock shows."""
    return {
        "stamp": stamp(store, today),
        "zone": zone,
        "said": {code: _said(store, words(code), today) for code in LANGUAGES},
        **dressing(),
    }


def wall_at(path: Path, today: dt.date, zone: str) -> str:
    """The same as JSON that may stand inside a script, over the store at a path: all that a worker is told."""
    return packed(wall(open_store(path), today, zone))


def _said(store: Store, spoken_here: Words, today: dt.date) -> dict[str, Any]:
    shown = list(store.catalogue.districts.values())[:CARDS]
    evidence: list[Evidence] = []
    cards = [_district(store, spoken_here, d, evidence) for d in shown]
    drawn = _map(store, spoken_here, evidence, today)
    sets = first_of_each_metric(ready_sets(store))[:COMPARISONS]
    draft = Draft(items=tuple(item("compare", metric=s.metric_id, year=s.year) for s in sets))
    made = report(store, spoken_here, draft, today)
    evidence += [e for view in made.views for e in view.evidence]
    return {
        "tag": spoken_here.tag,
        "title": spoken_here.gettext("Law-based government: districts compared"),
        "edition": _edition(store, spoken_here, made.edition),
        "words": spoken(spoken_here) | of_wall(spoken_here),
        "cards": cards,
        "map": drawn,
        "practices": _practices(store, spoken_here, shown),
        "screens": answers(made),
        "evidence": {e.observation.observation_id: card(store, spoken_here, e) for e in evidence},
    }


def _edition(store: Store, spoken_here: Words, edition: str) -> str:
    """The data version, and what of the data has no room on the screen."""
    districts, sets = len(store.catalogue.districts), len(ready_sets(store))
    if districts <= CARDS and sets <= COMPARISONS:
        return edition
    shown = spoken_here.gettext(
        "{districts} of {all_districts} districts and {sets} of {all_sets} comparisons are shown",
        districts=min(CARDS, districts),
        all_districts=spoken_here.number(districts),
        sets=min(COMPARISONS, sets),
        all_sets=spoken_here.number(sets),
    )
    return f"{edition} · {shown}"


def _district(store: Store, spoken_here: Words, d: District, evidence: list[Evidence]) -> dict[str, Any]:
    """Name and place, residents at the census, the newest firm figure on law-based government."""
    held = holdings(store)[d.district_id]
    colour = styles(list(store.catalogue.districts.values()), [d.district_id], "dark")[d.district_id].colour
    people, newest = residents(store, d.district_id), headline(store, d.district_id)
    return {
        "id": d.district_id,
        "name": spoken_here.pick(d, "name"),
        "city": spoken_here.pick(d, "city"),
        "colour": colour,
        "people": _figure(store, spoken_here, d, people, evidence, bare=True) if people else None,
        "newest": _figure(store, spoken_here, d, newest, evidence) if newest else None,
        "held": spoken_here.ngettext("{n} figure", "{n} figures", held.figures),
    }


def _figure(
    store: Store,
    spoken_here: Words,
    d: District,
    o: Observation,
    evidence: list[Evidence],
    *,
    bare: bool = False,
) -> dict[str, str]:
    """A figure that opens its card; `bare` without its unit, which then stands beside it."""
    metric = store.catalogue.metrics[o.metric_id]
    document = store.catalogue.documents[o.document_id]
    evidence.append(evidence_of(spoken_here, metric, o, spoken_here.pick(d, "name"), document))
    return {
        "lead": f"{spoken_here.pick(metric, 'name')} · {wording.period(spoken_here, o)}",
        "text": (wording.label if bare else wording.quantity)(spoken_here, metric, o),
        "e": o.observation_id,
    }


def _map(store: Store, spoken_here: Words, evidence: list[Evidence], today: dt.date) -> dict[str, Any] | None:
    """The widest comparison as a map; None where nothing compares or no outline is at hand."""
    widest = max(ready_sets(store), key=lambda s: (len(s.district_ids), s.year), default=None)
    if widest is None:
        return None
    asked = item("map", metric=widest.metric_id, year=widest.year, districts=widest.district_ids)
    view = resolve(store, spoken_here, asked, today)
    if view.map is None or not any(p.shape for p in view.map.places):
        return None
    c = view.map.comparison
    theme = Theme(spoken_here, "dark", large=True)
    figure = outline_map(c, view.map.places, view.map.outlines, theme)
    names = {d.district_id: spoken_here.pick(d, "name") for d in c.districts}
    origin = map_origin(spoken_here, boundary_source(store).approval)
    lacking = not_on_map(spoken_here, view.map.places)
    evidence += view.evidence
    return {
        "title": f"{spoken_here.pick(c.metric, 'name')} · {sentences.period_of(spoken_here, c)}",
        "sentence": view.sentence,
        "sources": sources_line(spoken_here, view.documents),
        "origin": " · ".join(text for text in (lacking, origin) if text),
        "dark": plain_figure(figure),
        "figures": [
            {
                "name": names[f.observation.district_id],
                "text": wording.label(spoken_here, c.metric, f.observation),
                "e": f.observation.observation_id,
            }
            for f in c.judgement.compared
        ],
    }


def _practices(store: Store, spoken_here: Words, shown: list[District]) -> dict[str, Any]:
    """How many kinds of practice our sources name for each district; not found is not absent."""
    matrix = practice_matrix(store, [d.district_id for d in shown])
    return {
        "title": spoken_here.gettext("Kinds of practice found in use"),
        "caution": explaining.not_found(spoken_here),
        "total": len(matrix.practices),
        "counts": [
            {
                "id": d.district_id,
                "name": spoken_here.pick(d, "name"),
                "n": matrix.count(d.district_id, "in_use"),
            }
            for d in shown
        ],
    }
