"""Which paragraphs are headings, and of which level: what the file says, the numbering, short lines above long ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_NUMERAL = "[一二三四五六七八九十百零〇0-9０-９]{1,4}"
#: Numberings from the highest to the lowest, each with its rank among all headings.
_NUMBERED: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"第\s*{_NUMERAL}\s*(?:编|部分)"), 1),
    (re.compile(rf"第\s*{_NUMERAL}\s*章"), 2),
    (re.compile(rf"第\s*{_NUMERAL}\s*节"), 3),
    (re.compile(r"[一二三四五六七八九十]{1,3}\s*[、．.]"), 5),
    (re.compile(r"[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]"), 7),
)
#: Ranks of what a file itself calls a heading, where it has no numbering: h1, h2 … or the outline of Word.
_OUTLINE = {1: 0, 2: 4, 3: 6, 4: 8}
_LOWEST = 9
#: A short line without a number above a long paragraph.
_PLAIN = 6
_LONGEST = 45
_PLAIN_LENGTH = range(6, 36)
_FOLLOWED_BY = 80
_SENTENCE = re.compile(r"[。；;！？]|[，,：:]$")
#: A numbered line that is a sentence with a comma or a number in it, or ends with a number and its unit: 处罚42件.
_STATEMENT = re.compile(r"[，,0-9０-９].*。$|[0-9０-９][余多万亿]*(?:[^\W\d_年月日号条章节届]{1,3}|[%％])$")
_NO_HEADING = re.compile(r"[。；;！？：:|]|[，,]$|\d{4}[-年./]\d{1,2}|^[（(].*[）)]$")


class Heading(NamedTuple):
    """The text of a paragraph, and its level as far as the file gives one (0: none)."""

    text: str
    outline: int = 0


def levels(paragraphs: Sequence[Heading]) -> list[int]:
    """Return the level of each paragraph: 0 for text, 1 for the highest kind of heading in the document, and so on."""
    lengths = [len(paragraph.text) for paragraph in paragraphs] + [0]
    ranks = [_rank(paragraph, lengths[place + 1], place) for place, paragraph in enumerate(paragraphs)]
    order = sorted({rank for rank in ranks if rank is not None})
    return [0 if rank is None else order.index(rank) + 1 for rank in ranks]


def _rank(paragraph: Heading, next_length: int, place: int) -> int | None:
    text = paragraph.text.strip()
    if not text:
        return None
    numbered = next((rank for pattern, rank in _NUMBERED if pattern.match(text)), None)
    if paragraph.outline and len(text) <= 2 * _LONGEST:
        return numbered or _OUTLINE.get(paragraph.outline, _LOWEST)
    if len(text) > _LONGEST:
        return None
    if numbered:
        is_text = _SENTENCE.search(text.rstrip("。")) or _STATEMENT.search(_numbering_off(text))
        return None if is_text else numbered
    plain = len(text) in _PLAIN_LENGTH and next_length >= _FOLLOWED_BY and not _NO_HEADING.search(text)
    # A line that opens the document is its title.
    return (_PLAIN if place else 0) if plain else None


def _numbering_off(text: str) -> str:
    """Return what stands behind the numbering of a line."""
    match = next((found for pattern, _ in _NUMBERED if (found := pattern.match(text))), None)
    return text[match.end() :] if match else text
