"""A unit and those it shares tasks with, as a small drawing: a line for each, the thicker the more tasks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin

from charts.theme import FONT, Theme
from charts.wrapping import balanced
from queries.plan_records import Unit

#: More partners than these are named below the drawing, not in it.
MOST = 12
WIDTH, HEIGHT = 700, 430
#: How far the partners stand from the middle, across and upright.
ACROSS, UPRIGHT = 185, 145
TYPE, LINE = 13, 16
#: Radius of the unit and of a partner; the gap between a mark and its name; the most room a name has.
BIG, SMALL, GAP, ROOM = 22, 13, 6, 190


def network(unit: Unit, shared: Sequence[tuple[Unit, int]], theme: Theme) -> str:
    """The SVG text; '' where nothing is shared."""
    partners = shared[:MOST]
    if not partners:
        return ""
    x0, y0 = WIDTH / 2, HEIGHT / 2
    most = max(n for _, n in partners)
    lines, styles = [], []
    for i, (partner, n) in enumerate(partners):
        turn = 2 * pi * i / len(partners) - pi / 2
        x, y = x0 + cos(turn) * ACROSS, y0 + sin(turn) * UPRIGHT
        lines.append(
            f'<line x1="{x0:.0f}" y1="{y0:.0f}" x2="{x:.0f}" y2="{y:.0f}" stroke="{theme.muted}" '
            f'stroke-width="{1 + 5 * n / most:.1f}" opacity="0.45"/>'
        )
        styles.append(_circle(x, y, SMALL, theme) + f'<text x="{x:.0f}" y="{y + 4:.0f}" class="n">{n}</text>')
        styles.append(_name(theme.words.pick(partner, "name"), x, y, cos(turn), sin(turn)))
    styles.append(
        _circle(x0, y0, BIG, theme) + _name(theme.words.pick(unit, "name"), x0, y0 + BIG - SMALL, 0, 1)
    )
    style = (
        f"text{{font-family:{FONT};font-size:{TYPE}px;fill:{theme.ink};text-anchor:middle;paint-order:stroke;"
        f"stroke:{theme.paper};stroke-width:3px}}.start{{text-anchor:start}}.end{{text-anchor:end}}"
        ".n{font-size:12px;stroke:none}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<style>{style}</style>{''.join(lines)}{''.join(styles)}</svg>"
    )


def _circle(x: float, y: float, radius: int, theme: Theme) -> str:
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius}" fill="{theme.paper}" stroke="{theme.ink}" '
        f'stroke-width="{2 if radius == BIG else 1}"/>'
    )


def _name(name: str, x: float, y: float, right: float, down: float) -> str:
    """A name outside the ring: beside its mark, or above the topmost and below the lowest, in lines that fit."""
    room = min(ROOM, WIDTH / 2 - abs(right) * ACROSS - SMALL - GAP)
    text = balanced(name, room, TYPE, most=3)
    if abs(right) > 0.1:
        side, left = ("start", x + SMALL + GAP) if right > 0 else ("end", x - SMALL - GAP)
        top = y - (len(text) - 1) * LINE / 2 + TYPE / 3
    else:
        side, left = "middle", x
        top = y + SMALL + TYPE + 2 if down > 0 else y - SMALL - GAP - (len(text) - 1) * LINE
    spans = "".join(
        f'<tspan x="{left:.0f}" y="{top + i * LINE:.0f}">{escape(line)}</tspan>'
        for i, line in enumerate(text)
    )
    return f'<text class="{side}">{spans}</text>'
