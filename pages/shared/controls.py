"""Controls whose value lives in the address and nowhere else.

Before a control is drawn its value is taken from the address; when the reader changes it, the address is written.
So links, back and forward, the language switch and a reload all show the same thing. Values are ids, labels come
from `names`. A value that is the default is not written; a value nobody knows is dropped and named by `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from functools import partial

import streamlit as st

from locales import Words, words
from pages.shared import chosen, messages, typed
from pages.shared.address import OWN, language, own_district, own_first, remove, value, values, write
from pages.shared.address import query as address
from views import wording
from views.query_string import unknown_names

Names = Callable[[str], str]

#: What the line of chosen things says even where it is the usual.
_ALWAYS_SAID = ("metric", "metric2", "districts", "district", "year", "from", "dimension")

#: How much of an unknown value is repeated to the reader.
_QUOTED = 40


def _widget(key: str) -> str:
    return f"control-{key}"


def _dropped() -> list[str]:
    """What this run of the page left out; begun anew by `unknown`."""
    found: list[str] = st.session_state.setdefault("unknown", [])
    return found


def _note(key: str, strange: Sequence[str]) -> None:
    _dropped().extend(f"{key}={text[:_QUOTED]}" for text in strange)


def _first(key: str, default: str, is_known: Callable[[str], bool]) -> str:
    """The first known value of a parameter that may stand in the address several times; the others are named."""
    given = values(key)
    found = next((text for text in given if is_known(text)), default)
    _note(key, [text for text in dict.fromkeys(given) if text != found])
    return found


def _store(key: str, default: str, options: Container[str] = (), typing: typed.Typing | None = None) -> None:
    """Write what the reader chose into the address, and go back to the first page of a table.

    With `typing` he may have typed what is no option; where nothing is found for it, his choice stays.
    """
    chosen = st.session_state[_widget(key)]
    if typing is not None and chosen:
        chosen = _found(chosen, options, typing)
        if not chosen:
            return
    written = ",".join(chosen) if isinstance(chosen, list) else "" if chosen is None else str(chosen)
    if written == default:
        remove(key)
    else:
        write(key, written)
    remove("page")


def _found(given: str | Sequence[str], options: Container[str], typing: typed.Typing) -> str | list[str]:
    """The options that typed text means in place of the text, and the calculated view it speaks of."""
    texts = [given] if isinstance(given, str) else list(given)
    found = [typed.found(text, options, typing) for text in texts]
    for view in (one.view for one in found if one.view):
        write("view", view)
    best = [one.metric_ids[0] for one in found if one.metric_ids]
    return next(iter(best), "") if isinstance(given, str) else list(dict.fromkeys(best))


def one_of(
    key: str,
    label: str,
    options: Sequence[str],
    *,
    default: str,
    names: Names = str,
    shown: bool = False,
    said: Names | None = None,
    typing: typed.Typing | None = None,
) -> str:
    """Choose one id: a list to open, or with `shown` all options side by side; `said` names it in few words.

    Where it is one district, the reader's own comes first and is the default. Into a list of metrics anything may be
    typed that `typing` finds.
    """
    own = own_district(options) if key == "district" else ""
    if own:
        options, default = own_first(options, own), own
    choice = _first(key, default if default in options else options[0], lambda text: text in options)
    st.session_state[_widget(key)] = choice
    draw = (
        partial(st.segmented_control, required=True)
        if shown
        else partial(st.selectbox, accept_new_options=typing is not None, placeholder=_hint())
    )
    draw(
        label,
        options,
        format_func=_shown_as(names),
        key=_widget(key),
        on_change=_store,
        args=(key, default, options, typing),
    )
    if not shown:
        chosen.note((said or names)(choice) if key in _ALWAYS_SAID or choice != default else "")
    return choice


def _hint() -> str:
    """What stands in a list in which nothing is chosen."""
    return words(language()).gettext("Choose")


def _shown_as(names: Names) -> Names:
    """Names as options: they stand alone."""
    return lambda option: Words.capitalised(names(option))


def opened_id(key: str, known: Container[str]) -> str:
    """The id in the address that opens something, without a control of its own; '' if none is or nobody knows it."""
    return _first(key, "", lambda text: not text or text in known)


def many_of(
    key: str,
    label: str,
    options: Sequence[str],
    *,
    default: Sequence[str],
    names: Names = str,
    most: int | None = None,
    said: Names | None = None,
    counted: Callable[[int], str] | None = None,
    typing: typed.Typing | None = None,
) -> list[str]:
    """Choose several ids, at most `most`; none at all is written as an empty parameter.

    `said` names one of them in few words, `counted` says how many several are. Into a list of metrics anything may be
    typed that `typing` finds.
    """
    usual = ",".join(default)
    allowed = set(options)
    lists = [_ids(text) for text in values(key) or [usual]]
    usable = next((ids for ids in lists if allowed & set(ids)), lists[0])
    wanted = [i for i in usable if i in allowed]
    known = wanted[:most]
    strange = [
        i for i in dict.fromkeys(i for ids in lists for i in ids) if i not in allowed or i not in usable
    ]
    if strange:
        _note(key, strange)
        known = known or list(default)
    st.session_state[_widget(key)] = known
    st.multiselect(
        label,
        options,
        format_func=_shown_as(names),
        key=_widget(key),
        placeholder=_hint() if default else words(language()).gettext("All"),
        max_selections=most,
        accept_new_options=typing is not None,
        on_change=_store,
        args=(key, usual, options, typing),
    )
    count = counted(len(known)) if counted else f"{label} {len(known)}"
    is_said = known and (key in _ALWAYS_SAID or known != list(default))
    chosen.note(((said or names)(known[0]) if len(known) == 1 else count) if is_said else "")
    if len(wanted) > len(known):
        _surplus([names(i) for i in wanted[len(known) :]], len(known), len(wanted))
    return known


def _surplus(left_out: Sequence[str], most: int, n: int) -> None:
    """Name what an address asks for beyond the most that a control takes."""
    translator = words(language())
    _warn(
        translator.gettext(
            "Shown are the first {most} of {n} in the link. Left out: {values}",
            most=most,
            n=n,
            values=_listed(left_out),
        )
    )


def _ids(text: str) -> list[str]:
    return [i for i in dict.fromkeys(text.split(",")) if i]


def search_words(key: str, label: str, hint: str) -> str:
    """Type some words."""
    text = value(key)
    st.session_state[_widget(key)] = text
    st.text_input(label, key=_widget(key), placeholder=hint, max_chars=100, on_change=_store, args=(key, ""))
    return text


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
    chosen.note(f"{first}–{last}" if (first, last) != extent else "")
    return (first if first > low else None), (last if last < high else None)


def _bound(key: str, default: int, extent: tuple[int, int]) -> int:
    year = _first(key, str(default), lambda text: text.isascii() and text.isdecimal() and len(text) == 4)
    return min(max(int(year), extent[0]), extent[1])


def _store_years(extent: tuple[int, int]) -> None:
    chosen = st.session_state[_widget("years")]
    for key, year, usual in zip(("from", "to"), chosen, extent, strict=True):
        if year == usual:
            remove(key)
        else:
            write(key, str(year))
    remove("page")


def unknown() -> None:
    """Name what the address asked for and nobody knows, and what typed text was taken for.

    To be called after the controls.
    """
    typed.say()
    found = list(_dropped())
    st.session_state["unknown"] = []
    if found:
        translator = words(language())
        _warn(
            translator.gettext(
                "Left out of the link, because it is not known here: {values}", values=_listed(found)
            )
        )


def misread(page: str, districts: Container[str]) -> None:
    """Name what no control of a page will ever read: parameters it does not have, text glued to the link.

    And an own district that is none of `districts`.
    """
    translator = words(language())
    found = address()
    nobody = [f"{OWN}={text}" for text in values(OWN) if text and text not in districts]
    if nobody:
        _warn(
            translator.gettext(
                "Left out of the link, because it is not known here: {values}", values=_listed(nobody)
            )
        )
    strange = unknown_names(page, found.values)
    if strange:
        _warn(
            translator.gettext(
                "Parameters of the link that this page does not have: {names}", names=_listed(strange)
            )
        )
    if found.glued:
        _warn(translator.gettext("Text after the link, left out: {values}", values=_listed(found.glued)))


def _listed(found: Sequence[str]) -> str:
    return wording.some(words(language()), (text[:_QUOTED] for text in found))


def _warn(text: str) -> None:
    messages.show("status", text)
