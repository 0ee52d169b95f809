"""What a page says whose reader is not signed in any more, on a server that is open only to people who are."""

from __future__ import annotations

import streamlit as st

from locales import Words
from pages.shared.address import is_large
from pages.shared.closed import is_closed
from pages.shared.identity import reader
from pages.shared.templates import put, render


def stop_unless_admitted(words: Words) -> None:
    """Say how to go on and end this run of a page where its reader may not see it; nothing else is drawn."""
    if is_closed() and reader() is None:
        put(render("shared/signed_out.html", words.code, large=is_large()))
        st.stop()
