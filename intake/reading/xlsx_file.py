"""Workbooks: each sheet that is shown is a table, with values as Excel shows them.

The XML is read here and not by openpyxl, which makes a cell of every place of a merged range, of which one
declaration names 17 billion, and decodes pictures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from data.violations import Reason
from intake.document import Document
from intake.reading import limits, office, refusals
from intake.reading.writer import DocumentWriter
from intake.reading.xlsx_sheet import Sheet, read_sheet
from intake.reading.xlsx_values import Values
from intake.reading.zip_parts import ZipParts


def read(content: bytes, sha256: str) -> Document:
    """Return a workbook as a document; what each sheet is called is the name of its table.

    Raises IntakeError.
    """
    parts = ZipParts(content)
    name = office.main_part(parts, "xl/workbook.xml")
    workbook = parts.xml(name)
    values = Values(parts, name, workbook)
    writer = DocumentWriter()
    warnings: list[Reason] = []
    for title, part, shown in _sheets(parts, name, workbook):
        if not shown:
            warnings.append(
                Reason(
                    f"工作表“{title}”已隐藏，没有读取。", f"The sheet “{title}” is hidden and was not read."
                )
            )
            continue
        sheet = read_sheet(parts, part, values)
        warnings += _warnings(title, sheet)
        if sheet.cells:
            writer.table(sheet.grid(), title)
    return replace(writer.document("xlsx", sha256), warnings=tuple(warnings))


def _sheets(parts: ZipParts, name: str, workbook: etree._Element) -> Iterator[tuple[str, str, bool]]:
    """Yield the name of each sheet of cells, its part, and whether it is shown."""
    related = office.relations(parts, name)
    found = office.children(workbook, "sheets")
    if len(found) > limits.SHEETS:
        raise refusals.too_many(len(found), limits.SHEETS, "个工作表", "sheets")
    for sheet in found:
        relation = related.get(office.attribute(sheet, "id"))
        if relation and relation.kind == "worksheet":
            yield (
                office.attribute(sheet, "name"),
                relation.part,
                not office.attribute(sheet, "state").endswith("idden"),
            )


def _warnings(title: str, sheet: Sheet) -> Iterator[Reason]:
    if sheet.uncalculated:
        yield Reason(
            f"工作表“{title}”有 {sheet.uncalculated} 个公式没有保存计算结果，请用 Excel 或 WPS 打开并保存后再收录。",
            f"{sheet.uncalculated} formulas of the sheet “{title}” have no result; open and save the file in Excel.",
        )
    if sheet.has_drawing:
        yield Reason(
            f"工作表“{title}”有图片或图表，其中的文字没有读取。",
            f"The sheet “{title}” has pictures or charts; what they say is not read.",
        )
