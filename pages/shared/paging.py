"""Which page of a long list is shown."""

from __future__ import annotations


def page_number(text: str) -> int:
    """Return the page that an address names, from 1 on; 1 where it names none."""
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1


def shown_page(text: str, count: int, size: int) -> tuple[int, int]:
    """Return which page of so many entries is shown, and which is the last."""
    last = max(1, -(-count // size))
    return min(page_number(text), last), last
