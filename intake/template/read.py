"""A filled workbook read back: proposals, and each fault by sheet and cell. Pure: bytes in, data out."""

from __future__ import annotations

from collections.abc import Sequence

from data.violations import Reason
from intake.document import IntakeError
from intake.proposal import Proposal
from intake.template import archive, grid
from intake.template.columns import Columns, columns
from intake.template.filled import Fault, FilledDocument, FilledTemplate
from intake.template.layout import DOCUMENTS, FIGURES, SHEETS
from intake.template.read_documents import documents
from intake.template.read_figures import FILLED, figure, is_filled
from intake.template.read_hidden import origin
from intake.template.source import Source

is_template = archive.is_template


def read_template(content: bytes, name: str = "") -> FilledTemplate:
    """Return what a filled workbook says. Raises IntakeError where it is none, or cannot be read at all."""
    sheets = grid.sheets(content)
    made_for = origin(sheets)
    figures, listed = _needed(sheets, "figures"), _needed(sheets, "documents")
    known = documents(listed, made_for)
    source = Source()
    source.add(listed, DOCUMENTS, [field.key for field in DOCUMENTS if field.open])
    source.add(figures, FIGURES, FILLED)
    used: list[FilledDocument] = []
    proposals: list[Proposal] = []
    document_of: list[int] = []
    faults = [*known.faults, *_cut(sheets)]
    for line in figures.lines():
        if not is_filled(line):
            continue
        found = figure(line, made_for, known, source.ranges[line.address("value")])
        faults += found.faults
        if found.proposal:
            document = known.found[found.document]
            if document not in used:
                used.append(document)
            proposals.append(found.proposal)
            document_of.append(used.index(document))
    return FilledTemplate(
        made_for.district_id,
        made_for.year,
        made_for.data_version,
        source.document(content, name),
        tuple(used),
        tuple(proposals),
        tuple(document_of),
        tuple(faults),
    )


def _needed(sheets: Sequence[grid.Sheet], key: str) -> Columns:
    fields = FIGURES if key == "figures" else DOCUMENTS
    found = columns(sheets, fields)
    missing = [f for f in fields if f.open and found and f.key not in found.by_key]
    if found is None or missing:
        sheet = SHEETS[key]
        lacking = "、".join(f.zh.replace("\n", "") for f in missing)
        lacking_en = ", ".join(f.en.replace("\n", " ") for f in missing)
        raise IntakeError(
            f"“{sheet.zh}”表缺少"
            + (f"列（{lacking}）" if missing else "隐藏的首行，或该表已被删除")
            + "，请重新下载模板并把内容填入",
            f"the sheet “{sheet.en}” "
            + (f"has lost columns ({lacking_en})" if missing else "is gone, or its hidden first row is")
            + ": take a new workbook and fill that in",
        )
    return found


def _cut(sheets: Sequence[grid.Sheet]) -> list[Fault]:
    reason = Reason(
        f"行数过多，只读入了前{grid.MOST_ROWS}行：请删去其余各行",
        f"has too many rows, and only the first {grid.MOST_ROWS} were read: delete the others",
    )
    return [Fault(sheet.name, "", reason) for sheet in sheets if sheet.is_cut]
