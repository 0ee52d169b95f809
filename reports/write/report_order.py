"""The order and the numbers of what a report says on paper: the same in Word and PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from locales.languages import Language
from queries.records import Document
from reports.report import Report
from views import wording
from views.table import Column, Table
from views.view import View

#: Chinese numerals of first-level headings.
_NUMERALS = "零一二三四五六七八九十"


class Entry(NamedTuple):
    """A view under its heading; no title where the chapter bears it, no number where it is alone in its chapter."""

    view: View
    number: str
    title: str


class Chapter(NamedTuple):
    """A heading of the first level, and the views under it."""

    number: str
    title: str
    entries: tuple[Entry, ...] = ()


class Order(NamedTuple):
    """The chapters of a report: what was found, its views, how to read it, the wording of its figures, documents.

    None where there is nothing to say.
    """

    findings: Chapter | None
    chapters: tuple[Chapter, ...]
    how: Chapter
    written: Chapter | None
    documents: Chapter | None

    @property
    def all(self) -> tuple[Chapter, ...]:
        """Return the chapters as they follow one another."""
        found = (self.findings, *self.chapters, self.how, self.written, self.documents)
        return tuple(c for c in found if c)


def order_of(report: Report) -> Order:
    """Return the chapters of a report with their numbers."""
    words, numbers = report.words, _chapter_numbers(report.words.language)
    named = words.gettext

    def chapter(title: str, wanted: object = True) -> Chapter | None:
        return Chapter(next(numbers), title) if wanted else None

    findings = chapter(named("Findings"), len(report.findings) > 1)
    views = tuple(_chapters(report, numbers))
    how = Chapter(next(numbers), named("How to read this report"))
    written = chapter(named("As the sources write it"), written_table(report))
    return Order(findings, views, how, written, chapter(named("Documents"), report.documents))


def findings(report: Report) -> list[str]:
    """Return the findings of a report, a sentence each; none where it has but one."""
    found = report.findings
    return [report.words.sentence(v.title) for v in found] if len(found) > 1 else []


def printed(table: Table) -> Table:
    """Return a table without columns that say the same in every row or what the sources under it say."""
    dropped = {"source"} if any(c.key == "rank" for c in table.columns) else set()
    for i, c in enumerate(table.columns):
        if c.key == "scope" and len({row[i] for row in table.rows if row[i]}) < 2:
            dropped.add(c.key)
    return table.only([i for i, c in enumerate(table.columns) if c.key not in dropped])


def written_table(report: Report) -> Table | None:
    """Return the wording of the figures that were compared or drawn; None where there are none."""
    words = report.words
    groups: dict[int, str] = {}
    rows: list[tuple[str, ...]] = []
    for view in report.views:
        if not (view.is_chart or view.several) or not view.evidence:
            continue
        groups[len(rows)] = view.name
        rows += [
            (e.district, e.amount, e.period, e.as_written, _graded_number(report, e.document))
            for e in view.evidence
        ]
    if not rows:
        return None
    columns = (
        Column("district", words.gettext("District"), weight=1.2),
        Column("figure", words.gettext("Figure"), numeric=True, weight=1.6),
        Column("period", words.gettext("Period"), weight=1.7),
        Column("written", words.gettext("As written"), weight=3.4),
        Column("document", words.gettext("Source"), weight=0.9),
    )
    return Table(words.gettext("Figures as written in their documents"), columns, tuple(rows), groups=groups)


def _graded_number(report: Report, document: Document) -> str:
    """The number of a document in the list at the end, and what kind of source it is."""
    return f"[{report.number(document)}] {wording.reliability(report.words, document.reliability)}"


def _chapters(report: Report, numbers: Iterator[str]) -> Iterator[Chapter]:
    for name, views in report.sections:
        if not name:  # each view is a chapter of its own
            yield from (Chapter(next(numbers), v.title, (Entry(v, "", ""),)) for v in views)
            continue
        chapter, own = next(numbers), sum(v.title != name for v in views)
        entries, count = [], 0
        for v in views:
            # A text of its own is a chapter of its own, under one heading.
            title = v.title if v.title != name else ""
            count += bool(title)
            number = _section(report.words.language, chapter, count) if title and own > 1 else ""
            entries.append(Entry(v, number, title))
        yield Chapter(chapter, name, tuple(entries))


def _chapter_numbers(language: Language) -> Iterator[str]:
    n = 0
    while True:
        n += 1
        yield language.chapter.format(chapter=n, numeral=_numeral(n))


def _section(language: Language, chapter: str, n: int) -> str:
    return language.section.format(chapter=chapter.strip(), section=n, numeral=_numeral(n))


def _numeral(n: int) -> str:
    """A number below a hundred in Chinese."""
    if n <= 10:
        return _NUMERALS[n]
    tens, ones = divmod(n, 10)
    if tens >= 10:
        return str(n)
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")
