"""Open, zero and negative figures on pages and in the API: an answer or a worded refusal, never a failure."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from pages.api import routes
from tests.pages.conftest import Change
from tests.pages.reader import FAILURE, Row, table, visit

Facts = Callable[[Change], Path]
D = ("hexi", "hedong", "binhai")
#: metric → what each district has in 2020 and in 2021
FIGURES = {
    "recon_received": "≤10 0 ≥5 ≥12 0 ≤7",
    "recon_concluded": "0 ≤9 ≥4 0 3 ≥0",
    "recon_upheld": "1 2 ≥3 ≤1 9 2",
    "gdp_growth": "≤-3.4 ≥-2 0 ≥-1.5 ≥2 0",
    "gdp": "8 ≥100 0 0 ≥120 5",
    "resident_population": "≥100 ≤50 0 ≥100 ≤50 10",
    "land_area": "0 ≥5 3 0 ≤5 3",
}
SIGNS = {"≤": "at_most", "≥": "at_least"}


def _row(pattern: Row, metric: str, n: int, written: str) -> Row:
    qualifier, value = SIGNS.get(written[0], "exact"), written.lstrip("≤≥")
    year = "2020" if n < len(D) else "2021"
    return dict.fromkeys(pattern, "") | {
        "observation_id": f"MADE-{metric}-{n}",
        "district_id": D[n % len(D)],
        "metric_id": metric,
        "period_start": f"{year}-01-01",
        "period_end": f"{year}-12-31",
        "period_basis": "year",
        "value": value,
        "value_low": "" if qualifier == "at_most" else value,
        "value_high": "" if qualifier == "at_least" else value,
        "qualifier": qualifier,
        "status": "actual",
        "scope": "district",
        "document_id": pattern["document_id"],
        "as_written": written,
    }


def _change(name: str, rows: list[Row]) -> list[Row]:
    if name != "observations":
        return rows
    kept = [r for r in rows if r["metric_id"] not in FIGURES]
    made = [
        _row(rows[0], metric, n, written)
        for metric, figures in FIGURES.items()
        for n, written in enumerate(figures.split())
    ]
    return [*kept, *made]


@pytest.fixture
def made(facts: Facts) -> None:
    facts(_change)


CHOSEN = ",".join(D)
COMPARED = [
    {"metric": m, "year": y, "view": v, "districts": CHOSEN}
    for m, y, v in product(
        ("recon_received", "recon_upheld"), ("2020", "2021"), ("published", "per_10k", "per_km2", "share")
    )
]
STEPS = [{"metric": m, "from": "2020", "year": "2021", "districts": CHOSEN} for m in ("gdp_growth", "gdp")]
SERIES = [
    {"metric": m, "view": v, "districts": CHOSEN}
    for m, v in product(("gdp", "gdp_growth"), ("published", "index", "change", "growth"))
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_of_such_figures(made: None, lang: str) -> None:
    addresses = [
        *(("compare", p) for p in COMPARED),
        *(("compare", {"chart": "years", **p}) for p in STEPS),
        *(("trends", p) for p in SERIES),
        ("map", COMPARED[0]),
        ("district", {"district": "hexi"}),
        ("compare", {"chart": "metrics", "districts": CHOSEN}),
        ("compare", {"chart": "heat", "districts": CHOSEN}),
    ]
    if lang == "en":  # the arithmetic is the same: the words of one of each kind
        addresses = addresses[::3]
    for page, parameters in addresses:
        seen = visit(page, lang, **parameters)
        assert FAILURE not in seen.text, (page, parameters)
        assert not re.search(r"\b(inf|nan|Infinity)\b", seen.main), (page, parameters)
    assert len(addresses) > 8


def test_the_api_of_such_figures(made: None) -> None:
    refused = set()
    for parameters in COMPARED:
        meta = _json("compare", parameters)["meta"]
        if meta.get("verdict") == "refused":
            refused.add(meta["refusal"]["code"])
    assert "no_positive_divisor" in refused
    share = _json("compare", COMPARED[0] | {"metric": "recon_upheld", "view": "share"})
    assert share["meta"]["refusal"] == {"code": "no_positive_divisor", "districts": ["hexi"]}
    for parameters in STEPS:
        _json("compare", parameters | {"chart": "years"})
    for parameters in SERIES:
        _json("trend", parameters)


def _json(name: str, parameters: Row) -> dict[str, Any]:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://district") as client:
            return await client.get(f"/api/v1/{name}", params=parameters)

    with ThreadPoolExecutor(
        max_workers=1
    ) as thread:  # a browser test before may have left a loop in this one
        got = thread.submit(asyncio.run, ask()).result()
    assert got.status_code == 200, (name, parameters, got.text)
    assert not re.search(r"\b(inf|nan|Infinity|NaN)\b", got.text)
    return dict(got.json())


def test_the_made_figures_are_of_known_metrics() -> None:
    known = {m["metric_id"] for m in table("metrics")}
    assert set(FIGURES) <= known and all(len(f.split()) == 2 * len(D) for f in FIGURES.values())
