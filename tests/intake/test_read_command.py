"""`python -m intake read`: what scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from intake.__main__ import main
from intake.exchange import filled_data, filled_from
from intake.template.read import read_template
from queries.store import Store
from tests.intake import filled_forms
from tests.intake.filled_workbooks import figure, filled
from tests.intake.invented_texts import ENFORCEMENT

KEYS = {
    "value",
    "value_low",
    "value_high",
    "unit_zh",
    "qualifier",
    "status",
    "period_start",
    "period_end",
    "period_basis",
    "scope",
    "scope_name_zh",
    "metric_ids",
    "as_written",
    "place",
    "char_start",
    "char_end",
    "form",
    "checks",
}


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(ENFORCEMENT, encoding="utf-8")
    return path


def test_json_has_the_promised_keys_and_right_offsets(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(report), "--district", "hexi", "--year", "2024", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 13
    assert all(set(row) >= KEYS for row in rows)
    first = next(row for row in rows if row["value"] == 42)
    assert ENFORCEMENT[first["char_start"] : first["char_end"]] == "42 起"
    assert first["metric_ids"][0] == "penalties"
    assert first["form"] == {"id": "enforcement_report", "path": "行政处罚"}
    assert {row["file"] for row in rows} == {str(report)}


def test_a_text_in_gb18030_reads_the_same(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(report), "--json"]) == 0
    expected = capsys.readouterr().out
    report.write_bytes(ENFORCEMENT.encode("gb18030"))
    assert main(["read", str(report), "--json"]) == 0
    assert capsys.readouterr().out == expected


def test_a_table_names_the_figures(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(report)]) == 0
    out = capsys.readouterr().out
    assert "4,512 次" in out
    assert "2024-12-25" in out


def test_one_unreadable_file_is_named_and_the_others_are_read(
    report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(report.parent / "none.txt"), str(report)]) == 0
    assert "none.txt" in capsys.readouterr().err


def test_nothing_readable_is_1_and_both_languages_say_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert main(["read", str(empty), "--json"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out) == []
    assert "/" in captured.err


@pytest.mark.parametrize("options", [["--district", "nowhere"], ["--year", "soon"], ["--kind", "poem"]])
def test_wrong_use_is_2(report: Path, options: list[str]) -> None:
    try:
        code = main(["read", str(report), *options])
    except SystemExit as error:
        code = int(str(error.code))
    assert code == 2


def _fill(sheet: Any) -> None:
    figure(sheet, "penalties", 77, "处罚77件")
    figure(sheet, "enforcement_duty_rate", 101, "履职率101%")


def test_a_filled_workbook_gives_its_figures_and_names_its_faults(
    intake_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "返回.xlsx"
    path.write_bytes(filled(intake_store, _fill))
    assert main(["read", str(path), "--json"]) == 0
    out, err = capsys.readouterr()
    (row,) = json.loads(out)
    assert set(row) >= KEYS
    assert (row["value"], row["metric_ids"], row["period_end"]) == (77, ["penalties"], "2024-12-31")
    (fault,) = err.splitlines()
    assert fault.startswith(str(path)) and "!" in fault and " / " in fault


def test_a_filled_workbook_travels_whole_between_processes(intake_store: Store) -> None:
    found = read_template(filled(intake_store, _fill), "返回.xlsx")
    assert found.faults and found.documents and found.proposals
    assert filled_from(json.loads(json.dumps(filled_data(found)))) == found


def test_what_is_not_read_in_a_file_is_said_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "年报.docx"
    form = filled_forms.html("disclosure_2021", 2024, filled_forms.made("disclosure_2021")).decode()
    last = form.rindex("<table>")
    path.write_bytes(form[:last].encode())
    assert main(["read", str(path), "--json"]) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)) > 100
    ending, missing = err.splitlines()
    assert "网页" in ending and "不作零处理" in missing and all(" / " in line for line in (ending, missing))
