"""Items that are one chart besides bars and lines: a map, the same metric at two years, two metrics of one year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from charts.captions import map_note
from locales import Words
from queries import sentences, wording
from queries.comparability import Figure
from queries.comparison import Comparison, documents_of, years_to_compare
from queries.map_values import boundary_source, outlines, places
from queries.overviews import Pair, pair, possible_pairs
from queries.records import District, Document
from queries.store import Store
from queries.two_years import Step, TwoYears, two_years
from reports import asking
from reports.content import (
    Block,
    Cell,
    Column,
    Evidence,
    Gap,
    MapView,
    Note,
    Table,
    colours,
    evidence_of,
    gap,
    gap_legend,
    headline,
    number,
)
from reports.model import Item


def on_map(store: Store, words: Words, compared: Block) -> Block:
    """Where is it: a comparison as a map, with what must stand under it."""
    c = compared.comparison
    if c is None:
        return compared
    shown = places(store, c)
    note = map_note(words, boundary_source(store).approval, shown)
    view = MapView(c, tuple(shown), tuple(outlines(store)), note)
    return replace(
        compared,
        comparison=None,
        map=view,
        notes=(*compared.notes, Note(words.gettext("Map"), note)),
        name=words.gettext("{what}, map", what=compared.name),
    )


# -- two years -----------------------------------------------------------------------------------------------


def at_two_years(store: Store, words: Words, item: Item) -> Block:
    """Who moved how far: the years named, else the first and the last that are held."""
    metric, districts, quality = item.get("metric"), asking.districts(store, item), asking.quality(item)
    held = [c.year for c in years_to_compare(store, metric, districts, quality)] or [0]
    years = (item.year("from") or min(held), item.year("year") or max(held))
    t = two_years(store, metric, years, districts, quality)
    everyone = list(store.catalogue.districts.values())
    name = words.pick(t.metric, "name")
    span = f"{years[0]} → {years[1]}"
    text = sentences.two_years_sentence(words, t)
    title = words.gettext("{what}, {span}", what=name, span=span) if t.steps else headline(text)
    return Block(
        item,
        words,
        title=item.title or title,
        subtitle=" · ".join((name, span, asking.unit(words, t.metric))),
        sentence=text,
        section=asking.section(store, words, item, t.metric),
        marks=colours(everyone, [s.district.district_id for s in t.steps]),
        table=_steps_table(words, t, everyone) if t.steps else None,
        notes=(
            *asking.doubts(words, t.doubts),
            *asking.missing(words, sentences.missing_sentence(words, t.missing, everyone)),
        ),
        documents=t.documents,
        evidence=tuple(_steps_evidence(words, t)),
        name=title if t.steps else name,
        two_years=t,
        finds=bool(t.steps) and bool(item.title),
    )


def _steps_table(words: Words, t: TwoYears, everyone: Sequence[District]) -> Table:
    names = {d.district_id: words.pick(d, "name") for d in everyone}
    rows: list[tuple[Cell, ...]] = [
        (
            words.pick(s.district, "name"),
            number(words, t.metric, s.before.observation),
            number(words, t.metric, s.after.observation),
            _change(words, t, s),
        )
        for s in t.steps
    ]
    for m in t.missing:
        lacks = gap(
            words, m.kind
        )  # one of the two figures may be held: why there is no pair stands at the end
        dash = lacks if m.kind == "not_in_sources" else Gap(m.kind, "")
        rows.append((names[m.district_id], dash, dash, "" if dash is lacks else lacks))
    return Table(
        title=words.gettext(
            "{what}, {span}", what=words.pick(t.metric, "name"), span=f"{t.before.year} → {t.after.year}"
        ),
        columns=(
            Column("district", words.gettext("District"), weight=1.4),
            Column("before", str(t.before.year), numeric=True, weight=1.2),
            Column("after", str(t.after.year), numeric=True, weight=1.2),
            Column("change", words.gettext("Change"), weight=1.6),
        ),
        rows=tuple(rows),
        unit=words.unit(t.metric),
        notes=(gap_legend(words),) if any(m.kind == "not_in_sources" for m in t.missing) else (),
    )


def _change(words: Words, t: TwoYears, s: Step) -> str:
    if s.change is None:
        return words.gettext("not to be set against each other")
    return wording.signed_gap(words, t.metric, s.change)


def _steps_evidence(words: Words, t: TwoYears) -> list[Evidence]:
    documents = {d.document_id: d for d in t.documents}
    return [
        evidence_of(words, t.metric, o, words.pick(s.district, "name"), documents[o.document_id])
        for s in t.steps
        for o in (s.before.observation, s.after.observation)
    ]


# -- two metrics ---------------------------------------------------------------------------------------------


def against_each_other(store: Store, words: Words, item: Item) -> Block:
    """How do two metrics of one year stand together? Only where three or more districts compare in both."""
    districts, quality = asking.districts(store, item), asking.quality(item)
    metrics = item.get("metric"), item.get("metric2")
    year = item.year("year") or _year_of(store, metrics, districts, item)
    p = pair(store, metrics, year, districts, quality)
    names = [words.pick(c.metric, "name") for c in (p.x, p.y)]
    what = words.gettext("{x} and {y}", x=names[0], y=names[1])
    both = [f for c in (p.x, p.y) for f in _of_both(c, p)]
    documents = documents_of(store, [f.observation for f in both])
    too_few = words.ngettext(
        "Only {n} district compares in both metrics this year; a scatter needs three.",
        "Only {n} districts compare in both metrics this year; a scatter needs three.",
        len(p.district_ids),
    )
    care = dict.fromkeys(n for c in (p.x, p.y) for n in asking.doubts(words, c.doubts))
    out = [d for d in p.x.districts if d.district_id not in p.district_ids]
    beside = words.joined(words.pick(d, "name") for d in out)
    lacking = words.gettext("Not compared in both metrics: {districts}.", districts=beside) if out else ""
    return Block(
        item,
        words,
        title=item.title or what,
        subtitle=" · ".join((words.year(year), f"→ {_axis(words, p.x)}", f"↑ {_axis(words, p.y)}")),
        sentence=sentences.pair_sentence(words, p) if p.is_enough else too_few,
        section=asking.section(store, words, item, p.x.metric),
        marks=colours(list(store.catalogue.districts.values()), p.district_ids),
        table=_pair_table(words, p, what) if p.is_enough else None,
        notes=(*care, *asking.missing(words, lacking)),
        documents=documents,
        evidence=tuple(_pair_evidence(words, p, documents)),
        name=words.gettext("{what}, {span}", what=what, span=words.year(year)),
        pair=p,
        finds=p.is_enough and bool(item.title),
    )


def _year_of(store: Store, metrics: tuple[str, str], districts: Sequence[str], item: Item) -> int:
    """The newest year in which enough districts compare in both; else the newest of the first metric."""
    quality = asking.quality(item)
    for x, y, year in possible_pairs(store, districts, quality):
        if {x, y} == set(metrics):
            return year
    held = [c.year for c in years_to_compare(store, metrics[0], districts, quality)]
    return max(held, default=0)


def _of_both(c: Comparison, p: Pair) -> list[Figure]:
    return [f for f in c.judgement.compared if f.observation.district_id in p.district_ids]


def _axis(words: Words, c: Comparison) -> str:
    unit = words.unit(c.metric)
    name = words.pick(c.metric, "name")
    return f"{name}（{unit}）" if words.code == "zh" else f"{name} ({unit})"


def _pair_table(words: Words, p: Pair, title: str) -> Table:
    x, y = ({f.observation.district_id: f for f in _of_both(c, p)} for c in (p.x, p.y))
    return Table(
        title=title,
        columns=(
            Column("district", words.gettext("District"), weight=1.4),
            Column("x", _axis(words, p.x), numeric=True, weight=1.6),
            Column("y", _axis(words, p.y), numeric=True, weight=1.6),
        ),
        rows=tuple(
            (
                sentences.name_of(words, p.x, x[d]),
                number(words, p.x.metric, x[d].observation),
                number(words, p.y.metric, y[d].observation),
            )
            for d in p.district_ids
        ),
    )


def _pair_evidence(words: Words, p: Pair, documents: Sequence[Document]) -> list[Evidence]:
    known = {d.document_id: d for d in documents}
    return [
        evidence_of(
            words,
            c.metric,
            f.observation,
            f"{sentences.name_of(words, c, f)} · {words.pick(c.metric, 'name')}",
            known[f.observation.document_id],
        )
        for c in (p.x, p.y)
        for f in _of_both(c, p)
    ]
