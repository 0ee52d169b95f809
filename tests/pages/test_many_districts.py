"""1,500 districts: every page comes up, offers all of them to be searched, and shows no more than can be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from data import store as stores
from tests.benchmarks import synthetic
from tests.pages.reader import visit

DISTRICTS, METRICS, YEARS = 1500, 12, 2
EVERYONE = ",".join(f"d{n:04}" for n in range(DISTRICTS))
#: What Streamlit sends of a page may have so many characters, however many districts there are.
MOST = 1_200_000

ADDRESSES = [
    ("", {}),
    ("compare", {}),
    *(("compare", {"chart": chart}) for chart in ("years", "metrics", "scatter", "heat", "what")),
    ("trends", {}),
    *(("trends", {"chart": chart}) for chart in ("shared", "own")),
    *(("trends", {"view": view}) for view in ("index", "change", "growth")),
    ("map", {}),
    ("district", {}),
    ("brief", {}),
    ("about", {}),
    ("versions", {}),
    ("plan", {}),
    *(("practices", {"tab": tab}) for tab in ("matrix", "gaps", "honours")),
    *(("evidence", {"tab": tab}) for tab in ("figures", "documents", "metrics", "doubts", "checks")),
    ("report", {}),
    ("search", {"q": "区100 指标7 2011"}),
    ("search", {"q": "哪个区指标7最多"}),
]


@pytest.fixture(scope="module", autouse=True)
def _many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("many")
    stores.point_to(folder, synthetic.build(folder, DISTRICTS, METRICS, YEARS), "synthetic")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUJIAN_STORE", str(folder))
        yield


@pytest.mark.parametrize(("page", "parameters"), ADDRESSES)
def test_a_page_comes_up(page: str, parameters: dict[str, str]) -> None:
    seen = visit(page, "zh", **parameters)
    assert sum(map(len, seen.bodies)) < MOST


@pytest.mark.parametrize(
    ("page", "parameters"),
    [(page, p) for page, p in ADDRESSES if page in ("compare", "trends", "map")],
)
def test_all_districts_at_once(page: str, parameters: dict[str, str]) -> None:
    seen = visit(page, "zh", districts=EVERYONE, **parameters)
    assert sum(map(len, seen.bodies)) < MOST
