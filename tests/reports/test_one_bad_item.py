"""One item that fails takes no other down: it keeps its place and says so, on screens, in files and at the command."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document

from data.settings import today
from locales import words
from queries.store import Store
from reports.files import make
from reports.presentation import screens
from reports.presentation.data import presentation_data
from reports.report import report
from reports.write import slide_finding, slides
from views import build as building
from views.draft import Draft, item
from views.view import View, failed

GOOD = (item("compare", metric="gdp", year=2022), item("practices"))
BAD = item("targets")
DRAFT = Draft(language="both", items=(GOOD[0], BAD, GOOD[1]))


def _says(code: str) -> str:
    return failed(words(code), BAD.spec).sentence


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> View:
        raise ZeroDivisionError("float division by zero")

    monkeypatch.setitem(building.BUILDERS, "targets", fails)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_others_are_resolved(store: Store, broken: None, code: str) -> None:
    first, bad, last = report(store, words(code), DRAFT, today()).views
    assert bad.sentence == _says(code) and bad.spec == BAD.spec
    assert first.comparison is not None and last.table is not None


def test_the_meeting_shows_the_others(store: Store, broken: None) -> None:
    said = presentation_data(store, DRAFT, today(), bare=True)["said"]
    for code in ("zh", "en"):
        kinds = [s["kind"] for s in said[code]["screens"]]
        assert kinds == ["chart", "text", "table"]
        assert said[code]["screens"][1]["sentence"] == _says(code)


def test_a_chart_that_cannot_be_drawn_is_one_screen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = screens.view_chart

    def fails(view: View, *given: Any, **named: Any) -> Any:
        if view.comparison is not None:
            raise ValueError("nothing to draw on")
        return draw(view, *given, **named)

    monkeypatch.setattr(screens, "view_chart", fails)
    said = presentation_data(store, DRAFT, today(), bare=True)["said"]["zh"]["screens"]
    assert [s["kind"] for s in said] == ["text", "table", "table"]
    assert said[0]["sentence"] == _says("zh")


def test_files_hold_the_others(store: Store, broken: None) -> None:
    texts = {}
    for file in make(store, DRAFT, ("docx",), today()):
        texts[file.name[-7:-5]] = [p.text for p in Document(io.BytesIO(file.content)).paragraphs]
    for code in ("zh", "en"):
        assert any(_says(code)[:10] in t for t in texts[code])
        assert len(texts[code]) > 20


def test_a_block_that_a_writer_cannot_set_is_left_out_of_that_file_only(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = slide_finding.add_chart

    def fails(pen: Any, slide: Any, view: View, place: Any) -> bool:
        if view.spec == GOOD[0].spec:
            raise OverflowError("too large for an axis")
        return add(pen, slide, view, place)

    monkeypatch.setattr(slide_finding, "add_chart", fails)
    (file,) = make(store, Draft(language="zh", items=DRAFT.items), ("pptx",), today())
    from pptx import Presentation

    shapes = [s for page in Presentation(io.BytesIO(file.content)).slides for s in page.shapes]
    text = "\n".join(s.text_frame.text for s in shapes if s.has_text_frame)
    assert _says("zh")[:10] in text


def test_an_error_of_every_item_is_an_error(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> bytes:
        raise RuntimeError("no memory")

    monkeypatch.setattr(slides, "write", fails)
    with pytest.raises(RuntimeError, match="no memory"):
        list(make(store, Draft(language="zh", items=GOOD), ("pptx",), today()))
