"""Each format says the same of what it holds: headings, paragraphs, cells, and where all of it stands."""

from __future__ import annotations

import pytest
import typst

from intake.document import Document, IntakeError, Table, document_from_json
from intake.reading import read_file, read_text
from tests.intake import made_disclosure, made_files
from tests.intake.made_files import FILES, SENTENCE, TEXT


def _cells(document: Document, table: Table) -> dict[tuple[int, int, int, int], str]:
    return {
        (c.row, c.column, c.row_span, c.column_span): "".join(document.of(c).split()) for c in table.cells
    }


SMALL = {
    (1, 1, 2, 1): "类别",
    (1, 2, 1, 2): "数量",
    (2, 2, 1, 1): "本年",
    (2, 3, 1, 1): "上年",
    (3, 1, 1, 1): "处罚",
    (3, 2, 1, 1): "421",
    (3, 3, 1, 1): "",
}
WITH_TABLE = [name for name in FILES if not name.endswith(("txt", "xlsx"))]


@pytest.mark.parametrize("name", WITH_TABLE)
def test_merged_and_empty_cells_stand_once_at_their_places(name: str) -> None:
    document = read_file(FILES[name], name)
    (table,) = document.tables
    assert _cells(document, table) == SMALL
    assert document.address_at(document.text.rindex("421")) == "t1.r3.c2"


@pytest.mark.parametrize("name", [name for name in FILES if not name.endswith("xlsx")])
def test_paragraphs_stand_whole_under_their_headings(name: str) -> None:
    document = read_file(FILES[name], name)
    place = document.text.index(SENTENCE)
    assert document.section_at(place) == "一、总体情况"
    assert document.address_at(place).startswith("b")
    assert document.warnings == ()


@pytest.mark.parametrize("name", FILES)
def test_a_document_travels_as_json(name: str) -> None:
    document = read_file(FILES[name], name)
    assert document_from_json(document.to_json()) == document


def test_a_page_loses_what_surrounds_its_article() -> None:
    body = '<script>var a = "隐患 9 处"</script><p style="display: none">隐藏 8 件</p><p>当前位置：首页</p>'
    document = read_file(made_files.web_page(body), "a.html")
    assert (document.title, document.published_on, document.encoding) == ("虚构区报告", "2025-01-20", "utf-8")
    assert [word for word in ("首页", "隐患", "隐藏", "网站标识码") if word in document.text] == []


def test_pages_that_say_gb2312_may_hold_more() -> None:
    content = made_files.web_page("<p>镕基</p>").decode().replace("utf-8", "gb2312").encode("gb18030")
    document = read_file(content, "a.html")
    assert "镕基" in document.text and document.encoding == "gb18030"


def test_a_page_with_a_broken_character_is_read_and_says_so() -> None:
    content = made_files.web_page().replace("稳步".encode(), "稳步".encode()[:-1])
    document = read_file(content, "a.html")
    assert "421 起" in document.text and "1 个字符" in document.warnings[0].zh


def test_tables_that_arrange_a_page_are_text() -> None:
    inner = "<table><tr><td>处罚</td><td>421</td></tr><tr><td>许可</td><td>12</td></tr></table>"
    rows = f"<tr><td>{SENTENCE * 20}</td><td>栏目</td></tr><tr><td>{inner}</td></tr>"
    document = read_file(f"<html><body><table>{rows}</table></body></html>".encode(), "a.html")
    (table,) = document.tables
    assert [document.of(cell) for cell in table.cells] == ["处罚", "421", "许可", "12"]
    assert SENTENCE in document.text


def test_text_keeps_every_character_in_its_place() -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        document = read_file(TEXT.encode(encoding), "a.txt")
        assert document.text == TEXT
        assert document.published_on == "2025-01-20"
    assert read_text(TEXT).blocks == document.blocks


def test_workbooks_show_numbers_as_excel_does() -> None:
    document = read_file(FILES["虚构区.xlsx"], "a.xlsx")
    (table,) = document.tables
    assert table.name == "处罚"
    shown = {cell.address: document.of(cell) for cell in table.cells if document.of(cell)}
    assert list(shown.values()) == [
        "虚构区行政处罚情况", "1,234.57", "95.6%", "251000元", "0.3", "(5)", "2024年1月31日",
    ]  # fmt: skip
    assert shown["t1.r2.c2"] == "95.6%"
    assert "隐藏" in document.warnings[0].zh


