"""A report as slides: a slide a finding, native charts and tables, sources and notes, the evidence to speak from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pptx.util import Pt

from charts import wrapping
from reports.report import Report
from reports.write import slide_closing
from reports.write.brief_slides import brief_pages
from reports.write.slide_colours import INK, MUTED
from reports.write.slide_deck import Deck, Item, Page, drop_empty, holder
from reports.write.slide_extent import MOST, Extent, chosen
from reports.write.slide_file import saved
from reports.write.slide_finding import finding
from reports.write.slide_layouts import Area
from reports.write.slide_lists import divider, table_pages, text_pages
from reports.write.slide_master import office_master, own_master
from reports.write.slide_text import points
from views.view import View

#: A chapter of so many items has a slide before it.
CHAPTER = 3


def write(report: Report, master: bytes | None = None, extent: Extent = "whole") -> bytes:
    """The slides as a PowerPoint file; `master` is an office's own template file."""
    deck = Deck(report, office_master(master) if master else own_master())
    if report.is_brief:
        for view in report.views:
            deck.add(item_of(deck, view))
        return saved(deck)
    if extent == "whole":
        _whole(deck)
    else:
        _brief(deck, has_appendix=extent == "appendix")
    return saved(deck)


def item_of(deck: Deck, view: View) -> Item:
    """One item: a slide, and further ones where it needs them."""
    if view.brief:
        return _with_comment(deck, view, brief_pages(deck, view))
    if view.is_chart:
        return finding(deck, view)
    if view.table is not None:
        pages = table_pages(deck, view.title, view.subtitle, view.table, view=view, section=_section(view))
        return _with_comment(deck, view, pages)
    if view.spec.kind == "older" or not view.comment:
        return divider(deck, view.title or deck.report.title, view.further_sentence)
    text = "\n".join(t for t in (view.further_sentence, view.comment) if t)
    title = view.title or deck.report.title
    pages = text_pages(deck, view.subtitle, _section(view), text)
    return Item(title, view.subtitle, _section(view), tuple(pages), view)


def _section(view: View) -> str:
    return view.section if view.section != view.title else ""


def _with_comment(deck: Deck, view: View, pages: Sequence[Page]) -> Item:
    """Lists fill their slides: what the writer says of one stands behind it, as part of it."""
    said = text_pages(deck, view.subtitle, _section(view), view.comment) if view.comment else []
    return Item(view.title, view.subtitle, _section(view), (*pages, *said), view)


# -- files ---------------------------------------------------------------------------------------------------


def _whole(deck: Deck) -> None:
    """Every item, a slide before each longer chapter."""
    report = deck.report
    items = {id(v): item_of(deck, v) for v in report.views}
    _opening(deck, report.views)
    has_chapters = len(report.sections) > 1
    for name, views in report.sections:
        deck.chapter(name or report.title)
        if has_chapters and len(views) >= CHAPTER and name and views[0].spec.kind != "older":
            deck.add(_chapter(deck, name, views))
        for v in views:
            deck.add(items[id(v)])
    _closing(deck, list(items.values()))


def _brief(deck: Deck, *, has_appendix: bool) -> None:
    """What says most, at most twelve slides a chapter; then, if wanted, the rest."""
    report = deck.report
    items = {id(v): item_of(deck, v) for v in report.views}
    is_one = len(report.sections) == 1
    picked: list[View] = []
    for _, views in report.sections:
        slides = {i: len(items[id(v)].pages) for i, v in enumerate(views)}

        def fits(tried: Sequence[View], n: int) -> bool:
            around = _around(deck, tried, [items[id(v)] for v in tried]) if is_one else 1
            return n + around <= MOST

        picked += chosen(views, slides, fits)
    rest = [v for v in report.views if not any(v is p for p in picked)]
    if not has_appendix:  # documents are numbered anew: the list at the end holds those that are cited
        deck.report = replace(report, views=tuple(picked))
        items = {id(v): item_of(deck, v) for v in picked}
    _opening(deck, picked)
    for name, views in report.sections:
        kept = [v for v in views if any(v is p for p in picked)]
        deck.chapter(name or report.title)
        if not is_one and name:
            deck.add(_chapter(deck, name, kept))
        for v in kept:
            deck.add(items[id(v)])
    shown = picked
    if has_appendix and rest:
        words = deck.words
        deck.chapter(words.gettext("Appendix"))
        deck.add(divider(deck, words.gettext("Appendix"), _names(deck, rest)))
        for v in rest:
            deck.add(items[id(v)])
        shown = [*picked, *rest]
        rest = []
    _closing(deck, [items[id(v)] for v in shown], _left_out(deck, len(rest)))


