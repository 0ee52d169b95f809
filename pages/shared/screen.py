"""How wide the reader's window is: a map lays out its names for the room it has.

The script beside it says so in a cookie that lasts until the browser is closed and holds nothing else.
"""

from __future__ import annotations

import streamlit as st

from charts.map_layout import MAP_SIZE

#: The cookie, its steps in pixels, and the widths it may name.
COOKIE, STEP, NARROWEST, WIDEST = "qujian-width", 30, 320, 1920
#: Up to this width columns stand one under the other; what margins take, and which share of the rest a map has.
ONE_COLUMN, MARGINS, SHARE = 640, 60, 0.62


def map_width() -> int:
    """Return how many pixels wide the map on its page is at least; that of a usual screen where nothing is known."""
    said = st.context.cookies.get(COOKIE, "")
    if not (said.isdecimal() and len(said) < 6):
        return MAP_SIZE[0]
    window = min(max(int(said) // STEP * STEP, NARROWEST), WIDEST)
    return window - MARGINS // 2 if window <= ONE_COLUMN else round((window - MARGINS) * SHARE)
