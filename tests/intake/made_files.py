"""Small documents that were made up, one of each format."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pypdf
import typst
import xlsxwriter

SENTENCE = "2024年，虚构区办理行政处罚案件 421 起，同比增长 5.1%，行政检查 12345 次，各项工作稳步推进，群众满意度提高。"
TEXT = (
    f"虚构区2024年法治政府建设情况报告\r\n\r\n发布日期：2025-01-20\r\n一、总体情况\r\n　　{SENTENCE * 2}\r\n"
)


def web_page(body: str = "", encoding: str = "utf-8") -> bytes:
    return (
        f'<!DOCTYPE html><html><head><meta charset="{encoding}">'
        '<meta name="ArticleTitle" content="虚构区报告"><meta name="PubDate" content="2025-01-20 10:00">'
        '</head><body><div class="nav"><a href="#">首页</a><a href="#">政务公开</a></div>'
        f'<div id="zoom"><h1>虚构区报告</h1><p>一、总体情况</p><p>　　{SENTENCE}</p>{body}'
        "<table><tr><td rowspan=2>类别</td><td colspan=2>数 量</td></tr><tr><td>本<br>年</td><td>上年</td></tr>"
        "<tr><td>处罚</td><td>421</td><td></td></tr></table></div>"
        '<div class="footer">版权所有：虚构区　网站标识码：0000000000</div></body></html>'
    ).encode(encoding)


def word() -> bytes:
    document = docx.Document()
    document.add_heading("虚构区报告", 0)
    document.add_heading("一、总体情况", 1)
    document.add_paragraph(SENTENCE)
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "类别"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "数 量"
    table.cell(1, 1).text, table.cell(1, 2).text = "本\n年", "上年"
    table.cell(2, 0).text, table.cell(2, 1).text = "处罚", "421"
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def workbook() -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("处罚")
    sheet.merge_range("A1:C1", "虚构区行政处罚情况")
    for column, (value, code) in enumerate(
        ((1234.567, "#,##0.00"), (0.956, "0.0%"), (251000, '0"元"'), (0.1 + 0.2, "General"), (-5, "0;(0)"))
    ):
        sheet.write_number(1, column, value, book.add_format({"num_format": code}))
    sheet.write_datetime("A3", date(2024, 1, 31), book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
    book.add_worksheet("名单").hide()
    book.close()
    return file.getvalue()


def pdf(paragraphs: int = 30, more: str = "") -> bytes:
    text = "".join(f"{SENTENCE}{SENTENCE}\n\n" for _ in range(paragraphs))
    source = (
        '#set page(paper: "a4", header: [虚构区人民政府], footer: context [— #counter(page).display() —])\n'
        '#set text(font: "Noto Serif CJK SC", size: 12pt, lang: "zh")\n'
        "#set par(first-line-indent: (amount: 2em, all: true), justify: true)\n"
        f"= 一、总体情况\n{text}\n{more}\n"
        "#table(columns: (1fr, 1fr, 1fr), table.cell(rowspan: 2)[类别], table.cell(colspan: 2)[数 量],"
        "[本年], [上年], [处罚], [421], [])\n"
    )
    return typst.compile(source.encode())


def plain_pdf() -> bytes:
    """A PDF file whose parts are not compressed, so that a changed byte is a changed part."""
    writer = pypdf.PdfWriter(BytesIO(pdf(4)))
    for page in writer.pages:
        contents = page.get_contents()
        if contents is not None:
            page.replace_contents(contents)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    """A ZIP file of parts."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """An Office file with one part replaced or added."""
    with ZipFile(BytesIO(content)) as source:
        parts = {found: source.read(found) for found in source.namelist()}
    return archive(parts | {name: part})


#: Name and content of one file of each format.
FILES = {
    "虚构区.html": web_page(),
    "虚构区.gbk.html": web_page(encoding="gb18030"),
    "虚构区.docx": word(),
    "虚构区.xlsx": workbook(),
    "虚构区.pdf": pdf(4),
    "虚构区.plain.pdf": plain_pdf(),
    "虚构区.txt": TEXT.encode("gb18030"),
}
