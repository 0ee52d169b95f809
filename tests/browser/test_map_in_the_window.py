"""The map is laid out for no more room than it has, on phones and on large screens."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pages.shared import screen
from tests.browser.conftest import Visitor


@pytest.mark.parametrize("window", [390, 760, 1440, 1920])
def test_the_map_has_the_room_it_was_laid_out_for(
    visitor: Visitor, window: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = visitor(viewport={"width": window, "height": 900})
    page = reader.open("/map?lang=zh&metric=resident_population&year=2020")
    canvas = page.locator("canvas").first
    expect(canvas).to_be_visible()
    kept = {c.get("name"): c.get("value") for c in page.context.cookies()}
    assert kept[screen.COOKIE] == str(window)
    box = canvas.bounding_box()
    monkeypatch.setattr(screen.st, "context", type("Context", (), {"cookies": kept}))
    assert box and screen.map_width() <= box["width"]
