"""Cells of a figure that follow from others: nobody shall type a value three times."""

from __future__ import annotations

from data.workspace.merging import Cells


def derived(table: str, cells: Cells) -> Cells:
    """Return the cells of a row with those that the contracts let be nothing else."""
    return _figure(cells) if table == "observations" else cells


def _figure(cells: Cells) -> Cells:
    found = dict(cells)
    value, qualifier = found.get("value", ""), found.get("qualifier", "")
    if qualifier == "exact":
        found["value_low"] = found["value_high"] = value
    elif qualifier == "at_least":
        found["value_low"] = value
        found["value_high"] = found.get("value_high", "") if _is_whole(found.get("value_high", "")) else ""
    elif qualifier == "at_most":
        found["value_high"] = value
    if not found.get("period_end"):
        found["period_end"] = _end(found.get("period_basis", ""), found.get("period_start", ""))
    return found


def _end(basis: str, start: str) -> str:
    if basis in ("as_of", "as_published"):
        return start
    return f"{start[:4]}-12-31" if basis == "year" and start[4:] == "-01-01" else ""


def _is_whole(text: str) -> bool:
    """Whether a number is a hundred: a share that is at least something is at most that."""
    return text.partition(".")[0] == "100" and not text.partition(".")[2].strip("0")
