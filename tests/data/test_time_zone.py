"""The day is that of the offices, wherever the server stands: a container counts in UTC, eight hours behind."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo

import pytest

from data import settings

#: A quarter to five in the morning of the 26th in China.
EVENING = datetime(2026, 11, 25, 20, 45, tzinfo=UTC)


class Clock(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return EVENING.astimezone(tz)


@pytest.fixture(autouse=True, params=["UTC", "America/Los_Angeles", "Asia/Tokyo"])
def _server_elsewhere(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    monkeypatch.setattr(settings, "datetime", Clock)
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_day_is_that_of_shanghai() -> None:
    assert settings.today() == date(2026, 11, 26)


def test_another_time_zone_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUJIAN_TIMEZONE", "Europe/Berlin")
    assert settings.today() == date(2026, 11, 25)
    monkeypatch.setenv("QUJIAN_TIMEZONE", "  ")
    assert settings.today() == date(2026, 11, 26)


@pytest.mark.parametrize(
    "name", ["Asia/Peking", "Asia", "../etc/passwd", "/etc/localtime", "北京", "UTC+8", "x" * 999]
)
def test_a_bad_name_is_said(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("QUJIAN_TIMEZONE", name)
    with pytest.raises(ValueError, match=r"QUJIAN_TIMEZONE.*Asia/Shanghai"):
        settings.today()
