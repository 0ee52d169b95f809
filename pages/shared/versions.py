"""Which version of the data a page shows, and the line that says so where it is not the newest."""

from __future__ import annotations

from locales import Words
from pages.shared import messages
from pages.shared.address import here, is_large, link, remove, value, version
from pages.shared.templates import put, render
from queries.current import current_store
from queries.releases import newest_release
from queries.store import Store
from queries.versions import VersionError, store_of
from views.query_string import DATA


def store_asked() -> Store:
    """Return the data that the address asks for; the newest where it asks for none, or for what cannot be opened."""
    try:
        return store_of(version())
    except VersionError:
        return current_store()


def say_version(words: Words, page: str, store: Store) -> None:
    """Say which version a page shows where it is an earlier one, or why it does not show the one asked for."""
    if not value(DATA):
        return
    try:
        store_of(version())
    except VersionError as error:
        reason = error.reason.zh if words.code == "zh" else error.reason.en
        _refuse(words, reason)
        return
    if not version():
        _refuse(words, words.gettext("there is no data version {version}", version=value(DATA)[:20]))
    elif store.content_hash != (newest := current_store()).content_hash:
        put(
            render(
                "versions/line.html",
                words.code,
                large=is_large(),
                version=store.version,
                release=newest_release(store),
                newest=newest.version,
                to_newest=link(page, **here(page, DATA)),
                differences=link("versions", **{"from": store.version, "to": newest.version}),
            ),
            links_as_they_are=True,
        )


def _refuse(words: Words, reason: str) -> None:
    """Say why the newest data are shown; links lead on to these."""
    remove(DATA)
    messages.show(
        "warning", words.gettext("Shown are the newest data, not those of the link: {reason}", reason=reason)
    )
