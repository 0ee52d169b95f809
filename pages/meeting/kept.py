"""The drafts that the office keeps, as running orders of a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from locales import Words
from pages.shared.moments import moment
from reports.presentation.running_orders import Beginning
from views.draft import from_json
from views.spec import SpecError

if TYPE_CHECKING:
    from data.workspace.people import Person

#: So many are offered, those that were saved last; others are opened on the page Report.
MOST = 12


def kept_orders(words: Words, person: Person | None) -> list[Beginning]:
    """Return the kept drafts that somebody may see and that an address holds; none for whoever keeps no drafts."""
    return list(_orders(words, person)) if person is not None and person.may("keep_drafts") else []


def _orders(words: Words, person: Person) -> Iterator[Beginning]:
    from data.workspace.database import WorkspaceError, open_workspace
    from data.workspace.kept_drafts import drafts

    try:
        found = drafts(open_workspace(), person, MOST)
    except WorkspaceError:  # the log has it from the question who is there
        return
    for kept in found:
        try:
            draft = from_json(kept.content)
            link = draft.as_link()
        except SpecError:
            continue
        items = words.ngettext("{n} item", "{n} items", len(draft.items))
        about = words.clauses([items, kept.saved_by, moment(words, kept.saved_at)])
        yield Beginning(kept.name, about, {"draft": link})
