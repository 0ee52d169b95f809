"""What the sheet of notes says, and the messages of cells, in both languages."""

from __future__ import annotations

from data.violations import Reason

TITLE = Reason("{district} {year}年 数据填报表", "{district}, {year}: figures to fill in")
FIGURES_GUIDE = Reason(
    "只填黄色单元格；其余单元格已锁定（无密码）。没有的数留空，不填0。先填“文件”表。",
    "Fill in yellow cells only; the others are locked (no password). Leave empty what you do not have, never 0. "
    "Begin with the sheet of documents.",
)
DOCUMENTS_GUIDE = Reason(
    "每份文件填一行；“数据”表每个数要选它出自哪份文件（编号 D1、D2……）。",
    "One row a document; every figure names by its number (D1, D2 …) the document it stands in.",
)
FREE_HEADING = Reason(
    "其他指标，或上列指标的第二个数（先在“指标”列选择）",
    "Further metrics, or a second figure of one above (choose the metric first)",
)
CHOOSE_METRIC = Reason("请选择指标。", "Choose a metric.")
NOT_IN_LIST = Reason("请从列表中选择。", "Choose from the list.")
TOO_LONG = Reason(
    "最多30个字：只照抄带这个数的几个字。", "At most 30 characters: only the words that carry the figure."
)
NO_DAY = Reason("请写日期，如 2024-12-31。", "Write a date, such as 2024-12-31.")
FILL_IN = Reason("填写说明", "How to fill")
MISTAKE = Reason("请更正", "Please correct")

FACTS = (
    Reason("区", "District"),
    Reason("年份", "Year"),
    Reason("指标", "Metrics"),
    Reason("数据版本", "Data version"),
    Reason("模板版本", "Version of the template"),
)
NOTES = (
    Reason(
        "先在“文件”表写明数所出的文件：标题、发布单位、种类、来源必填，发布日期和网址尽量填写。",
        "Begin with the sheet of documents: title, publisher, kind and kind of source are required; "
        "give date and address where you can.",
    ),
    Reason(
        "再在“数据”表逐行填写。黄色单元格可填，其余已锁定，没有密码。用不到的行留空或删除均可，行也可以重新排序。",
        "Then go through the sheet of figures. Yellow cells are to be filled, the others are locked, without a "
        "password. Rows you do not need may stay empty or be deleted, and rows may be sorted.",
    ),
    Reason(
        "没有的数留空，绝不填0；文件中写明是0的，才填0。不要估算，不要相加，只填文件中写着的数。",
        "Leave empty what you do not have, never write 0 for it; 0 only where the document says so. Do not estimate "
        "or add up: only figures that stand in the document.",
    ),
    Reason(
        "数值按“单位”列填写。可写 1234.5、1,234.5、1.2万、约500、500余、12%；不要写公式。",
        "Values are in the unit of the row: 1234.5, 1,234.5, 1.2万, 约500, 500余, 12% are all understood; "
        "no formulas.",
    ),
    Reason(
        "准确程度、实际/预计、时期、范围已按最常见的情形预填，与原文不符的请改选。原文写“约”选“约”，"
        "“近”选“近”，“余、多、超、以上”选“以上”，“以内、不超过”选“以下”；预计数、预算数选“预计”。",
        "Exactness, status, period and scope hold what is most common: change them where the text says otherwise. "
        "About, nearly, more than (at least), within (at most); forecasts and budgets are estimates.",
    ),
    Reason(
        "时期：全年为1月1日至12月31日；上半年为1月1日至6月30日；截至年末为12月31日；截至某日、累计填止日；"
        "其他填起止日期；原文没有写的选“原文未写”，按发布日期计。",
        "Period: full year is 1 January to 31 December, first half ends on 30 June, at year end is 31 December; "
        "on a date and cumulative need the end, other dates both; not stated is dated to the publication.",
    ),
    Reason(
        "范围不是全区的，写明是哪个部门、片区或站点。",
        "Where a figure is not of the whole district, name the department, area or site.",
    ),
    Reason(
        "原文写法必填：照抄原文中带这个数的几个字，最多30字，让审核的人找得到。",
        "The wording is required: the words of the text that carry the figure, at most 30 characters, so that "
        "whoever reviews it finds the place.",
    ),
    Reason(
        "同一指标有两个数，或要填其他指标的，用“数据”表末尾的空行，先选指标。",
        "For a second figure of a metric, or one of another metric, use the rows at the end and choose the metric.",
    ),
    Reason(
        "“上次数据”仅供对照，不会被读入，也不要照抄。",
        "The last known figure is for orientation only; it is not read, and not to be copied.",
    ),
    Reason(
        "用 Excel、WPS 表格或 LibreOffice 填写，存为 .xlsx 后交回。有误之处会逐格指出；填写的数经审核后才发布。",
        "Fill it in with Excel, WPS or LibreOffice and hand back the .xlsx file. What is wrong is named cell by cell; "
        "figures are reviewed before they are published.",
    ),
)
