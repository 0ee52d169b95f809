"""A report as a workbook: cover, contents, a sheet a table with its chart, notes and sources, dictionary, evidence."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from charts import wrapping
from charts.colour_steps import shaded
from queries.records import Document, Metric
from queries.trend import Trend
from reports.report import Report, how_to_read
from reports.write import observations_sheet, workbook_charts
from reports.write.packing import moment, stable
from reports.write.row_sheet import FONT, LONGEST_CELL, styles_in, write_rows
from reports.write.workbook import OPTIONS, number_format
from views import wording
from views.evidence import graded
from views.table import Cell, Column, Gap, Number, Phrase, Table, shown
from views.view import Note, View

INK, QUIET, RULE, LINK, WARN = "#1F2328", "#59616B", "#9AA1A9", "#1F4E79", "#9A3412"
#: Characters across a printed page, and the fewest of a column.
PAGE, NARROWEST = 90, 8
#: Pixels of a chart and of one of the rows it covers.
CHART, ROW = (660, 300), 20
#: The most points above the rows of a list that a window has room to keep in sight.
HIGH = 200
_UNFIT = re.compile(r"[\[\]:*?/\\]")


def write(report: Report) -> bytes:
    """The report as an Excel file; the date inside is the data version's."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        _Writer(report, book).all()
    return stable(file.getvalue(), report.released_on)


@dataclass
class _Sheet:
    """A sheet and the row that comes next."""

    sheet: Any
    #: Widths of the columns of the page, in characters.
    widths: Sequence[float]
    row: int = 0
    heads: list[int] = field(default_factory=list)
    #: How many points stand above the first head and in it.
    points: float = 0.0

    @property
    def last(self) -> int:
        return len(self.widths) - 1


