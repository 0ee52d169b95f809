"""Briefs as a PDF: one A4 page a district, in the largest type with which all of it fits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reports.report import Report
from reports.write.fonts import faces
from reports.write.plain_text import LINK, breakable
from reports.write.typesetting import KEPT_AND_READ, typeset
from views.evidence import graded
from views.view import View

TEMPLATE = Path(__file__).with_suffix(".typ")


def write(report: Report) -> bytes:
    """The briefs as a PDF file. Raises FontsMissing."""
    words = report.words
    language, _, region = words.tag.partition("-")
    content = {
        "title": breakable(report.title),
        "subtitle": breakable(report.subtitle),
        "edition": f"{words.gettext('Qujian')} · {report.edition}",
        "lang": language,
        "region": region,
        "sans": list(faces().sans),
        "words": {"sources": words.gettext("Sources"), "colon": words.language.colon},
        "briefs": [_page(view) for view in report.views],
    }
    files = {"report.json": json.dumps(content, ensure_ascii=False).encode()}
    return typeset(TEMPLATE.read_text(encoding="utf-8"), files, {}, report.released_on, KEPT_AND_READ)


def _page(view: View) -> dict[str, Any]:
    return {
        "title": breakable(view.title),
        "subtitle": breakable(view.subtitle),
        "sentence": breakable(view.sentence),
        "comment": [breakable(p) for p in view.comment.split("\n") if p],
        "parts": [
            {
                "heading": breakable(part.heading),
                "remark": breakable(part.remark),
                "lines": [
                    {"head": breakable(x.head), "text": breakable(x.text), "numbers": x.numbers}
                    for x in part.lines
                ],
            }
            for part in view.brief
        ],
        "notes": [breakable(n.text) for n in view.noted("selection")],
        "sources": [
            {
                "number": str(n),
                "text": breakable(graded(view.words, d)),
                "url": d.url if d.url and LINK.fullmatch(d.url) else "",
            }
            for n, d in enumerate(view.documents, start=1)
        ],
    }
