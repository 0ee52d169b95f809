"""A proposed figure against what is held: the same figure, last year's with the growth stated, the relations."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal as D

from intake.known import LAST_YEAR, RELATION, SAME, against_known
from intake.proposal import Check, DocumentFacts, Proposal
from queries.observations import of_metrics
from queries.records import Observation
from queries.store import Store
from tests.intake.reading_texts import proposed


def _of_year(year: int, text: str) -> list[Proposal]:
    return proposed(text, DocumentFacts(kind="annual_report", report_year=year))


def _named(checks: tuple[Check, ...], name: str) -> list[Check]:
    return [check for check in checks if check.name == name]


def _known_figure(store: Store, metric_id: str) -> Observation:
    """Return an exact figure of a whole district for a year, with none other for that year."""
    rows = of_metrics(store, [metric_id], list(store.catalogue.districts))
    exact = [o for o in rows if o.period_basis == "year" and o.whole_district and o.qualifier == "exact"]
    return next(
        o for o in exact if sum((x.district_id, x.year) == (o.district_id, o.year) for x in rows) == 1
    )


def test_the_same_figure_confirms_and_another_contradicts(intake_store: Store) -> None:
    old = _known_figure(intake_store, "general_budget_revenue")
    (same,) = _of_year(old.year, f"一般公共预算收入{old.value}亿元。")
    other = replace(same, value=same.value + 7, value_low=same.value + 7, value_high=same.value + 7)
    (confirmed,) = _named(against_known(same, old.metric_id, old.district_id, intake_store), SAME)
    (contradicted,) = _named(against_known(other, old.metric_id, old.district_id, intake_store), SAME)
    assert confirmed.conclusion == "holds"
    assert contradicted.conclusion == "cannot_tell"
    assert "不一致" in contradicted.text.zh
    assert old.observation_id in contradicted.places
    assert intake_store.catalogue.documents[old.document_id].title_zh in contradicted.text.zh


def test_another_unit_of_money_is_compared_in_the_metric_s(intake_store: Store) -> None:
    old = _known_figure(intake_store, "general_budget_revenue")
    (same,) = _of_year(old.year, f"一般公共预算收入{D(str(old.value)) * 10000:f}万元。")
    (confirmed,) = _named(against_known(same, old.metric_id, old.district_id, intake_store), SAME)
    assert confirmed.conclusion == "holds"


def _newest(store: Store, metric_id: str) -> Observation:
    rows = of_metrics(store, [metric_id], list(store.catalogue.districts))
    return max((o for o in rows if o.period_basis == "year" and o.whole_district), key=lambda o: o.year)


def test_the_growth_stated_beside_it_is_recomputed_from_last_year(intake_store: Store) -> None:
    old = _newest(intake_store, "general_budget_revenue")
    new = round(old.value * 1.051, 2)
    text = "一般公共预算收入{new}亿元，增长{growth}%。"
    for growth, conclusion in (("5.1", "holds"), ("9.9", "cannot_tell")):
        figure, *beside = _of_year(old.year + 1, text.format(new=new, growth=growth))
        checks = against_known(figure, old.metric_id, old.district_id, intake_store, beside)
        found = _named(checks, LAST_YEAR)
        assert conclusion in [check.conclusion for check in found]
        assert all(f"+{growth}" in check.text.zh for check in found)


def test_relations_run_with_the_new_figure_in(intake_store: Store) -> None:
    old = _newest(intake_store, "general_budget_revenue")
    (growth,) = _of_year(old.year, "一般公共预算收入增长250%。")
    checks = against_known(growth, "general_budget_revenue_growth", old.district_id, intake_store)
    assert all(check.text.zh and check.text.en for check in checks)
    assert any(check.conclusion != "holds" for check in _named(checks, RELATION))


def test_nothing_is_said_where_nothing_can_be(intake_store: Store) -> None:
    (figure,) = proposed("检查3次。", DocumentFacts())
    assert against_known(figure, "inspections", "hexi", intake_store) == ()
    (dated,) = _of_year(2024, "检查3次。")
    assert against_known(dated, "no_such_metric", "hexi", intake_store) == ()
    assert against_known(dated, "gdp", "hexi", intake_store) == ()
    assert against_known(dated, "inspections", "nowhere", intake_store) == ()
