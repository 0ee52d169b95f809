"""The zip file that a workbook is: recognised and checked before openpyxl reads anything in it."""

from __future__ import annotations

import io
import re
import zipfile

from intake.document import IntakeError
from intake.reading import limits, refusals
from intake.reading.zip_parts import ZipParts

#: Bytes that all parts of a workbook to fill may unpack to, and the one that names its sheets.
LARGEST_UNPACKED, LARGEST_INDEX = 60 * limits.MEGABYTE, limits.MEGABYTE
_INDEX = "xl/workbook.xml"
_MARKS = re.compile(rb"""name=["'](?:_qujian|QUJIAN_TEMPLATE)["']""")


def is_template(content: bytes) -> bool:
    """Return whether a file is a workbook to fill, by the names of its sheets; nothing else of it is unpacked."""
    if not content.startswith(b"PK") or len(content) > limits.FILE_BYTES:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            info = archive.NameToInfo.get(_INDEX)
        if info is None or info.file_size > LARGEST_INDEX:
            return False
        return _MARKS.search(ZipParts(content).content(_INDEX)) is not None
    except (IntakeError, zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False


def check(content: bytes) -> None:
    """Raise IntakeError where a file is no workbook, is larger than one that people fill, or declares entities."""
    if len(content) > limits.FILE_BYTES:
        raise refusals.too_large(len(content))
    parts = ZipParts(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise refusals.unpacks_to_too_much()
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            parts.content(member.filename)
