"""Colours on slides: those of the theme wherever it has them, so that another theme recolours the whole file."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.oxml.ns import qn

from charts.theme import HUES

#: Texts, second texts, rules, the ground; a token is the name of a theme colour.
INK, MUTED, RULE, PAPER = "tx1", "tx2", "bg2", "bg1"
#: What is not ranked: the second colour of texts, made paler by so much.
GREY, PALER = "tx2 paler", 0.25
ACCENTS = tuple(f"accent{n}" for n in range(1, 7))
_SCHEME, _RGB, _FILL = map(qn, ("a:schemeClr", "a:srgbClr", "a:solidFill"))


def of_district(hue: str) -> str:
    """Return the token of a district's colour (#RRGGBB): one of the theme's accents, or its digits past these."""
    hues = HUES["light"]
    n = hues.index(hue) if hue in hues else len(ACCENTS)
    return ACCENTS[n] if n < len(ACCENTS) else hue.lstrip("#")


def paint(colour: Any, token: str) -> None:
    """Give a colour of python-pptx the colour of a token."""
    name = token.removesuffix(" paler")
    if name in _THEME:
        colour.theme_color = _THEME[name]
        if name != token:
            colour.brightness = PALER
    else:
        colour.rgb = RGBColor.from_string(token)


_THEME = {
    "tx1": MSO_THEME_COLOR.TEXT_1,
    "tx2": MSO_THEME_COLOR.TEXT_2,
    "bg1": MSO_THEME_COLOR.BACKGROUND_1,
    "bg2": MSO_THEME_COLOR.BACKGROUND_2,
} | {name: getattr(MSO_THEME_COLOR, f"ACCENT_{n}") for n, name in enumerate(ACCENTS, start=1)}


def add_fill(parent: Any, token: str) -> None:
    """Append a solid fill in the colour of a token to the properties of a text, a line or a cell."""
    fill = etree.SubElement(parent, _FILL)
    name = token.removesuffix(" paler")
    if name not in _THEME:
        etree.SubElement(fill, _RGB).set("val", token)
        return
    colour = etree.SubElement(fill, _SCHEME)
    colour.set("val", name)
    if name != token:
        etree.SubElement(colour, qn("a:lumMod")).set("val", str(round((1 - PALER) * 100_000)))
        etree.SubElement(colour, qn("a:lumOff")).set("val", str(round(PALER * 100_000)))


def fill(form: Any, token: str) -> None:
    """Fill a shape, or the format of a part of a chart, with one colour."""
    form.fill.solid()
    paint(form.fill.fore_color, token)


def stroke(form: Any, token: str) -> None:
    """Give the line of a shape, or of a part of a chart, one colour."""
    paint(form.line.color, token)
