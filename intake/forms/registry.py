"""The forms that are known, read from the CSV files beside this module: their cells, their labels, their sums."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from intake.forms.labels import label_key

FOLDER = Path(__file__).parent / "national"

FormPeriod = Literal["year", "year_end", "last_year_end"]


class FormCell(NamedTuple):
    """A cell of a form as its template has it; paths of labels are joined by `/`, outermost first."""

    path: str
    table: str
    block: str
    row: str
    column: str
    metric_id: str
    unit_zh: str
    period: FormPeriod
    note: str

    @property
    def row_key(self) -> str:
        """Return the labels of its row, as they are compared."""
        return keys_of(self.row)

    @property
    def column_key(self) -> str:
        """Return the labels of its column with those of its block, as they are compared."""
        return keys_of(f"{self.block}/{self.column}")

    @property
    def row_leaf(self) -> str:
        """Return the innermost label of its row."""
        return label_key(self.row.rsplit("/", 1)[-1])

    @property
    def column_leaf(self) -> str:
        """Return the innermost label of its column."""
        return label_key(_leaf(self.column))


class SumRule(NamedTuple):
    """`left` and `right` come to the same; each is of paths joined by ` + `, and `…/*` is all below a label.

    What `over` names is kept: `column` asks it of the rows of each column, `row` of the columns of each row,
    `block` of the columns of each block.
    """

    table: str
    over: Literal["row", "column", "block"]
    left: str
    right: str


class Form(NamedTuple):
    """A form: its cells, and the sums that hold between them."""

    form_id: str
    name_zh: str
    name_en: str
    first_year: int
    last_year: int
    cells: tuple[FormCell, ...]
    sums: tuple[SumRule, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        """Return the titles of its tables, in their order."""
        return tuple(dict.fromkeys(cell.table for cell in self.cells))


class Vocabulary:
    """The labels of a form, for telling a label from a figure."""

    def __init__(self, form: Form) -> None:
        self._all = {key for cell in form.cells for key in (cell.row_key, cell.column_key) if key}
        self._leaves = {
            key for cell in form.cells for key in (cell.row_leaf, cell.column_leaf) if len(key) > 2
        }

    @cached_property
    def _text(self) -> str:
        return "\n".join(sorted(self._all))

    def knows(self, key: str) -> bool:
        """Return whether a normalised text is a label of the form, or part of one."""
        return bool(key) and (key in self._text or any(leaf in key for leaf in self._leaves))


def keys_of(path: str) -> str:
    """Return the labels of a path run together, as they are compared."""
    return "".join(label_key(label) for label in _labels(path))


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """Return the forms whose every cell is known."""
    return tuple(_form(row) for row in rows_of("forms"))


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the CSV files."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=8)
def vocabulary(form: Form) -> Vocabulary:
    """Return the labels of a form."""
    return Vocabulary(form)


def _form(row: dict[str, str]) -> Form:
    form_id = row["form_id"]
    sums = (rule for rule in rows_of("sums") if rule.pop("form_id") == form_id)
    return Form(
        form_id,
        row["name_zh"],
        row["name_en"],
        int(row["first_year"]),
        int(row["last_year"] or 9999),
        tuple(FormCell(**cell) for cell in rows_of(form_id)),  # type: ignore[arg-type]
        tuple(SumRule(**rule) for rule in sums),  # type: ignore[arg-type]
    )


def _labels(path: str) -> Iterator[str]:
    # 本年增/减 is one label.
    yield from (part.replace("\0", "/") for part in path.replace("增/减", "增\0减").split("/"))


def _leaf(path: str) -> str:
    return list(_labels(path))[-1]
