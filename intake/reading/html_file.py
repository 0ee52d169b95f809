"""Web pages: the text of the page in its blocks, tables of data with their cells, without what surrounds an article."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from data.violations import Reason
from intake.document import Document
from intake.reading import limits, refusals
from intake.reading.encodings import BROKEN, decode
from intake.reading.html_cells import grid
from intake.reading.html_furniture import is_furniture, main_part, remove_furniture
from intake.reading.html_pieces import lines_of, pieces
from intake.reading.html_statements import Statements, statements
from intake.reading.stated import published_on
from intake.reading.writer import DocumentWriter

#: Pictures narrower or lower than so many pixels are signs, no tables.
_SIGN = 60


def read(content: bytes, sha256: str) -> Document:
    """Return a web page as a document.

    Raises IntakeError.
    """
    text, encoding = decode(content)
    page = _parsed(text)
    said = statements(page)
    stated_day = said.published_on or published_on(lines_of(page))
    remove_furniture(page)
    part = main_part(page)
    writer = DocumentWriter()
    _write_heading(writer, page, part)
    _write(writer, part, said)
    document = writer.document("html", sha256)
    return replace(
        document,
        title=said.title,
        published_on=stated_day,
        encoding=encoding,
        warnings=(*_broken(document.text), *_pictures(part)),
    )


def _parsed(text: str) -> etree._Element:
    if text.count("<") > limits.PAGE_TAGS:
        raise refusals.too_many(None, limits.PAGE_TAGS, "个标记", "tags")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    signs = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(signs, parser)
    except etree.XMLSyntaxError as error:
        raise refusals.unparsed(error, "网页", "HTML") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise refusals.too_deep()
    if root is None:
        raise refusals.no_text()
    return root


def _write_heading(writer: DocumentWriter, page: etree._Element, part: etree._Element) -> None:
    """Write the heading of the page, where it stands outside of the part that is read."""
    inside = set(part.iter("h1"))
    for heading in page.iter("h1"):
        said = " ".join(lines_of(heading))
        if heading not in inside and said and not is_furniture(said):
            writer.paragraph(said, 1)
            return


def _write(writer: DocumentWriter, part: etree._Element, said: Statements) -> None:
    for piece in pieces(part):
        if piece.table is not None:
            for caption in piece.table.iterchildren("caption"):
                for line in lines_of(caption):
                    writer.paragraph(line)
            writer.table(grid(piece.table))
        elif not is_furniture(piece.text):
            writer.paragraph(piece.text, piece.outline or int(piece.text == said.title))


def _broken(text: str) -> tuple[Reason, ...]:
    count = text.count(BROKEN)
    if not count:
        return ()
    return (
        Reason(
            f"网页中有 {count} 个字符编码有误，显示为“{BROKEN}”，请核对其前后的数字。",
            f"{count} characters of the page are broken and shown as “{BROKEN}”; check the figures around them.",
        ),
    )


def _pictures(part: etree._Element) -> tuple[Reason, ...]:
    count = sum(1 for image in part.iter("img") if not _is_sign(image))
    if not count:
        return ()
    return (
        Reason(
            f"网页正文中有 {count} 张图片；图片里的文字和表格读不出来，如有数据请另行录入。",
            f"The page shows {count} pictures; what they say is not read. Type in any figures they hold.",
        ),
    )


def _is_sign(image: etree._Element) -> bool:
    sizes = [image.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    return any(size.isdecimal() and int(size) < _SIGN for size in sizes)
