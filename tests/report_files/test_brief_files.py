"""Briefs as files: one A4 page a district, measured in the files themselves, in type that can be read."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pypdf
import pytest
from docx import Document
from pptx import Presentation

from data.settings import today
from locales import words
from queries.store import Store
from reports.report import Report, report
from reports.templates import Choice, draft
from reports.write import brief_document, document, pdf, slides
from reports.write.document_parts import size_of
from views.draft import item

Briefs = Callable[[str], Report]
SMALLEST = 9.0


@pytest.fixture(scope="session")
def briefs(store: Store) -> Briefs:
    """`briefs("zh")`: a brief of every district."""

    @cache
    def made(code: str) -> Report:
        return report(store, words(code), draft(store, "brief", Choice()), today())

    return made


def bare(text: str) -> str:
    return re.sub(r"[\s\u200b]+", "", text)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_pdf_has_one_page_a_district(briefs: Briefs, code: str) -> None:
    made = briefs(code)
    pages = pypdf.PdfReader(io.BytesIO(pdf.write(made))).pages
    assert len(pages) == len(made.views)
    for page, view in zip(pages, made.views, strict=True):
        assert [round(float(x)) for x in page.mediabox[2:]] == [595, 842]
        text, sizes = bare(page.extract_text()), set()
        page.extract_text(
            visitor_text=lambda t, cm, tm, _, size, s=sizes: t.strip() and s.add(size * tm[0] * cm[0])
        )
        assert round(min(sizes), 2) >= SMALLEST
        said = [view.title, view.sentence, *(x.text for part in view.brief for x in part.lines)]
        assert [s for s in said if bare(s) not in text] == []


@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_word_file_has_a_page_a_district_by_our_own_measure(briefs: Briefs, code: str) -> None:
    made = briefs(code)
    opened = Document(io.BytesIO(document.write(made)))
    assert len(opened.sections) == len(made.views)
    for section in opened.sections:
        assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    used = {p.style.name for p in opened.paragraphs if p.text.strip()}
    assert min(size_of(opened, name) for name in used) >= SMALLEST
    for view in made.views:
        size = brief_document.fitting(view)
        room = (297 - brief_document.TOP - brief_document.BOTTOM) * brief_document.POINTS_PER_MM
        assert brief_document.height(view, size) <= room, view.title


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice, which counts the pages, is not installed"
)
@pytest.mark.parametrize("code", ["zh", "en"])
def test_a_word_file_has_a_page_a_district_as_an_office_program_sets_it(
    briefs: Briefs, code: str, tmp_path: Path
) -> None:
    made = briefs(code)
    file = tmp_path / "brief.docx"
    file.write_bytes(document.write(made))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=170
    )
    pages = pypdf.PdfReader(tmp_path / "brief.pdf").pages
    assert len(pages) == len(made.views)
    assert [bare(v.title) in bare(p.extract_text()) for p, v in zip(pages, made.views, strict=True)] == [
        True
    ] * len(made.views)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_slides_are_two_a_district_and_each_lists_what_it_cites(briefs: Briefs, code: str) -> None:
    made = briefs(code)
    found = list(Presentation(io.BytesIO(slides.write(made))).slides)
    assert len(found) == 2 * len(made.views)
    for i, slide in enumerate(found):
        text = "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        assert made.views[i // 2].title in text
        cited = set(re.findall(r"\[(\d+)\]", text))
        listed = set(
            re.findall(
                r"\[(\d+)\] ", text.rpartition(words(code).gettext("Sources: {sources}", sources=""))[2]
            )
        )
        assert cited == listed
        runs = [r for s in slide.shapes if s.has_text_frame for p in s.text_frame.paragraphs for r in p.runs]
        assert min(r.font.size.pt for r in runs if r.font.size and r.text.strip()) >= SMALLEST


def test_the_writers_comment_stands_on_the_page(store: Store) -> None:
    d = draft(store, "brief", Choice(("hexi",)))
    one = item("brief", title="会前要点", comment="请先看第三项。", district="hexi")
    made = report(store, words("zh"), type(d)(items=(one,), template="brief"), today())
    text = bare("".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(pdf.write(made))).pages))
    assert "会前要点" in text and "请先看第三项。" in text
    paragraphs = [p.text for p in Document(io.BytesIO(document.write(made))).paragraphs]
    assert paragraphs[0] == "会前要点" and "请先看第三项。" in paragraphs


def test_a_text_among_briefs_is_a_page_of_its_own(store: Store) -> None:
    d = draft(store, "brief", Choice(("hexi", "hedong")))
    texts = (*d.items, item("text", title="另行说明", comment="其余各区从略。"))
    made = report(store, words("zh"), type(d)(items=texts, template="brief"), today())
    pages = [bare(p.extract_text()) for p in pypdf.PdfReader(io.BytesIO(pdf.write(made))).pages]
    assert len(pages) == 3 and "另行说明" in pages[2] and "其余各区从略。" in pages[2]
    assert "另行说明" in [p.text for p in Document(io.BytesIO(document.write(made))).paragraphs]
    assert len(Presentation(io.BytesIO(slides.write(made))).slides) == 5


def test_a_brief_among_other_items_is_set_with_them(store: Store) -> None:
    d = draft(store, "brief", Choice(("hexi",)))
    items = (*d.items, item("compare", metric="gdp", year=2022))
    made = report(store, words("zh"), type(d)(items=items), today())
    assert not made.is_brief
    assert "目" in "".join(p.text for p in Document(io.BytesIO(document.write(made))).paragraphs[:5]), (
        "contents"
    )
