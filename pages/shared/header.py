"""The slim header: brand, pages, language, light or dark, text size, data version."""

from typing import NamedTuple

from locales import LANGUAGES, Words
from pages.shared.address import PAGES, carried, here, is_large, link, value
from pages.shared.templates import put, render
from queries.finding import LONGEST

#: The language switch: code → what stands on it.
SWITCH = {"zh": "中文", "en": "EN"}
#: The search has a field of its own; a brief is reached from its district.
IN_NAVIGATION = [page for page in PAGES if page not in ("search", "brief")]


class PageLink(NamedTuple):
    """A page in the navigation."""

    href: str
    name: str
    is_current: bool


class LanguageLink(NamedTuple):
    """The present page in a language: its code, its tag in HTML, what the switch calls it."""

    href: str
    code: str
    tag: str
    name: str


def page_names(words: Words) -> dict[str, str]:
    """The name of each page in the header, by its address."""
    return {
        "": words.gettext("Overview"),
        "compare": words.gettext("Compare"),
        "trends": words.gettext("Trends"),
        "map": words.gettext("Map"),
        "district": words.gettext("District profile"),
        "brief": words.gettext("Brief"),
        "plan": words.gettext("Plan"),
        "practices": words.gettext("Practices"),
        "evidence": words.gettext("Evidence"),
        "report": words.gettext("Report"),
        "search": words.gettext("Search"),
    }


def header(words: Words, current: str, version: str) -> None:
    """Draw the header; `current` is the address of the page being shown."""
    names = page_names(words)
    put(
        render(
            "shared/header.html",
            words.code,
            large=is_large(),
            name=names[current],
            pages=[PageLink(link(p, **carried(p)), names[p], p == current) for p in IN_NAVIGATION],
            languages=_languages(words, current),
            question=value("q")[:LONGEST] if current == "search" else "",
            version=version,
        )
    )


def _languages(words: Words, current: str) -> list[LanguageLink]:
    url = link(current, **here(current))
    return [
        LanguageLink(url.replace(f"lang={words.code}", f"lang={to}", 1), to, LANGUAGES[to].tag, SWITCH[to])
        for to in LANGUAGES
    ]
