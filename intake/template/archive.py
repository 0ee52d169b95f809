"""The zip file that a workbook is: recognised and checked before anything in it is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from intake.document import IntakeError

#: Bytes of the file, bytes of all it unpacks to, of the part that names its sheets, and how many parts it may have.
LARGEST, LARGEST_UNPACKED, LARGEST_INDEX, MOST_PARTS = 20_000_000, 60_000_000, 1_000_000, 500
#: How many times larger a part may be unpacked, once it is large.
LARGEST_RATIO, RATIO_FROM = 150, 2_000_000
_INDEX = "xl/workbook.xml"
_MARKS = re.compile(rb"""name=["'](?:_qujian|QUJIAN_TEMPLATE)["']""")
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")
#: The same in UTF-16, whichever byte comes first.
_WIDE_DECLARATION = re.compile(rb"<\0!\0[DE]\0")
_ENCRYPTED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def is_template(content: bytes) -> bool:
    """Return whether a file is a workbook to fill, by the names of its sheets; nothing else of it is unpacked."""
    if not content.startswith(b"PK") or len(content) > LARGEST:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo(_INDEX).file_size > LARGEST_INDEX:
                return False
            return _MARKS.search(archive.read(_INDEX)) is not None
    except (*_BROKEN, KeyError):
        return False


def check(content: bytes) -> None:
    """Raise IntakeError where a file is no workbook, is larger than one that people fill, or holds declarations."""
    if len(content) > LARGEST:
        raise _too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive.infolist())
            for part in archive.infolist():
                if part.filename.endswith((".xml", ".rels")):
                    _check_text(archive.read(part))
    except _BROKEN:
        raise damaged() from None


def damaged() -> IntakeError:
    """Return the error of a file that cannot be opened."""
    return IntakeError(
        "文件已损坏或不是 .xlsx 工作簿，请用 Excel、WPS 或 LibreOffice 打开后另存为 .xlsx",
        "the file is damaged or no .xlsx workbook: open it in Excel, WPS or LibreOffice and save it as .xlsx",
    )


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise _too_large()
    for part in parts:
        if part.flag_bits & _ENCRYPTED:
            raise IntakeError(
                "工作簿已加密，请取消密码后另存", "the workbook is encrypted: save it without a password"
            )
        if part.file_size > RATIO_FROM and part.file_size > part.compress_size * LARGEST_RATIO:
            raise _too_large()


def _check_text(text: bytes) -> None:
    if _DECLARATION.search(text) or _WIDE_DECLARATION.search(text):
        raise IntakeError(
            "文件中含有不允许的 XML 声明，请用 Excel、WPS 或 LibreOffice 打开后另存为 .xlsx",
            "the file holds XML declarations that are not allowed: open it in Excel, WPS or LibreOffice "
            "and save it as .xlsx",
        )


def _too_large() -> IntakeError:
    return IntakeError(
        "工作簿过大，不像填好的模板；请只保留填写的内容，另存后再交",
        "the workbook is larger than a filled template can be: keep only what was filled in, and save it again",
    )
