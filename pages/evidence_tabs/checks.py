"""Figures held against what other figures give: all checks, and those of one figure."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from pages.shared.common_cache import cached_for_all
from pages.shared.page_context import PageContext
from pages.shared.templates import put
from queries.checks import Check, Outcome, all_checks, checks_on
from views.checks import computed

#: Outcomes in the order of the tab: what does not fit comes first.
_ORDER: tuple[Outcome, ...] = ("disagrees", "agrees", "unchecked")


class Line(NamedTuple):
    """A check with what the parts of its relation give, in words."""

    check: Check
    computed: str


def draw(d: PageContext, text: str) -> None:
    """Draw the tab: the checks that hold every word of a text, both sides of each with their documents."""
    put(_drawn(d, text))


@cached_for_all
def _drawn(d: PageContext, text: str) -> Markup:
    wanted = text.lower().split()
    found = [c for c in all_checks(d.store) if all(w in _searched(d, c) for w in wanted)]
    found.sort(key=lambda c: _ORDER.index(c.outcome))
    counts = {code: sum(c.outcome == code for c in found) for code in _ORDER}
    return d.render("evidence/checks.html", checks=[_line(d, c) for c in found], counts=counts)


def lines_of(d: PageContext, observation_id: str) -> list[Line]:
    """Return the checks in which a figure takes part; none where no relation speaks of it."""
    return [_line(d, c) for c in checks_on(d.store, observation_id)]


def _line(d: PageContext, c: Check) -> Line:
    return Line(c, computed(d.store, d.words, c))


def _searched(d: PageContext, c: Check) -> str:
    """Return the text in which words are looked for, in small letters."""
    metrics = [d.metric_name(m) for m in (c.result.metric_id, *c.relation.part_metric_ids)]
    district = d.district_name(c.result.district_id)
    return " ".join([district, c.relation.text_zh, c.relation.text_en, str(c.result.year), *metrics]).lower()
