"""From the rules of a form (`sums.csv`) to the sums of its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from intake.forms.registry import Form, FormCell, SumRule
from intake.forms.sums import Sum


@lru_cache(maxsize=8)
def sums_of(form: Form) -> tuple[Sum, ...]:
    """Return every sum that a form promises; ValueError where a rule names what the form does not have."""
    return tuple(one for rule in form.sums for one in _sums(form, rule))


def _sums(form: Form, rule: SumRule) -> Iterator[Sum]:
    groups: dict[str, list[FormCell]] = {}
    for cell in form.cells:
        if cell.table == rule.table:
            groups.setdefault(_kept(cell, rule), []).append(cell)
    for kept, cells in groups.items():
        left = _paths(cells, rule.left, rule, ())
        right = _paths(cells, rule.right, rule, left)
        name = f"{form.form_id}:{rule.table[0]}/{_readable(rule)}/{kept.split('/', 1)[-1]}"
        yield Sum(name, left, right)


def _kept(cell: FormCell, rule: SumRule) -> str:
    return {"column": cell.column, "row": cell.row, "block": cell.block}[rule.over]


def _term_of(cell: FormCell, rule: SumRule) -> str:
    return cell.row if rule.over == "column" else cell.column


def _paths(cells: Sequence[FormCell], side: str, rule: SumRule, but: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for term in side.split(" + "):
        stem = term.removesuffix("*") if term.endswith("/*") else None
        matching = [
            cell.path
            for cell in cells
            if (_term_of(cell, rule).startswith(stem) if stem else _term_of(cell, rule) == term)
            and cell.path not in but
        ]
        if not matching:
            raise ValueError(f"sums.csv: {term} is no label of {rule.table}")
        found += matching
    return tuple(found)


def _readable(rule: SumRule) -> str:
    def short(side: str) -> str:
        return "+".join(term.removesuffix("/*").rsplit("/", 1)[-1] for term in side.split(" + "))

    return f"{short(rule.left)}={short(rule.right)}"
