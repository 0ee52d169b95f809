"""The documents that a filled workbook names."""

from __future__ import annotations

from typing import NamedTuple

from data.cells import CellError, parse
from data.contracts import TABLES
from data.violations import Reason
from intake.proposal import DocumentFacts
from intake.template import days
from intake.template.columns import Columns, Line, choice
from intake.template.filled import Fault, FilledDocument
from intake.template.layout import DOCUMENTS
from intake.template.read_hidden import Origin
from intake.template.vocabulary import KIND, RELIABILITY, plain

_CONTRACT = next(table for table in TABLES if table.name == "documents")
_FILLED = [field.key for field in DOCUMENTS if field.open]


class Documents(NamedTuple):
    """The documents that can be read, by number, and the numbers of those that cannot."""

    found: dict[str, FilledDocument]
    broken: frozenset[str]
    faults: tuple[Fault, ...]


def documents(columns: Columns, origin: Origin) -> Documents:
    """Return the documents of the sheet; rows in which nothing was filled are none."""
    found: dict[str, FilledDocument] = {}
    broken: set[str] = set()
    faults: list[Fault] = []
    for line in columns.lines():
        if not any(line[key].text for key in _FILLED):
            continue
        number = plain(line["number"].text).upper()
        wrong = _number_faults(line, number, found)
        document = _document(line, number, origin, wrong)
        if wrong:
            broken.add(number)
            faults += wrong
        else:
            found[number] = document
    return Documents(found, frozenset(broken), tuple(faults))


def _number_faults(line: Line, number: str, found: dict[str, FilledDocument]) -> list[Fault]:
    if not number:
        return [line.fault("number", Reason("缺少编号，请写成 D1、D2……", "has no number: write D1, D2 …"))]
    if number in found:
        return [
            line.fault(
                "number", Reason("与另一行编号相同，请改用未用过的编号", "is used twice: take another number")
            )
        ]
    return []


def _document(line: Line, number: str, origin: Origin, wrong: list[Fault]) -> FilledDocument:
    """Return what a row says; what is wrong with it is added to `wrong`."""
    kind, reliability = (choice(line, key, c) for key, c in (("kind", KIND), ("reliability", RELIABILITY)))
    wrong += [found for found in (kind, reliability) if isinstance(found, Fault)]
    facts = DocumentFacts(
        district_id=origin.district_id,
        kind="" if isinstance(kind, Fault) else kind,
        title_zh=_text(line, "title", "title_zh", wrong),
        publisher_zh=_text(line, "publisher", "publisher_zh", wrong),
        published_on=_published(line, wrong),
        report_year=origin.year,
    )
    url = _text(line, "url", "url", wrong)
    return FilledDocument(
        number, line.address("title"), facts, url, "" if isinstance(reliability, Fault) else reliability
    )


def _text(line: Line, key: str, column: str, wrong: list[Fault]) -> str:
    """Return the text of a cell as the contract of documents allows it."""
    cell = line[key]
    if cell.kind in ("formula", "error"):
        wrong.append(
            line.fault(key, Reason("是公式或错误值，请写成文字", "is a formula or an error: write text"))
        )
        return ""
    text = " ".join(cell.text.split())
    if key == "url" and text and not text.startswith(("http://", "https://")):
        wrong.append(
            line.fault(
                key,
                Reason("不是网址，应以 http:// 或 https:// 开头", "is no address: it begins with https://"),
            )
        )
        return ""
    try:
        return str(parse(_CONTRACT.column(column), text) or "")
    except CellError as error:
        wrong.append(line.fault(key, error.reason))
        return ""


def _published(line: Line, wrong: list[Fault]) -> str:
    if not line["published_on"].text:
        return ""
    try:
        return days.day(line["published_on"]).isoformat()
    except CellError as error:
        wrong.append(line.fault("published_on", error.reason))
        return ""
