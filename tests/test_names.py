"""Names in code are terms of the field: no metaphor, and nothing is named after what somebody did with it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("pages", "reports", "charts", "views", "intake", "queries", "data", "locales", "tests")
FILES = [ROOT / "app.py", *(path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py")))]
#: Parameters, coverage, conflicts, temporary paths, presentations and worker pools are called so.
VAGUE = {
    *("asked", "held", "told", "spoken", "promised", "promises", "gone", "takeaway"),
    *(
        "house",
        "rooms",
        "desk",
        "tongue",
        "stage",
        "shop",
        "workshop",
        "holding",
        "holdings",
        "twin",
        "twins",
        "aside",
    ),
}


def _names(tree: ast.AST) -> Iterator[str]:
    """Functions (tests are sentences), classes, parameters, variables and attributes that a file defines."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if not name.startswith("test_"):
                yield name
            case ast.ClassDef(name=name) | ast.arg(arg=name) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


def test_names_are_terms() -> None:
    vague = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in FILES
        for name in _names(ast.parse(path.read_text("utf-8")))
        if set(name.lower().split("_")) & VAGUE
    }
    assert vague == set()
