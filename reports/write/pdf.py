"""A report as a PDF: typst sets the text, charts are vectors, everything is tagged, searchable and in the outline.

What it says follows in the order and under the numbers of the Word file.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from charts.colour_steps import shaded
from charts.theme import Theme
from charts.view_chart import view_chart
from locales import Words
from reports.draw.pictures import LeftOut, PicturesError, drawing, left_out
from reports.report import Report, how_to_read
from reports.write import brief_pdf, report_order
from reports.write.document_columns import widths
from reports.write.fonts import faces
from reports.write.plain_text import LINK, breakable
from reports.write.report_order import Chapter
from reports.write.typesetting import KEPT_AND_READ, typeset
from views.evidence import graded
from views.table import Gap, Number, Table
from views.view import Note, View

_log = logging.getLogger(__name__)
TEMPLATE = Path(__file__).with_suffix(".typ")
#: Points of the text across the page and of its type, and of the type in tables.
ACROSS, TEXT, TABLE = 448, 10.5, 9.0
#: Pixels of the tallest chart, and of the tallest of several small ones, which must not be squeezed.
TALLEST, PAGE = 320, 780


def write(report: Report) -> bytes:
    """The report as a PDF file; briefs alone as a page each. Raises FontsMissing.

    Charts are left out where no browser can draw them.
    """
    if report.is_brief:
        return brief_pdf.write(report)
    fonts, words, order = faces(), report.words, report_order.order_of(report)
    files: dict[str, bytes] = {}
    language, _, region = words.tag.partition("-")
    written = report_order.written_table(report)
    content = {
        "title": breakable(report.title),
        "subtitle": breakable(report.subtitle),
        "edition": report.edition,
        "lang": language,
        "region": region,
        # Latin and digits come from the same face as Chinese: one text, one colour.
        "sans": list(fonts.sans),
        "serif": list(fonts.serif),
        "words": {
            "contents": words.gettext("Contents"),
            "sources": words.gettext("Sources"),
            "attachment": words.gettext("Attachment"),
            "colon": words.language.colon,
        },
        "findings": _chapter(order.findings, lines=[breakable(t) for t in report_order.findings(report)]),
        "chapters": [
            _chapter(
                c,
                entries=[
                    {"number": e.number, "title": breakable(e.title), "view": _view(report, e.view, files)}
                    for e in c.entries
                ],
            )
            for c in order.chapters
        ],
        "attachments": [breakable(a) for a in report.attachments],
        "signature": breakable(report.signature),
        "dated": report.dated,
        "how": _chapter(order.how, notes=_notes(how_to_read(report))),
        "written": _chapter(order.written, table=written and _table(written, written.title, words)),
        "documents": _chapter(order.documents, items=_documents(report)),
    }
    files["report.json"] = json.dumps(content, ensure_ascii=False).encode()
    return typeset(TEMPLATE.read_text(encoding="utf-8"), files, {}, report.released_on, KEPT_AND_READ)


def _chapter(chapter: Chapter | None, **content: Any) -> dict[str, Any] | None:
    return chapter and {"number": chapter.number, "title": breakable(chapter.title), **content}


def _documents(report: Report) -> list[dict[str, Any]]:
    words = report.words
    return [
        {
            "number": n,
            "text": graded(words, d),
            "url": d.url if d.url and LINK.fullmatch(d.url) else "",
            "shown": breakable(d.url or ""),
        }
        for n, d in enumerate(report.documents, start=1)
    ]


def _view(report: Report, view: View, files: dict[str, bytes]) -> dict[str, Any]:
    words = view.words
    text = words.paragraph((view.further_sentence, words.sentence(view.verdict) if view.verdict else ""))
    alt = view.sentence or view.title
    table = report_order.printed(view.table) if view.table and view.table.rows else None
    return {
        "subtitle": breakable(view.subtitle),
        "text": breakable(text),
        "alt": alt,
        "comment": [breakable(p) for p in view.comment.split("\n") if p],
        "name": breakable(view.name),
        "picture": _picture(view, files),
        "table": _table(table, alt, words) if table else None,
        "notes": _notes(view.notes),
        "sources": [report.number(d) for d in view.documents],
    }


def _notes(notes: Sequence[Note]) -> list[dict[str, Any]]:
    return [{"head": breakable(n.head), "text": breakable(n.text), "grave": n.grave} for n in notes]


def _picture(view: View, files: dict[str, bytes]) -> str:
    """The name of the file with the chart, whose labels are as large as the text; '' where there is none."""
    theme = Theme(view.words)
    figure = view_chart(view, theme)
    if figure is None:
        return ""
    name = f"chart-{len(files)}.svg"
    try:
        tallest = PAGE if view.several else TALLEST
        height = min(tallest, figure.layout.height or tallest)
        files[name] = drawing(figure, round(ACROSS * theme.size / TEXT), height)
    except PicturesError as error:
        left_out.add(LeftOut(view.name, error.code))
        _log.warning("A chart is left out of a PDF: %s", error.message["en"])
        return ""
    return name


def _table(table: Table, alt: str, words: Words) -> dict[str, Any]:
    unit = words.gettext("unit: {unit}", unit=table.unit) if table.unit else ""
    wide = widths(table, TABLE, ACROSS)
    return {
        "title": breakable(table.title),
        "alt": alt,
        "unit": unit,
        "columns": [
            {"name": c.name, "numeric": c.numeric, "width": round(w, 1)}
            for c, w in zip(table.columns, wide, strict=True)
        ],
        "rows": [[_cell(c) for c in row] for row in table.rows],
        "groups": {str(i): name for i, name in table.groups.items()},
        "notes": [breakable(n) for n in table.notes],
    }


def _cell(cell: Any) -> dict[str, Any]:
    text = cell.text if isinstance(cell, (Gap, Number)) else cell
    shade = shaded(cell.shade) if isinstance(cell, Number) and cell.shade is not None else ""
    return {"text": breakable(text), "gap": isinstance(cell, Gap), "shade": shade}
