"""What to say where an address leads nowhere."""

from __future__ import annotations

from html import escape

from locales import Words
from pages.shared.address import value
from pages.shared.html import notice


def missing_page(words: Words) -> str:
    """A line on the overview for a reader who asked for a page that does not exist; '' otherwise."""
    asked = value("missing")
    if not asked:
        return ""
    text = words.gettext("There is no page “{name}”. This is the overview.", name=asked[:60])
    return notice(f"<p>{escape(text)}</p>", "qj-warn")
