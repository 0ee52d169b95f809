"""What to say where an address leads nowhere."""

from __future__ import annotations

from locales import Words
from pages.shared.address import value


def missing_page(words: Words) -> str:
    """Return what the overview says to a reader who asked for a page that does not exist; '' to all others."""
    name = value("missing")
    if not name:
        return ""
    return words.gettext("There is no page “{name}”. This is the overview.", name=name[:60])
