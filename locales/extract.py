"""Which texts the interface has: finds `gettext` and `ngettext` calls in Python source and in HTML templates.

Used by `python -m locales` and, through babel.cfg's module name, by any gettext tool.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO, Any

from jinja2 import Environment, nodes

#: (line, function name, message or (singular, plural), comments): what Babel expects of an extractor.
Extract = tuple[int, str, str | tuple[str, ...], list[str]]
FUNCTIONS = {"gettext": 1, "ngettext": 2}
PACKAGES = ("pages", "reports", "charts", "views")


def extract(
    fileobj: IO[bytes], _keywords: Collection[str], _tags: Collection[str], _options: Any
) -> Iterator[Extract]:
    """The texts of one source file."""
    for node in ast.walk(ast.parse(fileobj.read())):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name = node.func.attr
        first = node.args[: FUNCTIONS.get(name, 0)]
        texts = [a.value for a in first if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if texts and len(texts) == FUNCTIONS[name]:
            yield node.lineno, name, texts[0] if len(texts) == 1 else tuple(texts), []


def extract_template(
    fileobj: IO[bytes], _keywords: Collection[str], _tags: Collection[str], _options: Any
) -> Iterator[Extract]:
    """The texts of one template."""
    for node in Environment(autoescape=True).parse(fileobj.read().decode()).find_all(nodes.Call):
        name = getattr(node.node, "name", "")
        first = node.args[: FUNCTIONS.get(name, 0)]
        texts = [a.value for a in first if isinstance(a, nodes.Const) and isinstance(a.value, str)]
        if texts and len(texts) == FUNCTIONS[name]:
            yield node.lineno, name, texts[0] if len(texts) == 1 else tuple(texts), []


#: The end of a file's name → what reads it.
EXTRACTORS = {".py": extract, ".html": extract_template}


def messages(root: Path) -> set[str | tuple[str, ...]]:
    """All texts of the packages below a folder."""
    texts = set()
    for package in PACKAGES:
        for path in sorted(p for p in (root / package).rglob("*") if p.suffix in EXTRACTORS):
            with path.open("rb") as file:
                texts |= {message for _, _, message, _ in EXTRACTORS[path.suffix](file, (), (), None)}
    return texts
