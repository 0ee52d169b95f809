"""Enforcement: tables of statistics with varying columns, and the yearly report in prose. All numbers are made up."""

from __future__ import annotations

from decimal import Decimal

from intake.forms import FormsReading, proposals_of_forms
from intake.forms.enforcement_report import items
from intake.forms.registry import rows_of
from intake.proposal import DocumentFacts, Proposal
from intake.reading import read_file, read_text
from tests.intake.test_forms_disclosure import FOLDER

REPORT = """虚构区2024年度行政执法工作报告（测试用，数字均为虚构）

一、总体情况

全区共有行政执法主体61个，持证执法人员1702名（不含公安和消防），其中一线执法903名。新领取执法证88人，注销执法证41人。

全区共开展行政检查20461次，实施行政处罚3100起，其中简易程序1200起，普通程序1900起。制定行政检查计划415个。

办理行政处罚案件3100件，其中区属委办局行政处罚2000件，各街道办事处行政处罚1100件。
"""


def reading(content: str | bytes, facts: DocumentFacts | None = None) -> FormsReading:
    document = read_text(content) if isinstance(content, str) else read_file(content, "a.html")
    return proposals_of_forms(document, facts or DocumentFacts(district_id="hexi", report_year=2024))


def table(rows: list[str]) -> bytes:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f'<html><head><meta charset="utf-8"></head><body><p>表一</p><table>{body}</table></body></html>'.encode()


def cells(*texts: object) -> str:
    return "".join(f"<td>{text}</td>" for text in texts)


HEAD = (
    "<td rowspan=2>序号</td><td rowspan=2>单位名称</td><td colspan=4>行政处罚实施数量（宗）</td>"
    "<td rowspan=2>罚没金额<br>（万元）</td><td rowspan=2>备注</td>"
)
PENALTIES = [
    HEAD,
    cells("警 告", "罚款", "没收违法所得、没收非法财物", "合计（宗）"),
    cells(1, "甲局（虚构）", 3, 20, "", 23, "1.5", ""),
    cells(2, "乙局（虚构）", 1, 10, 2, 13, "25000元", ""),
    "<td colspan=2>合 计</td>" + cells(4, 30, 2, 36, "4", ""),
]


def by_path(found: FormsReading) -> dict[str, Proposal]:
    return {proposal.form: proposal for proposal in found.proposals}


def test_a_table_of_penalties_by_its_labels() -> None:
    found = reading(table(PENALTIES))
    figures = by_path(found)
    total = figures["enforcement_statistics:行政处罚/合计/合计"]
    assert (total.value, total.unit_zh, total.scope, total.metric_ids) == (
        36,
        "宗",
        "district",
        ("penalties",),
    )
    office = figures["enforcement_statistics:行政处罚/甲局（虚构）/罚款"]
    assert (office.value, office.scope, office.scope_name_zh) == (20, "department", "甲局（虚构）")
    assert figures["enforcement_statistics:行政处罚/甲局（虚构）/罚没金额"].unit_zh == "万元"
    assert figures["enforcement_statistics:行政处罚/乙局（虚构）/罚没金额"].unit_zh == "元"
    assert "enforcement_statistics:行政处罚/甲局（虚构）/没收违法所得、没收非法财物" not in figures


def test_columns_in_another_order_with_others_between() -> None:
    rows = [
        cells("单位", "合计", "警告", "罚款", "行政拘留", "简易程序", "一般程序"),
        cells("甲局（虚构）", 9, 2, 3, 4, 5, 4),
    ]
    found = reading(table(rows))
    values = {path.rsplit("/", 1)[-1]: proposal.value for path, proposal in by_path(found).items()}
    assert values == {"合计": 9, "警告": 2, "罚款": 3, "行政拘留": 4, "简易程序": 5, "普通程序": 4}
    assert {check.conclusion for check in found.checks} == {"holds"}
    assert {proposal.scope for proposal in found.proposals} == {"district"}


