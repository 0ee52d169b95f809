"""Requirements name what is imported and nothing else; lock files fix all of it by version and hash."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("pages", "reports", "charts", "views", "intake", "queries", "data", "locales")
#: Required without an import of ours, and why.
NOT_IMPORTED = {
    "psycopg": "SQLAlchemy loads it where the workspace is in PostgreSQL",
    "tzdata": "zoneinfo reads it where the system has no time zones",
}
FILES = ("requirements", "requirements-dev")


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned(name: str) -> None:
    loose = [str(r) for r in _requirements(name) if [s.operator for s in r.specifier] != ["=="]]
    assert loose == []


@pytest.mark.parametrize("name", FILES)
def test_the_lock_file_fixes_what_is_required_and_all_it_brings_along(name: str) -> None:
    locked = {canonicalize_name(r.name): r for r in _locked(name) if _applies(r)}
    other = [
        str(r)
        for r in _requirements(name)
        if str(locked[canonicalize_name(r.name)].specifier) != str(r.specifier)
    ]
    assert other == [], "run `make lock`"
    needed = _brought_along([r.name for r in _requirements(name) if _applies(r)])
    assert sorted(needed - locked.keys()) == [], "run `make lock`"


@pytest.mark.parametrize("name", FILES)
def test_every_locked_package_has_a_hash(name: str) -> None:
    entries = _entries(name)
    assert len(entries) > len(_requirements(name))
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)] == []


def test_both_lock_files_agree() -> None:
    run, dev = ({canonicalize_name(r.name): str(r) for r in _locked(name)} for name in FILES)
    assert run.items() <= dev.items()


def test_installed_versions_are_the_locked_ones() -> None:
    locked = [r for r in _locked("requirements") if _applies(r)]
    other = [
        f"{r}: {metadata.version(r.name)}" for r in locked if metadata.version(r.name) not in r.specifier
    ]
    assert other == [], "run `make lock`, or `make test`, which installs what the lock file says"


def test_what_is_imported_is_required_and_what_is_required_is_imported() -> None:
    providers = metadata.packages_distributions()
    own = {*PACKAGES, "app", *sys.stdlib_module_names}
    imported = {
        min(canonicalize_name(d) for d in providers[module])
        for path in _sources()
        for module in _imported(path) - own
    }
    required = {canonicalize_name(r.name) for r in _requirements("requirements")}
    assert imported - required == set(), "imported, but not in requirements.txt"
    assert required - imported == NOT_IMPORTED.keys(), "in requirements.txt, but nothing imports it"


def test_setting_up_fetches_from_package_registries_only() -> None:
    scripts = [*(ROOT / ".ci").iterdir(), ROOT / "Makefile"]
    foreign = [
        p.name for p in scripts if re.search(r"https?://(?!127\.0\.0\.1)|unverified", p.read_text("utf-8"))
    ]
    assert foreign == []


def _sources() -> Iterator[Path]:
    yield ROOT / "app.py"
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def _requirements(name: str) -> list[Requirement]:
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    lines = [line.split(" #")[0].strip() for line in text.splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-r "))]


def _entries(name: str) -> list[str]:
    """The entries of a lock file, each with its hashes on one line."""
    text = (ROOT / f"{name}.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _locked(name: str) -> list[Requirement]:
    return [Requirement(entry.split(" --hash")[0].strip()) for entry in _entries(name)]


def _applies(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def _brought_along(names: list[str]) -> set[str]:
    """The packages that these need, on this machine, and they themselves."""
    found: set[str] = set()
    waiting = [canonicalize_name(name) for name in names]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            needs = [Requirement(text) for text in metadata.requires(name) or []]
            waiting += [canonicalize_name(need.name) for need in needs if _applies(need)]
    return found


def _imported(path: Path) -> set[str]:
    """The first words of all absolute imports of a file, wherever in it they stand."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            modules.add(node.module.split(".")[0])
    return modules
