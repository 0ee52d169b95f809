"""A unit and those it shares tasks with, as a small drawing: a line for each, the thicker the more tasks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import cos, pi, sin

from charts.look import FONT, Look
from queries.plan_records import Unit

#: More partners than these are named below the drawing, not in it.
MOST = 12
WIDTH, HEIGHT = 620, 400


def network(unit: Unit, shared: Sequence[tuple[Unit, int]], look: Look) -> str:
    """The SVG text; '' where nothing is shared."""
    partners = shared[:MOST]
    if not partners:
        return ""
    middle = (WIDTH / 2, HEIGHT / 2)
    most = max(n for _, n in partners)
    lines, marks = [], []
    for i, (partner, n) in enumerate(partners):
        turn = 2 * pi * i / len(partners) - pi / 2
        x, y = middle[0] + cos(turn) * 190, middle[1] + sin(turn) * 150
        lines.append(
            f'<line x1="{middle[0]}" y1="{middle[1]}" x2="{x:.0f}" y2="{y:.0f}" stroke="{look.muted}" '
            f'stroke-width="{1 + 5 * n / most:.1f}" opacity="0.45"/>'
        )
        name = look.words.pick(partner, "name")
        marks.append(_mark(x, y, name if look.words.code == "zh" else _short(name), str(n), look, big=False))
    marks.append(_mark(*middle, look.words.pick(unit, "name"), "", look, big=True))
    style = (
        f"text{{font-family:{FONT};font-size:13px;fill:{look.ink};text-anchor:middle}}.n{{font-size:12px}}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<style>{style}</style>{''.join(lines)}{''.join(marks)}</svg>"
    )


def _mark(x: float, y: float, name: str, count: str, look: Look, *, big: bool) -> str:
    radius = 22 if big else 13
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius}" fill="{look.paper}" stroke="{look.ink}" '
        f'stroke-width="{2 if big else 1}"/>'
        f'<text x="{x:.0f}" y="{y + 4:.0f}" class="n">{escape(count)}</text>'
        f'<text x="{x:.0f}" y="{y + radius + 15:.0f}">{escape(name)}</text>'
    )


def _short(name: str) -> str:
    """An English name short enough to stand under a mark."""
    return name if len(name) <= 30 else name[:28] + "…"
