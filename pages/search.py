"""Search 搜索: the answer to a question first, then everything that is called so, whichever page it belongs to."""

from __future__ import annotations

from pages.shared.address import value
from pages.shared.page_context import page_context
from pages.shared.search_parts import search_parts
from pages.shared.templates import put


def page() -> None:
    """Draw the page: what the field of the header asks for."""
    for part in search_parts(page_context(), value("q")):
        put(part)


page()
