"""The parts of a DOCX or XLSX file, unpacked in memory within limits. Nothing of an archive touches a disk."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from intake.reading import limits, refusals

_CHUNK = 256 * 1024
_ENCRYPTED = 0x1


class ZipParts:
    """An archive whose parts are read by name, each within the limits of all of them."""

    def __init__(self, content: bytes) -> None:
        """Open an archive.

        Raises IntakeError where it is damaged, encrypted, or unpacks to more than an Office file does.
        """
        try:
            self._archive = ZipFile(BytesIO(content))
        except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise refusals.damaged("Office ", "Office") from error
        self._read = 0
        self._check(len(content))

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def xml(self, name: str) -> etree._Element:
        """Return the root of a part of XML.

        Raises IntakeError where the part is missing, damaged, too large, or declares entities.
        """
        content = self.content(name)
        if content.count(b"<") > limits.PART_TAGS:
            raise refusals.too_many(None, limits.PART_TAGS, "个标记", "tags")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise refusals.unparsed(error, "Office ", "Office") from error

    def content(self, name: str) -> bytes:
        """Return the bytes of a part, unpacked piece by piece: what its directory says of its size is not believed."""
        info = self._archive.NameToInfo.get(name)
        if info is None:
            raise refusals.damaged("Office ", "Office")
        found = bytearray()
        try:
            with self._archive.open(info) as part:
                while piece := part.read(_CHUNK):
                    found += piece
                    self._read += len(piece)
                    if len(found) > limits.PART_BYTES or self._read > limits.PARTS_BYTES:
                        raise refusals.unpacks_to_too_much()
        except (
            BadZipFile,
            EOFError,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise refusals.damaged("Office ", "Office") from error
        _refuse_entities(bytes(found))
        return bytes(found)

    def _check(self, size: int) -> None:
        members = self._archive.infolist()
        if len(members) > limits.ZIP_MEMBERS or sum(m.file_size for m in members) > limits.ZIP_BYTES:
            raise refusals.unpacks_to_too_much()
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise refusals.encrypted()
        if any(_grows_too_much(member) for member in members):
            raise refusals.unpacks_to_too_much()


def _grows_too_much(member: ZipInfo) -> bool:
    return member.file_size > limits.RATIO_FROM and member.file_size > limits.RATIO * max(
        member.compress_size, 1
    )


def _refuse_entities(content: bytes) -> None:
    # In UTF-16 each letter has a zero beside it.
    start = content[:65536].replace(b"\x00", b"")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise refusals.declares_entities()
