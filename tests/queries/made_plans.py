"""Requirements and rules nobody has published: a store in memory with targets beside its made-up figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from data.contracts import BY_NAME
from data.schema import columns
from queries.plan_records import StateRule, Target
from queries.records import Observation
from queries.store import Store
from tests.queries import oracle
from tests.queries.made_facts import DOCUMENT, MadeStore

METRIC = "training_hours_per_officer"


class PlanStore(MadeStore):
    """A store in memory with the shipped rules, and only the targets and figures it is given."""

    def __init__(self, like: Store, targets: Sequence[Target], figures: Sequence[Observation] = ()) -> None:
        super().__init__(like, figures)
        rules = [StateRule(**(r | {"ordinal": int(r["ordinal"])})) for r in oracle.table("state_rules")]  # type: ignore[arg-type]
        for name, rows in (("targets", targets), ("state_rules", rules)):
            kinds = ", ".join(f"{column} {kind}" for column, kind in columns(BY_NAME[name]))
            self._connection.execute(f"CREATE TABLE {name} ({kinds})")
            for row in rows:
                self._connection.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * len(row))})", row)


def target(comparator: str = ">=", value: float = 60, due: dt.date | None = None, **cells: object) -> Target:
    """A requirement of Hedong: at least 60 hours of training, unless something else is said."""
    blank = dict.fromkeys(Target._fields)
    return Target(
        **(
            blank
            | {
                "target_id": "T-1",
                "district_id": "hedong",
                "metric_id": METRIC,
                "comparator": comparator,
                "value": value,
                "due": due,
                "kind": "target",
                "document_id": DOCUMENT,
                "as_written": "",
            }
            | cells
        )  # type: ignore[arg-type]
    )
