"""HTML of the pages: Jinja2 templates that escape whatever is put into them.

A template knows the words of its language (`words`, `gettext`, `ngettext`), the addresses (`link`, `opening`,
`api_link`, `below` a path), times (`moment`), what puts answers into words (`wording`, `sentences`, `findings`,
`explaining`, `in_full`, `gap_legend`), and what it is given.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st
from jinja2 import Environment
from markupsafe import Markup

from locales import DEFAULT_LANGUAGE, templates, words
from pages.shared import table_rows
from pages.shared.address import address, api_link, version, with_version
from pages.shared.base_path import below
from pages.shared.moments import moment
from views import explaining, findings, sentences, wording
from views.spec import KINDS, ViewSpec
from views.table import gap_legend, in_full

#: How many rows of a table a page shows, and how many figures and reasons beside a chart; more are counted, and stand
#: in the files.
MOST_ROWS, MOST_CARDS = 200, 40
FOLDER = Path(__file__).parent.parent / "templates"


def render(template: str, code: str, *, large: bool = False, **given: Any) -> Markup:
    """Return the HTML of a template (its path below `pages/templates`) in a language and text size.

    Whatever is given is escaped, unless it is HTML already. TemplateNotFound and UndefinedError are our own faults.
    """
    return Markup(environment(code, large).get_template(template).render(given))


def put(html: Markup, *, links_as_they_are: bool = False) -> None:
    """Put HTML on the page; unless they are to stay as they are, its links lead to the data that the page shows."""
    whole = render("shared/html.html", DEFAULT_LANGUAGE, html=html)
    st.html(whole if links_as_they_are else with_version(whole, version()))


@cache
def environment(code: str, large: bool) -> Environment:
    """Return what the templates of one language and text size share: its words and addresses."""
    known = words(code)
    return templates.environment(
        FOLDER,
        known,
        link=partial(_link, code, large),
        opening=partial(_opening, code, large),
        api_link=api_link,
        below=below,
        moment=partial(moment, known),
        wording=wording,
        sentences=sentences,
        findings=findings,
        explaining=explaining,
        in_full=partial(in_full, known),
        gap_legend=gap_legend(known),
        has_cards=table_rows.has_cards,
        room=table_rows.room,
        column_class=table_rows.column_class,
        labelled=table_rows.labelled,
        most_rows=MOST_ROWS,
        most_cards=MOST_CARDS,
    )


def _link(code: str, large: bool, page: str, /, **parameters: str) -> str:
    return address(page, code, large=large, **parameters)


def _opening(code: str, large: bool, spec: ViewSpec) -> str:
    """Return the address of the page that shows a view."""
    kind = KINDS[spec.kind]
    return _link(code, large, kind.page, **({} if kind.is_first else kind.address), **spec.parameters)
