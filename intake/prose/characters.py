"""A text made plain sign for sign, so that places in it are places in the source."""

from __future__ import annotations

import re

_FULL_WIDTH: dict[int, int | str] = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) != "，"
}
#: Signs of other forms than the one that the patterns know; blanks of all kinds are one blank.
_LIKE: dict[int, int | str] = {
    ord(sign): plain
    for signs, plain in (
        ("\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u3000\u2002\u2003\u2009\u200a\u202f", " "),
        ("〜∼", "~"),
        ("‐‑‒–—―－─", "-"),
        ("﹪", "%"),
        ("·", "·"),
        ("萬", "万"),
        ("億", "亿"),
        ("個", "个"),
        ("項", "项"),
        ("餘", "余"),
        ("條", "条"),
        ("戶", "户"),
        ("種", "种"),
        ("類", "类"),
    )
    for sign in signs
}
_PLAIN = {**_FULL_WIDTH, **_LIKE}
_BETWEEN_SIGNS = re.compile(
    r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|(?<=\d)\s+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\s+(?=\d)"
)


def plain(text: str) -> str:
    """Return a text of the same length with half-width digits, signs and blanks; the comma ， stays as it is."""
    return text.translate(_PLAIN)


def without_blanks(text: str) -> str:
    """Return a text without the blanks between Chinese signs and numbers; those between Latin words stay."""
    return _BETWEEN_SIGNS.sub("", text).strip()
