"""Charts on a page: a tap on a mark opens the evidence of its figure."""

from __future__ import annotations

from typing import Any

import streamlit as st

from charts.frame import config
from charts.theme import Theme
from pages.shared.address import kept_everywhere


def draw_chart(figure: Any, theme: Theme, *, key: str, alt: str) -> None:
    """Draw a Plotly figure with its text alternative, and open the evidence of a mark that is tapped."""
    event = st.plotly_chart(
        figure,
        config=config(theme),
        theme=None,
        key=f"chart-{key}",
        on_select="rerun",
        selection_mode="points",
        alt=alt,
    )
    _open_clicked(event)


def _open_clicked(event: Any) -> None:
    """Go to the evidence of the point that was chosen; marks carry their observation id first in `customdata`."""
    points = event.selection.points if event and event.selection else []
    for point in points:
        data = point.get("customdata")
        if data:
            st.switch_page("evidence.py", query_params={**kept_everywhere(), "observation": str(data[0])})
