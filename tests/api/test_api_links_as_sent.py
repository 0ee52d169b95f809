"""The API passes over what chat programs append and heals names out of HTML; everything else is refused as before."""

from __future__ import annotations

import pytest

from tests.api.conftest import Get

OWN = "/trend?metric=gdp&from=2018&to=2022"


@pytest.mark.parametrize(
    "appended",
    [
        "from=singlemessage&isappinstalled=0",
        "from=groupmessage&isappinstalled=0",
        "from=timeline",
        "utm_source=wechat&utm_campaign=x",
    ],
)
def test_what_senders_append_is_passed_over(get: Get, appended: str) -> None:
    plain = get(OWN)
    assert plain.status_code == 200
    assert get(f"{OWN}&{appended}").content == plain.content


def test_names_out_of_html_are_healed(get: Get) -> None:
    assert get(OWN.replace("&", "&amp;")).content == get(OWN).content


@pytest.mark.parametrize(
    ("query", "code", "parameter"),
    [
        ("metric=gdp&jahr=2022", "unknown_parameter", "jahr"),
        ("metric=gdp&amp;jahr=2022", "unknown_parameter", "jahr"),
        ("metric=gdp&from=2018&from=2019", "repeated_parameter", "from"),
        ("metric=gdp&from=2018&amp;from=2019", "repeated_parameter", "from"),
        ("metric=gdp&from=elsewhere", "malformed_value", "from"),
        ("metric=gdp&to=2022，请查收", "malformed_value", "to"),
    ],
)
def test_the_rest_is_refused_by_name(get: Get, query: str, code: str, parameter: str) -> None:
    answer = get(f"/trend?{query}")
    assert answer.status_code == 422
    assert (answer.json()["error"]["code"], answer.json()["error"]["parameter"]) == (code, parameter)
