"""Copies of the real facts, and a way to change single cells of them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data.settings import PACKAGE_FOLDER


class Folder:
    """A copy of the CSV files that a test may break."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def file(self, table: str) -> Path:
        return self.path / f"{table}.csv"

    def rows(self, table: str) -> list[dict[str, str]]:
        with self.file(table).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def header(self, table: str) -> list[str]:
        with self.file(table).open(encoding="utf-8", newline="") as file:
            return next(csv.reader(file))

    def write(self, table: str, rows: list[dict[str, str]], header: list[str] | None = None) -> None:
        header = header or self.header(table)
        with self.file(table).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, lineterminator="\n", extrasaction="ignore", restval="")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, table: str, where: Callable[[dict[str, str]], bool] | int, **cells: str) -> int:
        """Change cells of the first row that fits (or the row of that index); which line is it on?"""
        rows = self.rows(table)
        index = where if isinstance(where, int) else next(i for i, row in enumerate(rows) if where(row))
        rows[index].update(cells)
        self.write(table, rows)
        return index % len(rows) + 2

    def append(self, table: str, **cells: str) -> int:
        rows = [*self.rows(table), cells]
        self.write(table, rows)
        return len(rows) + 1


@pytest.fixture
def facts(tmp_path: Path) -> Folder:
    return Folder(copied(tmp_path / "facts"))


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "STORE", "BOUNDARIES", "MAP_APPROVAL", "TODAY", "TIMEZONE"):
        monkeypatch.delenv(f"QUJIAN_{name}", raising=False)


def copied(target: Path) -> Path:
    """A new folder with a copy of the shipped facts."""
    target.mkdir()
    for source in PACKAGE_FOLDER.glob("*.csv"):
        shutil.copyfile(source, target / source.name)
    return target
