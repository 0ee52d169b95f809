"""A tap on a mark of a chart opens the evidence of its figure."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.shared.address import language


def open_clicked(event: Any) -> None:
    """Go to the evidence of the point that was chosen; marks carry their observation id first in `customdata`."""
    points = event.selection.points if event and event.selection else []
    for point in points:
        data = point.get("customdata")
        if data:
            st.switch_page("evidence.py", query_params={"lang": language(), "observation": str(data[0])})
