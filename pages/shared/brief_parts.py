"""A brief as it is drawn, and the files of it."""

from __future__ import annotations

from markupsafe import Markup

from pages.shared.address import api_link
from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from views.spec import KINDS, ViewSpec

#: The files that hold a brief as it is to be handed out, and what they are called.
FILES = {"pdf": "PDF", "docx": "Word", "pptx": "PowerPoint", "html": "HTML"}


@cached_for_all
def brief_page(d: PageContext, spec: ViewSpec) -> Markup:
    """Return a brief with what a reader takes away from it."""
    answer = KINDS[spec.kind].answer
    files = [
        (api_link(answer, format=form, lang=d.words.code, **spec.parameters), name)
        for form, name in FILES.items()
    ]
    return d.render("brief/page.html", v=d.view(spec), files=files)
