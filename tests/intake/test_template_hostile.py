"""Workbooks that are not meant well: refused in words, or read without harm, at once."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from intake.document import IntakeError
from intake.template.read import is_template, read_template
from intake.template.write import template
from queries.store import Store
from tests.intake.filled_workbooks import figure, filled, saved, with_document, workbook

SHEET = "xl/worksheets/sheet3.xml"


@pytest.fixture(scope="module")
def good(intake_store: Store) -> bytes:
    return filled(intake_store, lambda sheet: figure(sheet, "penalties", 77, "处罚77件"))


def replaced(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new_file,
    ):
        for item in archive.namelist():
            text = archive.read(item)
            if item == name:
                assert old in text
                text = text.replace(old, new, 1)
            new_file.writestr(item, text)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return out.getvalue()


def test_a_sheet_that_says_it_is_endless_is_read_as_it_is(good: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        text = archive.read(SHEET)
    dimension = text[text.index(b"<dimension") : text.index(b"/>", text.index(b"<dimension")) + 2]
    content = replaced(good, SHEET, dimension, b'<dimension ref="A1:XFD1048576"/>')
    assert [p.value for p in read_template(content).proposals] == [77]


def test_a_cell_at_the_far_end_of_a_sheet_is_said_and_not_waited_for(good: bytes) -> None:
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    read = read_template(replaced(good, SHEET, b"</sheetData>", far))
    assert [p.value for p in read.proposals] == [77]


def test_too_many_rows_are_said(intake_store: Store) -> None:
    def fill(sheet: Any) -> None:
        figure(sheet, "penalties", 77, "处罚77件")
        for row in range(400, 3100):
            sheet.cell(row, 7).value = "准确"

    read = read_template(filled(intake_store, fill))
    assert [(f.sheet, f.cell) for f in read.faults] == [("数据", "")]
    assert "3000" in read.faults[0].reason.zh


def test_texts_of_megabytes_are_cut_before_anything_is_made_of_them(good: bytes) -> None:
    text = (
        b'<row r="900"><c r="P900" t="inlineStr"><is><t>'
        + b"x" * 3_000_000
        + b"</t></is></c></row></sheetData>"
    )
    read = read_template(replaced(good, SHEET, b"</sheetData>", text))
    assert [p.value for p in read.proposals] == [77]
    assert {f.cell for f in read.faults} >= {"P900"}
    assert len(read.document.text) < 20_000
    assert max(len(f.reason.zh) for f in read.faults) < 200


def test_bombs_are_refused_before_they_are_unpacked(good: bytes) -> None:
    content = with_part(good, "xl/media/image1.png", b"\0" * 80_000_000)
    assert len(content) < 1_000_000
    with pytest.raises(IntakeError):
        read_template(content)


def test_declarations_are_refused(good: bytes) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    with pytest.raises(IntakeError):
        read_template(replaced(good, SHEET, b"<worksheet", bomb))


def test_links_to_other_workbooks_and_macros_are_not_followed(good: bytes) -> None:
    content = with_part(good, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    content = with_part(content, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert [p.value for p in read_template(content).proposals] == [77]


def test_formulas_and_texts_like_them_are_texts_or_faults(intake_store: Store) -> None:
    def fill(sheet: Any) -> None:
        figure(sheet, "penalties", 77, '=HYPERLINK("http://x.example","77")')
        row = figure(sheet, "inspections", 88, "检查88次", section="x")
        sheet.cell(row, 15).value = "+cmd|' /C calc'!A0"

    read = read_template(filled(intake_store, fill))
    assert [p.section for p in read.proposals] == ["+cmd|' /C calc'!A0"]
    assert len(read.faults) == 1
    assert "公式" in read.faults[0].reason.zh


@pytest.mark.parametrize(
    "content", [b"", b"PK", b"PK\x03\x04" + b"\0" * 50, b"not a workbook", b"\xd0\xcf\x11\xe0" * 99]
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    assert not is_template(content)
    with pytest.raises(IntakeError):
        read_template(content)


def test_truncated_and_mutated_files_are_read_or_refused_in_words(intake_store: Store) -> None:
    book = workbook(template(intake_store, "hexi", 2024, ["gdp", "penalties"]))
    figure(with_document(book), "penalties", 77, "处罚77件")
    content = saved(book)
    draw = random.Random(16)
    refused = 0
    for _ in range(60):
        damaged = bytearray(content)
        for _ in range(draw.randint(1, 8)):
            damaged[draw.randrange(len(damaged))] = draw.randrange(256)
        shown = bytes(damaged[: draw.randrange(1, len(damaged))] if draw.random() < 0.3 else damaged)
        is_template(shown)
        try:
            read_template(shown)
        except IntakeError:
            refused += 1
    assert refused > 10


def test_damaged_parts_inside_a_sound_archive_are_refused_in_words(good: bytes) -> None:
    draw = random.Random(17)
    for name in (SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"):
        with zipfile.ZipFile(io.BytesIO(good)) as archive:
            part = archive.read(name)
        for _ in range(8):
            at = draw.randrange(len(part))
            damaged = part[:at] + bytes([draw.randrange(256)]) * draw.randint(1, 4) + part[at + 4 :]
            try:
                read_template(replaced(good, name, part, damaged))
            except IntakeError as error:
                assert error.reason.zh


def test_nothing_is_written(good: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read_template(good, "../../x.xlsx")
    assert list(tmp_path.rglob("*")) == []
