"""The source of a document taken in, with its figures marked."""

from __future__ import annotations

from data.workspace.intake_figures import Figure
from intake.document import Block, Document
from pages.intake_pages.sources import Span, pieces
from pages.shared.templates import render

TEXT = "受理率、办结率均为100%，检查3次。"


def _figure(figure_id: int) -> Figure:
    return Figure(figure_id, 1, figure_id, "proposed", {}, None, "", 1, None, None, None, None, "")


def test_figures_at_one_place_are_all_marked_there() -> None:
    document = Document("txt", "", TEXT, (Block("b1", 0, len(TEXT)),))
    share, count = TEXT.index("100%"), TEXT.index("3次")
    spans = [
        Span(share, share + 4, _figure(1)),
        Span(share, share + 4, _figure(2)),
        Span(count, count + 2, _figure(3)),
    ]
    found = pieces(document, 0, len(TEXT), spans)
    assert "".join(piece.text for piece in found) == TEXT
    parts = [{"level": 0, "pieces": found, "rows": None}]
    shown = str(render("intake/text.html", "zh", large=False, parts=parts, document=document, taken=None))
    marked = '<mark id="place-1" data-figure="1" data-state="proposed">'
    assert f'{marked}<mark id="place-2" data-figure="2" data-state="proposed">100%</mark></mark>' in shown
    assert shown.count("</mark>") == 3
