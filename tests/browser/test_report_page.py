"""The report page in a real browser: charts taken along, files saved, the draft kept and opened again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pptx import Presentation

from pages.shared.streamlit_internals import fill
from tests.browser.conftest import Reader
from tests.browser.reading import after, go, settled, until
from views.draft import from_json


def _items(page: Page) -> list[str]:
    return [s.strip() for s in page.locator(".qj-table tbody td:nth-child(3) a").all_inner_texts()]


def _add(page: Page) -> None:
    page.get_by_role("button", name="加入报告").first.click()
    expect(page.get_by_text("已加入报告").first).to_be_visible()


def _saved(page: Page, button: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.locator(fill("st(control)")).filter(has_text=button).click()
    target = folder / started.value.suggested_filename
    started.value.save_as(target)
    return target


def test_charts_of_two_pages_become_files(reader: Reader, tmp_path: Path) -> None:
    page = reader.open("/compare?lang=zh&metric=gdp&year=2022")
    _add(page)
    go(page, "趋势")
    _add(page)
    go(page, "报告")
    until(page, lambda: len(_items(page)) == 2, "two items")
    titles = _items(page)
    page.get_by_role("button", name="生成文件").click()
    expect(page.locator(fill("st(control)")).filter(has_text=".docx")).to_be_visible()
    settled(page)
    paper = Document(str(_saved(page, ".docx", tmp_path)))
    presentation = Presentation(str(_saved(page, ".pptx", tmp_path)))
    said = "\n".join(p.text for p in paper.paragraphs)
    assert all(title in said for title in titles)
    assert sum(s.has_chart for x in presentation.slides for s in x.shapes) == 2
    assert reader.loads == 1, "no reload on the way"


def test_a_kept_draft_is_opened_again(reader: Reader, tmp_path: Path) -> None:
    page = reader.open("/report?lang=zh&template=meeting")
    after(page, page.get_by_role("button", name="移除", exact=True).click)
    titles = _items(page)
    file = _saved(page, "草稿存为文件", tmp_path)
    assert len(from_json(file.read_bytes()).items) == len(titles)
    after(page, page.get_by_role("button", name="改用模板").click)
    assert _items(page) != titles
    page.locator('input[type="file"]').set_input_files(file)
    until(page, lambda: _items(page) == titles, "the items of the file")


@pytest.mark.parametrize(("lang", "said"), [("zh", "文件不得超过"), ("en", "File must be 2.0MB or smaller")])
def test_a_file_too_large_is_refused_before_it_is_sent(reader: Reader, lang: str, said: str) -> None:
    page = reader.open(f"/report?lang={lang}&template=meeting")
    titles = _items(page)
    large = {"name": "draft.json", "mimeType": "application/json", "buffer": b'"' + b"x" * 5_000_000 + b'"'}
    page.locator('input[type="file"]').set_input_files(large)  # type: ignore[arg-type]
    expect(page.get_by_text(said).first).to_be_visible()
    assert _items(page) == titles


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "这不是区鉴的报告草稿"), ("en", "This is no draft of Qujian")]
)
def test_a_file_that_is_no_draft_is_refused(reader: Reader, lang: str, said: str) -> None:
    page = reader.open(f"/report?lang={lang}&template=meeting")
    after(page, page.get_by_role("button").filter(has_text="下移" if lang == "zh" else "Down").click)
    before, titles = page.url, _items(page)
    content = json.dumps({"<img src=x onerror=alert(1)>": 1}).encode()
    strange = {"name": "x.json", "mimeType": "application/json", "buffer": content}
    page.locator('input[type="file"]').set_input_files(strange)  # type: ignore[arg-type]
    expect(page.get_by_text(said).first).to_be_visible()
    settled(page)
    assert (page.url, _items(page)) == (before, titles)
