"""Items to blocks: asks the questions an item stands for and puts the answer into words."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import Any

from locales import Words
from queries import explaining, sentences, wording
from queries.calculated import VIEWS, Calculated, Calculation, calculate
from queries.comparison import Comparison, best_year, compare, years_to_compare
from queries.coverage import by_dimension, by_metric
from queries.intervals import order
from queries.practices import PracticeMatrix, practice_matrix
from queries.profile import profile
from queries.records import Document, Observation
from queries.series_views import average_growth, base_years, change, index, refuses
from queries.store import Store
from queries.trend import Series, Trend
from queries.trend import trend as trend_of
from reports import asking, drawn, promises, surveys
from reports.content import (
    Block,
    Cell,
    Column,
    Dated,
    Evidence,
    Gap,
    Note,
    Number,
    Report,
    Table,
    colours,
    evidence_of,
    failed,
    gap,
    gap_legend,
    headline,
    number,
)
from reports.model import PARAMETERS, Draft, Item

_log = logging.getLogger(__name__)


def report(store: Store, words: Words, draft: Draft, today: dt.date, name: str = "") -> Report:
    """The draft in one language; tasks and requirements stand as on the day given."""
    from reports.templates import title_of

    named = name or draft.template or "report"
    return Report(
        name=named,
        title=draft.title or title_of(store, words, draft),
        subtitle=_whom(store, words, draft),
        words=words,
        blocks=tuple(resolve(store, words, i, today) for i in draft.items),
        data_version=store.version,
        released_on=store.meta.get("released_on", ""),
    )


def unknown(store: Store, draft: Draft) -> list[str]:
    """The ids in a draft that the data do not know, as `name=id`."""
    return list(dict.fromkeys(text for i in draft.items for text in _unknown(store, i)))


def left_out(store: Store, words: Words, draft: Draft) -> str:
    """How many figures of its districts the sources of a draft leave out, in a sentence; '' where none."""
    whom = dict.fromkeys(d for i in draft.items for d in (i.many("district") or asking.districts(store, i)))
    chosen = {i.get("reliability") for i in draft.items if "reliability" in PARAMETERS[i.kind]}
    if len(chosen) != 1 or not whom:
        return ""
    everything = Item("trend", {"districts": ",".join(whom), "reliability": chosen.pop()})
    return "".join(n.text for n in asking.left_out(store, words, everything))


def resolve(store: Store, words: Words, item: Item, today: dt.date) -> Block:
    """One item in one language, on one day; one that fails says so in its place: the others are not lost with it."""
    try:
        return answer(store, words, item, today)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one item, the rest of the report stands
        _log.error("The item %s cannot be shown: %s: %s", item.kind, type(error).__name__, error)
        _log.debug("item failed", exc_info=True)
        return failed(words, item)


def answer(store: Store, words: Words, item: Item, today: dt.date) -> Block:
    """The same, but an error is raised; an item that names what nobody knows says so and shows nothing else."""
    strange = _unknown(store, item)
    if strange:
        text = words.gettext(
            "Left out, because it is not known here: {values}",
            values=wording.some(words, (s[:60] for s in strange)),
        )
        return Block(item, words, item.title or headline(text), sentence=text)
    block = (
        _DATED[item.kind](store, words, item, today)
        if item.kind in _DATED
        else _KINDS[item.kind](store, words, item)
    )
    year = block.comparison.year if block.comparison else None
    notes = (*asking.first_only(store, words, item), *asking.left_out(store, words, item, year))
    return replace(block, notes=(*block.notes, *notes)) if notes else block


def _unknown(store: Store, item: Item) -> list[str]:
    catalogue = store.catalogue
    tables: dict[str, Container[str]] = {
        "metric": catalogue.metrics,
        "districts": catalogue.districts,
        "district": catalogue.districts,
        "metric2": catalogue.metrics,
        "dimension": catalogue.dimensions,
    }
    found = [f"{key}={i}" for key, known in tables.items() for i in item.many(key) if i not in known]
    return found + (promises.unknown_of_plans(store, item) if item.kind == "tasks" else [])


def _whom(store: Store, words: Words, draft: Draft) -> str:
    """The districts a report is about."""
    named = dict.fromkeys(d for i in draft.items for d in (i.many("district") or asking.districts(store, i)))
    known = [words.pick(x, "name") for d, x in store.catalogue.districts.items() if d in named]
    return asking.named(words, known)


# -- comparisons ---------------------------------------------------------------------------------------------


def _compare(store: Store, words: Words, item: Item) -> Block:
    metric_id, districts, quality = item.get("metric"), asking.districts(store, item), asking.quality(item)
    group = list(store.catalogue.districts) if item.get("group") == "all" else []
    year = item.year("year") or best_year(years_to_compare(store, metric_id, group or districts, quality))
    if year is None:
        return _no_figures(store, words, item)
    published = compare(store, metric_id, year, districts, quality, group)
    c, how, notes = _calculated(store, words, published, item.get("view"))
    told: set[str] = set()
    notes += _reasons(words, c, told) + asking.doubts(words, c.doubts, told)
    notes += [
        Note(sentences.name_of(words, c, f), words.pick(f.observation, "note"))
        for f in _drawn(c)
        if words.pick(f.observation, "note")
    ]
    lacking = sentences.missing_sentence(words, c.missing, c.districts)
    if lacking:
        notes.append(Note(words.gettext("Missing"), lacking))
    period = sentences.period_of(words, c)
    name = words.pick(c.metric, "name")
    parts = [name, period, asking.unit(words, c.metric)] + ([words.gettext("calculated")] if how else [])
    return Block(
        item,
        words,
        title=item.title or headline(sentences.finding(words, c)),
        subtitle=" · ".join(parts),
        sentence=sentences.sentence(words, c),
        section=asking.section(store, words, item, c.metric),
        verdict=explaining.verdict(words, c),
        comparison=c,
        marks=colours(list(store.catalogue.districts.values()), [d.district_id for d in c.districts]),
        table=_comparison_table(
            words, c, f"{name} ({period})" if words.code == "en" else f"{name}（{period}）"
        ),
        notes=tuple(dict.fromkeys(notes)),
        documents=c.documents,
        evidence=_comparison_evidence(words, published, how, c.documents),
        name=f"{name} {period}",
        finds=bool(c.judgement.compared),
    )


def _no_figures(store: Store, words: Words, item: Item) -> Block:
    """A metric of which the chosen districts have nothing."""
    t = trend_of(store, item.get("metric"), asking.districts(store, item), quality=asking.quality(item))
    everyone = list(store.catalogue.districts.values())
    text = sentences.trend_sentence(words, t)
    lacking = sentences.missing_sentence(words, t.missing, everyone)
    return Block(
        item,
        words,
        title=item.title or headline(text),
        subtitle=words.pick(t.metric, "name"),
        sentence=text,
        section=asking.section(store, words, item, t.metric),
        notes=(Note(words.gettext("Missing"), lacking),) if lacking else (),
        name=words.pick(t.metric, "name"),
    )


def _calculated(
    store: Store, words: Words, c: Comparison, view: str
) -> tuple[Comparison, Calculation | None, list[Note]]:
    """The comparison in the view asked for; as published, with the reason, where the view is refused."""
    asked = next((v for v in VIEWS if v == view), None)
    if asked is None:
        return c, None, []
    outcome = calculate(store, c, asked)
    head = words.gettext("Calculation")
    if isinstance(outcome, Calculated):
        how = outcome.calculation
        return outcome.comparison, how, [Note(head, explaining.formula(words, how))]
    return c, None, [Note(head, explaining.refusal(words, outcome, asking.name(store, words)))]


def _drawn(c: Comparison):  # type: ignore[no-untyped-def]
    return [f for f in c.judgement.figures if not c.shown or f.observation.district_id in c.shown]


def _reasons(words: Words, c: Comparison, told: set[str]) -> list[Note]:
    """Why figures stand beside the order; notes in `told` the doubts that were told so."""
    notes = []
    for f in _drawn(c):
        if f.compared:
            continue
        name = sentences.name_of(words, c, f)
        amount = wording.quantity(words, c.metric, f.observation)
        for why in f.reasons:
            if why.doubt:
                told.add(why.doubt.doubt_id)
            head = words.gettext("{district} {amount}", district=name, amount=amount)
            notes.append(Note(head, wording.reason(words, why, f.observation), why.code == "doubt"))
    return notes


def _comparison_table(words: Words, c: Comparison, title: str) -> Table:
    documents = {d.document_id: d for d in c.documents}
    rows: list[tuple[Cell, ...]] = [
        (
            sentences.name_of(words, c, f),
            number(words, c.metric, o),
            explaining.standing(words, f, o),
            Dated(wording.period(words, o), o),
            wording.scope(words, o),
            _firmness(words, o),
            words.pick(documents[o.document_id], "title"),
        )
        for f in _drawn(c)
        for o in (f.observation, *f.conflicts)
    ]
    names = {d.district_id: words.pick(d, "name") for d in c.districts}
    rows += [(names[m.district_id], gap(words, m.kind), "", "", "", "", "") for m in c.missing]
    return Table(
        title=title,
        columns=(
            Column("district", words.gettext("District"), weight=1.6),
            Column("figure", words.unit(c.metric), numeric=True, weight=1.4),
            Column("rank", words.gettext("Rank"), numeric=True, weight=0.8),
            Column("period", words.gettext("Period"), weight=1.6),
            Column("scope", words.gettext("Scope"), weight=1.4),
            Column("exactness", words.gettext("Exactness"), weight=1.2),
            Column("source", words.gettext("Source"), weight=3.2),
        ),
        rows=tuple(rows),
        unit=words.unit(c.metric),
        notes=(gap_legend(words),) if any(m.kind == "not_in_sources" for m in c.missing) else (),
    )


def _firmness(words: Words, o: Observation) -> str:
    """Exactness and status in one cell."""
    comma = "、" if words.code == "zh" else ", "
    parts = [wording.qualifier(words, o.qualifier)]
    if o.status == "estimate":
        parts.append(wording.status(words, o.status))
    return comma.join(parts)


def _comparison_evidence(
    words: Words, c: Comparison, how: Calculation | None, behind: Sequence[Document]
) -> tuple[Evidence, ...]:
    """Every published figure behind a comparison, those divided by included."""
    documents = {d.document_id: d for d in (*c.documents, *behind)}
    found = [
        evidence_of(words, c.metric, o, sentences.name_of(words, c, f), documents[o.document_id])
        for f in _drawn(c)
        for o in (f.observation, *f.conflicts)
    ]
    if how:
        names = {d.district_id: words.pick(d, "name") for d in c.districts}
        found += [
            evidence_of(words, how.divisor, o, names[o.district_id], documents[o.document_id])
            for o in dict.fromkeys(how.divisors.values())
        ]
    return tuple(found)


# -- trends --------------------------------------------------------------------------------------------------


def _trend(store: Store, words: Words, item: Item) -> Block:
    published = trend_of(
        store,
        item.get("metric"),
        asking.districts(store, item),
        item.year("from"),
        item.year("to"),
        asking.quality(item),
    )
    t, notes = _trend_view(store, words, published, item)
    everyone = list(store.catalogue.districts.values())
    name = words.pick(t.metric, "name")
    notes += [Note(words.gettext("Break"), text, True) for text in explaining.breaks(words, t)]
    notes += asking.doubts(words, published.doubts, set())
    lacking = sentences.missing_sentence(
        words, list(dict.fromkeys((*published.missing, *t.missing))), everyone
    )
    if lacking:
        notes.append(Note(words.gettext("Missing"), lacking))
    span = explaining.span(t)
    documents = {d.document_id: d for d in published.documents}
    names = {d.district_id: words.pick(d, "name") for d in everyone}
    calculated = [words.gettext("calculated")] if t is not published else []
    return Block(
        item,
        words,
        title=item.title or headline(_trend_finding(words, t)),
        subtitle=" · ".join(p for p in (name, span, asking.unit(words, t.metric), *calculated) if p),
        sentence=sentences.trend_sentence(words, t if t is published else published),
        section=asking.section(store, words, item, t.metric),
        trend=t,
        marks=colours(everyone, [s.district.district_id for s in t.series]),
        table=_trend_table(words, t, name),
        notes=tuple(dict.fromkeys(notes)),
        documents=published.documents,
        evidence=tuple(
            evidence_of(words, published.metric, o, names[o.district_id], documents[o.document_id])
            for o in published.evidence
        ),
        name=f"{name} {span}".strip(),
        finds=any(len(s.main) > 1 for s in t.series),
    )


def _trend_view(store: Store, words: Words, t: Trend, item: Item) -> tuple[Trend, list[Note]]:
    """The trend in the view asked for, with its formula; as published, with the reason, where it is refused."""
    view, head = item.get("view"), words.gettext("Calculation")
    if view in ("index", "growth") and refuses(t.metric, "index"):
        return t, [Note(head, explaining.series_refusal(words, "rates"))]
    if view == "index":
        years = base_years(t)
        base = item.year("base") if item.year("base") in years else next(iter(years), None)
        if base is None:
            return t, [Note(head, explaining.series_refusal(words, "index"))]
        indexed = index(store, t, base)
        return indexed.trend, [Note(head, explaining.series_formula(words, indexed.calculation))]
    if view == "change":
        changed = change(store, t)
        if not changed.trend.series:
            return t, [Note(head, explaining.series_refusal(words, "change"))]
        return changed.trend, [Note(head, explaining.series_formula(words, changed.calculation))]
    if view == "growth":
        return t, _growth(store, words, t)
    return t, []


def _growth(store: Store, words: Words, t: Trend) -> list[Note]:
    """Average annual growth of each series as notes beside the published figures."""
    rate = t.metric._replace(unit_zh="%", unit_en="%", decimals=1, measure="index")
    found = average_growth(store, t)
    if not found:
        return [Note(words.gettext("Calculation"), explaining.series_refusal(words, "growth"))]
    return [
        Note(
            words.pick(g.district, "name"),
            words.gettext(
                "average annual growth {rate} ({start} to {end})",
                rate=wording.span_of(words, rate, g.rate),
                start=wording.period(words, g.first),
                end=wording.period(words, g.last),
            ),
        )
        for g in found
    ]


def _trend_finding(words: Words, t: Trend) -> str:
    """One series: its sentence. Several: which went up, which down, of which nothing may be said."""
    if len(t.series) < 2:
        return sentences.trend_sentences(words, t)[0]
    groups: dict[str, list[str]] = {"higher": [], "lower": [], "equal": [], "open": []}
    for s in t.series:
        groups[_direction(s)].append(words.pick(s.district, "name"))
    texts = {
        "higher": words.gettext("up in {districts}", districts="{districts}"),
        "lower": words.gettext("down in {districts}", districts="{districts}"),
        "equal": words.gettext("unchanged in {districts}", districts="{districts}"),
        "open": words.gettext("no change stated for {districts}", districts="{districts}"),
    }
    parts = [text.format(districts=words.joined(groups[k])) for k, text in texts.items() if groups[k]]
    return words.gettext(
        "{metric}: {changes}",
        metric=words.pick(t.metric, "name"),
        changes=("；" if words.code == "zh" else "; ").join(parts),
    )


def _direction(s: Series) -> str:
    """How the last figure of a series stands to the first, by the rule of the sentences."""
    line = s.main
    if len(line) < 2 or s.breaks or line[0].status != line[-1].status:
        return "open"
    how = order(s.hull(line[-1]), s.hull(line[0]))
    return how if how in ("higher", "lower", "equal") else "open"


def _trend_table(words: Words, t: Trend, title: str) -> Table | None:
    """A row a period and kind of figure, the oldest first; a column a district."""
    if not t.series:
        return None
    keyed: dict[tuple[Any, ...], dict[str, Observation]] = {}
    for s in t.series:
        for p in s.points:
            o = p.observation
            key: tuple[Any, ...] = (*_place(o), p.role != "main", words.pick(o, "scope_name"))
            turn = 0
            while s.district.district_id in keyed.get((*key, turn), {}):
                turn += 1
            keyed.setdefault((*key, turn), {})[s.district.district_id] = o
    rows: list[tuple[Cell, ...]] = []
    for key in sorted(keyed):  # by dates, not by how they are written
        held = keyed[key]
        first = next(iter(held.values()))
        is_twin = (
            key[3]
            and first.whole_district
            and any(k[:3] == key[:3] and not k[3] and set(held) & set(keyed[k]) for k in keyed)
        )
        remarks = ([words.gettext("conflicting")] if is_twin else []) + (
            [] if first.whole_district else [words.pick(first, "scope_name") or wording.scope(words, first)]
        )
        rows.append(
            (
                Dated(wording.period(words, first), first),
                *(
                    number(words, t.metric, held[s.district.district_id])
                    if s.district.district_id in held
                    else Gap("not_in_sources", "" if remarks else "—")
                    for s in t.series
                ),
                ("、" if words.code == "zh" else ", ").join(remarks),
            )
        )
    remarked = any(row[-1] for row in rows)
    columns = (
        Column("period", words.gettext("Period"), weight=1.8),
        *(
            Column(s.district.district_id, words.pick(s.district, "name"), numeric=True, weight=1.2)
            for s in t.series
        ),
        Column("remark", words.gettext("Remark"), weight=1.4),
    )
    return Table(
        title=title,
        columns=columns if remarked else columns[:-1],
        rows=tuple(rows if remarked else (row[:-1] for row in rows)),
        unit=words.unit(t.metric),
        notes=(gap_legend(words),) if any(isinstance(c, Gap) and c.text for r in rows for c in r) else (),
    )


def _place(o: Observation) -> tuple[dt.date, dt.date, str]:
    return (o.period_end, o.period_start, o.period_basis)


# -- one district's figures ----------------------------------------------------------------------------------


def _figures(store: Store, words: Words, item: Item) -> Block:
    """The newest figure of every metric of one district, or of one dimension of it."""
    p = profile(store, item.get("district"), asking.quality(item))
    first, last = item.year("from") or 0, item.year("to") or 9999
    rows: list[tuple[Cell, ...]] = []
    groups: dict[int, str] = {}
    used: dict[str, None] = {}
    evidence = []
    name = words.pick(p.district, "name")
    for dimension_id, metrics in p.figures.items():
        if item.get("dimension") not in ("", dimension_id):
            continue
        before = len(rows)
        for metric, figures in metrics:
            held = [o for o in figures if first <= o.year <= last]
            if not held:
                continue
            o = next((x for x in held if x.whole_district), held[0])
            document = store.catalogue.documents[o.document_id]
            used.setdefault(o.document_id)
            rows.append(
                (
                    words.pick(metric, "name"),
                    number(words, metric, o),
                    words.unit(metric),
                    Dated(wording.period(words, o), o),
                    "" if o.whole_district else wording.scope(words, o),
                    words.pick(document, "title"),
                )
            )
            evidence.append(evidence_of(words, metric, o, words.pick(metric, "name"), document))
        if len(rows) > before:
            groups[before] = words.pick(store.catalogue.dimensions[dimension_id], "name")
    dimension = store.catalogue.dimensions.get(item.get("dimension"))
    what = words.pick(dimension, "name") if dimension else words.gettext("all dimensions")
    found = words.ngettext(
        "{district}: {n} metric with figures",
        "{district}: {n} metrics with figures",
        len(rows),
        district=name,
    )
    return Block(
        item,
        words,
        title=item.title or found,
        subtitle=" · ".join((name, what, words.gettext("newest figure of each metric"))),
        section=asking.section(store, words, item),
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
        documents=tuple(store.catalogue.documents[d] for d in used),
        evidence=tuple(evidence),
        name=f"{name} {what}",
    )


# -- practices -----------------------------------------------------------------------------------------------


def _practices(store: Store, words: Words, item: Item) -> Block:
    """What districts do: a matrix for several, a list with the systems for one."""
    one = item.get("district") if not item.get("districts") else ""
    districts = [one] if one else asking.districts(store, item)
    matrix = practice_matrix(store, districts)
    chosen = [p for p in matrix.practices if item.get("dimension") in ("", p.dimension_id)]
    used: dict[str, None] = {}
    rows: list[tuple[Cell, ...]] = []
    groups: dict[int, str] = {}
    seen = ""
    for practice in chosen:
        systems = [s for d in districts for s in matrix.systems.get((practice.practice_id, d), ())]
        if len(districts) == 1 and not systems:
            continue
        if practice.dimension_id != seen:
            seen = practice.dimension_id
            groups[len(rows)] = words.pick(store.catalogue.dimensions[seen], "name")
        for s in systems:
            used.setdefault(s.document_id)
        states = [matrix.state(practice.practice_id, d) for d in districts]
        if len(districts) == 1:
            what = words.joined(words.pick(s, "name") for s in systems)
            rows.append((words.pick(practice, "name"), explaining.state(words, states[0]), what))
        else:
            rows.append((words.pick(practice, "name"), *(explaining.STATE_SIGNS[s] for s in states)))
    names = [words.pick(d, "name") for d in matrix.districts]
    legend = "　".join(
        f"{sign} {explaining.state(words, code)}" for code, sign in explaining.STATE_SIGNS.items()
    )
    caution = words.gettext(
        "Not found means not found in these documents; it does not mean that a district lacks it."
    )
    columns = (
        (
            Column("practice", words.gettext("Practice"), weight=1.6),
            Column("state", words.gettext("State"), weight=0.7),
            Column("systems", words.gettext("What the documents name"), weight=3.2),
        )
        if len(districts) == 1
        else (
            Column("practice", words.gettext("Practice"), weight=2.6),
            *(Column(d.district_id, words.pick(d, "name")) for d in matrix.districts),
        )
    )
    title, text = _practice_finding(words, matrix, [p.practice_id for p in chosen], names)
    dimension = store.catalogue.dimensions.get(item.get("dimension"))
    return Block(
        item,
        words,
        title=item.title or headline(title),
        subtitle=" · ".join(
            [words.gettext("What the districts do"), *([words.pick(dimension, "name")] if dimension else [])]
        ),
        sentence=text,
        section=asking.section(store, words, item) or words.gettext("What the districts do"),
        table=Table(
            title=words.gettext("Practices found in the documents"),
            columns=columns,
            rows=tuple(rows),
            notes=(caution,) if len(districts) == 1 else (legend, caution),
            groups=groups,
        ),
        notes=(Note(words.gettext("Missing"), caution),),
        documents=tuple(store.catalogue.documents[d] for d in used),
        name=words.gettext("What the districts do"),
        finds=len(districts) > 1,
    )


def _practice_finding(
    words: Words, matrix: PracticeMatrix, practices: Sequence[str], names: Sequence[str]
) -> tuple[str, str]:
    """How many of the practices were found in all districts, and how many in each."""
    found = {
        d.district_id: sum(matrix.state(p, d.district_id) != "not_found" for p in practices)
        for d in matrix.districts
    }
    everywhere = sum(
        all(matrix.state(p, d.district_id) != "not_found" for d in matrix.districts) for p in practices
    )
    n = len(practices)
    if len(names) == 1:
        title = words.gettext(
            "Of {n} kinds of practice {found} are described for {district}",
            n=n,
            found=next(iter(found.values()), 0),
            district=names[0],
        )
        return title, ""
    title = words.gettext(
        "Of {n} kinds of practice {found} are described for all {districts} districts",
        n=n,
        found=everywhere,
        districts=len(names),
    )
    counts = ("，" if words.code == "zh" else ", ").join(
        words.gettext("{district} {amount}", district=name, amount=str(k))
        for name, k in zip(names, found.values(), strict=True)
    )
    return title, words.gettext("Kinds of practice described for each: {counts}.", counts=counts)


# -- what is missing -----------------------------------------------------------------------------------------


def _missing(store: Store, words: Words, item: Item) -> Block:
    """Metrics (or, where none is named, dimensions) against districts: the newest year held, or the kind of gap."""
    catalogue = store.catalogue
    districts = list(item.many("districts")) or asking.districts(store, item)
    if item.get("district") and item.get("district") not in districts:
        districts = [item.get("district"), *districts]
    metrics = item.many("metric")
    rows: list[tuple[Cell, ...]] = []
    if metrics:
        by_pair = {(c.metric_id, c.district_id): c for c in by_metric(store)}
        for m in metrics:
            cells: list[Cell] = [words.pick(catalogue.metrics[m], "name")]
            for d in districts:
                held = by_pair.get((m, d))
                cells.append(
                    str(held.newest_year) if held else gap(words, catalogue.absence_kind(m, d, None))
                )
            rows.append(tuple(cells))
    else:
        by_cell = {(c.dimension_id, c.district_id): c for c in by_dimension(store)}
        for dimension_id in item.many("dimension") or catalogue.dimensions:
            cells = [words.pick(catalogue.dimensions[dimension_id], "name")]
            for d in districts:
                cell = by_cell.get((dimension_id, d))
                cells.append(
                    words.gettext("{n} ({year})", n=cell.figures, year=cell.newest_year)
                    if cell
                    else gap(words, "not_in_sources")
                )
            rows.append(tuple(cells))
    total = len(rows) * len(districts)
    gaps = sum(isinstance(c, Gap) for row in rows for c in row)
    names = [words.pick(catalogue.districts[d], "name") for d in districts]
    title = words.gettext("For {gaps} of {total} cells our sources hold no figure", gaps=gaps, total=total)
    shown = (
        words.gettext("Cells give the newest year for which any figure is held.")
        if metrics
        else words.gettext("Cells give the number of figures and, in brackets, the newest year.")
    )
    return Block(
        item,
        words,
        title=item.title or title,
        subtitle=words.gettext("What the sources hold and what they lack"),
        sentence=words.gettext(
            "Public pages were read in excerpts: “not in our sources” often means that nobody has looked yet."
        ),
        section=asking.section(store, words, item) or words.gettext("What is missing"),
        table=Table(
            title=words.gettext("What the sources hold"),
            columns=(
                Column(
                    "what", words.gettext("Metric") if metrics else words.gettext("Dimension"), weight=2.4
                ),
                *(Column(d, name) for d, name in zip(districts, names, strict=True)),
            ),
            rows=tuple(rows),
            notes=(shown, gap_legend(words)) if gaps else (shown,),
        ),
        name=words.gettext("What is missing"),
    )


def _text(store: Store, words: Words, item: Item) -> Block:
    """The writer's own words."""
    return Block(item, words, item.title, section=item.title)


def _map(store: Store, words: Words, item: Item) -> Block:
    """A comparison on the map."""
    return drawn.on_map(store, words, _compare(store, words, item))


_KINDS: dict[str, Callable[[Store, Words, Item], Block]] = {
    "compare": _compare,
    "map": _map,
    "years": drawn.at_two_years,
    "scatter": drawn.against_each_other,
    "trend": _trend,
    "metrics": surveys.metrics,
    "heat": surveys.heat,
    "ready": surveys.ready,
    "figures": _figures,
    "practices": _practices,
    "gaps": promises.lacked,
    "missing": _missing,
    "text": _text,
}
#: What depends on the day.
_DATED: dict[str, Callable[[Store, Words, Item, dt.date], Block]] = {
    "tasks": promises.tasks,
    "targets": promises.targets,
}

__all__ = ["Number", "answer", "report", "resolve", "unknown"]
