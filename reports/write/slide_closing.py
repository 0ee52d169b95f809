"""Slides that every report has besides its items: what was found; at the end how to read it, and its documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pptx.util import Pt

from reports.report import how_to_read
from reports.write.slide_deck import Deck, Item, Page
from reports.write.slide_layouts import Area
from reports.write.slide_lists import table_pages, with_rows
from reports.write.slide_tables import add_table, layout
from reports.write.slide_text import points
from views import explaining, wording
from views.table import Column, Table
from views.view import Note, View

#: Fewer findings need no slide that lists them.
FEWEST = 4
#: Sizes of the rules and of the documents, in points, and what stands between both on one slide.
RULES, DOCUMENTS, BETWEEN = (14.0, 13.0, 12.0, 11.0), (12.0, 11.0, 10.0, 9.5), 14.0


def findings(deck: Deck, found: Sequence[View]) -> list[Item]:
    """The findings by chapter, if there are enough of them."""
    words = deck.words
    if len(found) < FEWEST:
        return []
    columns = (Column("finding", words.gettext("Finding")),)
    rows = tuple((b.title,) for b in found)
    table = Table(words.gettext("Findings"), columns, rows, groups=_sections(found))
    title, subtitle = words.gettext("Findings"), deck.report.subtitle
    pages = table_pages(deck, title, subtitle, table, sizes=(16.0, 14.0, 13.0, 12.0, 11.0))
    return [Item(title, subtitle, "", tuple(pages))]


def _sections(views: Sequence[View]) -> dict[int, str]:
    found: dict[int, str] = {}
    before = None
    for i, b in enumerate(views):
        if b.section != before and b.section:
            found[i] = b.section
        before = b.section
    return found


def closing(deck: Deck, items: Sequence[Item], left_out: str = "") -> list[Item]:
    """How to read the report, with the notes that found no room; and its documents, on one slide where they fit."""
    words = deck.words
    title, edition = words.gettext("How to read this report"), deck.report.edition
    rules = _rules(deck, items, left_out)
    listed = _documents(deck)
    if listed is not None:
        both = words.joined((title, words.gettext("Documents")))
        page = _together(deck, edition, rules, listed)
        if page is not None:
            return [Item(both, edition, "", (page,))]
    found = [Item(title, edition, "", tuple(table_pages(deck, title, edition, rules, sizes=RULES)))]
    if listed is not None:
        name = words.gettext("Documents")
        found.append(
            Item(name, edition, "", tuple(table_pages(deck, name, edition, listed, sizes=DOCUMENTS)))
        )
    return found


def _rules(deck: Deck, items: Sequence[Item], left_out: str) -> Table:
    """The rules, and under the name of its view every note that found no room."""
    words = deck.words
    notes = list(how_to_read(deck.report))
    if left_out:
        notes.insert(0, Note(words.gettext("Extent"), left_out))
    columns = (Column("head", words.gettext("What")), Column("text", words.gettext("Rule"), weight=6))
    table = Table(words.gettext("How to read this report"), columns, tuple((n.head, n.text) for n in notes))
    for item in items:
        if item.left:
            heading = item.view.name or item.title if item.view else item.title
            table = with_rows(table, [(n.head, n.text) for n in item.left], heading)
    return table


def _documents(deck: Deck) -> Table | None:
    words, report = deck.words, deck.report
    if not report.documents:
        return None
    columns = (
        Column("number", words.gettext("No."), numeric=True, weight=0.5),
        Column("citation", words.gettext("Document"), weight=6),
        Column("kind", words.gettext("Kind of source"), weight=1.1),
        Column("url", words.gettext("Address"), weight=4.4),
    )
    rows = tuple(
        (
            str(report.number(d)),
            explaining.citation(words, d),
            wording.reliability(words, d.reliability),
            d.url or "",
        )
        for d in report.documents
    )
    return Table(words.gettext("Documents"), columns, rows)


def _together(deck: Deck, subtitle: str, rules: Table, listed: Table) -> Page | None:
    """Both tables on one slide; None where they do not fit."""
    area = deck.room("content", subtitle, "")
    wide, most = points(area.width), points(area.height)
    upper, lower = RULES[-1], DOCUMENTS[-1]
    groups = len(rules.groups) * upper * 2
    if layout(rules, wide, upper).height + groups + BETWEEN + layout(listed, wide, lower).height > most:
        return None

    def draw(slide: Any, place: Area) -> None:
        below = add_table(deck.pen, slide, rules, (place.left, place.top, place.width), upper)
        top = below + int(Pt(BETWEEN))
        add_table(deck.pen, slide, listed, (place.left, top, place.width), lower)

    return Page(draw)
