"""Text from outside as it may stand in a page or a file."""

from __future__ import annotations

import re
import unicodedata

#: Marks that turn the direction of text round or are not seen at all; a joiner within an emoji stays.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")


def neutral(text: str, *, lines: bool = False) -> str:
    """Return a text without control characters, direction marks and what no XML may hold; line ends with `lines`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = _INVISIBLE.sub("", text.replace("\t", " "))
    kept = "".join(
        c
        for c in text
        if c == "\n" or not (unicodedata.category(c) in ("Cc", "Cs") or ord(c) & 0xFFFE == 0xFFFE)
    )
    if lines:
        return re.sub(r"\n{3,}", "\n\n", kept).strip()
    return re.sub(r"\s+", " ", kept).strip()
