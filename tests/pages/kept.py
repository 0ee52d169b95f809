"""What our packages keep for all readers: every function behind a cache, found by reading the sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from pages.shared.limits import Kept
from tests.pages.reader import ROOT

PACKAGES = ("pages", "reports", "charts", "views", "queries", "data", "locales")
#: functools, cachetools, Streamlit, and our own decorator, made from that of cachetools in the module named here.
CACHES = frozenset(
    {"cache", "lru_cache", "cached_property", "cached", "cache_data", "cache_resource", "cached_for_all"}
)
OWN = "pages.shared.common_cache"


@cache
def kept() -> tuple[set[str], set[str]]:
    """The functions whose values are kept as `module:name`, and the places where a cache is made in another way."""
    decorated: set[str] = set()
    elsewhere: set[str] = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            if module == OWN:
                continue
            tree = ast.parse(path.read_text(encoding="utf-8"))
            names = {id(n): f"{module}:{name}" for n, name in _decorators(tree)}
            decorated |= set(names.values()) | {f"{module}:{name}" for name in _given(tree)}
            elsewhere |= {
                f"{module}:{n.lineno}" for n in ast.walk(tree) if _is_cache(n) and id(n) not in names
            }
    return decorated, elsewhere


def _decorators(tree: ast.AST, within: str = "") -> Iterator[tuple[ast.AST, str]]:
    """The nodes that name a cache in a decorator, each with the name of what it decorates."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            name = f"{within}{node.name}"
            for decorator in node.decorator_list:
                yield from ((n, name) for n in ast.walk(decorator) if _is_cache(n))
            yield from _decorators(node, f"{name}.")


def _given(tree: ast.AST) -> Iterator[str]:
    """The functions whose values a `Kept` of the module keeps."""
    keepers = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if isinstance(node.value.func, ast.Name) and node.value.func.id == "Kept"
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get":
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id in keepers:
                assert isinstance(node.args[0], ast.Name), "a Kept keeps the values of functions with a name"
                yield node.args[0].id


def _is_cache(node: ast.AST) -> bool:
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name in CACHES


def forget() -> None:
    """Empty the caches of all functions, as a server that has just started."""
    for name in kept()[0]:
        module, _, path = name.partition(":")
        found: Any = import_module(module)
        for part in path.split("."):
            found = getattr(found, part)
        if hasattr(found, "cache_clear"):
            found.cache_clear()
        for keeper in vars(import_module(module)).values():
            if isinstance(keeper, Kept):
                keeper.clear()
