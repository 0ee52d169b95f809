"""Faces, colours and heights of the workbook."""

from __future__ import annotations

import unicodedata
from typing import Any

FONT = "Microsoft YaHei"
INK, QUIET, RULE, OPEN, LOCKED, HEAD = "#1F2328", "#59616B", "#9AA1A9", "#FFF6D6", "#FFFFFF", "#E8EBEE"
_LINE, _HIGHEST = 1.45, 400.0


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **wanted: Any) -> Any:
        """Return a format with these properties."""
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top", "text_wrap": True}
            self._made[key] = self._book.add_format(base | wanted)
        return self._made[key]

    def locked(self, **wanted: Any) -> Any:
        """Return the format of what is not to be changed."""
        return self.of(border=1, border_color=RULE, bg_color=LOCKED, **wanted)

    def open(self, **wanted: Any) -> Any:
        """Return the format of what is to be filled: text, so that 1-2 stays what it is."""
        shown = {"num_format": "@", "font_size": 11, "valign": "vcenter"} | wanted
        return self.of(border=1, border_color=RULE, bg_color=OPEN, locked=False, **shown)

    def head(self) -> Any:
        """Return the format of the heads of columns."""
        return self.of(
            border=1, border_color=RULE, bg_color=HEAD, bold=True, valign="vcenter", align="center"
        )


def width(text: str) -> int:
    """Return how many Latin letters wide a text is; Chinese ones count double."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def height(text: str, room: float, size: float = 10) -> float:
    """Return the points that a text needs in a column of a width in Latin letters."""
    across = max(room - 2, 1) * 10 / size
    lines = sum(max(1, -int(-width(line) // across)) for line in text.split("\n"))
    return min(_HIGHEST, lines * size * _LINE + 4)
