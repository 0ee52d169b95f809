"""Visits start from a built store; the facts of a test may be another folder."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.manifest_scanner import scan_component_manifests

from data.build import build
from tests.pages.reader import ROOT, Row

Change = Callable[[str, list[Row]], list[Row]]


@pytest.fixture(autouse=True, scope="session")
def _built(store_folder: Path) -> None:
    build()


@pytest.fixture(autouse=True, scope="session")
def _read_installed_packages_once() -> Iterator[None]:
    """Streamlit reads what every installed package says of itself, at every visit; it is the same every time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(scan_component_manifests))
        yield


def changed_facts(change: Change, folder: Path) -> Path:
    """The project's facts after `change(table, rows)`, in a new folder."""
    folder.mkdir()
    for source in (ROOT / "data").glob("*.csv"):
        with source.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows, header = list(reader), list(reader.fieldnames or ())
        rows = change(source.stem, rows)
        with (folder / source.name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], Path]:
    """`facts(change)` builds a store of the project's facts after `change(table, rows)`, and visits see that one."""

    def made(change: Change) -> Path:
        folder = changed_facts(change, tmp_path / "facts")
        monkeypatch.setenv("QUJIAN_DATA", str(folder))
        monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / "store"))
        build()
        return folder

    return made


@pytest.fixture
def copy_of_pages(tmp_path: Path) -> Path:
    """The pages in a folder of their own, where one may be broken."""
    return Path(shutil.copytree(ROOT / "pages", tmp_path / "pages"))
