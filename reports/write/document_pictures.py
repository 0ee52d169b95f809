"""Charts in documents: pictures whose labels are as large as the text around them, in 300 dots an inch."""

from __future__ import annotations

import base64
import json
import logging
from typing import NamedTuple

from charts.theme import Theme
from charts.view_chart import view_chart
from reports.draw.pictures import PicturesError, renderer
from reports.write.document_tables import TEXT_WIDTH
from views.view import View

_log = logging.getLogger(__name__)

#: Points of the tallest picture, and pixels of a chart over the years.
TALLEST, YEARS = 470.0, 300
#: Dots an inch of paper.
FINE = 300


class Picture(NamedTuple):
    """A picture of a chart: a PNG, and how wide it stands on paper in points."""

    content: bytes
    width: float


class Pictures:
    """Draws the charts of one document; when no more can be drawn, says why in `excuse`."""

    def __init__(self, size: float) -> None:
        self._size, self.excuse = size, ""

    def of(self, view: View) -> Picture | None:
        """The chart of a view without its caption; None where it has none or none can be made."""
        theme = Theme(view.words)
        chart = None if self.excuse else view_chart(view, theme, YEARS)
        if chart is None:
            return None
        figure = json.loads(chart.to_json())
        height = int(figure["layout"].get("height") or YEARS)
        # Labels as large as the text; of a chart too tall for that, as large as its height on the page lets them be.
        width = round(max(TEXT_WIDTH * theme.size / self._size, height * TEXT_WIDTH / TALLEST))
        figure["layout"] |= {"width": width, "paper_bgcolor": "white", "plot_bgcolor": "white"}
        source = json.dumps(figure, ensure_ascii=True).replace("</", "<\\/")
        try:
            drawn = renderer.draw(source, "png", width, height, TEXT_WIDTH / 72 * FINE / width)
        except PicturesError as error:
            _log.warning("no picture for %s: %s", view.name, error)
            self.excuse = error.message[view.words.code]
            return None
        return Picture(base64.b64decode(drawn), TEXT_WIDTH)
