"""Query strings as chat programs, HTML and hurried fingers make them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.query_string import cleaned, first_values, split, unglued, unknown_names


@pytest.mark.parametrize(
    "appended",
    [
        "from=singlemessage&isappinstalled=0",
        "from=groupmessage",
        "from=timeline&isappinstalled=1&scene=1",
        "utm_source=wechat&utm_medium=social&utm_anything=x",
    ],
)
@pytest.mark.parametrize("order", ["{own}&{appended}", "{appended}&{own}"])
def test_what_senders_append_is_passed_over(appended: str, order: str) -> None:
    own = "metric=gdp&from=2018&to=2022"
    query = order.format(own=own, appended=appended)
    assert first_values(query) == {"metric": "gdp", "from": "2018", "to": "2022"}


def test_names_out_of_html_are_healed() -> None:
    assert first_values("lang=zh&amp;metric=gdp&amp;amp;year=2023") == {
        "lang": "zh",
        "metric": "gdp",
        "year": "2023",
    }
    assert first_values("metric=gdp&amp;from=singlemessage") == {"metric": "gdp"}


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("2022，请查收", "2022"),
        ("2022 请查收", "2022"),
        ("2022\n请查收", "2022"),
        ("2022。", "2022"),
        ("2022)。", "2022"),
        ("hexi,binhai，请查收", "hexi,binhai"),
    ],
)
def test_text_after_the_link_is_cut_and_told(value: str, kept: str) -> None:
    assert unglued({"year": value, "lang": "zh"}) == ({"year": kept, "lang": "zh"}, [f"year={value}"])


@pytest.mark.parametrize("value", ["", "，", "不存在", "2022", "hexi,binhai", "official,press", "，2022"])
def test_what_carries_no_text_after_it_stays(value: str) -> None:
    assert unglued({"year": value}) == ({"year": value}, [])


def test_typed_words_stay_whole() -> None:
    assert unglued({"q": "gdp 增速，同比"}) == ({"q": "gdp 增速，同比"}, [])


def test_every_value_of_a_name_is_kept_in_order() -> None:
    found = split([("year", "2022"), ("amp;year", "2023"), ("metric", "gdp"), ("year", "x")])
    assert found.values == {"year": ["2022", "2023", "x"], "metric": ["gdp"]}


def test_names_no_page_has() -> None:
    assert unknown_names("trends", ["lang", "text", "draft", "metric", "tab", "jahr"]) == ["tab", "jahr"]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=8))
def test_cleaning_once_is_enough(pairs: list[tuple[str, str]]) -> None:
    once = cleaned(pairs)
    assert cleaned(once) == once
    assert all(not name.startswith("amp;") for name, _ in once)
    assert len(once) <= len(pairs)
