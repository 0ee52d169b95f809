"""A text file as a document: each line with words is a block."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from intake.document import Block, Document, IntakeError

_ENDINGS = (".txt", ".md", "")


def read_text(content: bytes, name: str) -> Document:
    """Return the document in a text file; IntakeError where it is none: by its name, its signs or its encoding."""
    if PurePath(name).suffix.lower() not in _ENDINGS or b"\0" in content[:4096].replace(b"\xff\xfe", b""):
        raise IntakeError("不是文本文件，请另存为 TXT", "not a text file: save it as TXT")
    text, encoding = _decoded(content)
    if not text.strip():
        raise IntakeError("文件没有文字", "the file has no text")
    return text_document(text, hashlib.sha256(content).hexdigest(), encoding)


def text_document(text: str, sha256: str = "", encoding: str = "utf-8") -> Document:
    """Return a document whose blocks are the lines of a text."""
    blocks: list[Block] = []
    position = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if bare.strip():
            blocks.append(Block(f"b{len(blocks) + 1}", position, position + len(bare)))
        position += len(line)
    return Document("txt", sha256, text, tuple(blocks), encoding=encoding)


def _decoded(content: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise IntakeError("文字编码无法识别，请另存为 UTF-8", "the encoding is not known: save it as UTF-8")
