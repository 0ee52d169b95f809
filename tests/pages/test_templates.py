"""HTML of the pages stands in templates, which escape: no Python of the pages writes or escapes any."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes

from locales import LANGUAGES
from pages.shared.templates import FOLDER, environment, render
from tests.pages.reader import ROOT

SOURCES = sorted((ROOT / "pages").rglob("*.py"))
TEMPLATES = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.html"))
#: An element that begins or ends.
ELEMENT = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?>")
#: What looks for elements in Streamlit's page and in ours, and writes none.
PATTERNS = {
    "pages/shared/table_rows.py": {"<(?P<name>tr|td|th)(?P<given>(?: [^>]*)?)>"},
    "pages/shared/document.py": {r"<script>(.*?)</script>"},
    "pages/shared/streamlit_internals.py": {
        "(?<=<noscript>).*?(?=</noscript>)",
        "(?<=<title>)Streamlit(?=</title>)",
        r"<link\s+rel=\"preload\".*?/>",
        r"<link\s+rel=\"service-desc\".*?/>",
        "(?=</head>)",
        '(?<=<html lang=")en(?=">)',
    },
}


def _texts(tree: ast.AST) -> Iterator[str]:
    """All literals but docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_there_are_pages_and_templates() -> None:
    assert len(SOURCES) > 50
    assert len(TEMPLATES) > 30


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_python_of_the_pages_holds_markup(path: Path) -> None:
    source = path.read_text("utf-8")
    allowed = PATTERNS.get(path.relative_to(ROOT).as_posix(), set())
    assert [t for t in _texts(ast.parse(source)) if ELEMENT.search(t) and t not in allowed] == []
    assert not re.search(r"from html import|import html\b|\bescape\(", source), "templates escape"


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_lets_anything_in_unescaped(name: str) -> None:
    made = environment("zh", False)
    tree = made.parse((FOLDER / name).read_text("utf-8"))
    filters = {f.name for f in tree.find_all(nodes.Filter)}
    assert not filters & {"safe", "forceescape"}
    assert not list(tree.find_all((nodes.MarkSafe, nodes.ScopedEvalContextModifier)))
    for code in LANGUAGES:
        environment(code, True).get_template(name)


@pytest.mark.parametrize("kind", ["small", "notice", "warning", "status"])
def test_what_is_given_is_escaped(kind: str) -> None:
    text = "<script>alert('x')</script> & \"y\""
    html = render("shared/message.html", "zh", kind=kind, text=text)
    assert "<script" not in html
    assert "&lt;script&gt;" in html and "&amp;" in html
