"""The newest release is chosen by day and by its numbers; data without releases serve every file."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

import pytest

from data.build import build
from data.settings import PACKAGE_FOLDER, today
from locales import words
from queries.store import Store, open_store
from reports.files import make
from reports.report import report
from reports.write.workbook import workbook_bytes
from views.draft import Draft, item

VERSIONS = ["2026.11", "2026.11.1", "2026.11.2", "2026.11.9", "2026.11.10"]


def _store(folder: Path, rows: list[dict[str, str]] | None) -> Store:
    facts = folder / "facts"
    facts.mkdir()
    for source in PACKAGE_FOLDER.glob("*.csv"):
        shutil.copy(source, facts)
    (facts / "releases.csv").unlink()
    if rows is not None:
        with (facts / "releases.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return open_store(build(facts, folder / "store"))


@pytest.mark.parametrize("seed", range(3))
def test_the_tenth_of_a_day_comes_after_the_ninth(tmp_path: Path, seed: int) -> None:
    rows = [
        {"version": v, "released_on": "2026-11-22", "text_zh": f"第{v}版", "text_en": f"Version {v}"}
        for v in VERSIONS
    ]
    random.Random(seed).shuffle(rows)
    assert _store(tmp_path, rows).version == "2026.11.10"


def test_a_later_day_comes_after_a_higher_number(tmp_path: Path) -> None:
    rows = [
        {"version": v, "released_on": day, "text_zh": v, "text_en": v}
        for v, day in (("2026.11.10", "2026-11-22"), ("2026.11", "2026-11-23"))
    ]
    assert _store(tmp_path, rows).version == "2026.11"


def test_without_releases_every_file_is_made(tmp_path: Path) -> None:
    store = _store(tmp_path, None)
    assert (store.version, store.meta["released_on"]) == ("unreleased", "")
    draft = Draft(language="both", items=(item("compare", metric="gdp", year=2022), item("practices")))
    files = list(make(store, draft, ("pptx", "docx", "xlsx", "pdf", "html"), today()))
    assert len(files) == 10 and all(len(f.content) > 5_000 for f in files)
    for code in ("zh", "en"):
        assert "None" not in report(store, words(code), draft, today()).edition
    assert workbook_bytes("made", ["a"], [["b"]], store.version, store.meta["released_on"])[:2] == b"PK"
