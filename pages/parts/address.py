"""Addresses inside the house: the one place where links are made and the language is read."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from locales import DEFAULT_LANGUAGE, LANGUAGES

# Each page, and what it understands of the parameters that pages share; nothing else is carried along.
SHARED: Mapping[str, tuple[str, ...]] = {
    "": ("draft",),
    "compare": ("metric", "districts", "year", "draft"),
    "trends": ("metric", "districts", "draft"),
    "map": ("metric", "districts", "year", "draft"),
    "district": ("district", "draft"),
    "plan": ("draft",),
    "practices": ("draft",),
    "evidence": ("draft",),
    "report": ("draft",),
    "search": ("draft",),
}
#: The parameter of large-text mode (长者模式); it goes with every link, like the language.
TEXT = "text"


def language() -> str:
    """The reader's language: the address, then the browser."""
    asked = st.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    return DEFAULT_LANGUAGE if (st.context.locale or "zh").lower().startswith("zh") else "en"


def is_large() -> bool:
    """Whether the reader asked for large text."""
    return st.query_params.get(TEXT) == "large"


def link(page: str, /, **parameters: str) -> str:
    """The address of a page in the reader's language and text size; empty values are left out."""
    return address(page, language(), large=is_large(), **parameters)


def address(page: str, code: str, /, *, large: bool, **parameters: str) -> str:
    """The address of a page in a language and text size; empty values are left out."""
    kept = {"lang": code}
    if large:
        kept[TEXT] = "large"
    kept |= {key: value for key, value in parameters.items() if value and key not in ("lang", TEXT)}
    return f"/{page}?{urlencode(kept, safe=',')}"


def api_link(endpoint: str, /, **parameters: str) -> str:
    """The address of an answer of the API; empty values are left out."""
    kept = {key: value for key, value in parameters.items() if value}
    return f"/api/v1/{endpoint}?{urlencode(kept, safe=',')}"


def carried(page: str) -> dict[str, str]:
    """The parameters of the present address that another page understands."""
    return {key: st.query_params[key] for key in SHARED[page] if key in st.query_params}


def here(*without: str) -> dict[str, str]:
    """The parameters of the present address but for those named, to build a link that changes only these."""
    return {key: value for key, value in st.query_params.items() if key not in without}
