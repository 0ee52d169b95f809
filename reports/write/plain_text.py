"""Texts as typst sets them: what no line holds may break, and what no face here has is left out."""

from __future__ import annotations

import re

#: A run of letters longer than this may break anywhere: no line holds it.
_RUN = re.compile(r"[^\s\u2e80-\uffef]{60,}")
#: Emoji, their variants and what joins them: faces that set Chinese have none, and a box in their place says less.
_PICTOGRAPHS = re.compile("[\U0001f000-\U0001faff\ufe0e\ufe0f\u200d\U000e0020-\U000e007f]")
#: An address that a PDF leads to.
LINK = re.compile(r"https?://[!-~]{3,2000}")


def breakable(text: str) -> str:
    """A text in which runs of letters that no line holds may break, without signs that no face here has."""
    text = re.sub(" {2,}", " ", _PICTOGRAPHS.sub("", text)).strip(" ") if _PICTOGRAPHS.search(text) else text
    return _RUN.sub(lambda m: "\u200b".join(m[0][i : i + 20] for i in range(0, len(m[0]), 20)), text)
