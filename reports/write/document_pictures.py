"""Charts in documents: pictures whose labels are as large as the text around them, in 300 dots an inch."""

from __future__ import annotations

import base64
import json
import logging
from dataclasses import replace
from typing import NamedTuple

from charts.theme import Theme
from charts.view_chart import view_chart
from reports.draw.pictures import LeftOut, PicturesError, left_out, renderer
from reports.write.document_tables import TEXT_WIDTH
from views.view import View

_log = logging.getLogger(__name__)

#: Points of the tallest picture, and pixels of a chart over the years.
TALLEST, YEARS = 470.0, 300
#: Dots an inch of paper.
FINE = 300
#: Charts in which much stands beside each other: their labels are as large as captions, and so are those of small
#: charts, of which a picture holds so many.
CROWDED, PANELS = ("map", "scatter", "trend", "metrics"), 6


class Picture(NamedTuple):
    """A picture of a chart: a PNG, and how wide it stands on paper in points."""

    content: bytes
    width: float


class Pictures:
    """Draws the charts of one document; when no more can be drawn, says why in `excuse`."""

    def __init__(self, text: float, caption: float) -> None:
        self._text, self._caption = text, caption
        self.excuse = self._why = ""

    def of(self, view: View) -> list[Picture]:
        """The chart of a view without its caption, many small ones in several pictures; none where none can be made."""
        parts = [view]
        if view.several:
            starts = range(0, len(view.several), PANELS)
            parts = [replace(view, several=view.several[n : n + PANELS]) for n in starts]
        found = (self._picture(part) for part in parts)
        return [p for p in found if p]

    def _picture(self, view: View) -> Picture | None:
        theme = Theme(view.words)
        chart = view_chart(view, theme, YEARS)
        if chart is None:
            return None
        if self.excuse:
            left_out.add(LeftOut(view.name, self._why))
            return None
        figure = json.loads(chart.to_json())
        height = int(figure["layout"].get("height") or YEARS)
        size = self._caption if view.spec.kind in CROWDED else self._text
        # Of a chart too tall for it, labels are as large as its height on the page lets them be.
        width = round(max(TEXT_WIDTH * theme.size / size, height * TEXT_WIDTH / TALLEST))
        figure["layout"] |= {"width": width, "paper_bgcolor": "white", "plot_bgcolor": "white"}
        source = json.dumps(figure, ensure_ascii=True).replace("</", "<\\/")
        try:
            drawn = renderer.draw(source, "png", width, height, TEXT_WIDTH / 72 * FINE / width)
        except PicturesError as error:
            _log.warning("no picture for %s: %s", view.name, error)
            self.excuse, self._why = error.message[view.words.code], error.code
            left_out.add(LeftOut(view.name, self._why))
            return None
        return Picture(base64.b64decode(drawn), TEXT_WIDTH)
