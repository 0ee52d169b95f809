"""Views of a report as screens in one language: what each says in title, drawing, table and small print."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from charts.theme import Theme
from charts.view_chart import view_chart
from reports.brief_sheets import Sheet, sheets_of
from reports.report import Report, how_to_read, in_place_of
from views import explaining
from views.brief import BriefPart
from views.evidence import sources_line
from views.query_string import parameters_of
from views.spec import KINDS, ViewSpec
from views.table import Cell, Gap, Number, Phrase, Table
from views.view import Note, View, headline

_log = logging.getLogger(__name__)

Screen = dict[str, Any]
#: How high a chart over the years is drawn, in units of the sheet: the labels at its ends keep clear of each other.
YEARS_HIGH = 290


def screens(report: Report) -> list[Screen]:
    """Cover, a screen a view, how to read it, and the documents at the end."""
    return [_cover(report), *answers(report), _reading(report), *_documents(report)]


def answers(report: Report) -> list[Screen]:
    """A screen a view and nothing else."""
    return [_safe(view, i) for i, view in enumerate(report.views)]


def _safe(view: View, number: int) -> Screen:
    """One view as a screen; one that cannot be drawn says so in its place."""
    try:
        return of_view(view, number)
    except Exception as error:  # noqa: BLE001 - the other screens stand whatever is wrong with this one
        return of_view(in_place_of(view, "drawn", error), number)


def of_view(view: View, number: int) -> Screen:
    """One view as a screen; `id` stays the same in both languages."""
    figure = view_chart(view, Theme(view.words, large=True), YEARS_HIGH)
    kind = "chart" if figure is not None else "brief" if view.brief else "table" if view.table else "text"
    return {
        "id": f"{number + 1}",
        "kind": kind,
        "section": view.title if kind == "brief" else view.section,
        "title": headline(view.sentence) if kind == "brief" else view.title,
        "subtitle": view.subtitle,
        "sentence": view.sentence,
        "verdict": view.verdict,
        "comment": view.comment,
        "notes": [_note(n) for n in view.notes],
        "signs": explaining.signs(view.words, view.trend) if view.trend is not None else [],
        "sources": sources_line(view.words, view.documents),
        "figure": plain_figure(figure),
        "natural": figure.layout.height if figure is not None else None,
        "dark": _dark_map(view),
        "table": _table(view.table) if view.table else None,
        "brief": [_sheet(sheet) for sheet in sheets_of(view)],
        "evidence": list(dict.fromkeys(e.observation.observation_id for e in view.evidence)),
        "name": view.name,
        "page": _page(view.spec, view.words.code),
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    columns = [[_part(part) for part in parts] for parts in sheet.columns]
    return {"columns": columns, "share": sheet.share, "sources": sheet.sources}


def _part(part: BriefPart) -> dict[str, Any]:
    """A part of a brief; each source of a line leads to the figure that it is cited for."""
    lines = [
        {
            "head": x.head,
            "text": x.text,
            "sources": [[f"[{r.number}]", r.observation_id] for r in x.references],
        }
        for x in part.lines
    ]
    return {"heading": part.heading, "lines": lines, "remark": part.remark}


def _dark_map(view: View) -> dict[str, Any] | None:
    """A map for the dark look: its shades are no mere exchange of colours (`charts.theme.in_dark`)."""
    dark = Theme(view.words, "dark", large=True)
    return plain_figure(view_chart(view, dark)) if view.map is not None else None


def _page(spec: ViewSpec, code: str) -> str:
    """Where the dashboard shows more of it; '' where no page does."""
    kind = KINDS[spec.kind]
    if not kind.page:
        return ""
    known = parameters_of(kind.page)
    understood = {name: value for name, value in spec.values if name in known}
    address = {} if kind.is_first else kind.address
    return f"/{kind.page}?{urlencode({'lang': code, **address, **understood}, safe=',')}"


def plain_figure(figure: Any) -> dict[str, Any] | None:
    """A figure as plotly.js takes it, without the template (the same for all) and without a size."""
    if figure is None:
        return None
    found: dict[str, Any] = json.loads(figure.to_json())
    for name in ("template", "height", "width"):
        found["layout"].pop(name, None)
    return found


def _cover(report: Report) -> Screen:
    words = report.words
    return {
        "id": "cover",
        "kind": "cover",
        "section": words.gettext("Qujian"),
        "title": report.title,
        "subtitle": report.subtitle,
        "comment": report.edition,
        "notes": [],
        "sources": "",
    }


def _reading(report: Report) -> Screen:
    words = report.words
    return {
        "id": "reading",
        "kind": "notes",
        "section": "",
        "title": words.gettext("How to read these figures"),
        "subtitle": "",
        "notes": [_note(n) for n in how_to_read(report)],
        "sources": report.edition,
    }


def _documents(report: Report) -> Iterable[Screen]:
    """The documents behind all screens, as a table; nothing where there are none."""
    words = report.words
    if not report.documents:
        return
    rows = [
        [
            str(report.number(d)),
            {"t": words.pick(d, "title"), "u": d.url or ""},
            words.pick(d, "publisher"),
            words.date(d.published_on) if d.published_on else words.gettext("undated"),
        ]
        for d in report.documents
    ]
    columns = [
        {"name": words.gettext("No."), "numeric": True, "weight": 0.4},
        {"name": words.gettext("Document"), "numeric": False, "weight": 4},
        {"name": words.gettext("Publisher"), "numeric": False, "weight": 2.4},
        {"name": words.gettext("Date"), "numeric": False, "weight": 1.3},
    ]
    yield {
        "id": "documents",
        "kind": "table",
        "section": "",
        "title": words.ngettext(
            "All figures come from {n} document",
            "All figures come from {n} documents",
            len(report.documents),
        ),
        "subtitle": "",
        "notes": [],
        "sources": report.edition,
        "table": {"columns": columns, "rows": rows, "groups": {}, "unit": "", "notes": []},
    }


def _table(table: Table) -> dict[str, Any]:
    """A table with its cells; what needs room and stands elsewhere (the source: on the card) is left out."""
    table = table.only([i for i, c in enumerate(table.columns) if c.key != "source"])
    return {
        "columns": [{"name": c.name, "numeric": c.numeric, "weight": c.weight} for c in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "groups": {str(i): name for i, name in table.groups.items()},
        "unit": table.unit,
        "notes": list(table.notes),
    }


def _note(note: Note) -> list[Any]:
    return [note.head, note.text, note.grave]


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Number):
        shaded = {} if cell.shade is None else {"s": round(cell.shade, 3)}
        return {"t": cell.text, "v": cell.value, "e": cell.observation_id} | shaded
    if isinstance(cell, Gap):
        return {"t": cell.text, "g": cell.kind}
    if isinstance(cell, Phrase) and cell.days:
        return {"t": str(cell), "o": cell.days}
    return str(cell)
