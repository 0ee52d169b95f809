"""The API's answer to: do published figures fit together?"""

from __future__ import annotations

from pages.api import rows
from pages.api.parameters import Parameters
from pages.api.responses import Answer
from queries.checks import Check, all_checks
from queries.store import Store

COLUMNS = (
    "relation_id",
    "kind",
    "sense",
    "outcome",
    "district_id",
    "metric_id",
    "observation_id",
    "period_start",
    "period_end",
    "value",
    "computed_low",
    "computed_high",
    "parts",
    "missing_metrics",
    "document_id",
    "text_zh",
    "text_en",
)


def relations(store: Store, p: Parameters) -> Answer:
    """Every published figure that a relation speaks of: agrees, disagrees, or cannot be checked."""
    chosen = p.districts(store.catalogue.districts)
    found = [c for c in all_checks(store) if not chosen or c.result.district_id in chosen]
    counts = {code: sum(c.outcome == code for c in found) for code in ("agrees", "disagrees", "unchecked")}
    return Answer(COLUMNS, [_row(c) for c in found], {"outcomes": counts})


def _row(c: Check) -> tuple[object, ...]:
    computed = rows.bounds(c.computed) or {"low": None, "high": None}
    return (
        c.relation.relation_id,
        c.relation.kind,
        c.relation.sense,
        c.outcome,
        c.result.district_id,
        c.result.metric_id,
        c.result.observation_id,
        c.result.period_start,
        c.result.period_end,
        c.result.value,
        computed["low"],
        computed["high"],
        [o.observation_id for o in c.parts],
        list(c.missing),
        c.result.document_id,
        c.relation.text_zh,
        c.relation.text_en,
    )
