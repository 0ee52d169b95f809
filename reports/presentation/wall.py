"""The big screen: what it shows of the data, in both languages. Every number on it has its evidence or its page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from charts.outlines import outline_map
from charts.theme import Theme, styles
from locales import LANGUAGES, Words, words
from queries.coverage import DistrictCoverage, by_district
from queries.map_values import boundary_source
from queries.profile import headline, residents
from queries.ready import first_of_each_metric, ready_sets
from queries.records import District, Observation
from queries.store import Store, open_store
from reports.presentation.cards import card
from reports.presentation.data import dressing, packed, stamp
from reports.presentation.labels import labels, of_wall
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
        "said": {code: _in_language(store, words(code), today) for code in LANGUAGES},
        **dressing(),
    }


def wall_at(path: Path, today: dt.date, zone: str) -> str:
    """The same as JSON that may stand inside a script, over the store at a path: all that a worker is told."""
    return packed(wall(open_store(path), today, zone))


def _in_language(store: Store, translator: Words, today: dt.date) -> dict[str, Any]:
    shown = list(store.catalogue.districts.values())[:CARDS]
    evidence: list[Evidence] = []
    coverage = by_district(store)
    cards = [_district(store, translator, d, coverage[d.district_id], evidence) for d in shown]
    drawn = _map(store, translator, evidence, today)
    sets = first_of_each_metric(ready_sets(store))[:COMPARISONS]
    draft = Draft(items=tuple(item("compare", metric=s.metric_id, year=s.year) for s in sets))
    finished_report = report(store, translator, draft, today)
    evidence += [e for view in finished_report.views for e in view.evidence]
    return {
        "tag": translator.tag,
        "title": translator.gettext("Law-based government: districts compared"),
        "edition": _edition(store, translator, finished_report.edition),
        "words": labels(translator) | of_wall(translator),
        "cards": cards,
        "map": drawn,
        "practices": _practices(store, translator, [coverage[d.district_id] for d in shown]),
        "screens": answers(finished_report),
        "evidence": {e.observation.observation_id: card(store, translator, e) for e in evidence},
    }


def _edition(store: Store, translator: Words, edition: str) -> str:
    """The data version, and what of the data has no room on the screen."""
    districts, sets = len(store.catalogue.districts), len(ready_sets(store))
    if districts <= CARDS and sets <= COMPARISONS:
        return edition
    shown = translator.gettext(
        "{districts} of {all_districts} districts and {sets} of {all_sets} comparisons are shown",
        districts=min(CARDS, districts),
        all_districts=translator.number(districts),
        sets=min(COMPARISONS, sets),
        all_sets=translator.number(sets),
    )
    return f"{edition} · {shown}"


def _district(
    store: Store, translator: Words, d: District, coverage: DistrictCoverage, evidence: list[Evidence]
) -> dict[str, Any]:
    """Name and place, residents at the census, the newest firm figure on law-based government."""
    colour = styles(list(store.catalogue.districts.values()), [d.district_id], "dark")[d.district_id].colour
    people, newest = residents(store, d.district_id), headline(store, d.district_id)
    return {
        "id": d.district_id,
        "name": translator.pick(d, "name"),
        "city": translator.pick(d, "city"),
        "colour": colour,
        "people": _observation(store, translator, d, people, evidence, bare=True) if people else None,
        "newest": _observation(store, translator, d, newest, evidence) if newest else None,
        "total": translator.ngettext("{n} figure", "{n} figures", coverage.figures),
    }


def _observation(
    store: Store,
    translator: Words,
    d: District,
    o: Observation,
    evidence: list[Evidence],
    *,
    bare: bool = False,
) -> dict[str, str]:
    """A figure that opens its card; `bare` without its unit, which then stands beside it."""
    metric = store.catalogue.metrics[o.metric_id]
    document = store.catalogue.documents[o.document_id]
    evidence.append(evidence_of(translator, metric, o, translator.pick(d, "name"), document))
    return {
        "lead": f"{translator.pick(metric, 'name')} · {wording.period(translator, o)}",
        "text": (wording.label if bare else wording.quantity)(translator, metric, o),
        "e": o.observation_id,
    }


def _map(store: Store, translator: Words, evidence: list[Evidence], today: dt.date) -> dict[str, Any] | None:
    """The widest comparison as a map; None where nothing compares or no outline is at hand."""
    widest = max(ready_sets(store), key=lambda s: (len(s.district_ids), s.year), default=None)
    if widest is None:
        return None
    map_item = item("map", metric=widest.metric_id, year=widest.year, districts=widest.district_ids)
    view = resolve(store, translator, map_item, today)
    if view.map is None or not view.map.has_shapes:
        return None
    c = view.map.comparison
    theme = Theme(translator, "dark", large=True)
    figure = outline_map(c, view.map.places, view.map.outlines, theme)
    names = {d.district_id: translator.pick(d, "name") for d in c.districts}
    origin = map_origin(translator, boundary_source(store).approval)
    lacking = not_on_map(translator, view.map.places)
    evidence += view.evidence
    return {
        "title": f"{translator.pick(c.metric, 'name')} · {sentences.period_of(translator, c)}",
        "sentence": view.sentence,
        "sources": sources_line(translator, view.documents),
        "origin": " · ".join(text for text in (lacking, origin) if text),
        "dark": plain_figure(figure),
        "figures": [
            {
                "name": names[f.observation.district_id],
                "text": wording.label(translator, c.metric, f.observation),
                "e": f.observation.observation_id,
            }
            for f in c.judgement.compared
        ],
    }


def _practices(store: Store, translator: Words, shown: list[DistrictCoverage]) -> dict[str, Any]:
    """How many kinds of practice our sources name for each district; not found is not absent."""
    districts = store.catalogue.districts
    return {
        "title": translator.gettext("Kinds of practice found in use"),
        "caution": explaining.not_found(translator),
        "total": len(store.catalogue.practices),
        "counts": [
            {
                "id": c.district_id,
                "name": translator.pick(districts[c.district_id], "name"),
                "n": c.practices.in_use,
                "planned": "".join(explaining.practices_planned(translator, c.practices)),
            }
            for c in shown
        ],
    }
