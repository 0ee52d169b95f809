"""Charts in a room that is known: panels that can be read, names on nothing else."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.end_labels import End, shifts
from charts.grids import Field, Grid, _widths, smallest_type
from charts.multiples import LOWEST, NARROWEST, arranged
from charts.scatter import beside
from charts.sizes import SIZES
from tests.charts.made import EN, ZH


@given(st.integers(1, 60), st.floats(400, 950), st.floats(60, 900))
def test_no_panel_is_too_small_to_be_read(n: int, width: float, height: float) -> None:
    found = arranged(n, width, height)
    assert found.panels >= 1
    assert found.width / found.columns >= NARROWEST
    assert found.rows == 1 or found.height / found.rows >= LOWEST
    assert found.height <= height
    if found.panels < n:  # as many as there is room for
        assert found.columns == int(width / NARROWEST)
        assert found.rows == max(1, int(height / LOWEST))


def test_no_name_at_a_line_end_stands_on_the_axis() -> None:
    ends = [End(100, y, 40, 20) for y in (0, 1, 2)]
    found = shifts(ends, [[], [], []], (0, 100))
    assert all(end.y + shift >= 7 for end, shift in zip(ends, found, strict=True))


@given(st.lists(st.tuples(st.floats(60, 640), st.floats(60, 440)), min_size=1, max_size=12, unique=True))
def test_names_of_points_are_off_one_another(spots: list[tuple[float, float]]) -> None:
    wide, high = 50.0, 18.0
    moves, _ = beside(spots, [(wide, high)] * len(spots), (700, 500))
    middles = [(x + dx, y + dy) for (x, y), (dx, dy) in zip(spots, moves, strict=True)]
    for (x, y), (u, v) in combinations(middles, 2):
        assert abs(x - u) >= wide - 1 or abs(y - v) >= high - 1
    assert all(wide / 2 <= x <= 700 - wide / 2 and high / 2 <= y <= 500 - high / 2 for x, y in middles)


@pytest.mark.parametrize("size", SIZES)
def test_the_smallest_type_of_a_table_is_eight_points(size: str) -> None:
    s = SIZES[size]  # type: ignore[index]
    assert smallest_type(s) * s.points >= 8
    assert (ZH.size - 3) * s.points >= 8 and EN.size == ZH.size


def test_columns_share_the_room_by_what_they_hold() -> None:
    texts = ("法治政府建设示范创建", "", "天津市河西区人民政府关于法治政府建设情况的报告" * 2, "2024")
    row = tuple(Field(t) for t in texts)
    grid = Grid(("指标", "范围", "来源", "年份"), (False, False, False, True), (row,) * 5)
    widths = _widths(grid, 600, 12, 8)
    assert widths is not None and sum(widths) <= 600 + 1e-6
    name, empty, long, year = widths
    assert long > 300 > name >= 96 > empty
    assert year < 50