def test_numbers_that_word_counts_itself_are_read() -> None:
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:abstractNum '
        'w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
        "</w:numbering>"
    )
    number = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr>'
    body = "".join(f"<w:p>{number}<w:r><w:t>{said}</w:t></w:r></w:p>" for said in ("组织领导", "制度建设"))
    main = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    content = made_files.with_part(FILES["虚构区.docx"], "word/numbering.xml", numbering.encode())
    document = read_file(made_files.with_part(content, "word/document.xml", main.encode()), "a.docx")
    assert document.text == "（一）组织领导\n（二）制度建设"


# -- PDF -----------------------------------------------------------------------------------------------------


def test_a_phrase_over_a_line_break_is_found_and_has_a_box_on_each_line() -> None:
    pages = []
    document = read_file(made_files.pdf(30), "a.pdf", lambda number, count: pages.append((number, count)))
    assert pages == [(number, len(document.pages)) for number in range(1, len(document.pages) + 1)]
    assert document.text.count(SENTENCE + SENTENCE) == 30, "paragraphs over lines and pages are whole"
    place = document.text.index(SENTENCE)
    boxes = document.boxes(place, place + len(SENTENCE))
    assert len(boxes) == 2 and boxes[0].page == boxes[1].page == 1
    assert boxes[0].bottom <= boxes[1].top + 1 and boxes[0].left > boxes[1].left
    assert "虚构区人民政府" not in document.text and "— 1 —" not in document.text


def test_every_line_stands_in_the_text_with_an_edge_for_each_character() -> None:
    document = read_file(FILES["虚构区.pdf"], "a.pdf")
    assert document.lines
    for line in document.lines:
        assert len(line.edges) == line.end - line.start + 1
        assert list(line.edges) == sorted(line.edges)
    cell = next(c for c in document.tables[0].cells if document.of(c) == "421")
    assert len(document.boxes(cell.start, cell.end)) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", made_disclosure.html("utf-8")),
        ("b.html", made_disclosure.html("gb18030")),
        ("a.docx", made_disclosure.word()),
        ("a.xlsx", made_disclosure.workbook()),
        *((f"{lines}.pdf", made_disclosure.pdf(lines)) for lines in (0, 16, 22, 26, 29)),
    ],
)
def test_the_form_of_disclosure_has_all_its_cells(name: str, content: bytes) -> None:
    document = read_file(content, name)
    expected = {
        (p.row, p.column, p.row_span, p.column_span): "".join(p.text.split()) for p in made_disclosure.parts()
    }
    (table,) = document.tables
    assert _cells(document, table) == expected


def test_a_head_that_is_repeated_on_the_next_page_stands_once() -> None:
    rows = ", ".join(f"[第{n}街道], [{n}], [{n * 2}]" for n in range(60))
    more = f"#table(columns: 3, table.header[街道][处罚][检查], {rows})\n\n后文。"
    document = read_file(made_files.pdf(1, more), "a.pdf")
    table = document.tables[0]
    assert len(document.pages) > 1
    assert len(table.cells) == 3 * 61 and document.text.count("街道\t处罚\t检查") == 1


def test_scanned_pages_are_refused_in_words() -> None:
    from io import BytesIO

    from PIL import Image

    file = BytesIO()
    Image.new("RGB", (800, 1100), "white").save(file, "PDF")
    with pytest.raises(IntakeError) as refused:
        read_file(file.getvalue(), "a.pdf")
    assert "没有可以读取的文字" in refused.value.reason.zh


def _typeset(source: str) -> Document:
    head = (
        '#set page(paper: "a4", header: [虚构区人民政府], footer: context [— #counter(page).display() —])\n'
    )
    return read_file(
        typst.compile((head + '#set text(font: "Noto Serif CJK SC")\n' + source).encode()), "a.pdf"
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    said = [
        f"{n}月，虚构区办理行政处罚案件{400 + n}起，开展行政检查{12000 + n}次，各项工作稳步推进，群众满意。"
        for n in range(1, 31)
    ]
    document = _typeset("#align(center)[虚构区报告]\n#columns(2, gutter: 2em)[" + "\n\n".join(said) + "]")
    assert [document.of(block) for block in document.blocks][1:] == said
    assert "—" not in document.text


def test_a_table_without_rules_is_no_page_in_columns_and_is_said() -> None:
    rows = "".join(f"[第{n}街道综合行政执法队], [{100 + n}], [{1000 + n}]," for n in range(1, 20))
    document = _typeset(
        f"#table(columns: (1fr, 1fr, 1fr), stroke: none, [单位], [行政处罚], [行政检查], {rows})"
    )
    assert "第1街道综合行政执法队 101 1001" in document.text
    assert any("没有表格线" in warning.zh for warning in document.warnings)
