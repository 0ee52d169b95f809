"""Who may look at the clock: the edge asks which day it is, once, and hands the day down."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("pages", "reports", "charts", "views", "queries", "data", "locales")
#: Where requests, visits and commands come in, and the start, which refuses a setting that is no date.
EDGE = {
    "app.py",
    "pages/api/responses.py",
    "pages/editing/deciding.py",
    "pages/intake_pages/sending.py",
    "pages/shared/page_context.py",
    "pages/meeting/answers.py",
    "pages/meeting/work.py",
    "reports/__main__.py",
}
#: The setting itself; the build, which notes when it was and what is old; the workspace, which dates what happens.
CLOCKS = {"data/settings.py", "data/store.py", "data/workspace/database.py"}
READINGS = {"today", "now", "utcnow", "localtime", "gmtime", "ctime", "strftime", "time"}
MODULES = {"date", "datetime", "dt", "time"}


def _sources() -> Iterator[tuple[str, ast.AST]]:
    for path in (ROOT / "app.py", *(p for folder in PACKAGES for p in (ROOT / folder).rglob("*.py"))):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_only_the_edge_asks_which_day_it_is() -> None:
    asking = {
        path
        for path, tree in _sources()
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and node.module == "data.settings" and "today" in _names(node))
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "settings.today")
    }
    assert asking == EDGE


def test_nobody_reads_the_clock_of_the_server() -> None:
    reading = {
        path
        for path, tree in _sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in READINGS
        and ast.unparse(node.func.value).rpartition(".")[2] in MODULES
    }
    assert reading == CLOCKS


def _names(node: ast.ImportFrom) -> set[str]:
    return {alias.name for alias in node.names}
