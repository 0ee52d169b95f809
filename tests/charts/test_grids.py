"""Tables as pictures: inside their format, nothing lost without a word, a heading never at the end of a part."""

from __future__ import annotations

import re

import pytest

from charts.captioned import EDGE, Caption
from charts.colour_steps import shaded
from charts.grids import Field, Grid, captioned_grid
from charts.sizes import SIZES
from charts.wrapping import width
from tests.charts.made import EN, ZH

CAPTION = Caption("标题", "副标题", ("说明。",), ("来源：《公报》。",), "区鉴　数据版本1")


def grid(rows: int, text: str = "很长的任务名称", columns: int = 4) -> Grid:
    return Grid(
        heads=("事项", *(f"第{i}列" for i in range(1, columns))),
        numeric=(False, *([True] * (columns - 1))),
        rows=tuple(
            (Field(f"{text}{r}"), *(Field(str(r), shade=0.5) for _ in range(1, columns))) for r in range(rows)
        ),
        groups={0: "第一章", rows // 2: "第二章"},
    )


def more(n: int) -> str:
    return f"另有{n}行"


def texts(figure) -> list:  # type: ignore[no-untyped-def, type-arg]
    return [a for a in figure.layout.annotations if a.xref == "x"]


@pytest.mark.parametrize(
    ("size", "rows"), [("slide", 1), ("half_a4", 12), ("slide", 60), ("a4", 60), ("square", 400)]
)
def test_everything_stands_inside_and_what_is_left_out_is_counted(size: str, rows: int) -> None:
    s = SIZES[size]  # type: ignore[index]
    figure = captioned_grid(grid(rows), CAPTION, ZH, s, more)
    m = figure.layout.margin
    room, high = s.width - m.l - m.r, s.height - m.t - m.b
    assert (figure.layout.width, figure.layout.height) == (s.width, s.height)
    assert (m.l, m.r) == (EDGE, EDGE)
    assert list(figure.layout.yaxis.range) == pytest.approx([high, 0], abs=1), (
        "one unit of the table is one pixel"
    )
    for a in texts(figure):
        wide = max(width(line, a.font.size) for line in re.sub("</?b>", "", a.text).split("<br>"))
        start = {"left": a.x, "center": a.x - wide / 2, "right": a.x - wide}[a.xanchor]
        assert start >= -1 and start + wide <= room + 2, a.text
        assert 0 <= a.y <= high
    shown = sum(bool(re.match("很长的", a.text)) for a in texts(figure))
    note = [a.text for a in texts(figure) if a.text.startswith("另有")]
    assert note == ([more(rows - shown)] if shown < rows else [])


def test_a_heading_goes_with_its_first_row() -> None:
    figure = captioned_grid(grid(400), CAPTION, ZH, SIZES["slide"], more)
    by_part: dict[float, list[tuple[float, str]]] = {}
    for a in texts(figure):
        if a.xanchor == "left" and not a.text.startswith("另有"):
            by_part.setdefault(a.x, []).append((a.y, a.text))
    assert any(text.startswith("<b>第") for found in by_part.values() for _, text in found)
    for found in by_part.values():
        assert not max(found)[1].startswith("<b>第")


def test_words_are_not_broken() -> None:
    found = captioned_grid(grid(30, "Reconsideration "), CAPTION, EN, SIZES["square"], more)
    assert any("Reconsideration" in a.text for a in texts(found))


def test_ink_can_be_read_on_the_deepest_shade() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    assert (light(shaded(1.0)) + 0.05) / (light(ZH.ink) + 0.05) >= 4.5
