"""How the workbook is laid out: sheets, columns, limits. Written and read by the same names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.violations import Reason
from intake.template.vocabulary import EXACTNESS, KIND, PERIOD, RELIABILITY, SCOPE, STATUS, Choice

#: Raised when a filled copy of before can no longer be read the same way.
VERSION = "1"
#: The hidden sheet, and the text of its first cell.
HIDDEN_SHEET, MARK = "_qujian", "qujian-template"
#: What stands in the hidden column of a row that is a heading.
HEADING = "#"
#: Rows for figures beyond those prepared, and for documents.
FREE_ROWS, DOCUMENT_ROWS = 40, 20
LONGEST_WORDING = 30


class Field(NamedTuple):
    """A column: its key in the hidden first row, heads, width in Latin letters, whether people fill it, its list."""

    key: str
    zh: str
    en: str
    width: float
    open: bool = True
    choices: tuple[Choice, ...] = ()
    help: Reason | None = None

    @property
    def head(self) -> Reason:
        """Return what the column is called."""
        return Reason(self.zh, self.en)


FIGURES = (
    Field("metric_id", "", "", 4, False),
    Field("metric", "指标", "Metric", 22, False),
    Field("unit", "单位", "Unit", 8, False),
    Field("definition", "统计的是什么", "What is counted", 28, False),
    Field("last", "上次数据\n（仅供对照）", "Last known figure\n(for orientation only)", 28, False),
    Field(
        "value",
        "数值",
        "Value",
        12,
        help=Reason(
            "按左侧单位填写，如 1234.5；也可写 1.2万、500余。没有的留空，不要填0。",
            "In the unit on the left, such as 1234.5. Leave empty what you do not have; do not write 0.",
        ),
    ),
    Field(
        "exactness",
        "准确程度",
        "Exactness",
        9,
        choices=EXACTNESS,
        help=Reason(
            "原文写“约、近、余、超、以内”的，请改选。",
            "Change it where the text says about, nearly, over, within.",
        ),
    ),
    Field(
        "status",
        "实际/预计",
        "Status",
        9,
        choices=STATUS,
        help=Reason("预计数、预算数选“预计”。", "A forecast or budget is an estimate."),
    ),
    Field(
        "period",
        "时期",
        "Period",
        10,
        choices=PERIOD,
        help=Reason(
            "“截至某日”“累计”填止日；“其他”填起止日期。",
            "“on a date”, “cumulative”: give the end; “other dates”: both.",
        ),
    ),
    Field(
        "start",
        "起",
        "From",
        11,
        help=Reason("时期为“其他”时填写，如 2024-01-01。", "For “other dates”, such as 2024-01-01."),
    ),
    Field(
        "end",
        "止",
        "To",
        11,
        help=Reason(
            "“其他”“截至某日”“累计”填写，如 2024-11-30。",
            "For “other dates”, “on a date”, “cumulative”, such as 2024-11-30.",
        ),
    ),
    Field(
        "scope",
        "范围",
        "Scope",
        9,
        choices=SCOPE,
        help=Reason(
            "只是某部门、片区、站点的数，请改选并写明名称。", "Not the whole district? Choose, and name it."
        ),
    ),
    Field(
        "scope_name",
        "部门、片区\n或站点名称",
        "Which department,\narea or site",
        17,
        help=Reason("范围不是全区时填写。", "Where the scope is not the whole district."),
    ),
    Field(
        "document",
        "文件",
        "Document",
        9,
        help=Reason("选“文件”表中的编号。", "The number on the sheet of documents."),
    ),
    Field(
        "section",
        "段落或标题",
        "Section",
        14,
        help=Reason("数所在的标题、段落序号或页码，可留空。", "Heading, paragraph or page; may be empty."),
    ),
    Field(
        "as_written",
        "原文写法\n（30字以内）",
        "Wording as written\n(up to 30 characters)",
        26,
        help=Reason(
            "照抄原文中带这个数的几个字，最多30字，必填。",
            "The words of the text that carry the figure, at most 30 characters; required.",
        ),
    ),
)
DOCUMENTS = (
    Field("number", "编号", "No.", 8, False),
    Field("title", "标题", "Title", 44, help=Reason("文件的全称，必填。", "The full title; required.")),
    Field(
        "publisher",
        "发布单位",
        "Publisher",
        26,
        help=Reason("发布文件的单位，必填。", "Who published it; required."),
    ),
    Field("kind", "种类", "Kind", 16, choices=KIND, help=Reason("必填。", "Required.")),
    Field(
        "published_on",
        "发布日期",
        "Published on",
        14,
        help=Reason("如 2025-01-20；不知道的留空。", "Such as 2025-01-20; empty where unknown."),
    ),
    Field(
        "url",
        "网址",
        "Address",
        40,
        help=Reason("以 http:// 或 https:// 开头；未上网的留空。", "https://…; empty if not online."),
    ),
    Field(
        "reliability",
        "来源",
        "Kind of source",
        13,
        choices=RELIABILITY,
        help=Reason(
            "官方：机关自己的网站或文件；媒体；转载：转载、汇编。必填。",
            "official: of a public body itself; press; secondary: reposts, compilations. Required.",
        ),
    ),
)
#: The columns of the table of metrics on the hidden sheet, from its fourth column on.
METRIC_FIELDS = (
    "metric_id",
    "label",
    "name_zh",
    "name_en",
    "unit_zh",
    "unit_en",
    "decimals",
    "measure",
    "share",
    "unit",
    "definition",
)
FIRST_METRIC_COLUMN = 3

SHEETS = {
    "notes": Reason("填写说明", "Notes"),
    "documents": Reason("文件", "Documents"),
    "figures": Reason("数据", "Figures"),
}


def position(fields: Sequence[Field], key: str) -> int:
    """Return which column, from 0, has a key."""
    return [field.key for field in fields].index(key)


def both(text: Reason, language: str, between: str = "\n") -> str:
    """Return a text in both languages, that of the workbook first."""
    first, second = (text.zh, text.en) if language == "zh" else (text.en, text.zh)
    return f"{first}{between}{second}"


def document_number(index: int) -> str:
    """Return what the document of a row, from 0, is called."""
    return f"D{index + 1}"
