"""Controls whose value lives in the address and nowhere else.

Before a control is drawn its value is taken from the address; when the reader changes it, the address is written.
So links, back and forward, the language switch and a reload all show the same thing. Values are ids, labels come
from `names`. A value that is the default is not written; a value nobody knows is dropped and named by `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from functools import partial
from html import escape

import streamlit as st

from locales import words
from pages.parts.address import language
from queries import wording

Names = Callable[[str], str]

#: How much of an unknown value is repeated to the reader.
_QUOTED = 40


def _widget(key: str) -> str:
    return f"control-{key}"


def _dropped() -> list[str]:
    """What this run of the page left out; begun anew by `unknown`."""
    found: list[str] = st.session_state.setdefault("unknown", [])
    return found


def _note(key: str, values: Sequence[str]) -> None:
    _dropped().extend(f"{key}={value[:_QUOTED]}" for value in values)


def _store(key: str, default: str) -> None:
    """Write what the reader chose into the address, and go back to the first page of a table."""
    value = st.session_state[_widget(key)]
    written = ",".join(value) if isinstance(value, list) else "" if value is None else str(value)
    if written == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = written
    st.query_params.pop("page", None)


def one_of(
    key: str, label: str, options: Sequence[str], *, default: str, names: Names = str, shown: bool = False
) -> str:
    """Choose one id: a list to open, or with `shown` all options side by side."""
    asked = st.query_params.get(key, default)
    if asked not in options:
        _note(key, [asked])
        asked = default if default in options else options[0]
    st.session_state[_widget(key)] = asked
    draw = partial(st.segmented_control, required=True) if shown else st.selectbox
    draw(label, options, format_func=names, key=_widget(key), on_change=_store, args=(key, default))
    return asked


def asked_for(key: str, known: Container[str]) -> str:
    """The id in the address that opens something, without a control of its own; '' if none is or nobody knows it."""
    value = st.query_params.get(key, "")
    if value and value not in known:
        _note(key, [value])
        return ""
    return value


def many_of(
    key: str,
    label: str,
    options: Sequence[str],
    *,
    default: Sequence[str],
    names: Names = str,
    most: int | None = None,
) -> list[str]:
    """Choose several ids, at most `most`; none at all is written as an empty parameter."""
    usual = ",".join(default)
    asked = [value for value in dict.fromkeys(st.query_params.get(key, usual).split(",")) if value]
    allowed = set(options)
    known = [value for value in asked if value in allowed][:most]
    strange = [value for value in asked if value not in allowed]
    if strange:
        _note(key, strange)
        known = known or list(default)
    st.session_state[_widget(key)] = known
    st.multiselect(
        label,
        options,
        format_func=names,
        key=_widget(key),
        placeholder=words(language()).gettext("All") if not default else words(language()).gettext("Choose"),
        max_selections=most,
        on_change=_store,
        args=(key, usual),
    )
    return known


def search_words(key: str, label: str, hint: str) -> str:
    """Type some words."""
    asked = st.query_params.get(key, "")
    st.session_state[_widget(key)] = asked
    st.text_input(label, key=_widget(key), placeholder=hint, max_chars=100, on_change=_store, args=(key, ""))
    return asked


def years_between(label: str, extent: tuple[int, int]) -> tuple[int | None, int | None]:
    """Choose first and last year; (None, None) where the reader set no bound."""
    low, high = extent
    if low >= high:
        return None, None
    first, last = _bound("from", low, extent), _bound("to", high, extent)
    if first > last:
        _note("from", [str(first)])
        first, last = low, high
    st.session_state[_widget("years")] = (first, last)
    st.slider(label, low, high, key=_widget("years"), on_change=_store_years, args=(extent,))
    return (first if first > low else None), (last if last < high else None)


def _bound(key: str, default: int, extent: tuple[int, int]) -> int:
    asked = st.query_params.get(key, str(default))
    if asked.isascii() and asked.isdecimal() and len(asked) == 4:
        return min(max(int(asked), extent[0]), extent[1])
    _note(key, [asked])
    return default


def _store_years(extent: tuple[int, int]) -> None:
    chosen = st.session_state[_widget("years")]
    for key, value, usual in zip(("from", "to"), chosen, extent, strict=True):
        if value == usual:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = str(value)
    st.query_params.pop("page", None)


def unknown() -> None:
    """Name what the address asked for and nobody knows. To be called after the controls."""
    found = list(_dropped())
    st.session_state["unknown"] = []
    if found:
        spoken = words(language())
        text = spoken.gettext(
            "Left out of the link, because it is not known here: {values}", values=wording.some(spoken, found)
        )
        st.html(f'<div class="qj-notice qj-warn" role="status">{escape(text)}</div>')