class _Writer:
    """Sets one report; formats of cells are made once each."""

    def __init__(self, report: Report, book: Any) -> None:
        self._report, self._book, self._words = report, book, report.words
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._names = _sheet_names([b.name or b.title for b in report.views])
        words = report.words
        self._contents = words.gettext("Contents")
        self._sources = words.gettext("Sources")
        self._rows = words.gettext("Data, a row a figure")

    def all(self) -> None:
        """Every sheet in order."""
        report = self._report
        created = moment(report.released_on)
        self._book.set_properties(
            {"title": report.title, "subject": report.subtitle, "author": "Qujian 区鉴", "created": created}
        )
        self._cover()
        self._list_contents()
        for number, view in enumerate(report.views):
            self._view(view, self._names[number])
        self._dictionary()
        self._observations()
        self._evidence()
        self._documents()

    # -- sheets ----------------------------------------------------------------------------------------------
    def _cover(self) -> None:
        report, words = self._report, self._words
        s = self._sheet(words.gettext("Cover"), (4, 76, 10))
        s.row = 5
        self._text(s, report.title, bold=True, size=24, first=1)
        s.row += 1
        self._text(s, report.subtitle, size=14, colour=QUIET, first=1)
        self._text(s, report.edition, size=11, colour=QUIET, first=1)
        s.row += 2
        for note in how_to_read(self._report):
            self._note(s, note, first=1)
        s.row += 1
        self._link(s.sheet, s.row, 1, self._contents, self._contents)

    def _list_contents(self) -> None:
        words = self._words
        heads = ((words.gettext("No."), 6), (words.gettext("Title"), 58), (words.gettext("Chapter"), 26))
        s = self._list(self._contents, heads)
        for number, view in enumerate(self._report.views):
            s.sheet.write_number(s.row, 0, number + 1, self._format(valign="top", align="left"))
            self._link(s.sheet, s.row, 1, self._names[number], view.title, wrap=True)
            self._string(s.sheet, s.row, 2, view.section, self._format(text_wrap=True, valign="top"))
            s.sheet.set_row(s.row, self._height(view.title, 58, 10))
            s.row += 1
        for name in (
            words.gettext("Data dictionary"),
            self._rows,
            words.gettext("As the sources write it"),
            self._sources,
        ):
            self._link(s.sheet, s.row, 1, name, name)
            s.row += 1
        self._foot(s)

    def _view(self, view: View, name: str) -> None:
        words, table = self._words, view.table
        columns = table.columns if table else (Column("text", "", weight=1),)
        s = self._sheet(name, _widths(columns))
        self._link(s.sheet, 0, 0, self._contents, f"← {self._contents}")
        s.row = 1
        self._text(s, view.title, bold=True, size=15)
        self._text(s, view.subtitle, colour=QUIET)
        if view.verdict:
            self._text(s, view.verdict, bold=True)
        if view.further_sentence:
            self._text(s, view.further_sentence)
        if view.comment:
            self._text(s, view.comment, colour=LINK)
        if table:
            s.row += 1
            first = self._table(s, table)
            self._chart(s, view, table, first)
        if view.notes:
            s.row += 1
            self._text(s, words.gettext("Notes"), bold=True)
            for note in view.notes:
                self._note(s, note)
        if view.documents:
            s.row += 1
            self._text(s, self._sources, bold=True)
            for document in view.documents:
                self._text(s, self._cited(document), size=9, colour=QUIET)
        self._foot(s)

    def _dictionary(self) -> None:
        words = self._words
        heads = (
            (words.gettext("Metric"), 22),
            (words.gettext("Unit"), 11),
            (words.gettext("Definition"), 44),
            (words.gettext("Flow or stock"), 13),
        )
        s = self._list(words.gettext("Data dictionary"), heads)
        kinds = {"flow": words.gettext("over a period"), "stock": words.gettext("on a date")}
        seen: dict[tuple[str, str], Metric] = {}
        for metric in (m for b in self._report.views for m in b.metrics):
            seen.setdefault((words.pick(metric, "name"), words.unit(metric)), metric)
        for (name, unit), metric in seen.items():
            cells = (name, unit, words.pick(metric, "definition"), kinds.get(metric.basis, metric.basis))
            self._row(s, cells)
        s.row += 1
        for note in how_to_read(self._report):
            self._note(s, note)
        self._columns(s)
        self._foot(s)

    def _columns(self, s: _Sheet) -> None:
        """What the columns of the sheet of rows mean."""
        words = self._words
        s.row += 1
        self._text(s, words.gettext("Columns of “{sheet}”", sheet=self._rows), bold=True, size=12)
        for column in observations_sheet.columns(self._report):
            self._text(s, words.labelled(column.name, column.meaning))

    def _observations(self) -> None:
        """A row a published figure, for programs: one head, numbers and dates as such."""
        sheet = self._book.add_worksheet(self._rows)
        names = [c.name for c in observations_sheet.columns(self._report)]
        last = write_rows(sheet, styles_in(self._book), names, observations_sheet.rows(self._report))
        sheet.print_area(0, 0, last, len(names) - 1)

    def _evidence(self) -> None:
        words = self._words
        heads = (
            (words.gettext("Metric"), 18),
            (words.gettext("District"), 11),
            (words.gettext("Figure"), 14),
            (words.gettext("Period"), 16),
            (words.gettext("Wording"), 26),
            (words.gettext("Source"), 7),
        )
        s = self._list(words.gettext("As the sources write it"), heads)
        for view in self._report.views:
            for e in view.evidence:
                number = (
                    f"[{self._report.number(e.document)}]" if e.document in self._report.documents else ""
                )
                self._row(s, (view.name, e.district, e.amount, e.period, e.as_written, number))
        self._filter(s)
        self._foot(s)

    def _documents(self) -> None:
        words = self._words
        heads = (
            (words.gettext("No."), 5),
            (words.gettext("Publisher"), 18),
            (words.gettext("Title"), 26),
            (words.gettext("Date"), 13),
            (words.gettext("Kind of source"), 11),
            (words.gettext("Address"), 19),
        )
        s = self._list(self._sources, heads)
        for number, d in enumerate(self._report.documents, start=1):
            row = s.row
            cells = (f"[{number}]", words.pick(d, "publisher"), words.pick(d, "title"), "")
            self._row(s, (*cells, wording.reliability(words, d.reliability), d.url or ""))
            if d.published_on:
                style = self._format(
                    num_format=words.language.date_format, align="left", valign="top", indent=1
                )
                s.sheet.write_datetime(row, 3, d.published_on, style)
            if d.url and re.match(r"https?://[!-~]{3,2000}$", d.url):
                link = self._format(font_color=LINK, underline=1, text_wrap=True, valign="top", font_size=9)
                s.sheet.write_url(row, 5, d.url, link, d.url[:255])
        self._filter(s)
        self._foot(s)

    # -- tables ----------------------------------------------------------------------------------------------
    def _table(self, s: _Sheet, table: Table) -> int:
        """Title with unit, head, rows, what its signs mean; returns the first row of figures."""
        unit = self._words.gettext("unit: {unit}", unit=table.unit) if table.unit else ""
        self._text(s, f"{table.title}　{unit}".strip("　"), bold=True, size=11)
        self._head(s, table.columns)
        first = s.row
        for number, row in enumerate(table.rows):
            if number in table.groups:
                self._text(s, table.groups[number], bold=True)
            self._row(s, row, table.columns, last=number == len(table.rows) - 1)
        if not table.groups:  # a heading between rows would be filtered away
            self._filter(s)
        for note in table.notes:
            self._text(s, note, size=9, colour=QUIET)
        return first

    def _filter(self, s: _Sheet) -> None:
        """Filters on the head of a list of two rows or more, and the head kept in sight where it stands high enough."""
        head = s.heads[0]
        if s.row > head + 2:
            s.sheet.autofilter(head, 0, s.row - 1, s.last)
        if s.points <= HIGH:
            s.sheet.freeze_panes(head + 1, 1)

    def _head(self, s: _Sheet, columns: Sequence[Column]) -> None:
        if not s.heads:
            s.sheet.repeat_rows(s.row)
        s.heads.append(s.row)
        for i, column in enumerate(columns):
            style = self._format(
                bold=True,
                top=2,
                bottom=1,
                text_wrap=True,
                valign="vcenter",
                align="right" if column.numeric else "left",
                indent=0 if column.numeric or not i else 1,
            )
            self._string(s.sheet, s.row, i, column.name, style)
        height = max(self._height(c.name, w, 10) for c, w in zip(columns, s.widths, strict=False))
        s.sheet.set_row(s.row, height)
        if len(s.heads) == 1:
            s.points += height
        s.row += 1

    def _row(
        self, s: _Sheet, cells: Sequence[Cell], columns: Sequence[Column] = (), *, last: bool = False
    ) -> None:
        """One row; a number is a number, with its signs in its format."""
        height = 0.0
        for i, cell in enumerate(cells):
            numeric = bool(columns) and columns[i].numeric
            style: dict[str, Any] = {"valign": "top", "text_wrap": True, "bottom": 2 if last else 0}
            figure = _figure(cell, numeric=numeric)
            if figure is not None:
                style |= {"num_format": number_format(figure), "align": "right", "text_wrap": False}
                if figure.shade is not None:
                    style["bg_color"] = shaded(figure.shade)
                s.sheet.write_number(s.row, i, figure.value, self._format(**style))
                continue
            text = shown(cell)
            style |= {"align": "right"} if numeric else {"align": "left", "indent": 1 if i else 0}
            if isinstance(cell, Gap):
                style["font_color"] = QUIET
            height = max(height, self._height(text, s.widths[i], 10))
            self._string(s.sheet, s.row, i, text, self._format(**style))
        s.sheet.set_row(s.row, max(height, 16))
        s.row += 1

    # -- charts ----------------------------------------------------------------------------------------------
    def _chart(self, s: _Sheet, view: View, table: Table, first: int) -> None:
        """What a view shows as a native chart over the rows of its table; nothing where it has none."""
        if view.comparison is not None or view.map is not None:
            self._bars(s, view, table, first)
        elif view.two_years is not None or view.pair is not None:
            rows = sum(isinstance(row[1], Number) for row in table.rows)
            if view.two_years is not None and rows:
                chart = workbook_charts.two_years(self._book, s.sheet.name, table, first, rows)
                self._place(s, chart, view, min(CHART[1] + 60, 120 + 64 * rows), legend=True)
            elif rows:
                chart = workbook_charts.points(self._book, s.sheet.name, view, table, first, rows)
                self._place(s, chart, view, CHART[1])
        elif view.trend is not None:
            self._lines(s, view, view.trend)

    def _bars(self, s: _Sheet, view: View, table: Table, first: int) -> None:
        """The figures of a comparison as native bars, the first on top; those not ranked are grey."""
        at = next((i for i, c in enumerate(table.columns) if c.key == "figure"), None)
        rows = [i for i, row in enumerate(table.rows) if at is not None and isinstance(row[at], Number)]
        if at is None or not rows or rows != list(range(len(rows))) or table.groups:
            return
        chart = workbook_charts.bars(self._book, s.sheet.name, view, table, first, len(rows), at)
        self._place(s, chart, view, min(CHART[1], 90 + 44 * len(rows)))

    def _lines(self, s: _Sheet, view: View, t: Trend) -> None:
        """The lines of a trend as a native chart; what stands beside the lines is in the table only."""
        words = self._words
        series = [x for x in t.series if x.main]
        years = [o.year for x in series for o in x.main]
        if len(set(years)) < 2:
            return
        span = range(min(years), max(years) + 1)
        left, top = s.last + 3, 4
        self._string(s.sheet, top - 1, left, words.gettext("Data of the chart"), self._format(bold=True))
        for i, year in enumerate(span, start=1):
            self._string(s.sheet, top + i, left, str(year), self._format())
        for n, x in enumerate(series, start=1):
            self._string(s.sheet, top, left + n, words.pick(x.district, "name"), self._format(bold=True))
            for o in x.main:
                value = round(o.value * words.scale(t.metric), 6)
                s.sheet.write_number(
                    top + 1 + o.year - span[0], left + n, value, self._format(num_format="#,##0.##")
                )
        chart = workbook_charts.lines(self._book, s.sheet.name, view, t, (top, left), len(span))
        self._place(s, chart, view, CHART[1], legend=len(series) > 1)

    def _place(self, s: _Sheet, chart: Any, view: View, height: int, *, legend: bool = False) -> None:
        shown = view.table.title if view.map and view.table else view.name  # a sheet has bars for a map
        chart.set_title({"name": shown, "name_font": {"name": FONT, "size": 11}, "overlay": False})
        chart.set_legend(
            {"position": "bottom", "font": {"name": FONT, "size": 10}} if legend else {"none": True}
        )
        chart.set_size({"width": CHART[0], "height": height})
        s.row += 1
        s.sheet.insert_chart(s.row, 0, chart, {"object_position": 1, "description": view.sentence[:1000]})
        for row in range(s.row, s.row + height // ROW + 1):
            s.sheet.set_row_pixels(row, ROW)
        s.row += height // ROW + 2

    # -- texts -----------------------------------------------------------------------------------------------
    def _sheet(self, name: str, widths: Sequence[float]) -> _Sheet:
        sheet = self._book.add_worksheet(name)
        for i, w in enumerate(widths):
            sheet.set_column(i, i, w, self._format())
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f'&L&"{FONT}"&8{_footer(self._report.title)}&R&8&P / &N')
        return _Sheet(sheet, widths)

    def _list(self, title: str, heads: Sequence[tuple[str, float]]) -> _Sheet:
        """A sheet of one list under its title; `heads` are its columns and their widths in characters."""
        s = self._sheet(title, [width for _, width in heads])
        self._text(s, title, bold=True, size=16)
        self._head(s, [Column(name, name) for name, _ in heads])
        return s

    def _foot(self, s: _Sheet) -> None:
        s.row += 1
        self._text(s, self._report.edition, size=9, colour=QUIET)
        s.sheet.print_area(0, 0, s.row, s.last)

    def _text(
        self,
        s: _Sheet,
        text: str,
        *,
        bold: bool = False,
        size: float = 10,
        colour: str = INK,
        first: int = 0,
    ) -> None:
        """A text across the page, as high as it needs to be."""
        for part in _parts(text):
            style = self._format(bold=bold, font_size=size, font_color=colour, text_wrap=True, valign="top")
            if s.last > first:
                s.sheet.merge_range(s.row, first, s.row, s.last, "", style)
            self._string(s.sheet, s.row, first, part, style)
            height = self._height(part, sum(s.widths[first:]), size)
            s.sheet.set_row(s.row, height)
            if not s.heads:
                s.points += height
            s.row += 1

    def _note(self, s: _Sheet, note: Note, first: int = 0) -> None:
        self._text(
            s,
            self._words.labelled(note.head, note.text),
            size=9.5,
            colour=WARN if note.grave else INK,
            first=first,
        )

    def _string(self, sheet: Any, row: int, column: int, text: str, style: Any) -> None:
        """A text as text, whatever it begins with."""
        sheet.write_string(row, column, text[:LONGEST_CELL], style)

    def _link(self, sheet: Any, row: int, column: int, name: str, text: str, *, wrap: bool = False) -> None:
        style = self._format(font_color=LINK, underline=1, text_wrap=wrap, valign="top")
        target = name.replace("'", "''")
        sheet.write_url(row, column, f"internal:'{target}'!A1", style, text[:LONGEST_CELL])

    def _height(self, text: str, characters: float, size: float) -> float:
        """Points a text needs in a column, by a rough width of seven pixels a character at ten points."""
        room = max(characters - 1.5, 1) * 5.4
        return min(400.0, wrapping.lines(text, size, room) * size * 1.45 + 3)

    def _format(self, **wanted: Any) -> Any:
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            base = {
                "font_name": FONT,
                "font_size": 10,
                "font_color": INK,
                "bottom_color": INK,
                "top_color": INK,
            }
            self._formats[key] = self._book.add_format(base | wanted)
        return self._formats[key]

    def _cited(self, document: Document) -> str:
        return f"[{self._report.number(document)}] {graded(self._words, document)}"


