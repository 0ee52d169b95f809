"""Tables that are no known form: what states its unit is a figure, with the heads of its row and column."""

from __future__ import annotations

from html import escape

import pytest

from intake.document import Document
from intake.proposal import DocumentFacts, Proposal
from intake.reading import read_file
from intake.reading_of import read_document
from intake.tables import proposals_of_tables
from queries.store import Store
from tests.intake.reading_texts import OF_2024


def page(rows: list[list[str]], above: str = "行政复议案件情况见下表。") -> Document:
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    text = f"<html><meta charset=utf-8><body><h1>虚构区报告</h1><p>{above}</p><table>{body}</table></body></html>"
    return read_file(text.encode(), "a.html")


def found(
    rows: list[list[str]], above: str = "情况见下表。", facts: DocumentFacts = OF_2024
) -> list[Proposal]:
    return list(proposals_of_tables(page(rows, above), facts))


def short(proposals: list[Proposal]) -> list[tuple[str, str]]:
    return [(p.label, f"{p.value:f}{p.unit_zh}") for p in proposals]


UPRIGHT = [
    ["序号", "类别", "数量（件）", "占比"],
    ["1", "行政处罚", "96", "33.6%"],
    ["2", "投诉举报", "71", "24.8%"],
]
ON_END = [
    ["申请事项", "行政处罚", "投诉举报"],
    ["数量", "96件", "71件"],
    ["占新受理数比例", "33.6%", "24.8%"],
]


def test_a_table_upright() -> None:
    assert short(found(UPRIGHT)) == [
        ("行政处罚", "96件"),
        ("行政处罚占比", "33.6%"),
        ("投诉举报", "71件"),
        ("投诉举报占比", "24.8%"),
    ]


def test_a_table_on_end() -> None:
    assert [number for _, number in short(found(ON_END))] == ["96件", "71件", "33.6%", "24.8%"]
    assert all("行政处罚" in label or "投诉举报" in label for label, _ in short(found(ON_END)))


@pytest.mark.parametrize("above", ["表1 罚没情况（单位：万元）", "单位：万元"])
def test_the_unit_may_stand_above_the_table(above: str) -> None:
    assert short(found([["单位", "罚没金额"], ["城管局", "1,203.5"]], above)) == [
        ("城管局罚没金额", "1203.5万元")
    ]


def test_what_states_no_unit_or_is_no_figure_is_not_offered() -> None:
    assert not found([["单位", "电话", "数量"], ["城管局", "66001234", "12"]])
    assert not found([["年份", "编号（件）"], ["2023", "12"]])


def test_a_year_above_a_column_is_the_period_of_its_figures() -> None:
    rows = [["指标", "2023年", "2024年"], ["行政复议收案（件）", "30", "42"]]
    assert [(f"{p.value:f}", p.period.end) for p in found(rows)] == [
        ("30", "2023-12-31"),
        ("42", "2024-12-31"),
    ]


def test_a_figure_is_a_place_of_the_text() -> None:
    document = page(UPRIGHT)
    proposals = proposals_of_tables(document, OF_2024)
    assert len(proposals) == 4
    for proposal in proposals:
        written = document.text[proposal.char_start : proposal.char_end]
        assert written == f"{proposal.value:f}" + ("%" if proposal.unit_zh == "%" else "")
        assert document.address_at(proposal.char_start) == proposal.place
        assert proposal.as_written.endswith(f" | {written}")


def test_targets_of_a_report_are_no_facts() -> None:
    rows = [["项目", "示范点（个）"], ["全区", "20"]]
    assert found(rows, "情况如下。")
    assert not found(rows, "</p><h2>二、下一步工作打算</h2><p>任务如下。")


def test_a_list_is_said_to_be_none_of_a_report(intake_store: Store) -> None:
    rows = [["企业", "罚款（万元）"], *([f"企业{n}号店", str(n)] for n in range(401))]
    reading = read_document(page(rows), intake_store, OF_2024)
    assert not reading.proposals
    assert [check.name for check in reading.checks] == ["table:too_large"]


def test_rows_of_offices_are_theirs_and_asked() -> None:
    rows = [["单位", "行政处罚（件）"], ["城市管理局", "12"], ["梅园街道", "3"], ["合计", "15"]]
    read = found(rows)
    assert [(p.scope, p.scope_name_zh) for p in read] == [
        ("department", "城市管理局"),
        ("area", "梅园街道"),
        ("district", ""),
    ]
    assert [len(p.warnings) for p in read] == [2, 2, 1]
