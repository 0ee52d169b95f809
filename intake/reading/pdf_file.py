"""PDF files: lines with the place of each character, paragraphs rebuilt from them, ruled tables with their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO

import pdfplumber
import pypdfium2
from pdfplumber.utils.exceptions import PdfminerException

from data.violations import Reason
from intake.document import Document, Line, Page
from intake.reading import limits, refusals
from intake.reading.pdf_columns import is_in_column
from intake.reading.pdf_furniture import without_furniture
from intake.reading.pdf_joined import joined, placed_lines
from intake.reading.pdf_joined_tables import continued, joined_tables
from intake.reading.pdf_lines import UNKNOWN, TextLine
from intake.reading.pdf_page import PdfPage, PdfTable, read_page
from intake.reading.pdf_paragraphs import Measure, continues, measure
from intake.reading.stated import published_on
from intake.reading.writer import DocumentWriter, GridCell

#: Of the characters of a file so many may have no meaning before the file has none.
_UNKNOWN_SHARE = 0.2
#: A page with less text than this and a picture is one that was scanned.
_SCANNED = 30
#: Rows of a table without rules on a page, and how one ends.
_FEWEST_ROWS = 3
_NUMBERS = re.compile(r"(?:\s-?\d[\d,.]*%?){2,}$")


def read(content: bytes, sha256: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """Return a PDF file as a document.

    Raises IntakeError.
    """
    count = page_count(content)
    if count > limits.PDF_PAGES:
        raise refusals.too_many(count, limits.PDF_PAGES, "页", "pages")
    found = list(_pages(content, count, progress))
    writer = DocumentWriter()
    pages = list(without_furniture(found))
    set_as = {key: found for page in pages for key, found in _measures(page)}
    lines = _write(writer, _items(pages), set_as)
    document = writer.document("pdf", sha256, lines, [Page(p.number, p.width, p.height) for p in found])
    if document.text.count(UNKNOWN) > _UNKNOWN_SHARE * len(document.text):
        raise refusals.unreadable_letters()
    day = published_on(document.of(block) for block in document.blocks[:20])
    return replace(document, published_on=day, warnings=tuple(_warnings(found)))


def page_count(content: bytes) -> int:
    """Return how many pages a file has.

    Raises IntakeError where it is damaged or needs a password.
    """
    try:
        with pypdfium2.PdfDocument(content) as document:
            return len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise refusals.encrypted() from error
        raise refusals.damaged("PDF ", "PDF") from error


def _pages(content: bytes, count: int, progress: Callable[[int, int], None] | None) -> Iterator[PdfPage]:
    read_characters = 0
    try:
        # Pdfium counts characters in no time; pdfplumber takes its time with each, wanted or not.
        with pdfplumber.open(BytesIO(content)) as file, pypdfium2.PdfDocument(content) as counted:
            for number, page in enumerate(file.pages, start=1):
                found = read_page(page, number, _characters(counted, number) if number <= count else 0)
                page.close()
                read_characters += sum(len(line.text) for line in found.lines)
                if number > limits.PDF_PAGES or read_characters > limits.CHARACTERS:
                    raise refusals.too_many(None, limits.CHARACTERS, "字", "characters")
                if progress:
                    progress(number, max(count, number))
                yield found
    except (PdfminerException, pypdfium2.PdfiumError) as error:
        raise refusals.damaged("PDF ", "PDF") from error


def _characters(document: pypdfium2.PdfDocument, number: int) -> int:
    page = document[number - 1]
    text = page.get_textpage()
    found: int = text.count_chars()
    text.close()
    page.close()
    return found


def _measures(page: PdfPage) -> Iterator[tuple[tuple[int, int], Measure]]:
    """Yield how the parts of a page are set: each column by itself, and all that runs over the whole width."""
    whole = measure([line for line in page.lines if not is_in_column(line)])
    for column in {line.column for line in page.lines}:
        own = [line for line in page.lines if line.column == column]
        yield (page.number, column), measure(own) if is_in_column(own[0]) else whole


def _key(line: TextLine) -> tuple[int, int]:
    return line.page, line.column


def _place(item: TextLine | PdfTable, page: PdfPage) -> tuple[int, float]:
    """Return where a line or table comes in the reading order; a table follows the lines above it."""
    if isinstance(item, TextLine):
        return item.column, item.top
    above = (
        line.column
        for line in page.lines
        if line.top < item.top and line.left < item.edges[-1] and line.right > item.edges[0]
    )
    return max(above, default=0), item.top


def _items(pages: Sequence[PdfPage]) -> list[TextLine | PdfTable]:
    """Return lines and tables in their order; a table that goes on over pages is one."""
    items: list[TextLine | PdfTable] = []
    for page in pages:
        own: list[TextLine | PdfTable] = sorted(
            [*page.lines, *page.tables], key=lambda item: _place(item, page)
        )
        if items and own:
            last, first = items[-1], own[0]
            if isinstance(last, PdfTable) and isinstance(first, PdfTable) and continued(last, first):
                items[-1] = joined_tables(last, first)
                own = own[1:]
        items += own
    return items


def _write(
    writer: DocumentWriter, items: Sequence[TextLine | PdfTable], set_as: dict[tuple[int, int], Measure]
) -> list[Line]:
    """Write paragraphs and tables, and return the lines of both at their places in the text."""
    lines: list[Line] = []
    paragraph: list[TextLine] = []

    def end_paragraph() -> None:
        if paragraph:
            found = joined(paragraph, lambda line: set_as[_key(line)].right)
            lines.extend(placed_lines(found, writer.paragraph(found.text)))
            paragraph.clear()

    for item in items:
        if isinstance(item, PdfTable):
            end_paragraph()
            lines += _write_table(writer, item)
            continue
        if paragraph:
            before = paragraph[-1]
            is_apart = is_in_column(before) != is_in_column(item)
            if is_apart or not continues(before, item, set_as[_key(item)], set_as[_key(before)]):
                end_paragraph()
        paragraph.append(item)
    end_paragraph()
    return lines


def _write_table(writer: DocumentWriter, table: PdfTable) -> Iterator[Line]:
    texts = [joined(cell.lines, lambda _, cell=cell: cell.right, in_cell=True) for cell in table.cells]  # type: ignore[misc]
    starts = writer.table(
        GridCell(cell.row, cell.column, found.text, cell.row_span, cell.column_span)
        for cell, found in zip(table.cells, texts, strict=True)
    )
    for start, found in zip(starts, texts, strict=True):
        yield from placed_lines(found, start)


def _is_row(line: TextLine) -> bool:
    """Whether a line ends with several numbers that stand apart, as a row of a table without rules."""
    return bool(_NUMBERS.search(line.text))


def _warnings(pages: Sequence[PdfPage]) -> Iterator[Reason]:
    scanned = [
        p.number
        for p in pages
        if p.pictures and not p.tables and sum(len(i.text) for i in p.lines) < _SCANNED
    ]
    if scanned:
        shown = "、".join(map(str, scanned[:10]))
        yield Reason(
            f"第 {shown} 页{'等' if len(scanned) > 10 else ''}是图片，没有文字；请索取可复制文字的原件，或直接录入。",
            f"Pages {', '.join(map(str, scanned[:10]))} are pictures without text; ask for the original or type it in.",
        )
    if loose := [str(p.number) for p in pages if sum(map(_is_row, p.lines)) >= _FEWEST_ROWS]:
        yield Reason(
            f"第 {'、'.join(loose[:10])} 页似有没有表格线的表格，无法分格，其中没有写明单位的数没有识读；"
            "请用网页、Word、Excel 或带表格线的 PDF，或另行录入。",
            f"Pages {', '.join(loose[:10])} seem to have a table without rules: its cells cannot be told apart, and "
            "figures without a unit were not read. Use a web page, a Word or Excel file or a PDF with ruled tables, or "
            "type them in.",
        )
    for page in pages:
        if page.unread:
            yield Reason(
                f"第 {page.number} 页图形过于复杂，没有读取；如有数据请另行录入。",
                f"Page {page.number} draws too much to be read. Type in any figures it holds.",
            )
    pictures = sum(p.pictures for p in pages if p.number not in scanned)
    if pictures:
        yield Reason(
            f"文件中有 {pictures} 张较大的图片；图片里的文字和表格读不出来，如有数据请另行录入。",
            f"The file has {pictures} large pictures; what they say is not read. Type in any figures they hold.",
        )
