"""What the report holds: the list, and the item that is being worked on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import streamlit as st

from locales import words as words_of
from pages.report_editor import state
from pages.shared.address import here, write
from pages.shared.address import value as value_of
from pages.shared.page_context import PageContext
from queries.store import Store
from reports.report import resolve
from views.draft import LONGEST_COMMENT, MOST_ITEMS, Draft, from_json, item
from views.draft_values import LONGEST_TITLE
from views.plain_text import neutral


class Line(NamedTuple):
    """An item as the list shows it."""

    section: str
    title: str
    #: A short name of what it shows, and what of measure, day and unit is to be known besides.
    name: str
    subtitle: str


class Row(NamedTuple):
    """A row of the list: an item and the comment that the writer gave it."""

    line: Line
    comment: str


@lru_cache(maxsize=64)
def lines(store: Store, code: str, draft_json: str, today: dt.date) -> tuple[Line, ...]:
    """The items of a draft in one language, as on one day."""
    translator = words_of(code)
    views = (resolve(store, translator, i, today) for i in from_json(draft_json).items)
    return tuple(Line(b.section, b.title, b.name, b.subtitle) for b in views)


def place(value: Draft) -> int:
    """Which item is being worked on."""
    text = value_of("item", "1")
    n = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 1
    return min(max(n, 1), max(len(value.items), 1)) - 1


def listing(d: PageContext, value: Draft, at: int) -> None:
    """Show all items as a table; a click on a title takes it up."""
    found = lines(d.store, d.words.code, value.as_json(), d.today)
    rows = [Row(line, item.comment) for line, item in zip(found, value.items, strict=True)]
    d.show("report/items.html", rows=rows, at=at, kept=here("report", "item", "lang", "text"))


def editor(d: PageContext, value: Draft, at: int) -> None:
    """Move, remove, rename, comment the chosen item; add a text of one's own."""
    words = d.words
    heading = words.gettext("Item {n}", n=at + 1) if value.items else words.gettext("Add")
    d.show("shared/side.html", text=heading)
    up, down, out, text = st.columns(4, gap="small")
    if value.items:
        last = len(value.items) - 1
        up.button(
            words.gettext("Up"), on_click=_move, args=(value, at, -1), disabled=at == 0, key="control-item-up"
        )
        down.button(
            words.gettext("Down"),
            on_click=_move,
            args=(value, at, 1),
            disabled=at == last,
            key="control-item-down",
        )
        out.button(words.gettext("Remove"), on_click=_remove, args=(value, at), key="control-item-out")
    text.button(
        words.gettext("Add a text"),
        on_click=_add_text,
        args=(value, words.gettext("Text")),
        disabled=len(value.items) >= MOST_ITEMS,
        key="control-item-text",
    )
    if not value.items:
        return
    item = value.items[at]
    st.session_state["control-item-title"] = item.title
    st.session_state["control-item-comment"] = item.comment
    st.text_input(
        words.gettext("Own title"),
        key="control-item-title",
        max_chars=LONGEST_TITLE,
        placeholder=words.gettext("empty: the finding itself"),
        on_change=_rename,
        args=(value, at),
    )
    st.text_area(
        words.gettext("Comment"),
        key="control-item-comment",
        max_chars=LONGEST_COMMENT,
        height=110,
        placeholder=words.gettext("stands in the report as it is written here"),
        on_change=_rename,
        args=(value, at),
    )


def _rename(value: Draft, at: int) -> None:
    item = value.items[at]
    title = neutral(st.session_state["control-item-title"] or "")[:LONGEST_TITLE]
    comment = neutral(st.session_state["control-item-comment"] or "", lines=True)[:LONGEST_COMMENT]
    state.write(value.with_item(at, replace(item, title=title, comment=comment)))


def _move(value: Draft, at: int, by: int) -> None:
    state.write(value.moved(at, by))
    write("item", str(at + 1 + by))


def _remove(value: Draft, at: int) -> None:
    state.write(value.without(at))


def _add_text(value: Draft, title: str) -> None:
    state.write(replace(value, items=(*value.items, item("text", title=title))))
    write("item", str(len(value.items) + 1))
