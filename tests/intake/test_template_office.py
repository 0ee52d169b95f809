"""A filled workbook saved anew by LibreOffice says the same; where LibreOffice is not there this is left out."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from intake.template.read import is_template, read_template
from queries.store import Store
from tests.intake.filled_workbooks import column, figure, filled, put, workbook

SOFFICE = shutil.which("soffice")
CHOSEN = "一般公共预算收入 General public budget revenue"


def saved_anew(content: bytes, folder: Path, ending: str = "xlsx") -> bytes:
    """Return a workbook as LibreOffice saves it; skip where it has no spreadsheets."""
    source, out = folder / "filled.xlsx", folder / "out"
    source.write_bytes(content)
    command = [
        str(SOFFICE),
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        ending,
        "--outdir",
        str(out),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    made = out / f"filled.{ending}"
    if not made.exists():
        pytest.skip(f"LibreOffice Calc is not installed: {done.stderr.strip()[-100:]}")
    return made.read_bytes()


def fill(sheet: Any) -> None:
    figure(sheet, "penalties", "500余", "处罚500余件", section="二、（一）")
    figure(sheet, "inspections", 88, "检查88次", period="其他", start="2024-01-01", end="2024-11-30")
    figure(sheet, "inspections_growth", "5.10", "增长5.1%")
    figure(sheet, "enforcement_officers", "１．２万", "执法人员1.2万名")
    figure(sheet, "enforcement_bodies", "三十", "执法主体三十个")
    free = max(row[0].row for row in sheet.iter_rows(max_col=1) if row[0].value == "#") + 1
    put(
        sheet,
        free,
        metric=CHOSEN,
        value="60.09",
        period="全年",
        document="D1",
        as_written="完成60.09亿元",
    )


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_by_libreoffice_it_says_the_same(intake_store: Store, language: str, tmp_path: Path) -> None:
    content = filled(intake_store, fill, language)
    before, again = read_template(content), saved_anew(content, tmp_path)
    after = read_template(again)
    assert is_template(again)
    assert len(before.proposals) == 5
    assert after.proposals == before.proposals
    assert after.documents == before.documents
    assert after.faults == before.faults
    assert len(after.faults) == 1
    assert after.document.text == before.document.text


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_the_unit_of_a_chosen_metric_is_shown(intake_store: Store, tmp_path: Path) -> None:
    content = filled(intake_store, fill)
    free = row_of_metric(workbook(content), CHOSEN)
    shown = openpyxl.load_workbook(io.BytesIO(saved_anew(content, tmp_path)), data_only=True)["数据"]
    assert shown.cell(free, column("unit")).value == "亿元\n100 million yuan"
    assert shown.cell(free, column("definition")).value


def row_of_metric(book: Any, name: str) -> int:
    return next(row[0].row for row in book["数据"].iter_rows() if row[column("metric") - 1].value == name)