def _around(deck: Deck, views: Sequence[View], items: Sequence[Item]) -> int:
    """How many slides a file has besides those of its items: cover, findings, closing."""
    whole, deck.report = deck.report, replace(deck.report, views=tuple(views))
    try:
        found = slide_closing.findings(deck, deck.report.findings)
        found += slide_closing.closing(deck, items, _left_out(deck, 1))
    finally:
        deck.report = whole
    return 1 + sum(len(i.pages) for i in found)


def _left_out(deck: Deck, n: int) -> str:
    """What says that a brief leaves items out; '' where it does not."""
    if not n:
        return ""
    return deck.words.ngettext(
        "{n} further item of the report is not in this brief; it can be written with an appendix.",
        "{n} further items of the report are not in this brief; it can be written with an appendix.",
        n,
    )


def _chapter(deck: Deck, name: str, views: Sequence[View]) -> Item:
    return divider(deck, name, _names(deck, views))


def _names(deck: Deck, views: Sequence[View]) -> str:
    """The items of a chapter, a line each: as many as a slide holds, and how many more."""
    names = [v.name or v.title for v in views]
    most = 8
    if len(names) <= most:
        return "\n".join(names)
    more = len(names) - most + 1
    return "\n".join([*names[: most - 1], deck.words.ngettext("and {n} more", "and {n} more", more)])


def _opening(deck: Deck, views: Sequence[View]) -> None:
    """Title, districts, edition; then the findings."""
    deck.chapter(deck.report.title)
    _cover(deck)
    for item in slide_closing.findings(deck, replace(deck.report, views=tuple(views)).findings):
        deck.add(item)


def _closing(deck: Deck, items: Sequence[Item], left_out: str = "") -> None:
    deck.chapter(deck.words.gettext("How to read this report"))
    for item in slide_closing.closing(deck, items, left_out):
        deck.add(item)


def _cover(deck: Deck) -> None:
    report, layout = deck.report, deck.master.cover
    slide = deck.new_slide(layout)
    deck.title(slide, layout, report.title)
    lines = [line for line in (report.subtitle, report.edition, deck.words.gettext("Qujian")) if line]
    idx = layout.subtitle if layout.subtitle is not None else layout.body
    if idx is None:
        high = sum(
            wrapping.height(t, s, points(layout.free.width)) + 6
            for t, s in zip(lines, (18, 14, 14), strict=False)
        )
        area = _under_title(layout.head, layout.free, int(Pt(high)))
        frame = deck.pen.box(slide, area.left, area.top, area.width, area.height)
    else:
        frame = holder(slide, idx).text_frame
    for i, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(6)
        deck.pen.run(paragraph, line, 18 if i == 0 else 14, INK if i == 0 else MUTED)
    drop_empty(slide)


def _under_title(head: Area, free: Area, high: int) -> Area:
    """Room of a height under a title; above it where there is none below."""
    top = head.bottom + int(Pt(12))
    if top + high > free.bottom and head.top - high - int(Pt(12)) > 0:
        top = head.top - high - int(Pt(12))
    return Area(max(free.left, min(head.left, free.right)), top, free.right, top + high)


__all__ = ["item_of", "write"]
