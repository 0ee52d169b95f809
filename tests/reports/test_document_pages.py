"""Contents have the numbers of pages when the file is written, and office programs set the same pages."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from docx.oxml.ns import qn

from locales import words
from reports.write.document_columns import parts, widths
from reports.write.document_flow import Block, _placed
from views.table import Column, Number, Table

Written = Callable[[str, str, str], bytes]
#: The margin on the right, in points.
MARGIN = 26 / 25.4 * 72
#: Other faces than those of official papers set some lines more or less.
NEAR = 2
SOFFICE = shutil.which("soffice")


def contents(content: bytes) -> list[tuple[str, int]]:
    """The contents of a document: what they show, and the number of the page."""
    found = []
    for p in Document(io.BytesIO(content)).paragraphs:
        if p.style and p.style.name.startswith("toc"):
            *title, page = (t.text or "" for t in p._p.iter(qn("w:t")))
            found.append(("".join(title), int(page)))
    return found


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("template", ["annual", "meeting"])
def test_every_entry_of_the_contents_has_a_page(written: Written, template: str, code: str) -> None:
    found = [page for _, page in contents(written("document", template, code))]
    assert found[0] > 1, "after the contents themselves"
    assert found == sorted(found)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice, which sets the pages, is not installed")
@pytest.mark.parametrize("code", ["zh", "en"])
def test_an_office_program_sets_the_same_pages(written: Written, code: str, tmp_path: Path) -> None:
    content = written("document", "meeting", code)
    (tmp_path / "paper.docx").write_bytes(content)
    command = [str(SOFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "paper.docx")],
        check=True,
        capture_output=True,
        timeout=170,
    )
    with pdfplumber.open(tmp_path / "paper.pdf") as pdf:
        pages = [bare(p.extract_text()) for p in pdf.pages]
        # Chinese stops and commas may hang into the margin; nothing else does.
        beyond = [
            c["text"]
            for p in pdf.pages
            for c in p.chars
            if c["x1"] > p.width - MARGIN + (c["size"] if c["text"] in "，。、；：" else 2)
        ]
        smallest = min(c["size"] for p in pdf.pages for c in p.chars)
    assert beyond == [], "text over the edge"
    assert smallest >= 8
    entries = contents(content)
    assert all(str(n) in pages[0] for _, n in entries), "the contents show the numbers"
    for title, page in entries:
        near = "".join(pages[max(1, page - 1 - NEAR) : page + NEAR])
        assert bare(title) in near, (title, page)


def block(height: float, line: float = 0, *, kept: bool = False, mark: str = "") -> Block:
    return Block(height, line, 0, 0, kept, False, (mark,) if mark else ())


def test_pages_fill_by_lines_and_what_stays_together_moves_together() -> None:
    text, heading = block(90, 10), block(10, kept=True, mark="a")
    assert _placed([text, heading, block(30, 10, mark="b")], 100) == {"a": 2, "b": 2}
    assert _placed([block(70, 10), heading, block(30, 10, mark="b")], 100) == {"a": 1, "b": 1}
    assert _placed([block(250, 10), block(10, mark="b")], 100) == {"b": 3}
    assert _placed([block(60), block(60, mark="b"), block(60, mark="c")], 100) == {"b": 2, "c": 3}


def test_columns_break_neither_figures_nor_heads_nor_short_words() -> None:
    columns = (
        Column("no", "序号"),
        Column("value", "数据", numeric=True),
        Column("share", "已办/总数"),
        Column("text", "原文", weight=4),
    )
    row = ("12", Number(1099300, "1,099,300（预计）"), "20/24", "全区行政复议机关依法办理行政复议案件" * 9)
    found = widths(Table("", columns, (row,)), 10.5, 442)
    assert sum(found) == pytest.approx(442)
    least = [2 * 10.5, 7 * 5.25 + 2 * 2.6 + 4 * 10.5, 4.3 * 10.5, 15 * 10.5]
    assert all(w >= n for w, n in zip(found, least, strict=True)), found


def test_a_table_too_wide_goes_on_in_parts_with_its_first_column() -> None:
    columns = (Column("district", "区"), *(Column(f"c{n}", f"指标{n:02}", numeric=True) for n in range(20)))
    table = Table("", columns, (("河西区", *(Number(n, f"{n},000,000") for n in range(20))),))
    found = parts(table, 10.5, 442)
    assert len(found) > 1
    assert [p.columns[0].key for p in found] == ["district"] * len(found)
    assert [c.key for p in found for c in p.columns[1:]] == [c.key for c in columns[1:]]
    assert words("zh").gettext("{table}, continued", table="表1") == "续表1"
