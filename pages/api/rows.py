"""What the API says in `meta` beside its rows: reasons, doubts, documents, gaps, bounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from locales import words
from queries.comparability import JudgedObservation, Reason
from queries.comparison import Missing
from queries.frames import finite
from queries.intervals import Interval
from queries.records import Document, Doubt, Observation
from views import wording


def reasons(figures: Iterable[JudgedObservation]) -> list[dict[str, Any]]:
    """Why figures are not ranked: each reason once, with the figures it holds for."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for f in figures:
        for r in f.reasons:
            entry = found.setdefault(_reason_key(r, f.observation), _reason(r, f.observation))
            entry["observations"].append(f.observation.observation_id)
    return list(found.values())


def _reason_key(r: Reason, o: Observation) -> tuple[str, str]:
    return (r.code, wording.reason(words("en"), r, o))


def _reason(r: Reason, o: Observation) -> dict[str, Any]:
    return {
        "code": r.code,
        "doubt_id": r.doubt.doubt_id if r.doubt else None,
        "text_zh": wording.reason(words("zh"), r, o),
        "text_en": wording.reason(words("en"), r, o),
        "observations": [],
    }


def doubts(found: Iterable[Doubt]) -> list[dict[str, Any]]:
    """Doubts for `meta`, in the order given."""
    return [
        {
            "doubt_id": d.doubt_id,
            "severity": d.severity,
            "bars": d.bars,
            "text_zh": d.text_zh,
            "text_en": d.text_en,
        }
        for d in found
    ]


def documents(found: Iterable[Document]) -> list[dict[str, Any]]:
    """Documents for `meta`, in the order given."""
    return [d._asdict() for d in found]


def missing(gaps: Sequence[Missing]) -> dict[str, str]:
    """District → which kind of gap."""
    return {g.district_id: g.kind for g in gaps}


def bounds(values: Interval | None) -> dict[str, float | None] | None:
    """An interval with null where it is open; None where there is none."""
    if values is None:
        return None
    low, high = finite(values)
    return {"low": low, "high": high}
