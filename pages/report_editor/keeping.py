"""Who keeps drafts in the office on the page Report; loaded without the libraries of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data import settings
from pages.report_editor.state import SAVED
from pages.shared.address import value
from pages.shared.controls import opened_id
from pages.shared.identity import reader
from pages.shared.page_context import PageContext
from views.draft import Draft

if TYPE_CHECKING:
    from data.workspace.people import Person


def begin(d: PageContext) -> Person | None:
    """Return who reads the page and may keep drafts in the office; open the kept draft that the address names."""
    person = reader()
    if person is None or not person.may("keep_drafts"):
        _refuse(d, is_signed_in=person is not None)
        return None
    if value(SAVED):
        from pages.report_editor import kept_drafts

        kept_drafts.take_up(d, person, value(SAVED))
    return person


def _refuse(d: PageContext, *, is_signed_in: bool) -> None:
    """Say what leads on to the kept draft that an address names; without accounts there is none."""
    if not value(SAVED):
        return
    if is_signed_in or not settings.has_workspace():
        opened_id(SAVED, ())
        return
    d.show("report/sign_in.html", saved=value(SAVED)[:20], is_asked=True)


def part(d: PageContext, person: Person | None, draft: Draft) -> None:
    """Show the drafts that the office keeps; to somebody not signed in the way there, where there are accounts."""
    if person is not None:
        from pages.report_editor import kept_drafts

        kept_drafts.part(d, person, draft)
    elif settings.has_workspace() and reader() is None and not value(SAVED):
        d.show("report/sign_in.html", saved="", is_asked=False)
