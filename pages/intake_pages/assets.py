"""The scripts and the style of the pages of intake, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def script(name: str) -> str:
    """Return the script of a page."""
    return (HERE / f"{name}.js").read_text("utf-8")


@cache
def style() -> str:
    """Return the style that all pages of intake share."""
    return (HERE / "intake.css").read_text("utf-8")
