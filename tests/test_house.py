"""What belongs in the house: names at the top, documented settings, fixed versions of all packages."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("pages", "reports", "charts", "queries", "data", "locales")
TOP_LEVEL = {
    *ROOMS,
    "app.py",
    "tests",
    "requirements.txt",
    "requirements-dev.txt",
    "README.md",
    "LICENSE",
    "Makefile",
    "pyproject.toml",
    ".streamlit",
    ".ci",
    ".gitignore",
}
# Set by the machine for all programs: not settings of ours.
OF_THE_SYSTEM = {"LANG", "LANGUAGE", "LC_ALL", "PATH", "HOME"}


def test_top_level_holds_only_agreed_names() -> None:
    assert _top_level() - TOP_LEVEL == set()


def test_every_setting_is_documented_and_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [line for line in readme.splitlines() if line.startswith("|")]
    documented = {name for row in rows for name in re.findall(r"`([A-Z][A-Z_]+)`", row.split("|")[1])}
    used = set(_settings()) - OF_THE_SYSTEM
    assert used - documented == set(), "used, but not in the first column of README.md's table of settings"
    assert documented - used == set(), "in README.md's table of settings, but nothing reads it"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned(name: str) -> None:
    loose = [str(r) for r in _requirements(name) if [s.operator for s in r.specifier] != ["=="]]
    assert loose == []


def test_what_requirements_bring_along_is_pinned_too() -> None:
    pinned = {canonicalize_name(r.name): r for r in _requirements("requirements.txt")}
    needed = _brought_along([r.name for r in pinned.values() if _applies(r)])
    assert sorted(needed - pinned.keys()) == [], "add these to requirements.txt, as `pip freeze` writes them"


def test_installed_versions_are_the_pinned_ones() -> None:
    pinned = [r for r in _requirements("requirements.txt") if _applies(r)]
    other = [
        f"{r}: {metadata.version(r.name)}" for r in pinned if metadata.version(r.name) not in r.specifier
    ]
    assert other == [], "correct requirements.txt, or run `make test`, which installs what it says"


def test_imported_packages_are_required() -> None:
    required = {canonicalize_name(r.name) for r in _requirements("requirements.txt")}
    providers = metadata.packages_distributions()
    own = {*ROOMS, "app", *sys.stdlib_module_names}
    unnamed = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in _sources()
        for module in _imported(path) - own
        if not required & {canonicalize_name(d) for d in providers.get(module, [])}
    }
    assert unnamed == set()


def _top_level() -> set[str]:
    """What git tracks; without git, what lies there and is not to be ignored."""
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        tracked = subprocess.run([git, "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        return {line.split("/")[0] for line in tracked.stdout.splitlines()}
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()]
    return {
        p.name for p in ROOT.iterdir() if not any(fnmatch(p.name, pattern) for pattern in ignored if pattern)
    }


def _sources() -> Iterator[Path]:
    yield ROOT / "app.py"
    for room in ROOMS:
        yield from (ROOT / room).rglob("*.py")


def _settings() -> Iterator[str]:
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r"\bQUJIAN_[A-Z_]*[A-Z]\b", text)
        yield from re.findall(r"""(?:environ(?:\.get)?|getenv)\s*[\[(]\s*["'](\w+)["']""", text)
    for path in (ROOT / "Makefile", *(ROOT / ".ci").iterdir()):
        yield from re.findall(r"\$\{([A-Z_]+):?-", path.read_text(encoding="utf-8"))


def _requirements(name: str) -> list[Requirement]:
    lines = [line.split(" #")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-r "))]


def _applies(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def _brought_along(names: list[str]) -> set[str]:
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
