"""Plain text: every character keeps its place, and each line that says something is a block."""

from __future__ import annotations

import re
from dataclasses import replace

from intake.document import Document
from intake.reading import limits, refusals
from intake.reading.encodings import decode
from intake.reading.headings import Heading
from intake.reading.stated import published_on
from intake.reading.writer import blocks_of

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_BLANK = " \t\u3000\xa0\ufeff\u200b"


def read(content: bytes, sha256: str) -> Document:
    """Return a text file as a document whose text is exactly that of the file.

    Raises IntakeError.
    """
    text, encoding = decode(content)
    return replace(document_of(text, sha256), encoding=encoding)


def document_of(text: str, sha256: str) -> Document:
    """Return a text as a document; raises IntakeError where it says nothing or is too long."""
    if not text.strip(_BLANK + "\r\n"):
        raise refusals.no_text()
    if len(text) > limits.CHARACTERS:
        raise refusals.too_many(len(text), limits.CHARACTERS, "字", "characters")
    found = []
    for line in _LINE.finditer(text):
        said = line[0].strip(_BLANK)
        if said:
            start = line.start() + len(line[0]) - len(line[0].lstrip(_BLANK))
            found.append((start, start + len(said), Heading(said)))
    return Document(
        format="txt",
        sha256=sha256,
        text=text,
        blocks=blocks_of(found),
        published_on=published_on(heading.text for _, _, heading in found[:20]),
    )
