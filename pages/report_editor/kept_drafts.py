"""Drafts that the office keeps by name: the one that is open here, and the list to open another from."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.workspace.database import Workspace, WorkspaceError, open_workspace
from data.workspace.drafts import LONGEST_NAME
from data.workspace.kept_drafts import KeptDraft, Listed, draft, listed, removed
from data.workspace.people import Person
from pages.report_editor import saving, state
from pages.shared import messages
from pages.shared.page_context import PageContext
from reports.templates import title_of
from views.draft import Draft, Origin, from_json
from views.spec import SpecError

#: A list shows no more drafts; from there on it is searched by name.
MOST_LISTED = 50
#: Where the part of a name is that is searched for, during a visit.
PART = "control-kept-part"


def take_up(d: PageContext, person: Person, text: str) -> None:
    """Open the kept draft of an id in place of the present one, which the browser keeps; say why where it cannot."""
    draft_id = int(text) if text.isascii() and text.isdecimal() and len(text) < 11 else 0
    try:
        kept = draft(open_workspace(), person, draft_id)
        state.opened(replace(from_json(kept.content), origin=Origin(kept.draft_id, kept.revision)))
    except (WorkspaceError, SpecError) as error:
        state.leave_out(state.SAVED)
        saving.say("warning", saving.reason(d.words, error))


def part(d: PageContext, person: Person, value: Draft) -> None:
    """Show the kept draft that is open, what can be done with it, and the list."""
    saving.said()
    try:
        workspace = open_workspace()
        kept = _opened(workspace, person, value)
        if value.origin is not None:
            _open_one(d, workspace, person, value, kept)
        with st.expander(d.words.gettext("Drafts of the office"), key="kept-drafts"):
            _name(d, value, kept)
            if kept is not None and kept.owner_id == person.person_id:
                _owner(d, value, kept)
            _list(d, workspace, person, kept)
    except WorkspaceError as error:
        messages.show("warning", saving.reason(d.words, error))


def _opened(workspace: Workspace, person: Person, value: Draft) -> KeptDraft | None:
    """The kept draft that this one was opened from, as it is now; None where it is not there for this person."""
    if value.origin is None:
        return None
    try:
        return draft(workspace, person, value.origin.draft_id)
    except WorkspaceError:
        return None


def _open_one(
    d: PageContext, workspace: Workspace, person: Person, value: Draft, kept: KeptDraft | None
) -> None:
    """Say what the open draft is kept as, and offer to save it; or what has become of it meanwhile."""
    if value.origin is None:
        return
    if kept is None:
        _removed_there(d, removed(workspace, person, value.origin.draft_id))
    elif kept.revision == value.origin.revision:
        _unchanged_there(d, value, kept)
    else:
        _saved_meanwhile(d, person, value, kept)


def _removed_there(d: PageContext, was_kept: KeptDraft | None) -> None:
    """Say that the kept draft is not there any more; whose it was brings it back."""
    text = (
        d.words.gettext("“{name}” was removed; what you see is still there.", name=was_kept.name)
        if was_kept
        else d.words.gettext(
            "The kept draft that this one was opened from was removed, or is not shared with you. What you see is "
            "still there: keep it under a name of its own."
        )
    )
    messages.show("status", text)
    if was_kept:
        label = d.words.gettext("Bring it back to the office")
        st.button(label, on_click=saving.bring_back, args=(was_kept.draft_id,), key="control-kept-back")


def _unchanged_there(d: PageContext, value: Draft, kept: KeptDraft) -> None:
    """The line of a draft that nobody saved meanwhile, with the button that saves it again."""
    is_changed = value.as_json() != kept.content
    said, button = st.columns([10, 2], gap="small", vertical_alignment="center")
    with said:
        d.show("report/kept_as.html", kept=kept, is_changed=is_changed)
    with button:
        st.button(
            d.words.gettext("Save in the office"),
            type="primary" if is_changed else "secondary",
            disabled=not is_changed,
            on_click=saving.save,
            args=(value, kept),
            key="control-kept-save",
        )


def _saved_meanwhile(d: PageContext, person: Person, value: Draft, kept: KeptDraft) -> None:
    """Say who saved it meanwhile and when, and offer what loses neither of the two."""
    words = d.words
    d.show("report/saved_meanwhile.html", kept=kept)
    ways = st.container(horizontal=True, gap="small")
    ways.button(
        words.gettext("Open what was saved"),
        on_click=saving.open_kept,
        args=(kept.draft_id,),
        key="control-kept-see",
    )
    name = words.with_brackets(kept.name, person.name)[-LONGEST_NAME:]
    ways.button(
        words.gettext("Keep mine as another draft"),
        on_click=saving.keep,
        args=(value, name),
        key="control-kept-other",
    )
    ways.button(
        words.gettext("Save mine in its place"),
        on_click=saving.overwrite,
        args=(d.words, value, kept),
        key="control-kept-over",
    )


def _name(d: PageContext, value: Draft, kept: KeptDraft | None) -> None:
    """The field for a name, and the buttons that keep the present draft under it or call the kept one so."""
    words = d.words
    of = f"{kept.draft_id}.{kept.revision}" if kept else "new"
    key = f"control-kept-name-{of}"
    with st.form("kept-name", border=False):
        st.text_input(
            words.gettext("Name of the draft"),
            kept.name if kept else "",
            key=key,
            max_chars=LONGEST_NAME,
            placeholder=title_of(d.store, words, value)[:LONGEST_NAME],
        )
        ways = st.container(horizontal=True, gap="small")
        if kept:
            ways.form_submit_button(words.gettext("Rename"), on_click=saving.rename, args=(value, kept, key))
        label = words.gettext("Keep as another draft") if kept else words.gettext("Keep under this name")
        usual = value.title or title_of(d.store, words, value)
        ways.form_submit_button(
            label, disabled=not value.items, on_click=saving.keep_named, args=(value, key, usual)
        )


def _owner(d: PageContext, value: Draft, kept: KeptDraft) -> None:
    """What only the owner of the open draft may do: share it or not, remove it."""
    words = d.words
    ways = st.container(horizontal=True, gap="small")
    ways.button(
        words.gettext("Keep to myself") if kept.is_shared else words.gettext("Share within the office"),
        on_click=saving.share,
        args=(value, kept),
        key="control-kept-share",
    )
    ways.button(
        words.gettext("Remove from the office"),
        on_click=saving.remove,
        args=(kept,),
        key="control-kept-remove",
    )


def _list(d: PageContext, workspace: Workspace, person: Person, kept: KeptDraft | None) -> None:
    """The kept drafts that this person may see; a long list is searched by name."""
    words = d.words
    part = str(st.session_state.get(PART) or "")
    found = listed(workspace, person, MOST_LISTED, part)
    if part or found.total > MOST_LISTED:
        st.text_input(words.gettext("Find by name"), key=PART, max_chars=LONGEST_NAME)
    d.show("report/kept_drafts.html", **_shown(found, person), opened=kept.draft_id if kept else 0)


def _shown(found: Listed, person: Person) -> dict[str, object]:
    return {"drafts": found.drafts, "left": found.total - len(found.drafts), "me": person.person_id}
