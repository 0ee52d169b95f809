"""How every chart looks: colours of districts, ink and paper for light and dark, type."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from locales import Words, words
from queries.records import District
from views.view import View

Mode = Literal["light", "dark"]

FONT = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"

#: Eight hues that readers with any common colour blindness tell apart, each at least 3:1 against its paper.
HUES: dict[Mode, tuple[str, ...]] = {
    "light": ("#0072B2", "#C8501E", "#00795C", "#8E4585", "#946800", "#2B2F77", "#4D4D4D", "#C2587F"),
    "dark": ("#5AB4E8", "#F0905F", "#3DC6A0", "#D29ACB", "#E0B040", "#B9B4F2", "#C8C8C8", "#F2A7C3"),
}
#: Shapes that go with the hues, so that colour is never the only signal.
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "pentagon", "star", "hexagon", "triangle-down")
GREY: dict[Mode, str] = {"light": "#8A9099", "dark": "#8B929C"}


@dataclass(frozen=True)
class Theme:
    """What a chart needs to know of the page it stands on."""

    words: Words
    mode: Mode = "light"
    large: bool = False
    #: The district whose name stands out: the reader's own; '' for none.
    own: str = ""

    def marked(self, district_id: str, name: str) -> str:
        """Return a name as markup of plotly: bold where it is that of the reader's own district."""
        return f"<b>{name}</b>" if district_id == self.own else name

    @property
    def ink(self) -> str:
        """Text."""
        return "#1F2328" if self.mode == "light" else "#E8EAED"

    @property
    def muted(self) -> str:
        """Secondary text; 4.5:1 on the paper."""
        return "#59616B" if self.mode == "light" else "#A9B0B9"

    @property
    def rule(self) -> str:
        """Grid lines and dividers."""
        return "#E3E6EA" if self.mode == "light" else "#343A42"

    @property
    def paper(self) -> str:
        """The ground charts stand on."""
        return "#FFFFFF" if self.mode == "light" else "#14171B"

    @property
    def size(self) -> int:
        """Font size in pixels."""
        return 18 if self.large else 14


@dataclass(frozen=True)
class SeriesStyle:
    """The colour and symbol of one district."""

    colour: str
    symbol: str


def styles(everyone: Sequence[District], chosen: Iterable[str], mode: Mode) -> dict[str, SeriesStyle]:
    """Each chosen district's colour and symbol.

    Up to eight districts in the data each has its own everywhere; beyond that the first eight chosen get one and the
    rest are grey.
    """
    hues = HUES[mode]
    order = [d.district_id for d in everyone] if len(everyone) <= len(hues) else list(chosen)
    return {
        district_id: SeriesStyle(hues[i], SYMBOLS[i]) if i < len(hues) else SeriesStyle(GREY[mode], "circle")
        for i, district_id in enumerate(order)
    }


def styles_of(view: View, mode: Mode = "light") -> dict[str, SeriesStyle]:
    """Return colour and symbol of each district of a view."""
    return styles(view.everyone, view.shown, mode)


def in_dark() -> dict[str, str]:
    """Every colour that charts use in the light look → the one that stands for it in the dark look."""
    light, dark = Theme(words("en")), Theme(words("en"), "dark")
    named = ((getattr(light, name), getattr(dark, name)) for name in ("ink", "muted", "rule", "paper"))
    return dict((*zip(HUES["light"], HUES["dark"], strict=True), (GREY["light"], GREY["dark"]), *named))
