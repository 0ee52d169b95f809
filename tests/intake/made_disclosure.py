"""A form like that of the yearly report on disclosure, with figures that were made up, in every format."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

import docx
import typst
import xlsxwriter

TITLE = "虚构区政府信息公开工作2024年度报告（测试用，数字均为虚构）"
_RESULTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("（一）予以公开", ()),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    (
        "（三）不予公开",
        (
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ),
    ),
    (
        "（四）无法提供",
        (
            "1.本机关不掌握相关政府信息",
            "2.没有现成信息需要另行制作",
            "3.补正后申请内容仍不明确",
        ),
    ),
    (
        "（五）不予处理",
        (
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ),
    ),
    (
        "（六）其他处理",
        (
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "3.其他",
        ),
    ),
    ("（七）总计", ()),
)


class Part(NamedTuple):
    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


def parts() -> list[Part]:
    """The cells of the table of applications: three columns of labels, seven of figures, heads in three rows."""
    found = [
        Part(1, 1, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3),
        Part(1, 4, "申请人情况", 1, 7),
        Part(2, 4, "自然人", 2),
        Part(2, 5, "法人或其他组织", 1, 5),
        Part(2, 10, "总计", 2),
    ]
    kinds = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    found += [Part(3, column, kind) for column, kind in enumerate(kinds, start=5)]
    row = 4
    for label in ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"):
        found += [Part(row, 1, label, 1, 3), *_figures(row)]
        row += 1
    found.append(Part(row, 1, "三、本年度办理结果", sum(len(below) or 1 for _, below in _RESULTS)))
    for label, below in _RESULTS:
        found.append(Part(row, 2, label, len(below) or 1, 1 if below else 2))
        for name in below or ("",):
            found += [Part(row, 3, name)] if name else []
            found += _figures(row)
            row += 1
    found += [Part(row, 1, "四、结转下年度继续办理", 1, 3), *_figures(row)]
    return sorted(found)


def figure(row: int, column: int) -> str:
    """The figure that stands at a place; every eleventh cell is left empty."""
    return "" if (row * 7 + column) % 11 == 0 else str((row * 37 + column * 13) % 500)


def _figures(row: int) -> list[Part]:
    return [Part(row, column, figure(row, column)) for column in range(4, 11)]


def rows() -> dict[int, list[Part]]:
    found: dict[int, list[Part]] = {}
    for part in parts():
        found.setdefault(part.row, []).append(part)
    return found


def html(encoding: str) -> bytes:
    def cell(part: Part) -> str:
        label = part.text.replace("数量", "数 量<br>") if not part.text.isdecimal() else part.text
        return f'<td rowspan="{part.row_span}" colspan="{part.column_span}">{label}</td>'

    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows().values())
    page = (
        f'<html><head><meta charset="{encoding}"><title>{TITLE}_虚构网</title></head><body><h1>{TITLE}</h1>'
        f"<p>三、收到和处理政府信息公开申请情况</p><table>{body}</table></body></html>"
    )
    return page.encode(encoding)


def word() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    table = document.add_table(max(p.row for p in parts()), 10)
    for part in parts():
        first = table.cell(part.row - 1, part.column - 1)
        last = table.cell(part.row + part.row_span - 2, part.column + part.column_span - 2)
        first.merge(last).text = part.text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def workbook() -> bytes:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet("申请情况")
    for part in parts():
        top, left = part.row - 1, part.column - 1
        if part.row_span * part.column_span > 1:
            sheet.merge_range(top, left, top + part.row_span - 1, left + part.column_span - 1, part.text)
        elif part.text.isdecimal():
            sheet.write_number(top, left, int(part.text))
        else:
            sheet.write_string(top, left, part.text)
    book.close()
    return file.getvalue()


def pdf(before: int = 24) -> bytes:
    """The form over two pages; so many lines of text stand before it on the first."""

    def cell(part: Part) -> str:
        size = (
            f"rowspan: {part.row_span}, colspan: {part.column_span}, x: {part.column - 1}, y: {part.row - 1}"
        )
        return f"table.cell({size})[{part.text}]"

    cells = ", ".join(map(cell, parts()))
    source = (
        '#set page(paper: "a4", footer: context [— #counter(page).display() —])\n'
        '#set text(font: "Noto Serif CJK SC", size: 10pt, lang: "zh")\n'
        f"= {TITLE}\n"
        + "".join(f"第{n}行文字。\n\n" for n in range(before))
        + f"#table(columns: (1.2fr, 1.4fr, 3fr, {', '.join(['1fr'] * 7)}), {cells})\n"
    )
    return typst.compile(source.encode())
