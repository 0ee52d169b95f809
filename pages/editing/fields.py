"""The form of a row, made from the contract of its table: a field a column, which knows what it may hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from data.columns import Column, Table
from data.workspace.merging import Cells
from locales import Words
from pages.editing.options import Option, Relations
from views.row_codes import code_name
from views.row_labels import column_label, meaning

Control = Literal["known", "text", "area", "number", "date", "select", "listed", "ticks", "several"]
#: So many rows stand in a list to choose from; of more the identifier is typed, and the browser offers what fits.
MOST_OPTIONS = 600
#: Of so few rows each has a box to tick.
MOST_TICKS = 20
#: So many empty places there are for further rows of a list.
SPARE = 2
#: Columns of sentences rather than names.
SENTENCES = ("definition", "question", "summary", "text", "note", "tolerance_note")
#: The order of fields where it is not that of the file: what a figure says first, then where it stands.
ORDERS: Mapping[str, tuple[str, ...]] = {
    "observations": (
        *("district_id", "metric_id", "value", "qualifier", "value_low", "value_high"),
        *("period_basis", "period_start", "period_end", "status", "document_id", "as_written", "scope"),
        *("scope_name_zh", "scope_name_en", "section", "note_zh", "note_en"),
    )
}
#: Cells that follow from others where a figure is exact.
OF_EXACT = ("value_low", "value_high")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII)


class Field(NamedTuple):
    """One column in a form: what it is called and means, how it is filled in, what is in it and what is wrong."""

    column: Column
    label: str
    hint: str
    control: Control
    values: tuple[str, ...]
    options: tuple[Option, ...]
    faults: tuple[str, ...]

    @property
    def value(self) -> str:
        """The only value of a field that has one; '' where it is empty."""
        return self.values[0] if self.values else ""

    @property
    def groups(self) -> dict[str, list[Option]]:
        """What may be chosen by its group, in the order of the options."""
        found: dict[str, list[Option]] = {}
        for option in self.options:
            found.setdefault(option.group, []).append(option)
        return found


class Form(NamedTuple):
    """The fields of a row: those to be filled in, and those that may stay empty."""

    fields: tuple[Field, ...]
    more: tuple[Field, ...]

    @property
    def is_open(self) -> bool:
        """Whether something is wrong with a field that is folded away."""
        return any(field.faults for field in self.more)


def form_of(
    words: Words,
    table: Table,
    cells: Cells,
    relations: Relations,
    faults: Mapping[str, Sequence[str]],
    *,
    is_new: bool,
) -> Form:
    """Return the form of a row with these cells; `faults` are what is wrong, by column. A known row keeps its key."""
    fields = [
        _field(words, table, column, cells, relations, faults, is_new=is_new) for column in _ordered(table)
    ]
    is_more = [_is_more(table, field, cells, is_new=is_new) for field in fields]
    return Form(
        tuple(f for f, more in zip(fields, is_more, strict=True) if not more),
        tuple(f for f, more in zip(fields, is_more, strict=True) if more),
    )


def cells_of(table: Table, sent: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a row from the fields of a form; what was not sent is empty."""
    return {column.name: _cell(column, sent) for column in table.columns}


def _cell(column: Column, sent: Mapping[str, str]) -> str:
    if column.kind == "references":
        return ";".join(dict.fromkeys(_several(column.name, sent)))
    return sent.get(column.name, "").replace("\r\n", "\n").strip()


def _several(name: str, sent: Mapping[str, str]) -> Iterable[str]:
    """The identifiers of a list, each sent under a number of its own."""
    places = [(int(n), key) for key in sent if (n := key.removeprefix(f"{name}.")) != key and n.isdecimal()]
    return (text for _, key in sorted(places) for text in sent[key].replace(";", " ").split())


def _ordered(table: Table) -> list[Column]:
    """The columns as they stand in the form; an identifier, which the program proposes, comes last."""
    order = ORDERS.get(table.name, table.column_names)
    identifiers = [c for c in table.columns if _is_identifier(table, c)]
    named = [table.column(n) for n in order if n in table.column_names]
    return [c for c in named if c not in identifiers] + identifiers


def _is_identifier(table: Table, column: Column) -> bool:
    return table.key == (column.name,) and bool(column.pattern)


def _is_more(table: Table, field: Field, cells: Cells, *, is_new: bool) -> bool:
    name = field.column.name
    if field.control == "known":
        return False
    if (is_new and _is_identifier(table, field.column)) or (is_new and name == "ordinal" and not field.value):
        return True
    follows = name in OF_EXACT and cells.get("qualifier") == "exact"
    return not field.column.required and (not field.values or follows)


def _field(
    words: Words,
    table: Table,
    column: Column,
    cells: Cells,
    relations: Relations,
    faults: Mapping[str, Sequence[str]],
    *,
    is_new: bool,
) -> Field:
    cell = cells.get(column.name, "")
    values = tuple(cell.split(";")) if column.kind == "references" and cell else (cell,) if cell else ()
    options = _options(words, table, column, relations)
    control = _control(column, cell, len(options))
    if column.name in table.key and not is_new:
        control = "known"
    elif column.kind == "date":
        values = tuple(_iso(value) for value in values)
    if control in ("select", "several", "ticks"):
        options = _with_chosen(options, values, is_first=control == "ticks")
    label = column_label(words, table, column)
    found = tuple(faults.get(column.name, ()))
    hint = meaning(words, column)
    return Field(column, label, "" if hint == label else hint, control, values, options, found)


def _options(words: Words, table: Table, column: Column, relations: Relations) -> tuple[Option, ...]:
    if column.kind == "enum":
        return tuple(Option(code, _coded(words, table, column, code)) for code in column.values)
    return tuple(relations.options(column.table)) if column.table else ()


def _coded(words: Words, table: Table, column: Column, code: str) -> str:
    """The words for a code, and the code behind them: what the contracts say is wrong names codes."""
    name = code_name(words, table, column, code)
    return words.with_brackets(name, code) if code.isidentifier() and name.casefold() != code else name


def _control(column: Column, cell: str, options: int) -> Control:
    if column.kind == "references" and options <= MOST_TICKS:
        return "ticks"
    if column.kind == "references":
        return "several"
    if column.kind == "enum" or column.table:
        return "select" if options <= MOST_OPTIONS else "listed"
    if column.kind == "date":
        return "date" if not cell or _DAY.fullmatch(_iso(cell)) else "text"
    if column.kind in ("integer", "year", "decimal"):
        return "number"
    stem = column.name.removesuffix("_zh").removesuffix("_en")
    return "area" if stem in SENTENCES or "\n" in cell else "text"


def _with_chosen(
    options: tuple[Option, ...], chosen: tuple[str, ...], *, is_first: bool
) -> tuple[Option, ...]:
    """The options with what was chosen and is none of them; where the order counts, what was chosen first."""
    known = {option.value: option for option in options}
    unknown = tuple(Option(value, value) for value in chosen if value not in known)
    if not is_first:
        return (*unknown, *options)
    first = tuple(known.get(value, Option(value, value)) for value in chosen)
    return (*first, *(option for option in options if option.value not in chosen))


def _iso(text: str) -> str:
    """A date as browsers write it: 2009/1/1 is 2009-01-01."""
    slashed = _SLASHED.fullmatch(text)
    return f"{slashed[1]}-{int(slashed[2]):02d}-{int(slashed[3]):02d}" if slashed else text
