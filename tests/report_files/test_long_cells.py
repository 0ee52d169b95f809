"""A text longer than a cell of a spreadsheet may be is cut where one sees it, and never lost."""

from __future__ import annotations

import io

import openpyxl
import pytest

from reports.write.row_sheet import LONGEST_CELL
from reports.write.workbook import workbook_bytes


@pytest.mark.parametrize("length", [LONGEST_CELL, LONGEST_CELL + 1, 100_000])
def test_a_long_text_is_cut_and_says_so(length: int) -> None:
    content = workbook_bytes("notes", ["id", "note"], [["a", "长" * length]], "1", "2026-11-22")
    shown = openpyxl.load_workbook(io.BytesIO(content))["notes"]["B2"].value
    assert len(shown) == LONGEST_CELL
    assert shown.startswith("长长") and shown.endswith("…") == (length > LONGEST_CELL)
