"""A copied sentence cites the documents of its numbers, and no others."""

from __future__ import annotations

import datetime as dt

import pytest

from locales import words
from queries.records import Observation
from queries.store import Store
from tests.queries import oracle
from views.build import build
from views.spec import view_spec
from views.view import View
from views.wording import quantity

ZH = words("zh")
METRICS = sorted({m for m, _ in oracle.all_sets()})


def _built(store: Store, kind: str, **parameters: str) -> View:
    return build(store, ZH, view_spec(kind, **parameters), dt.date(2026, 1, 1))


def _said(v: View) -> list[Observation]:
    """The figures whose amounts stand in the sentence."""
    forecasts = v.judged is not None and v.judged.judgement.forecasts
    return [
        e.observation
        for e in v.evidence
        if quantity(ZH, e.metric, e.observation, mark_estimate=not forecasts) in v.sentence
    ]


def _period(o: Observation) -> tuple[object, ...]:
    return (o.district_id, o.period, o.status)


@pytest.mark.parametrize("metric", METRICS)
def test_those_of_its_numbers(store: Store, metric: str) -> None:
    specs = [("compare", {"year": str(year)}) for m, year in oracle.all_sets() if m == metric]
    for kind, parameters in [*specs, ("trend", {})]:
        v = _built(store, kind, metric=metric, **parameters)
        cited = {d.document_id for d in v.cited}
        said = _said(v)
        assert cited <= {d.document_id for d in v.documents}
        periods = {_period(o) for o in said}
        for document_id in cited if said else ():
            own = [e.observation for e in v.evidence if e.document.document_id == document_id]
            assert periods & {_period(o) for o in own}, "cited for nothing in the sentence"


def test_what_is_not_in_the_sentence_is_not_cited(store: Store) -> None:
    v = _built(store, "trend", metric="recon_received", districts="tongzhou")
    ends = {v.evidence[0].document.document_id, v.evidence[-1].document.document_id}
    assert {d.document_id for d in v.cited} == ends < {d.document_id for d in v.documents}
