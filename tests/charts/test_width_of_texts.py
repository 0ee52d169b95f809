"""How much room files give a text: enough for any face, the same line breaks as in pictures, nothing lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.wrapping import LEADING, fitting, height, lines, loose_width, pages, width, wrap

TEXTS = st.text(alphabet="区鉴（数据）“比较”，。：1234567890 ABCdefghij\n", min_size=1, max_size=300)
ENGLISH = "Administrative reconsideration cases received and concluded in the year"


@given(TEXTS, st.integers(60, 900))
def test_the_lines_that_are_counted_hold_the_text(text: str, room: int) -> None:
    bare = re.sub(r"\s", "", text)
    assert lines(text, 12, room) >= len(text.split("\n"))
    assert lines(text, 12, room) * (room + 14) >= loose_width(bare, 12)


def test_latin_letters_get_room_for_wider_faces_and_chinese_ones_are_as_wide_in_all() -> None:
    assert loose_width(ENGLISH, 12) > width(ENGLISH, 12)
    assert loose_width("行政复议案件", 12) == width("行政复议案件", 12) == 72


def test_chinese_takes_as_many_lines_as_in_pictures() -> None:
    text = "行政复议机关收到的行政复议申请，（经审查）予以受理的案件数。" * 4
    for room in range(60, 400, 20):
        assert lines(text, 12, room) == len(wrap(text, room, 12))


def test_an_empty_paragraph_takes_a_line() -> None:
    assert lines("甲\n\n乙", 12, 100) == 3
    assert height("", 10, 100) == 10 * LEADING


@pytest.mark.parametrize("text", [ENGLISH * 40, "很长的说明，没有停顿" * 200, "第一句。第二句！\n" * 80])
def test_parts_of_a_long_text_keep_to_their_height_and_lose_nothing(text: str) -> None:
    found = pages(text, 15, 600, 300)
    assert len(found) > 1
    assert all(height(part, 15, 600) <= 300 for part in found)
    assert re.sub(r"\s", "", "".join(found)) == re.sub(r"\s", "", text)


def test_the_largest_type_that_fits_is_taken() -> None:
    sizes = (26, 20, 16)
    assert fitting("短", sizes, 600, 60) == 26
    assert fitting(ENGLISH * 30, sizes, 600, 60) == 16
