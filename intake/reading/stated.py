"""The day of publication as a document itself states it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_LABELS = "发布日期|发布时间|发文日期|公开日期|公布日期|成文日期|发稿时间|日期|时间"
_DAY = r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})"
_LABELLED = re.compile(rf"(?:{_LABELS})\s*[】\]]?\s*[：:]?\s*{_DAY}")
_BARE = re.compile(_DAY)
_FIRST = re.compile(r"发布|公开|公布|发文")


def day_of(text: str) -> str:
    """Return the first date of a text as YYYY-MM-DD; '' where it holds none that exists."""
    match = _BARE.search(text)
    return _iso(match) if match else ""


def published_on(lines: Iterable[str]) -> str:
    """Return the day that a line states as that of publication (发布日期：…); '' where none does."""
    matches = [match for line in lines if len(line) < 300 for match in _LABELLED.finditer(line)]
    matches.sort(key=lambda match: not _FIRST.match(match[0]))
    return next((day for match in matches if (day := _iso(match))), "")


def _iso(match: re.Match[str]) -> str:
    try:
        found = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return ""
    return found.isoformat() if 1949 < found.year < 2200 else ""
