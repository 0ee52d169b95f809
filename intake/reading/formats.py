"""What a file is: said by its content, never by the ending of its name."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile

from data.violations import Reason
from intake.document import Format
from intake.reading import refusals
from intake.reading.encodings import decode

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Names of streams in an OLE file, and what it is that has them.
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)
#: A part of a ZIP archive, and what it is that has it.
_PARTS: tuple[tuple[str, str], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("OFD.xml", "ofd"),
    ("ppt/presentation.xml", "ppt"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.I)
_TAGS = re.compile(r"<(?:p|div|table|tr|td|span|h[1-6]|br)(?:\s[^<>]*)?/?>", re.I)
_MHTML = re.compile(r"^(?:MIME-Version|From|Content-Type):.*?multipart/related", re.I | re.S)
_ENDINGS: dict[str, Format] = {
    **dict.fromkeys((".html", ".htm", ".shtml", ".xhtml"), "html"),
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".txt": "txt",
}
_NAMES = {
    "html": Reason("网页", "a web page"),
    "pdf": Reason("PDF", "PDF"),
    "docx": Reason("DOCX", "DOCX"),
    "xlsx": Reason("XLSX", "XLSX"),
    "txt": Reason("文本", "text"),
}


def format_of(content: bytes) -> Format:
    """Return the format of a file.

    Raises IntakeError for a format that is not read, by its name and with what to do.
    """
    if not content:
        raise refusals.empty()
    if content.startswith(b"PK\x03\x04"):
        return _in_archive(content)
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(_OLE):
        raise _old_office(content)
    _refuse_known(content)
    return _of_text(content)


def other_ending(name: str, found: Format) -> Reason | None:
    """Return what to say where the ending of a name says another format than the content."""
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if not ending or _ENDINGS.get(ending) == found or (ending not in _ENDINGS and found == "txt"):
        return None
    zh, en = _NAMES[found]
    return Reason(
        f"文件名以 {ending[:12]} 结尾，内容是{zh}，已按内容读取。",
        f"The name ends in {ending[:12]}, the content is {en}: read by content.",
    )


def _refuse_known(content: bytes) -> None:
    for magic, kind in _MAGIC:
        # Two letters begin many texts; only binary files have zeros after them.
        if content.startswith(magic) and (len(magic) > 2 or b"\x00" in content[:512]):
            raise refusals.not_read(kind)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        raise refusals.not_read("image")


def _in_archive(content: bytes) -> Format:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.NameToInfo)
    except (BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise refusals.damaged("DOCX、XLSX 或压缩", "DOCX, XLSX or ZIP") from error
    for part, kind in _PARTS:
        if part in names:
            if kind == "docx":
                return "docx"
            if kind == "xlsx":
                return "xlsx"
            raise refusals.not_read(kind)
    start = content[:200]
    raise refusals.not_read(next((k for mark, k in _OPEN_DOCUMENT.items() if mark in start), "archive"))


def _old_office(content: bytes) -> Exception:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return refusals.encrypted() if kind == "encrypted" else refusals.not_read(kind)
    return refusals.not_read("ole")


def _of_text(content: bytes) -> Format:
    with_mark = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in content and not with_mark:
        raise refusals.not_read("unknown")
    text, _ = decode(content)
    start = text[:65536].lstrip("\ufeff \t\r\n")
    if _MHTML.match(start[:2000]):
        raise refusals.not_read("mhtml")
    if _HTML.search(start) or len(_TAGS.findall(start)) >= 3:
        return "html"
    if start.startswith("<?xml"):
        raise refusals.not_read("word-xml" if "wordDocument" in start or "wordml" in start else "xml")
    return "txt"
