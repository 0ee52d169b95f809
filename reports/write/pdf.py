"""A report as a PDF: typst sets the text, charts are vectors, everything is tagged, searchable and in the outline."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

from charts.colour_steps import shaded
from charts.theme import Theme
from charts.view_chart import view_chart
from locales import Words
from reports.draw.pictures import LeftOut, PicturesError, drawing, left_out
from reports.report import Report, how_to_read
from reports.write import brief_pdf
from reports.write.fonts import faces
from reports.write.plain_text import LINK, breakable
from reports.write.typesetting import typeset
from views import explaining, wording
from views.evidence import evidence_line
from views.table import Gap, Number, Table
from views.view import View

_log = logging.getLogger(__name__)
TEMPLATE = Path(__file__).with_suffix(".typ")
#: Pixels of a chart across the page, the tallest one, and what a page holds.
WIDTH, TALLEST, PAGE = 680, 360, 900
#: Evidence printed under a finding; more of it stands in the workbook.
EVIDENCE = 12
#: A sentence longer than this may be broken over pages.
LONG = 1000


def write(report: Report) -> bytes:
    """The report as a PDF file; briefs alone as a page each. Raises FontsMissing.

    Charts are left out where no browser can draw them.
    """
    if report.is_brief:
        return brief_pdf.write(report)
    fonts = faces()
    files: dict[str, bytes] = {}
    sections = [
        {"name": breakable(name), "blocks": [_view(report, b, files) for b in views]}
        for name, views in report.sections
    ]
    words = report.words
    language, _, region = words.tag.partition("-")
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
            "how": words.gettext("How to read this report"),
            "sources": words.gettext("Sources"),
            "colon": words.language.colon,
        },
        "how": [{"head": n.head, "text": n.text} for n in how_to_read(report)],
        "sections": sections,
        "documents": [
            {
                "number": n,
                "text": f"{explaining.citation(words, d)} [{wording.reliability(words, d.reliability)}]",
                "url": d.url if d.url and LINK.fullmatch(d.url) else "",
                "shown": breakable(d.url or ""),
            }
            for n, d in enumerate(report.documents, start=1)
        ],
    }
    files["report.json"] = json.dumps(content, ensure_ascii=False).encode()
    return typeset(TEMPLATE.read_text(encoding="utf-8"), files, {}, report.released_on)


def _view(report: Report, view: View, files: dict[str, bytes]) -> dict[str, Any]:
    words = view.words
    return {
        "title": breakable(view.title),
        "subtitle": breakable(view.subtitle),
        "verdict": view.verdict,
        "sentence": breakable(view.sentence),
        "long": len(view.further_sentence) > LONG,
        "comment": [breakable(p) for p in view.comment.split("\n") if p],
        "name": breakable(view.name),
        "picture": _picture(view, files),
        "table": _table(view, view.table) if view.table else None,
        "notes": [
            {"head": breakable(n.head), "text": breakable(n.text), "grave": n.grave} for n in view.notes
        ],
        "evidence": _evidence(words, view) if view.finds else [],
        "sources": [report.number(d) for d in view.documents],
    }


def _evidence(words: Words, view: View) -> list[str]:
    """The first figures as their documents write them, and how many more there are."""
    lines = [breakable(evidence_line(words, e)) for e in view.evidence[:EVIDENCE]]
    rest = len(view.evidence) - EVIDENCE
    more = words.ngettext(
        "{n} more figure is in the Excel file of this report.",
        "{n} more figures are in the Excel file of this report.",
        rest,
    )
    return [*lines, more] if rest > 0 else lines


def _picture(view: View, files: dict[str, bytes]) -> str:
    """The name of the file with the chart; '' where there is none."""
    figure = view_chart(view, Theme(view.words))
    if figure is None:
        return ""
    name = f"chart-{len(files)}.svg"
    try:
        tallest = PAGE if view.several else TALLEST  # small charts would lie on each other if squeezed
        files[name] = drawing(figure, WIDTH, min(tallest, figure.layout.height or tallest))
    except PicturesError as error:
        left_out.add(LeftOut(view.name, error.code))
        _log.warning("A chart is left out of a PDF: %s", error.message["en"])
        return ""
    return name


def _table(view: View, table: Table) -> dict[str, Any]:
    unit = view.words.gettext("unit: {unit}", unit=table.unit) if table.unit else ""
    return {
        "title": breakable(table.title),
        "unit": unit,
        "columns": [{"name": c.name, "numeric": c.numeric, "weight": c.weight} for c in table.columns],
        "rows": [[_cell(c) for c in row] for row in table.rows],
        "groups": {str(i): name for i, name in table.groups.items()},
        "notes": [breakable(n) for n in table.notes],
    }


def _cell(cell: Any) -> dict[str, Any]:
    text = cell.text if isinstance(cell, (Gap, Number)) else cell
    shade = shaded(cell.shade) if isinstance(cell, Number) and cell.shade is not None else ""
    return {"text": breakable(text), "gap": isinstance(cell, Gap), "shade": shade}
