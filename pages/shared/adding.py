"""“Add to report”: a button that adds what is shown to the draft that the reader's browser keeps (draft.js)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from locales import Words
from pages.shared.address import link
from views.draft import Draft, item
from views.spec import Kind, fits


def add_to_report(words: Words, kind: Kind, asked: Mapping[str, str]) -> str:
    """A button that adds this item, and the way to the report, which shows once it was added.

    `asked` is what is shown, in the words of the links; what an item does not understand is left out. Nothing here
    depends on the reader's draft.
    """
    known = {name: value for name, value in asked.items() if fits(kind, name, value)}
    added = Draft(items=(item(kind, **known),)).packed()
    return (
        f'<p class="qj-downloads"><button type="button" data-do="add" data-item="{added}">'
        f'{escape(words.gettext("Add to report"))}</button> <span role="status"></span> '
        f'<a href="{escape(link("report"))}" target="_self" hidden>{escape(words.gettext("Open the report"))}</a></p>'
    )
