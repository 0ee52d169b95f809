"""The slim header: brand, pages, the reader's own district, language, light or dark, text size, data version."""

from typing import NamedTuple

from data import settings
from locales import LANGUAGES, Words
from pages.shared.address import PAGES, carried, here, is_large, link, own_district, value, version
from pages.shared.identity import reader
from pages.shared.templates import put, render
from queries.finding import LONGEST
from queries.records import District
from queries.store import Store

#: The language switch: code → what stands on it.
SWITCH = {"zh": "中文", "en": "EN"}
#: The search has a field of its own, the page on all of it stands beside the switches, a brief is reached from its
#: district, the versions from the one that is named.
IN_NAVIGATION = [page for page in PAGES if page not in ("search", "about", "brief", "versions")]

#: A list in the header of every page holds no more districts.
MOST_OFFERED = 60


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
        "versions": words.gettext("Versions"),
        "about": words.gettext("About"),
    }


def header(words: Words, current: str, store: Store) -> None:
    """Draw the header; `current` is the address of the page being shown."""
    names = page_names(words)
    own = own_district(store.catalogue.districts)
    put(
        render(
            "shared/header.html",
            words.code,
            large=is_large(),
            name=names[current],
            is_about=current == "about",
            is_versions=current == "versions",
            data=version(),
            pages=[PageLink(link(p, **carried(p)), names[p], p == current) for p in IN_NAVIGATION],
            languages=_languages(words, current),
            question=value("q")[:LONGEST] if current == "search" else "",
            version=store.version,
            districts=_offered(store, own),
            own=own,
            has_accounts=settings.has_workspace(),
            person=reader(),
        )
    )


def _offered(store: Store, own: str) -> list[District]:
    """The districts to choose the own one from; of thousands it alone, and another is chosen on its page."""
    everyone = store.catalogue.districts
    return list(everyone.values()) if len(everyone) <= MOST_OFFERED else [everyone[own]] if own else []


def _languages(words: Words, current: str) -> list[LanguageLink]:
    url = link(current, **here(current))
    return [
        LanguageLink(url.replace(f"lang={words.code}", f"lang={to}", 1), to, LANGUAGES[to].tag, SWITCH[to])
        for to in LANGUAGES
    ]
