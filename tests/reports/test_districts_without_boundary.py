"""A district whose boundary nobody gives is named by the check, the build and under every map."""

from __future__ import annotations

import csv
import logging
import shutil
from pathlib import Path

import pytest

from data.__main__ import main
from data.build import build
from data.settings import PACKAGE_FOLDER, today
from locales import words
from queries.comparison import compare
from queries.map_values import places
from queries.store import Store
from reports.presentation.wall import wall
from reports.report import report
from views.captions import not_on_map
from views.draft import Draft, item

pytest.importorskip("GeoToolCN")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped facts, with a code for Hedong that no boundary has."""
    target = tmp_path_factory.mktemp("facts")
    for source in PACKAGE_FOLDER.glob("*.csv"):
        shutil.copyfile(source, target / source.name)
    path = target / "districts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[3][0] == "hedong"
    rows[3][1] = "129999"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return target


@pytest.fixture(scope="module")
def store(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(build(folder, tmp_path_factory.mktemp("store")))


def test_check_warns_by_line_and_passes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUJIAN_DATA", str(folder))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(["check"]) == 0
    assert "提示：districts.csv:4: adcode: '129999': 没有边界" in capsys.readouterr().out


def test_build_warns(folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        build(folder, tmp_path)
    assert "districts.csv:4: adcode: '129999'" in caplog.text


@pytest.mark.parametrize(
    ("code", "text"),
    [("zh", "没有边界，未在图上显示：河东区"), ("en", "No boundary, not on the map: Hedong")],
)
def test_every_map_names_who_is_missing(store: Store, code: str, text: str) -> None:
    translator = words(code)
    c = compare(store, "resident_population", 2020, list(store.catalogue.districts))
    assert not_on_map(translator, places(store, c)) == text
    entry = item("map", metric="resident_population", year=2020)
    [view] = report(store, translator, Draft(items=(entry,)), today()).views
    assert view.map is not None
    assert text in view.map.note
    assert text in wall(store, today(), "Asia/Shanghai")["said"][code]["map"]["origin"]
