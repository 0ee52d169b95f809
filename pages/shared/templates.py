"""HTML of the pages: Jinja2 templates that escape whatever is put into them.

A template knows the words of its language (`words`, `gettext`, `ngettext`), the addresses (`link`, `api_link`), the
modules that word answers (`wording`, `sentences`, `explaining`), and what it is given.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from locales import words
from pages.shared.address import address, api_link
from views import explaining, sentences, wording

FOLDER = Path(__file__).parent.parent / "templates"


def render(template: str, code: str, *, large: bool = False, **given: Any) -> Markup:
    """Return the HTML of a template (its path below `pages/templates`) in a language and text size.

    Whatever is given is escaped, unless it is HTML already. TemplateNotFound and UndefinedError are our own faults.
    """
    return Markup(environment(code, large).get_template(template).render(given))


@cache
def environment(code: str, large: bool) -> Environment:
    """Return what the templates of one language and text size share: its words and addresses."""
    known = words(code)
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals.update(
        words=known,
        gettext=known.gettext,
        ngettext=known.ngettext,
        link=partial(_link, code, large),
        api_link=api_link,
        wording=wording,
        sentences=sentences,
        explaining=explaining,
    )
    return made


def _link(code: str, large: bool, page: str, /, **parameters: str) -> str:
    return address(page, code, large=large, **parameters)
