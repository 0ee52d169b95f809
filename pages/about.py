"""About 使用说明: what is this, where do its figures come from, and how are new ones added?"""

from __future__ import annotations

from pages.shared.about_parts import about
from pages.shared.page_context import page_context
from pages.shared.templates import put


def page() -> None:
    """Draw the page."""
    put(about(page_context()))


page()
