"""The slim header: brand, pages, language, light or dark, text size, data version."""

from html import escape

import streamlit as st

from locales import LANGUAGES, Words
from pages.shared.address import PAGES, carried, here, link

#: The language switch: code → what stands on it.
SWITCH = {"zh": "中文", "en": "EN"}
#: The search has a field of its own.
IN_NAVIGATION = [page for page in PAGES if page != "search"]


def page_names(words: Words) -> dict[str, str]:
    """The name of each page in the header, by its address."""
    return {
        "": words.gettext("Overview"),
        "compare": words.gettext("Compare"),
        "trends": words.gettext("Trends"),
        "map": words.gettext("Map"),
        "district": words.gettext("District profile"),
        "plan": words.gettext("Plan"),
        "practices": words.gettext("Practices"),
        "evidence": words.gettext("Evidence"),
        "report": words.gettext("Report"),
        "search": words.gettext("Search"),
    }


def header(words: Words, current: str, version: str) -> None:
    """Draw the header; `current` is the address of the page being shown."""
    names = page_names(words)

    def anchor(page: str) -> str:
        mark = ' aria-current="page"' if page == current else ""
        return (
            f'<a href="{escape(link(page, **carried(page)))}" target="_self"{mark}>{escape(names[page])}</a>'
        )

    def switch(to: str) -> str:
        mark = ' aria-current="true"' if to == words.code else ""
        url = link(current, **here(current)).replace(f"lang={words.code}", f"lang={to}", 1)
        tongue = f'data-lang="{to}" lang="{LANGUAGES[to].tag}"'
        return f'<a href="{escape(url)}" target="_self" {tongue}{mark}>{SWITCH[to]}</a>'

    theme, size = words.gettext("Light / dark"), words.gettext("Large text")
    data = words.gettext("Data {version}", version=version)
    st.html(
        '<header class="qj-header">'
        f'<a class="qj-brand" href="{escape(link(""))}" target="_self">{escape(words.gettext("Qujian"))}</a>'
        f'<nav class="qj-pages" aria-label="{escape(words.gettext("Pages"))}">'
        f"{''.join(map(anchor, IN_NAVIGATION))}{_meeting(words)}</nav>"
        f"{_search(words)}"
        f'<div class="qj-tools"><span class="qj-version">{escape(data)}</span>'
        f"{''.join(map(switch, LANGUAGES))}"
        f'<button type="button" data-do="theme" aria-label="{escape(theme)}" title="{escape(theme)}">◐</button>'
        f'<button type="button" data-do="text">{escape(size)}</button>'
        f'</div><h1 id="content" class="qj-unseen">{escape(names[current])}</h1></header>'
    )


def _meeting(words: Words) -> str:
    """The way to the meeting room; a document of its own."""
    return f'<a href="{escape(link("meeting"))}" target="_top">{escape(words.gettext("Meeting"))}</a>'


def _search(words: Words) -> str:
    """The search field; without script it is a plain form."""
    label, hint = escape(words.gettext("Search")), escape(words.gettext("Chinese, English or pinyin"))
    return (
        '<form class="qj-search" action="/search" role="search">'
        f'<input type="hidden" name="lang" value="{words.code}"><input type="search" name="q" maxlength="100" '
        f'aria-label="{label}" placeholder="{label}" title="{hint}"></form>'
    )
