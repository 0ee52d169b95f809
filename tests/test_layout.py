"""What belongs at the top level, and that every setting is documented."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("pages", "reports", "charts", "views", "intake", "queries", "data", "locales")
TOP_LEVEL = {
    *PACKAGES,
    "app.py",
    "tests",
    "requirements.txt",
    "requirements.lock",
    "requirements-dev.txt",
    "requirements-dev.lock",
    "README.md",
    "LICENSE",
    "Makefile",
    "pyproject.toml",
    ".streamlit",
    ".ci",
    ".containerignore",
    "deploy",
    ".gitignore",
}
# Set by the machine for all programs: not settings of ours.
OF_THE_SYSTEM = {"LANG", "LANGUAGE", "LC_ALL", "PATH", "HOME"}


def test_top_level_holds_only_agreed_names() -> None:
    assert _top_level() - TOP_LEVEL == set()


def test_no_page_is_called_like_a_package() -> None:
    """The folder of the pages is searched for modules first while a page runs: its names hide those of the top."""
    names = {path.stem for path in (ROOT / "pages").iterdir()}
    assert names & {*PACKAGES, "app", "tests"} == set()


def test_every_setting_is_documented_and_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [line for line in readme.splitlines() if line.startswith("|")]
    documented = {name for row in rows for name in re.findall(r"`([A-Z][A-Z_]+)`", row.split("|")[1])}
    used = set(_settings()) - OF_THE_SYSTEM
    assert used - documented == set(), "used, but not in the first column of README.md's table of settings"
    assert documented - used == set(), "in README.md's table of settings, but nothing reads it"


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
    for package in PACKAGES:
        yield from (ROOT / package).rglob("*.py")


def _settings() -> Iterator[str]:
    for path in _sources():
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r"\bQUJIAN_[A-Z_]*[A-Z]\b", text)
        yield from re.findall(r"""(?:environ(?:\.get)?|getenv)\s*[\[(]\s*["'](\w+)["']""", text)
    for path in (ROOT / "Makefile", *(ROOT / ".ci").iterdir()):
        yield from re.findall(r"\$\{([A-Z_]+):?-", path.read_text(encoding="utf-8"))
