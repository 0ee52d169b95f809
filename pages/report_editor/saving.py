"""What somebody does with the drafts that the office keeps: each is done by a button, and what came of it is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import streamlit as st

from data.workspace import drafts
from data.workspace.database import Workspace, WorkspaceError, open_workspace
from data.workspace.drafts import LONGEST_NAME, SavedMeanwhileError
from data.workspace.kept_drafts import KeptDraft, draft
from data.workspace.people import Person
from locales import Words, words
from pages.report_editor import state
from pages.shared import messages
from pages.shared.address import language
from pages.shared.identity import reader
from pages.shared.messages import Kind
from views.draft import Draft, Origin, from_json
from views.plain_text import neutral
from views.spec import SpecError

#: Where the outcome of the last action stands until it is said.
_SAID = "kept-said"


def say(kind: Kind, text: str) -> None:
    """Say something when the part is drawn next."""
    st.session_state[_SAID] = (kind, text)


def said() -> None:
    """Show what was to be said, once."""
    outcome = st.session_state.pop(_SAID, None)
    if outcome is not None:
        messages.show(*outcome)


def reason(translator: Words, error: WorkspaceError | SpecError) -> str:
    """Return what is wrong in the language of the reader, as a sentence."""
    texts = error.message if isinstance(error, SpecError) else error.reason._asdict()
    return translator.sentence(translator.capitalised(texts[translator.code]))


def keep(value: Draft, name: str) -> None:
    """Keep the present draft as a new one."""
    _do(lambda w, p: _now(value, drafts.keep(w, p, name, value.as_json())))


def keep_named(value: Draft, field: str, usual: str) -> None:
    """Keep the present draft under the name in a field; under its title where that is empty."""
    keep(value, _field(field) or neutral(usual)[:LONGEST_NAME])


def save(value: Draft, kept: KeptDraft) -> None:
    """Save the present draft again; where somebody else did meanwhile, the page says so."""
    _do(lambda w, p: _now(value, _saved(w, p, kept, content=value.as_json())))


def rename(value: Draft, kept: KeptDraft, field: str) -> None:
    """Call the kept draft as a field says; what is open here is not saved by that."""
    _do(lambda w, p: _now(value, _saved(w, p, kept, name=_field(field))))


def share(value: Draft, kept: KeptDraft) -> None:
    """Share the kept draft within the office, or keep it to oneself."""
    _do(lambda w, p: _now(value, _saved(w, p, kept, is_shared=not kept.is_shared)))


def overwrite(translator: Words, value: Draft, kept: KeptDraft) -> None:
    """Save the present draft over what another saved, which stays as a draft of its own."""
    text = translator.gettext("as saved by {person}", person=kept.saved_by)
    copy = translator.with_brackets(kept.name, text)[-LONGEST_NAME:]

    if _do(lambda w, p: _now(value, drafts.overwrite(w, p, kept, copy, value.as_json()))):
        say("answer", translator.gettext("Saved. What was saved before is kept as “{name}”.", name=copy))


def open_kept(draft_id: int) -> None:
    """Open a kept draft as it is now; the present one can be brought back, the browser keeps it."""

    def opened(workspace: Workspace, person: Person) -> KeptDraft:
        kept = draft(workspace, person, draft_id)
        state.opened(replace(from_json(kept.content), origin=Origin(kept.draft_id, kept.revision)))
        return kept

    _do(opened)


def remove(kept: KeptDraft) -> None:
    """Remove the kept draft; what is open stays, and it can be brought back."""
    _do(lambda w, p: drafts.remove(w, p, kept.draft_id))


def bring_back(draft_id: int) -> None:
    """Bring back a draft that was removed."""
    _do(lambda w, p: drafts.bring_back(w, p, draft_id))


def _do(job: Callable[[Workspace, Person], object]) -> bool:
    """Do something as who is signed in now; return whether it is done, and note what is to be said where it is not.

    What is done the page shows by itself: what the open draft is kept as, by whom and when.
    """
    translator = words(language())
    person = reader()
    if person is None:
        say("status", translator.gettext("You are not signed in any more; nothing was saved."))
        return False
    try:
        job(open_workspace(), person)
    except SavedMeanwhileError:
        return False  # the page says who and when, and what can be done
    except (WorkspaceError, SpecError) as error:
        say("status", reason(translator, error))
        return False
    return True


def _now(value: Draft, kept: KeptDraft) -> KeptDraft:
    """Note with the present draft which kept draft and revision it comes from now."""
    state.write(replace(value, origin=Origin(kept.draft_id, kept.revision)))
    return kept


def _saved(
    workspace: Workspace,
    person: Person,
    kept: KeptDraft,
    *,
    name: str | None = None,
    content: str | None = None,
    is_shared: bool | None = None,
) -> KeptDraft:
    """Save a kept draft with what is given changed."""
    return drafts.save(
        workspace,
        person,
        kept,
        kept.name if name is None else name,
        kept.content if content is None else content,
        is_shared=kept.is_shared if is_shared is None else is_shared,
    )


def _field(key: str) -> str:
    return neutral(cast(str, st.session_state.get(key) or ""))[:LONGEST_NAME].strip()
