"""The map lays out its names for the window it is shown in, as far as that is known."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from charts.map_layout import MAP_SIZE
from pages.shared import screen


def _width(monkeypatch: pytest.MonkeyPatch, said: str | None) -> int:
    cookies = {} if said is None else {screen.COOKIE: said}
    monkeypatch.setattr(screen.st, "context", SimpleNamespace(cookies=cookies))
    return screen.map_width()


@pytest.mark.parametrize("said", [None, "", "wide", "-5", "²", "1e9", "99999999"])
def test_where_nothing_usable_is_known_it_is_that_of_a_usual_screen(
    monkeypatch: pytest.MonkeyPatch, said: str | None
) -> None:
    assert _width(monkeypatch, said) == MAP_SIZE[0]


def test_it_is_never_wider_than_the_window_and_follows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for window in range(screen.NARROWEST, 3000, 7):
        assert 250 < _width(monkeypatch, str(window)) < window
    assert _width(monkeypatch, "390") < _width(monkeypatch, "1280") < _width(monkeypatch, "1900")
    assert _width(monkeypatch, "1") == _width(monkeypatch, str(screen.NARROWEST))
    different = {_width(monkeypatch, str(window)) for window in range(10_000)}
    assert len(different) < 60, "what is kept for all is kept a few times"
