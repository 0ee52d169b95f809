"""The API's rows are the rows of the frames: the same columns, the same values, and all of them documented."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from queries import frames
from queries.comparison import compare
from queries.evidence import Filters, search
from queries.frame_columns import LAYOUTS, REASONS
from queries.overviews import what_compares
from queries.plans import plans
from queries.practices import practice_matrix
from queries.requirements import requirements
from queries.store import Store
from queries.trend import trend
from queries.two_years import two_years
from tests.api.conftest import Get

DISTRICTS = ["hexi", "binhai", "hedong", "tongzhou", "weicheng"]
TODAY = dt.date(2025, 6, 30)
#: Address → the layout of its rows.
ADDRESSES = {
    "/districts": "districts",
    "/dimensions": "dimensions",
    "/metrics": "metrics",
    "/documents": "documents",
    "/doubts": "doubts",
    "/systems": "systems",
    "/honours": "systems",
    "/observations": "observations",
    "/compare?metric=recon_received&year=2022": "comparison",
    "/compare?metric=gdp&from=2021&year=2022&chart=years": "two_years",
    "/compare?metric=gdp_growth&metric2=fixed_asset_investment_growth&year=2019&chart=scatter": "pair",
    "/comparisons": "comparison",
    "/trend?metric=gdp": "trend",
    "/trend?metric=gdp&view=growth": "growth",
    "/ready": "ready",
    "/coverage": "coverage",
    "/relations": "checks",
    "/practices": "practices",
    "/gaps?district=hedong": "gaps",
    "/tasks": "tasks",
    "/units": "units",
    "/versions": "versions",
    "/targets": "targets",
    "/evidence?observation=TJ-206": "evidence",
}


def test_every_layout_is_that_of_an_address() -> None:
    # what changed between two versions takes two of them: tests/pages/test_versions.py
    assert set(ADDRESSES.values()) == LAYOUTS.keys() - {"changes"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_column_of_an_answer_is_documented(get: Get, address: str) -> None:
    rows = get(address).json()["data"]
    assert rows
    documented = [c.name for c in LAYOUTS[ADDRESSES[address]]]
    if ADDRESSES[address] == "comparison":
        at = documented.index("reasons") + 1
        documented[at:at] = [c.name for c in REASONS]
    assert list(rows[0]) == documented


def _frame_of(store: Store, address: str) -> pd.DataFrame:
    made = {
        "/observations": lambda: search(store, Filters()).to_frame(store.catalogue),
        "/compare?metric=recon_received&year=2022": lambda: compare(
            store, "recon_received", 2022, DISTRICTS
        ).to_frame(),
        "/compare?metric=gdp&from=2021&year=2022&chart=years": lambda: two_years(
            store, "gdp", (2021, 2022), DISTRICTS
        ).to_frame(),
        "/trend?metric=gdp": lambda: trend(store, "gdp", DISTRICTS).to_frame(),
        "/ready": lambda: what_compares(store, DISTRICTS).to_frame(store.catalogue),
        "/practices": lambda: practice_matrix(store, DISTRICTS).to_frame(),
        "/tasks": lambda: pd.concat([p.to_frame() for p in plans(store, TODAY)]),
        "/targets": lambda: frames.targets(requirements(store, TODAY)).to_frame(),
    }
    return made[address]()


def _plain(value: Any) -> object:
    if isinstance(value, list):
        return value
    if pd.isna(value):
        return None
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value


@pytest.mark.parametrize(
    "address",
    [
        "/observations",
        "/compare?metric=recon_received&year=2022",
        "/compare?metric=gdp&from=2021&year=2022&chart=years",
        "/trend?metric=gdp",
        "/ready",
        "/practices",
        "/tasks",
        "/targets",
    ],
)
def test_answers_and_frames_have_the_same_values(
    get: Get, store: Store, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("QUJIAN_TODAY", TODAY.isoformat())
    limit = "?limit=10000" if address == "/observations" else ""
    rows = get(address + limit).json()["data"]
    frame = _frame_of(store, address)
    assert len(frame) == len(rows) > 0
    shown = [{k: _plain(v) for k, v in row.items()} for row in frame.to_dict("records")]
    assert shown == [{k: row[k] for k in frame.columns} for row in rows]
