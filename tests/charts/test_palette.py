"""Colours can be seen on their paper, are never the only signal, and stay with their district."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from charts.theme import GREY, HUES, SYMBOLS, Mode, Theme, styles
from locales import words
from tests.charts.made import district

ROOT = Path(__file__).resolve().parents[2]
MODES: tuple[Mode, Mode] = ("light", "dark")


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    """The contrast of two colours as WCAG defines it."""
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _papers(mode: Mode) -> list[str]:
    """The paper charts think they stand on and the one the theme really lays."""
    theme = (ROOT / ".streamlit/config.toml").read_text("utf-8").split(f"[theme.{mode}]")[1]
    found = re.search(r'backgroundColor = "(#\w{6})"', theme)
    assert found
    return [Theme(words("zh"), mode).paper, found[1]]


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", MODES)
def test_marks_can_be_seen(mode: Mode) -> None:
    assert len(set(HUES[mode])) == len(HUES[mode]) == len(set(SYMBOLS)) == 8
    for paper in _papers(mode):
        assert {
            h: round(contrast(h, paper), 2) for h in (*HUES[mode], GREY[mode]) if contrast(h, paper) < 3
        } == {}


@pytest.mark.parametrize("mode", MODES)
def test_text_can_be_read(mode: Mode) -> None:
    theme, papers = Theme(words("zh"), mode), _papers(mode)
    assert papers
    for paper in papers:
        assert contrast(theme.ink, paper) >= 7
        assert contrast(theme.muted, paper) >= 4.5


@pytest.mark.parametrize("mode", MODES)
def test_up_to_eight_districts_keep_their_colour_whatever_is_chosen(mode: Mode) -> None:
    everyone = [district(f"d{i}", i) for i in range(8)]
    whole = styles(everyone, [], mode)
    assert len({m.colour for m in whole.values()}) == len({m.symbol for m in whole.values()}) == 8
    for chosen in (["d7"], ["d3", "d1"], []):
        found = styles(everyone, chosen, mode)
        assert all(found[d] == whole[d] for d in chosen)


def test_beyond_eight_the_chosen_have_colours_and_the_rest_is_grey() -> None:
    everyone = [district(f"d{i}", i) for i in range(12)]
    chosen = [f"d{i}" for i in (11, 3, 5, 0, 1, 2, 6, 7, 8, 9)]
    found = styles(everyone, chosen, "light")
    assert [found[d].colour for d in chosen[:8]] == list(HUES["light"])
    assert {found[d].colour for d in chosen[8:]} == {GREY["light"]}
    assert styles(everyone, ["d11"], "light")["d11"].colour in HUES["light"]


def test_large_text_is_larger() -> None:
    assert Theme(words("zh"), large=True).size >= 1.25 * Theme(words("zh")).size
