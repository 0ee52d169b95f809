"""Districts that share a name are told apart by their city, and are found by the name they share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.build import build
from queries.finding import find
from queries.question import understood
from queries.store import Store, open_store
from tests.data.conftest import Folder, copied


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The shipped facts with the Tongzhou of Nantong beside that of Beijing."""
    folder = tmp_path_factory.mktemp("two")
    facts = Folder(copied(folder / "facts"))
    facts.append(
        "districts",
        district_id="nantong_tongzhou",
        adcode="320612",
        name_zh="通州区",
        name_en="Tongzhou",
        city_zh="南通市",
        city_en="Nantong",
        province_zh="江苏省",
        province_en="Jiangsu",
    )
    return open_store(build(facts.path, folder / "store"))


def test_their_names_have_the_city(two: Store) -> None:
    names = {d.district_id: (d.name_zh, d.name_en) for d in two.catalogue.districts.values()}
    assert names["nantong_tongzhou"] == ("南通市通州区", "Tongzhou, Nantong")
    assert names["tongzhou"] == ("北京市通州区", "Tongzhou, Beijing")
    assert names["hexi"] == ("河西区", "Hexi")


def test_one_alone_has_its_own(facts: Any, tmp_path: Path) -> None:
    with duckdb.connect(build(facts.path, tmp_path / "store"), read_only=True) as connection:
        names = connection.execute("SELECT name_zh FROM districts ORDER BY ordinal").fetchall()
    assert [name for (name,) in names] == [row["name_zh"] for row in facts.rows("districts")]


@pytest.mark.parametrize("words", ["通州", "通州区", "tongzhou", "tz"])
def test_both_are_found_by_the_name_they_share(two: Store, words: str) -> None:
    found = [hit.hit_id for hit in find(two, words) if hit.kind == "district"]
    assert {"tongzhou", "nantong_tongzhou"} <= set(found)


def test_a_question_that_names_both_means_both(two: Store) -> None:
    assert {"tongzhou", "nantong_tongzhou"} <= set(understood(two, "通州 常住人口").district_ids)
