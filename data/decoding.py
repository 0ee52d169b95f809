"""From the bytes of a CSV file to its text: UTF-8, else what offices' programs write instead, where nothing is lost."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from data.violations import Reason

_MARKS = (  # the longer first: one begins like the other
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_UTF8 = Reason("不是 UTF-8 编码，请另存为“CSV UTF-8”", "is not UTF-8: save the file as “CSV UTF-8”")


class Decoded(NamedTuple):
    """A file's text and, where it was not UTF-8, the encoding it was read in ('' for UTF-8)."""

    text: str
    encoding: str


class NotText(ValueError):
    """The bytes are no text of a known encoding, from this line on."""

    def __init__(self, line: int) -> None:
        self.line, self.reason = line, _NOT_UTF8
        super().__init__(_NOT_UTF8.en)


def decoded(raw: bytes) -> Decoded:
    """The text of a file. Raises NotText."""
    encoding = next((name for mark, name in _MARKS if raw.startswith(mark)), "utf-8")
    try:
        return Decoded(raw.decode(encoding), "" if encoding.startswith("utf-8") else encoding.upper())
    except UnicodeDecodeError as error:
        if encoding == "utf-8" and not _is_damaged_utf8(raw):
            try:
                return Decoded(raw.decode("gb18030"), "GB18030")
            except UnicodeDecodeError:
                pass
        raise NotText(raw.count(b"\n", 0, error.start) + 1) from None


def _is_damaged_utf8(raw: bytes) -> bool:
    """Whether most of what is not ASCII is good UTF-8: as GB18030 it would become wrong characters in silence."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(not c.isascii() for c in text) - broken > broken