def test_a_table_on_end() -> None:
    rows = [cells("申请数量", 12), cells("受理数量", 11), cells("许可数量", 10), cells("不予许可数量", 1)]
    figures = by_path(reading(table(rows)))
    assert [p.metric_ids[0] for p in figures.values()] == [
        "licence_applications",
        "licence_applications_accepted",
        "licences_granted",
        "licences_refused",
    ]


def test_the_total_of_kinds_and_of_offices_is_asked() -> None:
    assert {check.conclusion for check in reading(table(PENALTIES)).checks} == {"holds"}
    wrong = [*PENALTIES[:-1], PENALTIES[-1].replace("<td>36</td>", "<td>63</td>")]
    blamed = [check for check in reading(table(wrong)).checks if check.conclusion == "source_wrong"]
    assert len(blamed) == 2
    assert all("行政处罚/合计/合计" in check.text.zh for check in blamed)


def test_a_period_that_is_no_year_is_that_of_the_table() -> None:
    facts = DocumentFacts(report_year=2024, period_start="2024-07-01", period_end="2024-09-30")
    assert {p.period.basis for p in reading(table(PENALTIES), facts).proposals} == {"part_year"}


def test_items_of_the_report_have_their_metrics() -> None:
    found = {p.form: p for p in reading(REPORT).proposals if p.scope == "district"}
    values = {form.split(":")[1]: (p.value, p.metric_ids[0], p.period.basis) for form, p in found.items()}
    assert values == {
        "行政执法主体": (61, "enforcement_bodies", "as_of"),
        "持证执法人员": (1702, "enforcement_officers", "as_of"),
        "一线执法人员": (903, "enforcement_frontline_officers", "as_of"),
        "新领取执法证": (88, "enforcement_certificates_issued", "year"),
        "注销执法证": (41, "enforcement_certificates_cancelled", "year"),
        "行政检查": (20461, "inspections", "year"),
        "行政处罚": (3100, "penalties", "year"),
        "行政处罚/简易程序": (1200, "penalties_summary", "year"),
        "行政处罚/普通程序": (1900, "penalties_ordinary", "year"),
        "行政检查计划": (415, "inspection_plans", "year"),
    }
    assert "不含公安和消防" in found["enforcement_report:持证执法人员"].warnings[-1].zh
    assert not any("不含" in warning.zh for warning in found["enforcement_report:行政执法主体"].warnings)


def test_totals_of_departments_and_of_streets_are_no_totals_of_the_district() -> None:
    parts = [(p.scope, p.scope_name_zh, p.value) for p in reading(REPORT).proposals if p.scope != "district"]
    assert parts == [("department", "区属委办局", 2000), ("area", "各街道办事处", 1100)]


def test_sums_of_the_report() -> None:
    assert {check.conclusion for check in reading(REPORT).checks} == {"holds"}
    assert len(reading(REPORT).checks) == 2
    wrong = reading(REPORT.replace("1900起", "1800起").replace("1100件", "1000件"))
    assert {check.conclusion for check in wrong.checks} == {"cannot_tell"}


def test_up_to_a_day_is_not_a_year_and_other_units_are_told() -> None:
    text = REPORT + "\n截至12月25日，行政检查案件74起，责令改正5次。\n"
    (found,) = [p for p in reading(text).proposals if p.value == Decimal(74)]
    assert (found.period.start, found.period.end, found.period.basis) == (
        "2024-01-01",
        "2024-12-25",
        "part_year",
    )
    assert "按“起”计。" in [warning.zh for warning in found.warnings]


def test_only_what_the_form_gave_is_covered() -> None:
    found = reading(REPORT)
    place = REPORT.index("20461")
    assert found.covers(place, place + 5)
    assert not found.covers(0, 10)


def test_another_report_is_not_this_form() -> None:
    assert not reading(REPORT.replace("行政执法工作报告", "法治政府建设情况")).forms


def test_metrics_of_the_forms_exist() -> None:
    known = (FOLDER / "metrics.csv").read_text(encoding="utf-8")
    named = {item.metric_id for item in items()} | {
        row["metric_id"] for row in rows_of("enforcement_statistics")
    }
    assert not [metric for metric in named - {""} if f"\n{metric}," not in known]
