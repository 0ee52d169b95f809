"""What is wrong with the facts, and where: one Violation a finding, in both languages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

_SHOWN = 60
#: Up to so many findings of one cause have a line each; so many places are named of more.
_SINGLE, _PLACES = 5, 5


def terminal_language() -> str:
    """In which language does the person at the terminal read? The locale says so."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


class Reason(NamedTuple):
    """Why something is wrong and how to mend it, in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, order=True)
class Violation:
    """One finding; line 0 means the file as a whole, column "" the line as a whole."""

    file: str
    line: int
    column: str
    value: str
    reason_zh: str
    reason_en: str

    def text(self, language: str = "en") -> str:
        """How is it said in one line, as `file:line: column: 'value': reason`?"""
        parts = [f"{self.file}:{self.line}"]
        if self.column:
            parts.append(self.column)
        if self.value:
            parts.append(repr(self.value))
        parts.append(self.reason_zh if language == "zh" else self.reason_en)
        return ": ".join(parts)


class DataError(Exception):
    """The facts are broken; `violations` says everything that is wrong."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__("\n".join(violation.text() for violation in self.violations))


def grouped(violations: Iterable[Violation]) -> list[Violation]:
    """The same findings, with one line for a cause found at many places of a column: how often, and where first."""
    causes: dict[tuple[str, str, str], list[Violation]] = {}
    for item in violations:
        # Lines, counts and sizes within a reason do not make it another cause.
        causes.setdefault((item.file, item.column, re.sub(r"\d+", "0", item.reason_en)), []).append(item)
    return sorted(
        line
        for members in causes.values()
        for line in ([_together(members)] if len(members) > _SINGLE else members)
    )


def _together(members: list[Violation]) -> Violation:
    lines = [str(v.line) for v in members[:_PLACES]]
    return replace(
        members[0],
        reason_zh=f"{members[0].reason_zh}（共{len(members)}处，首见于第{'、'.join(lines)}行）",
        reason_en=f"{members[0].reason_en} ({len(members)} places, first on lines {', '.join(lines)})",
    )


def violation(file: str, line: int, column: str, value: str, reason: Reason) -> Violation:
    """A finding with its value cut to what fits on a line."""
    shown = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
    return Violation(file, line, column, shown, reason.zh, reason.en)
