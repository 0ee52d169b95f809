"""Do the rules of states cover every case? All combinations of their conditions are few enough to be tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

from data.columns import Table
from data.violations import Reason, Violation, violation

CONDITIONS = ("evidence", "timing")
ANY = "any"


def faults(table: Table, rules: Sequence[tuple[int, dict[str, Any]]]) -> Iterator[Violation]:
    """Which case has no rule, and which rule has no case left? `rules` are lines with the values of their rows.

    Rules are tried by `ordinal`, and the first that fits decides. Nothing is said where a rule could not be read.
    """
    needed = (*CONDITIONS, "ordinal")
    if not rules or any(name not in values for _, values in rules for name in needed):
        return
    domains = [[v for v in table.column(name).values if v != ANY] for name in CONDITIONS]
    open_cases = list(product(*domains))
    for line, values in sorted(rules, key=lambda rule: int(rule[1]["ordinal"])):
        remaining = [case for case in open_cases if not _fits(values, case)]
        if len(remaining) == len(open_cases):
            yield violation(table.file, line, "ordinal", str(values["ordinal"]), _UNREACHABLE)
        open_cases = remaining
    for case in open_cases:
        named = ", ".join(f"{name}={value}" for name, value in zip(CONDITIONS, case, strict=True))
        yield violation(table.file, 0, "+".join(CONDITIONS), named, _UNCOVERED)


_UNREACHABLE = Reason(
    "前面的规则已涵盖其全部情形，这条规则永远用不上，请删去或前移",
    "is never reached: rules before it cover all its cases; delete it or move it up",
)
_UNCOVERED = Reason(
    "没有规则适用于这种情形，请补上，或在最后加一条两项均为 any 的规则",
    "has no rule: add one for this case, or a last one with any in both columns",
)


def _fits(values: dict[str, Any], case: tuple[str, ...]) -> bool:
    return all(values[name] in (ANY, value) for name, value in zip(CONDITIONS, case, strict=True))
