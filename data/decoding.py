"""How the bytes of a CSV file become text: UTF-8, else what offices' programs write instead, where nothing is lost.

The bytes pass in blocks: a file may be larger than the memory.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from data.violations import Reason

_BLOCK = 1 << 20
_MARKS = (  # the longer first: one begins like the other
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_UTF8 = Reason("不是 UTF-8 编码，请另存为“CSV UTF-8”", "is not UTF-8: save the file as “CSV UTF-8”")


class Encoding(NamedTuple):
    """The codec of a file and, where it is not UTF-8, what it is called ('' for UTF-8)."""

    codec: str
    name: str


class NotText(ValueError):
    """The bytes are no text of a known encoding, from this line on."""

    def __init__(self, line: int) -> None:
        self.line, self.reason = line, _NOT_UTF8
        super().__init__(_NOT_UTF8.en)


def encoding(path: Path) -> Encoding:
    """Return the encoding in which the whole file can be read. Raises NotText, OSError."""
    with path.open("rb") as file:
        start = file.read(4)
    codec = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
    line = _broken_line(path, codec)
    if line is None:
        return Encoding(codec, "" if codec.startswith("utf-8") else codec.upper())
    if codec == "utf-8" and not _is_damaged_utf8(path) and _broken_line(path, "gb18030") is None:
        return Encoding("gb18030", "GB18030")
    raise NotText(line)


def _broken_line(path: Path, codec: str) -> int | None:
    """The line of the first bytes that do not decode; None where all do."""
    decode = codecs.getincrementaldecoder(codec)().decode
    lines = 0  # in the blocks before
    for block, is_last in _blocks(path):
        try:
            decode(block, is_last)
        except UnicodeDecodeError as error:
            # Its object begins with what was left of the block before: the beginning of a sign, no line.
            return lines + error.object.count(b"\n", 0, error.start) + 1
        lines += block.count(b"\n")
    return None


def _is_damaged_utf8(path: Path) -> bool:
    """Whether most of what is not ASCII is good UTF-8: as GB18030 it would become wrong characters in silence."""
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    good = broken = 0
    for block, is_last in _blocks(path):
        text = decode(block, is_last)
        damaged = text.count("\ufffd")
        good += sum(not c.isascii() for c in text) - damaged
        broken += damaged
    return good > broken


def _blocks(path: Path) -> Iterator[tuple[bytes, bool]]:
    """Yield the bytes of a file in blocks, the last of them marked and perhaps empty."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block, False
        yield b"", True
