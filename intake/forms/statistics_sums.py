"""The sums of a table of enforcement statistics: of the kinds in each row, and of the offices in each column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from intake.forms.sums import Sum


class StatisticsRow(NamedTuple):
    """The figures of an office: their paths by role and label."""

    office: str
    is_total: bool
    paths: dict[tuple[str, str], str]

    def of_role(self, role: str) -> tuple[str, ...]:
        """Return the paths of a role, in the order of the table."""
        return tuple(path for (found, _), path in self.paths.items() if found == role)


def sums_of_rows(name: str, rows: Sequence[StatisticsRow]) -> Iterator[Sum]:
    """Yield the sums that such a table promises: 合计 of the kinds, both procedures together, 合计 of the offices."""
    for row in rows:
        total, parts, procedures = row.of_role("total"), row.of_role("part"), row.of_role("procedure")
        if total and len(parts) > 1:
            yield Sum(_name(name, "合计=各种类之和", row.office), total, parts)
        if total and len(procedures) == 2:
            yield Sum(_name(name, "合计=简易程序+普通程序", row.office), total, procedures)
    offices = [row for row in rows if not row.is_total and row.office]
    for whole in rows:
        if whole.is_total and offices:
            for key, path in whole.paths.items():
                parts = tuple(row.paths[key] for row in offices if key in row.paths)
                yield Sum(_name(name, "合计=各单位之和", key[1]), (path,), parts)


def _name(table: str, rule: str, of: str) -> str:
    return "/".join(filter(None, (table, rule, of)))
