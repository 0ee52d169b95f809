"""The reader's draft on the page Report: in the address, or in this visit where it is too long for an address.

The reader's browser keeps it besides (pages/shared/draft.js): the page shows it the draft with `kept_draft`, and a
visit that begins on this page brings it along in the address.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import streamlit as st

from pages.shared.address import remove, value, write_together
from pages.shared.address import write as write_parameter
from views.draft import LONGEST_LINK, LONGEST_PACKED, Draft, from_link
from views.spec import SpecError

#: The parameter that holds the draft, and its value where the draft is too long for an address.
DRAFT, KEPT = "draft", "kept"
#: The parameter that opens a draft which the office keeps, as it is now, by its id.
SAVED = "saved"
#: Where such a draft is during a visit.
LONG = "long-draft"
#: The mark in the session that a change was left out.
TOO_LONG = "draft-too-long"
#: The mark in the session that another draft was begun: the browser keeps the one before, to be brought back.
ANEW = "draft-anew"


def take_in() -> None:
    """Move a draft too long for an address, which the browser sent in one, to this visit."""
    sent = value(DRAFT)
    if len(sent) <= LONGEST_LINK:
        return
    try:
        write(from_link(sent, LONGEST_PACKED))
    except SpecError:
        write_parameter(DRAFT, sent[:LONGEST_LINK])  # as unreadable as all of it; the page says so


def write(changed: Draft, without: Iterable[str] = ()) -> None:
    """Keep a changed draft in the address; a long one in this visit; one that no file would hold not at all.

    Parameters named in `without` are taken out of the address with it.
    """
    if not changed.fits_file:
        st.session_state[TOO_LONG] = True
        return
    st.session_state.pop(LONG, None)
    link = KEPT
    try:
        link = changed.as_link()
    except SpecError:
        st.session_state[LONG] = changed
    write_together({DRAFT: link} | dict.fromkeys(without, ""))


def leave_out(key: str) -> None:
    """Take out of the address what opened nothing."""
    write_together({key: ""})


def was_too_long() -> bool:
    """Whether the last change was left out because no file would have held it; asked once."""
    return bool(st.session_state.pop(TOO_LONG, False))


def is_long() -> bool:
    """Whether the draft is too long for the address."""
    return value(DRAFT) == KEPT


def is_awaited() -> bool:
    """Whether the browser keeps a long draft that this visit does not have yet."""
    return is_long() and LONG not in st.session_state


def forget() -> None:
    """Back to the templates."""
    st.session_state.pop(LONG, None)
    st.session_state[ANEW] = True
    for key in (DRAFT, "item"):
        remove(key)


def own() -> tuple[Draft | None, SpecError | None]:
    """The writer's draft, if there is one, and what is wrong with that of the address."""
    if is_long():
        return st.session_state.get(LONG), None
    try:
        return (from_link(value(DRAFT)) if value(DRAFT) else None), None
    except SpecError as error:
        return None, error


class KeptDraft(NamedTuple):
    """What the browser is shown of the draft: it packed, '' where it was given up, None to leave it as it is."""

    kept: str | None
    #: Whether another draft was begun: the browser keeps the one before.
    is_anew: bool


def kept_draft(shown: Draft | None) -> KeptDraft:
    """Return what the browser is to keep of the writer's own draft (None: there is none); that it is anew only once."""
    is_anew = bool(st.session_state.pop(ANEW, False))
    kept = shown.packed() if shown is not None else KEPT if is_awaited() else "" if is_anew else None
    return KeptDraft(kept, is_anew)


def opened(given: Draft) -> None:
    """Take up a draft from elsewhere: it brings its own language, and work begins at its first item."""
    write(given, without=(SAVED, "item", "language", "reliability"))
    st.session_state[ANEW] = True