def _figure(cell: Cell, *, numeric: bool) -> Number | None:
    """The number of a cell: its figure, that which its words give, or a rank or a count under a numeric head."""
    if isinstance(cell, Number):
        return cell
    if isinstance(cell, Phrase) and cell.number is not None:
        return cell.number
    return Number(int(cell), cell) if numeric and isinstance(cell, str) and cell.isdecimal() else None


def _parts(text: str) -> list[str]:
    """A long text as rows: paragraphs, and pieces that a row of a spreadsheet can show."""
    found = []
    for paragraph in text.split("\n"):
        found += [paragraph[i : i + 1200] for i in range(0, len(paragraph), 1200)]
    return found


def _widths(columns: Sequence[Column]) -> list[float]:
    whole = sum(c.weight for c in columns) or 1
    return [max(NARROWEST, PAGE * c.weight / whole) for c in columns]


def _sheet_names(names: Sequence[str]) -> list[str]:
    """A name for each sheet: its number and as much of what it shows as fits."""
    return [f"{i} {_UNFIT.sub(' ', name)}"[:31].strip(" '") for i, name in enumerate(names, start=1)]


def _footer(text: str) -> str:
    """A text in a footer, where & begins a command; past 200 signs it is cut."""
    return text[:80].replace("&", "&&")
