"""What is wrong with the facts, and where: one Violation a finding, in both languages."""

from __future__ import annotations

import os
import re
from bisect import bisect_left
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

    def text(self, language: str) -> str:
        """How is it said in a language?"""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, order=True)
class Violation:
    """One finding; line 0 means the file as a whole, column "" the line as a whole."""

    file: str
    line: int
    column: str
    value: str
    reason_zh: str
    reason_en: str

    @property
    def reason(self) -> Reason:
        """Why is it wrong, in both languages?"""
        return Reason(self.reason_zh, self.reason_en)

    def text(self, language: str = "en") -> str:
        """How is it said in one line, as `file:line: column: 'value': reason`?"""
        parts = [f"{self.file}:{self.line}"]
        if self.column:
            parts.append(self.column)
        if self.value:
            parts.append(repr(self.value))
        parts.append(self.reason.text(language))
        return ": ".join(parts)


class DataError(Exception):
    """The facts are broken; `violations` says everything that is wrong."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__("\n".join(violation.text() for violation in self.violations))


class Findings:
    """What is found as files are read: of each cause the first places, and at how many it stands.

    A file may have a million faults of one cause; no more room is taken than the lines that name them.
    """

    def __init__(self) -> None:
        self._causes: dict[tuple[str, str, str], _Cause] = {}

    def __bool__(self) -> bool:
        return bool(self._causes)

    def add(self, findings: Iterable[Violation]) -> None:
        """Take in findings, in any order."""
        for item in findings:
            # Lines, counts and sizes within a reason do not make it another cause.
            key = (item.file, item.column, re.sub(r"\d+", "0", item.reason_en))
            self._causes.setdefault(key, _Cause()).add(item)

    def lines(self) -> list[Violation]:
        """Return the findings by file and line, with one line for a cause that stands at many places of a column."""
        return sorted(line for cause in self._causes.values() for line in cause.lines())


class _Cause:
    """The first places of one cause in their order, and the number of all."""

    def __init__(self) -> None:
        self.first: list[Violation] = []
        self.count = 0

    def add(self, item: Violation) -> None:
        place = bisect_left(self.first, item)
        if place < len(self.first) and self.first[place] == item:
            return
        self.count += 1
        self.first.insert(place, item)
        del self.first[_SINGLE + 1 :]

    def lines(self) -> list[Violation]:
        if self.count <= _SINGLE:
            return self.first
        lines = [str(v.line) for v in self.first[:_PLACES]]
        together = replace(
            self.first[0],
            reason_zh=f"{self.first[0].reason_zh}（共{self.count}处，首见于第{'、'.join(lines)}行）",
            reason_en=f"{self.first[0].reason_en} ({self.count} places, first on lines {', '.join(lines)})",
        )
        return [together]


def violation(file: str, line: int, column: str, value: str, reason: Reason) -> Violation:
    """A finding with its value cut to what fits on a line."""
    shown = value if len(value) <= _SHOWN else value[: _SHOWN - 1] + "…"
    return Violation(file, line, column, shown, reason.zh, reason.en)
