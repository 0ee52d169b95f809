"""A yearly report and a meeting speak of one span of years unless asked otherwise; older figures stand apart."""

from __future__ import annotations

import pytest

from queries.overviews import what_compares
from queries.quality import FIRST_HAND
from queries.store import Store
from reports.templates import SPAN, Choice, Template, draft
from tests.queries import oracle
from views.draft import Draft

DISTRICTS = [d["district_id"] for d in oracle.table("districts")]


def _comparisons(made: Draft) -> tuple[dict[str, int], dict[str, int]]:
    """The metrics compared with their years, before and after the heading of the older ones."""
    kinds = [i.spec.kind for i in made.items]
    at = kinds.index("older") if "older" in kinds else len(kinds)
    before, after = (
        {i.spec.get("metric"): int(i.spec.get("year")) for i in items if i.spec.kind == "compare"}
        for items in (made.items[:at], made.items[at:])
    )
    return before, after


def test_the_annual_report_has_older_figures_in_an_appendix_that_names_the_span(store: Store) -> None:
    made = draft(store, "annual", Choice())
    newest = {m: max(years) for m, years in what_compares(store, DISTRICTS, FIRST_HAND).counts.items()}
    last = max(newest.values())
    first = last - SPAN + 1
    within, older = _comparisons(made)
    assert within == {m: y for m, y in newest.items() if y >= first}
    assert older == {m: y for m, y in newest.items() if y < first}
    assert older, "nothing older is held: the test says nothing"
    heading = next(i for i in made.items if i.spec.kind == "older")
    assert heading.spec.parameters == {"from": str(first), "to": str(last)}


@pytest.mark.parametrize(
    "years", [{"year_from": 2009}, {"year_to": 2019}, {"year_from": 2010, "year_to": 2024}]
)
def test_years_that_are_from_2009_are_one_span(store: Store, years: dict[str, int]) -> None:
    made = draft(store, "annual", Choice(**years))  # type: ignore[arg-type]
    within, older = _comparisons(made)
    assert within
    assert not older
    assert all(years.get("year_from", 0) <= y <= years.get("year_to", 9999) for y in within.values())


@pytest.mark.parametrize("template", ["annual", "meeting"])
def test_figures_of_context_come_last_in_each_part(store: Store, template: Template) -> None:
    lawful = {m["metric_id"] for m in oracle.table("metrics") if m["dimension_id"] != "context"}
    parts = _comparisons(draft(store, template, Choice()))
    assert any(parts)
    for part in parts:
        is_lawful = [m in lawful for m in part]
        assert is_lawful == sorted(is_lawful, reverse=True)


def test_the_meeting_shows_nothing_older_than_the_span(store: Store) -> None:
    within, older = _comparisons(draft(store, "meeting", Choice()))
    assert within
    assert not older
    assert max(within.values()) - min(within.values()) < SPAN
    from_2009, _ = _comparisons(draft(store, "meeting", Choice(year_from=2009)))
    assert min(from_2009.values()) < min(within.values()), "older years are shown where they are asked for"
