"""Addresses inside the dashboard: the one place where links are made and the language is read."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlencode

import streamlit as st

from data.access import base_path
from locales import DEFAULT_LANGUAGE, LANGUAGES
from views.query_string import DATA, OWN_PARAMETERS, Split, healed, parameters_of, split, version_in
from views.spec import carried_parameters

#: The pages drawn by Streamlit, in the order of the navigation; the others are documents of their own.
PAGES = tuple(page for page in OWN_PARAMETERS if page not in ("meeting", "wall"))
#: Pages that show one metric; a list of several is carried on to them as its first.
ONE_METRIC = ("compare", "map")
#: The parameter of large-text mode (长者模式); it goes with every link, like the language.
TEXT = "text"
#: The parameter of the reader's own district (本区). Links are written without it: own.js fills it in, as it goes on
#: with what the present address says, so that no link has to be drawn anew for another reader.
OWN = "own"

#: Where a link to a page of ours, or to an answer of the API, stands in HTML.
_LINK = r"""(="{base}/(?:api/v1/)?[a-z_-]*\?)([^"#]*)"""


def query() -> Split:
    """What the present address asks for, as `views.query_string` reads it."""
    return _split(tuple((name, value) for name in st.query_params for value in st.query_params.get_all(name)))


@lru_cache(maxsize=256)
def _split(pairs: tuple[tuple[str, str], ...]) -> Split:
    return split(pairs)


def values(key: str) -> list[str]:
    """Every value the address gives a parameter, in order."""
    return query().values.get(key, [])


def value(key: str, default: str = "") -> str:
    """The first value the address gives a parameter."""
    return next(iter(values(key)), default)


def is_given(key: str) -> bool:
    """Whether the address names a parameter."""
    return bool(values(key))


def write(key: str, text: str) -> None:
    """Set a parameter of the address, in place of everything that is read as this parameter."""
    _clear(key, but=key)  # taken out and set again, it would be two steps back to the reader
    st.query_params[key] = text


def write_together(changes: Mapping[str, str]) -> None:
    """Set parameters of the address, take out those with an empty value, in one step back to the reader."""
    kept = {name: st.query_params.get_all(name) for name in st.query_params if healed(name) not in changes}
    st.query_params.from_dict(kept | {key: text for key, text in changes.items() if text})


def remove(key: str) -> None:
    """Take a parameter out of the address, with everything that is read as it."""
    _clear(key)


def _clear(key: str, but: str = "") -> None:
    for name in list(st.query_params):
        if healed(name) == key and name != but:
            del st.query_params[name]


def language() -> str:
    """The reader's language: the address, then the browser."""
    known = next((code for code in values("lang") if code in LANGUAGES), "")
    if known:
        return known
    return DEFAULT_LANGUAGE if (st.context.locale or "zh").lower().startswith("zh") else "en"


def is_large() -> bool:
    """Whether the reader asked for large text."""
    return "large" in values(TEXT)


def version() -> str:
    """The version of the data that the address names; '' for the newest."""
    return version_in(value(DATA))


def with_version(html: str, version: str) -> str:
    """Return HTML whose links to pages and answers lead to a version of the data; those that name one keep it.

    What pages draw is kept for all readers and names no version: it is the same whichever address led to its data.
    """
    if not version_in(version):
        return html

    def named(link: re.Match[str]) -> str:
        return link[0] if f"{DATA}=" in link[2] else f"{link[1]}{DATA}={version}&amp;{link[2]}"

    return re.sub(_LINK.format(base=base_path()), named, html)


def own_district(known: Container[str]) -> str:
    """The reader's own district, the first of the address that is known; '' where none is."""
    return next((district_id for district_id in values(OWN) if district_id in known), "")


def own_first(options: Iterable[str], own: str) -> list[str]:
    """Return options in their order, the reader's own district (if it is among them) before the others."""
    return sorted(options, key=lambda option: option != own)


def link(page: str, /, **parameters: str) -> str:
    """The address of a page in the reader's language and text size; empty values are left out."""
    return address(page, language(), large=is_large(), **parameters)


def kept_everywhere() -> dict[str, str]:
    """What goes with every link to another page: language, text size, and the version of the data."""
    found = {"lang": language(), TEXT: "large" if is_large() else "", DATA: version()}
    return {name: given for name, given in found.items() if given}


def address(page: str, code: str, /, *, large: bool, **parameters: str) -> str:
    """The address of a page in a language and text size; empty values are left out."""
    kept = {"lang": code}
    if large:
        kept[TEXT] = "large"
    kept |= {key: value for key, value in parameters.items() if value and key not in ("lang", TEXT)}
    return f"{base_path()}/{page}?{urlencode(kept, safe=',')}"


def api_link(endpoint: str, /, **parameters: str) -> str:
    """The address of an answer of the API; empty values are left out."""
    kept = {key: value for key, value in parameters.items() if value}
    return f"{base_path()}/api/v1/{endpoint}?{urlencode(kept, safe=',')}"


def carried(page: str) -> dict[str, str]:
    """The parameters of the present address that are carried on to another page."""
    understood = carried_parameters(page)
    found = {key: values[0] for key, values in query().values.items() if key in understood}
    if page in ONE_METRIC and "metric" in found:
        found["metric"] = found["metric"].split(",")[0]
    return found


def here(page: str, *without: str) -> dict[str, str]:
    """What the present address says in the words of `page`, the present page, but for those named.

    For a link that changes only these: anything else in the address would be passed on to a page that knows no such
    parameter, or clash with what the link says itself.
    """
    known = parameters_of(page)
    return {key: given[0] for key, given in query().values.items() if key in known and key not in without}
