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


def store_of_address() -> Store:
    """Return the data that the address asks for; the newest where it asks for none, or for what cannot be opened."""
    try:
        return store_of(version())
    except VersionError:
        return current_store()


def leave_out_unknown(words: Words) -> str:
    """Take a version that cannot be opened out of the address, so that no link leads to it; return why, else ''."""
    given = value(DATA)
    if not given:
        return ""
    try:
        store_of(version())
        reason = "" if version() else words.gettext("there is no data version {version}", version=given[:20])
    except VersionError as error:
        reason = error.reason.text(words.code)
    if reason:
        remove(DATA)
    return reason


def say_version(words: Words, page: str, store: Store, left_out: str) -> None:
    """Say which version a page shows where it is not the newest, or why it does not show the one asked for."""
    newest = current_store()
    if left_out:
        text = words.gettext("Shown are the newest data, not those of the link: {reason}", reason=left_out)
        messages.show("status", text)
    elif version() and store.content_hash != newest.content_hash:
        line = render(
            "versions/line.html",
            words.code,
            large=is_large(),
            version=store.version,
            release=newest_release(store),
            newest=newest.version,
            to_newest=link(page, **here(page, DATA)),
            differences=link("versions", **{"from": store.version, "to": newest.version}),
        )
        put(line, links_as_they_are=True)
