"""Files that are broken or made to do harm are refused in words, and the process that reads them is bounded."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest

from intake.document import Document, IntakeError
from intake.isolated import picture_isolated, read_isolated
from intake.reading import read_file
from tests.intake import made_files
from tests.intake.made_files import FILES, archive, with_part
from tests.intake.mutating import INNER, mutated

_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><w:document xmlns:w="u"><w:body>&c;</w:body></w:document>'
)
_OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
_SHEET = "xl/worksheets/sheet1.xml"


def _rows(count: int) -> bytes:
    rows = "".join(f"<row><c><v>{n * 7919 % count}</v></c></row>" for n in range(count))
    return f'<worksheet xmlns="u"><sheetData>{rows}</sheetData></worksheet>'.encode()


def _lying_bomb() -> bytes:
    """A part of 200 MB whose directory says that it has 100 bytes."""
    content = bytearray(with_part(FILES["虚构区.docx"], "word/document.xml", b"<a>" + b" " * (200 << 20)))
    true = struct.pack("<I", (200 << 20) + 3)
    while (place := content.find(true)) >= 0:
        content[place : place + 4] = struct.pack("<I", 100)
    return bytes(content)


def _encrypted_pdf() -> bytes:
    writer = pypdf.PdfWriter(BytesIO(FILES["虚构区.pdf"]))
    writer.encrypt("secret", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _long_pdf(pages: int) -> bytes:
    writer = pypdf.PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def _ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + stream.encode("utf-16-le") + bytes(1000)


_REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "zero bytes": (lambda: b"", "0 字节"),
    "zip bomb": (
        lambda: with_part(FILES["虚构区.docx"], "word/document.xml", bytes(100 << 20)),
        "解压后过大",
    ),
    "zip bomb whose directory lies": (_lying_bomb, "损坏"),
    "many members": (
        lambda: archive({"word/document.xml": b"", **{f"{n}": b"" for n in range(6000)}}),
        "解压后过大",
    ),
    "entities": (lambda: with_part(FILES["虚构区.docx"], "word/document.xml", _BOMB), "实体"),
    "entity of a file": (lambda: with_part(FILES["虚构区.xlsx"], _SHEET, _OUTSIDE), "实体"),
    "entities in UTF-16": (
        lambda: with_part(FILES["虚构区.xlsx"], _SHEET, _OUTSIDE.decode().encode("utf-16")),
        "实体",
    ),
    "million rows": (lambda: with_part(FILES["虚构区.xlsx"], _SHEET, _rows(1_000_000)), "行"),
    "all cells merged": (
        lambda: with_part(
            FILES["虚构区.xlsx"],
            _SHEET,
            b'<worksheet xmlns="u"><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
        ),
        "单元格",
    ),
    "nested elements": (lambda: b"<html><body>" + b"<div>" * 5000 + "文字".encode(), "嵌套"),
    "10,000 pages": (lambda: _long_pdf(10_000), "500 页"),
    "encrypted PDF": (_encrypted_pdf, "密码"),
    "encrypted Office file": (lambda: _ole("EncryptedPackage"), "密码"),
    "doc": (lambda: _ole("WordDocument"), "DOCX"),
    "xls": (lambda: _ole("Workbook"), "XLSX"),
    "rtf": (lambda: b"{\\rtf1 text}", "RTF"),
    "ofd": (lambda: archive({"OFD.xml": b"<a/>"}), "OFD"),
    "archive": (lambda: archive({"a.txt": b"1"}), "压缩包"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "图片"),
    "binary": (lambda: bytes(range(256)) * 10, "无法识别"),
    "no encoding": (lambda: b"\xff\x81\x20text" * 10, "编码"),
}


@pytest.mark.parametrize("name", _REFUSED)
def test_a_hostile_file_is_refused_in_words(name: str) -> None:
    make, said = _REFUSED[name]
    with pytest.raises(IntakeError) as refused:
        read_isolated(make(), "a.docx")
    assert said in refused.value.reason.zh
    assert refused.value.reason.en.isascii()


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    with file.open("wb") as sparse:
        sparse.truncate(200 << 20)
    with pytest.raises(IntakeError) as refused:
        read_isolated(file, "a.pdf")
    assert "50 MB" in refused.value.reason.zh


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_read_or_refused(name: str) -> None:
    content = FILES[name]
    for share in (0.02, 0.3, 0.6, 0.9, 0.99):
        assert _outcome(content[: int(len(content) * share)], name) in {"read", "refused"}


def test_a_wrong_ending_is_said_and_the_content_read() -> None:
    document = read_file(FILES["虚构区.html"], "报告.doc")
    assert document.format == "html" and ".doc" in document.warnings[0].zh
    assert read_file(FILES["虚构区.pdf"], "报告.docx").format == "pdf"


def test_names_with_paths_lead_nowhere(tmp_path: Path) -> None:
    content = with_part(FILES["虚构区.docx"], "../../escaped.txt", b"x")
    document = read_isolated(content, f"../../{tmp_path}/escaped.docx")
    assert document.format == "docx"
    assert list(tmp_path.rglob("*")) == []


def test_what_is_read_in_a_process_of_its_own_is_the_same(tmp_path: Path) -> None:
    for name, content in FILES.items():
        file = tmp_path / name
        file.write_bytes(content)
        assert read_isolated(file, name) == read_isolated(content, name) == read_file(content, name)


def test_a_reader_that_does_not_end_is_stopped() -> None:
    with pytest.raises(IntakeError) as refused:
        read_isolated(made_files.pdf(60), "a.pdf", seconds=0.05)
    assert "0.05 秒" in refused.value.reason.zh


def test_a_page_that_unpacks_to_more_than_memory_is_refused() -> None:
    drawn = zlib.compress(bytes(800 << 20), 9)
    parts = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length " + str(len(drawn)).encode() + b"/Filter/FlateDecode>>stream\n"
    )
    with pytest.raises(IntakeError):
        read_isolated(parts + drawn + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF", "a.pdf")


def test_a_page_that_draws_too_much_is_left_out() -> None:
    line = "#line(start: (0pt, 0pt), end: (9pt, 9pt))"
    drawn = f"#pagebreak()\n#for n in range(60000) {{ place[{line}] }}\n#pagebreak()\n"
    document = read_isolated(made_files.pdf(1, drawn), "a.pdf")
    assert "第 2 页" in document.warnings[0].zh
    assert document.text.endswith("处罚\t421\t")


def test_a_page_is_drawn() -> None:
    content = FILES["虚构区.pdf"]
    assert picture_isolated(content, 1, 1.0).startswith(b"\x89PNG")
    with pytest.raises(IntakeError):
        picture_isolated(content, 99)
    with pytest.raises(IntakeError):
        picture_isolated(b"%PDF-1.7 nothing", 1)


# -- mutations -----------------------------------------------------------------------------------------------


def _outcome(content: bytes, name: str) -> str:
    try:
        found = read_file(content, name)
    except IntakeError:
        return "refused"
    except MemoryError:
        return "out of memory"
    assert isinstance(found, Document)
    return "read"


#: A few each time; all 500 of a format: `python -m tests.intake.mutations 500`.
_MUTATIONS = range(25)


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_read_or_refused(name: str) -> None:
    for seed in _MUTATIONS:
        content = mutated(FILES[name], seed)
        assert _outcome(content, name) in {"read", "refused"}, f"seed {seed}"


@pytest.mark.parametrize("name", INNER)
def test_an_office_file_whose_parts_are_changed_is_read_or_refused(name: str) -> None:
    part = INNER[name]
    with ZipFile(BytesIO(FILES[name])) as source:
        inner = source.read(part)
    for seed in _MUTATIONS:
        content = with_part(FILES[name], part, mutated(inner, seed))
        assert _outcome(content, name) in {"read", "refused"}, f"seed {seed}"
