"""Scripts that call the API go on: what they were answered once they are answered now, and perhaps more besides."""

from __future__ import annotations

from typing import Any

import pytest

from pages.api import ENDPOINTS
from tests.contract.collection import answered, calls, kept

ANSWERS = kept("answers")
#: Calls as chat programs and HTML make them, and the call that was meant.
AS_SENT = {
    "/compare?metric=gdp&isappinstalled=0&from=singlemessage&utm_source=x&year=2022": "/compare?metric=gdp&year=2022",
    "/compare?metric=gdp&amp;year=2022": "/compare?metric=gdp&year=2022",
}


def test_every_call_is_kept_and_every_address_called() -> None:
    assert list(ANSWERS) == calls()
    assert {call.partition("?")[0].strip("/") for call in calls()} >= set(ENDPOINTS)


@pytest.mark.parametrize("call", ANSWERS)
def test_a_call_is_answered_as_before(call: str) -> None:
    found = answered(call)
    then = ANSWERS[call]
    assert lost({k: v for k, v in then.items() if k != "rows"}, found) == []
    if "rows" in then:
        assert [_named(then["columns"], row) for row in then["rows"]] == [
            {k: v for k, v in _named(found["columns"], row).items() if k in then["columns"]}
            for row in found["rows"]
        ]


@pytest.mark.parametrize("sent", AS_SENT)
def test_a_call_is_read_as_it_was_meant(sent: str) -> None:
    assert answered(sent) == answered(AS_SENT[sent])


def _named(columns: list[str], row: list[Any]) -> dict[str, Any]:
    return dict(zip(columns, row, strict=True))


def lost(then: Any, now: Any, place: str = "") -> list[str]:
    """Return what was there and is so no more, by its place. Names may be added."""
    if isinstance(then, dict) and isinstance(now, dict):
        return [text for k, v in then.items() for text in lost(v, now.get(k, "(gone)"), f"{place}/{k}")]
    if place in ("/columns", "/error/known"):
        return [] if [n for n in now if n in then] == then else [f"{place}: {then} is now {now}"]
    return [] if then == now else [f"{place}: {then} is now {now}"]
