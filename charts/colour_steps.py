"""Shades for figures: one hue, from the palest for the smallest to the deepest for the largest."""

from __future__ import annotations

from charts.theme import Mode, Theme

#: From the palest to the deepest shade, light and dark; one hue, so that depth alone speaks.
SHADES: dict[Mode, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    "light": ((214, 226, 240), (11, 79, 138)),
    "dark": ((38, 62, 88), (122, 190, 240)),
}
#: How deep the shade behind a figure may be, from 0 to 1: deeper ones would hide the figure.
DEEPEST = 0.55


def shade(value: float, low: float, high: float, theme: Theme) -> tuple[int, int, int]:
    """Return the colour (red, green, blue) of a value between the smallest and the largest shown."""
    return _mixed(theme.mode, 0.5 if high == low else (value - low) / (high - low))


def shaded(share: float) -> str:
    """Return the colour (#RRGGBB) behind a figure, smallest (0) to largest (1); ink stays readable on it."""
    return "#{:02X}{:02X}{:02X}".format(*_mixed("light", share * DEEPEST))


def _mixed(mode: Mode, share: float) -> tuple[int, int, int]:
    pale, deep = SHADES[mode]
    r, g, b = (round(p + (d - p) * share) for p, d in zip(pale, deep, strict=True))
    return r, g, b
