"""What to say where an address leads nowhere."""

from __future__ import annotations

from locales import Words
from pages.shared.address import value
from pages.shared.messages import message


def missing_page(words: Words) -> str:
    """Return a line for a reader who asked for a page that does not exist, as HTML; '' for all others."""
    asked = value("missing")
    if not asked:
        return ""
    text = words.gettext("There is no page “{name}”. This is the overview.", name=asked[:60])
    return str(message("warning", text))  # no Markup, which would escape what the overview adds to it
