"""Shades for figures: one hue, from the palest for the smallest to the deepest for the largest."""

from __future__ import annotations

from charts.theme import Mode, Theme
from queries.map_values import Place

Rgb = tuple[int, int, int]

#: From the palest to the deepest shade, light and dark; one hue, so that depth alone speaks.
SHADES: dict[Mode, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    "light": ((214, 226, 240), (11, 79, 138)),
    "dark": ((38, 62, 88), (122, 190, 240)),
}
#: How deep the shade behind a figure may be, from 0 to 1: deeper ones would hide the figure.
DEEPEST = 0.55


def fill_of(place: Place, ends: tuple[float, float], theme: Theme) -> Rgb | None:
    """Return the shade of a district on a map, of which `ends` are the extent; None where it is hatched."""
    return shade(place.leading.observation.value, *ends, theme) if place.leading and place.is_ranked else None


def ink_on(fill: Rgb) -> str:
    """Return black or white (#RRGGBB), whichever reads better on a shade: 4.5:1 at least."""
    return "#000000" if _luminance(fill) > 0.179 else "#FFFFFF"


def _luminance(colour: Rgb) -> float:
    """Relative luminance as in WCAG 2.2."""
    shares = (c / 255 for c in colour)
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def shade(value: float, low: float, high: float, theme: Theme) -> Rgb:
    """Return the colour (red, green, blue) of a value between the smallest and the largest shown."""
    return _mixed(theme.mode, 0.5 if high == low else (value - low) / (high - low))


def shaded(share: float) -> str:
    """Return the colour (#RRGGBB) behind a figure, smallest (0) to largest (1); ink stays readable on it."""
    return "#{:02X}{:02X}{:02X}".format(*_mixed("light", share * DEEPEST))


def _mixed(mode: Mode, share: float) -> Rgb:
    pale, deep = SHADES[mode]
    r, g, b = (round(p + (d - p) * share) for p, d in zip(pale, deep, strict=True))
    return r, g, b
