"""Make Plotly figures. Plotly is imported with the first of them: whoever only asks for numbers never waits for it."""

from __future__ import annotations

from functools import cache
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any

#: A plotly.graph_objects.Figure, which is published without types.
PlotlyFigure = Any


def new_figure(given: Any = None) -> PlotlyFigure:
    """Return an empty figure, or a copy of the one given (a figure, or its parts as a dict)."""
    import plotly.graph_objects as go

    return go.Figure(given)


def new_panels(**layout: Any) -> PlotlyFigure:
    """Return an empty figure of several panels; takes what `plotly.subplots.make_subplots` does."""
    from plotly.subplots import make_subplots

    return make_subplots(**layout)


@cache
def plotly_js() -> str:
    """Return the plotly.js that comes with the installed package, fit to stand inside a document."""
    return plotly_file().read_text(encoding="utf-8").replace("</script", "<\\/script")


def plotly_file() -> Path:
    """Return where the plotly.js of the installed package is."""
    return Path(str(distribution("plotly").locate_file("plotly/package_data/plotly.min.js")))


def plotly_version() -> str:
    """Return the version of the installed package."""
    return version("plotly")
