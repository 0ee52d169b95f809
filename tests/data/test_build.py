"""The database holds what the CSV files say, is built only when they change, and never broken."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data import schema, store
from data.build import DataError, build, current, is_current, version
from data.contracts import TABLES
from data.settings import PACKAGE_FOLDER


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(PACKAGE_FOLDER, tmp_path_factory.mktemp("built"))


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    """A store that holds the database of the unchanged facts."""
    shutil.copytree(built.parent, tmp_path / "store", copy_function=shutil.copy2)
    return tmp_path / "store"


def ask(path: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(path, read_only=True, config=store.DUCKDB_CONFIG) as connection:
        return connection.execute(query).fetchall()


def as_cell(value: Any, written: str) -> str:
    """The text that a value of the database had in its file."""
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, float):
        decimals = len(written.partition(".")[2])
        return f"{value:.{decimals}f}"
    return value.isoformat() if isinstance(value, date) else str(value)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_arrives(built: Path, table: Any) -> None:
    with (PACKAGE_FOLDER / table.file).open(encoding="utf-8", newline="") as file:
        written = [tuple(row.values()) for row in csv.DictReader(file)]
    order = " ORDER BY position" if table.name == "observations" else ""
    columns = ", ".join(f'"{name}"' for name in table.column_names)
    stored = ask(built, f"SELECT {columns} FROM {table.name}{order}")
    assert len(stored) == len(written)
    for cells, values in zip(written, stored, strict=True):
        assert tuple(as_cell(value, cell) for value, cell in zip(values, cells, strict=True)) == cells


def test_types_are_those_of_the_schema(built: Path) -> None:
    stored: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in ask(
        built,
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal "
        "ORDER BY table_name, column_index",
    ):
        stored.setdefault(table, []).append((column, kind))
    assert {name: tuple(columns) for name, columns in stored.items()} == {
        **{table.name: schema.columns(table) for table in TABLES},
        **schema.OTHER_TABLES,
        **schema.DERIVED_TABLES,
    }
    assert dict(stored["observations"])["period_end"] == "DATE"
    assert dict(stored["doubts"])["metric_ids"] == "VARCHAR[]"
    assert dict(stored["observations"])["section"] == "VARCHAR"


def test_what_the_build_adds(built: Path) -> None:
    rows = ask(built, "SELECT metric_id, district_id, period_end, position, year FROM observations")
    assert _in_order_of_lists(built) == [row[3] for row in rows]
    assert sorted(row[3] for row in rows) == list(range(len(rows)))
    assert all(row[4] == row[2].year for row in rows)
    assert ask(built, "SELECT ordinal, district_id FROM districts ORDER BY ordinal LIMIT 2") == [
        (0, "hexi"),
        (1, "binhai"),
    ]
    assert ask(built, "SELECT min(ordinal), max(ordinal) + 1 = count(*) FROM metrics") == [(0, True)]
    assert ask(built, "SELECT min(ordinal), max(ordinal) + 1 = count(*) FROM documents") == [(0, True)]


def _in_order_of_lists(built: Path) -> list[int]:
    """The positions of all figures by metric and district as these stand in their files, the newest first."""
    return [
        position
        for (position,) in ask(
            built,
            """SELECT o.position FROM observations AS o JOIN metrics AS m USING (metric_id)
               JOIN districts AS d USING (district_id)
               ORDER BY m.ordinal, d.ordinal, o.period_end DESC, o.observation_id""",
        )
    ]


def _written(table: str) -> list[dict[str, str]]:
    with (PACKAGE_FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_meta_says_which_facts_these_are(built: Path) -> None:
    meta = dict(ask(built, "SELECT key, value FROM meta"))
    assert meta["content_hash"] == version(PACKAGE_FOLDER)
    assert built.name == f"qujian-{meta['content_hash']}.duckdb"
    newest = max(_written("releases"), key=lambda r: r["released_on"])
    assert (meta["data_version"], meta["released_on"]) == (newest["version"], newest["released_on"])
    assert set(meta) == {"data_version", "released_on", "content_hash", "schema_version"}


def test_facts_without_releases_are_unreleased(facts: Any, tmp_path: Path) -> None:
    facts.file("releases").unlink()
    meta = dict(ask(build(facts.path, tmp_path / "store"), "SELECT key, value FROM meta"))
    assert (meta["data_version"], meta["released_on"]) == ("unreleased", None)


def test_the_pointer_names_the_database(built: Path) -> None:
    pointer = json.loads((built.parent / "current.json").read_text(encoding="utf-8"))
    assert pointer["file"] == built.name
    assert pointer["version"] == version(PACKAGE_FOLDER)
    assert pointer["built_at"]
    assert current(built.parent) == built
    assert sorted(path.name for path in built.parent.iterdir()) == sorted(["current.json", built.name])


def test_unchanged_facts_build_nothing(facts: Any, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in out.iterdir()}
    monkeypatch.setattr("data.check.load", lambda folder: pytest.fail("unchanged facts were read again"))
    assert is_current(facts.path, out)
    assert build(facts.path, out) == current(out)
    assert {path.name: path.stat().st_mtime_ns for path in out.iterdir()} == before


def test_the_unchanged_path_imports_nothing_heavy(out: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from data.build import build; import data.settings;"
        f"build(Path({str(PACKAGE_FOLDER)!r}), Path({str(out)!r}));"
        "heavy = {'duckdb', 'pandas', 'numpy', 'pyarrow', 'shapely', 'GeoToolCN'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE_FOLDER.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize(
    "damage", ["no pointer", "bad pointer", "odd pointer", "no file", "cut file", "other file"]
)
def test_a_damaged_store_is_built_anew(facts: Any, out: Path, damage: str) -> None:
    path, pointer = current(out), out / "current.json"
    assert path
    match damage:
        case "no pointer":
            pointer.unlink()
        case "bad pointer":
            pointer.write_bytes(b'{"file": "qu')
        case "odd pointer":
            pointer.write_text("[1]", encoding="utf-8")
        case "no file":
            path.unlink()
        case "cut file":
            os.truncate(path, 5000)
        case "other file":
            path.write_bytes(b"x" * path.stat().st_size)
    assert current(out) is None
    again = build(facts.path, out)
    assert again == path == current(out)
    assert ask(again, "SELECT count(*) FROM districts") == [(5,)]


def test_a_pointer_cannot_lead_elsewhere(out: Path, tmp_path: Path) -> None:
    path = current(out)
    assert path
    outside = tmp_path / "outside.duckdb"
    shutil.copyfile(path, outside)
    pointer = {"file": "../outside.duckdb", "version": "x", "size": outside.stat().st_size}
    (out / "current.json").write_text(json.dumps(pointer), encoding="utf-8")
    assert current(out) is None


def test_broken_facts_leave_the_last_good_database(facts: Any, out: Path) -> None:
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    lines = [facts.change("observations", 5, value="many"), facts.change("observations", 6, status="hoped")]
    with pytest.raises(DataError) as caught:
        build(facts.path, out)
    assert [(v.file, v.line) for v in caught.value.violations] == [
        ("observations.csv", line) for line in lines
    ]
    assert "observations.csv:7: value: 'many'" in str(caught.value)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    assert current(out)


def test_a_failed_write_leaves_no_trace(facts: Any, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(path.name for path in out.iterdir())
    facts.change("units", 0, name_en="Another name")
    monkeypatch.setattr("data.build._meta", lambda wanted, facts: [("too", "many", "cells")])
    with pytest.raises(ValueError, match="zip"):
        build(facts.path, out)
    assert sorted(path.name for path in out.iterdir()) == before
    assert current(out)


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_file_counts_for_the_version(facts: Any, table: str) -> None:
    before = version(facts.path)
    with facts.file(table).open("ab") as file:
        file.write(b"\n")
    assert version(facts.path) != before


def test_the_shape_of_the_tables_counts_for_the_version(facts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = version(facts.path)
    monkeypatch.setitem(schema.ADDED, "units", (("ordinal", "INTEGER"),))
    assert version(facts.path) != before


def test_changed_facts_are_built_and_old_databases_go(facts: Any, out: Path) -> None:
    seen = [current(out)]
    crashed = out / ".qujian-old.duckdb.0.tmp"
    crashed.write_bytes(b"")
    os.utime(crashed, (0, 0))
    for name in ("First", "Second", "Third"):
        facts.change("units", 0, name_en=name)
        seen.append(build(facts.path, out))
        assert ask(seen[-1], "SELECT name_en FROM units LIMIT 1") == [(name,)]
    assert len(set(seen)) == 4
    assert set(out.iterdir()) == {out / "current.json", *seen[-2:]}
    assert current(out) == seen[-1]


def test_a_sixth_district_needs_rows_only(facts: Any, tmp_path: Path) -> None:
    district = facts.rows("districts")[0] | {"district_id": "heping", "adcode": "120101", "name_zh": "和平区"}
    facts.append("districts", **district)
    facts.append(
        "observations", **facts.rows("observations")[0] | {"observation_id": "T-1", "district_id": "heping"}
    )
    path = build(facts.path, tmp_path / "store")
    assert ask(path, "SELECT ordinal FROM districts WHERE district_id = 'heping'") == [(5,)]
    assert ask(path, "SELECT count(*) FROM observations WHERE district_id = 'heping'") == [(1,)]


def test_two_builds_at_once(facts: Any, tmp_path: Path) -> None:
    other, out = tmp_path / "other", tmp_path / "store"
    shutil.copytree(facts.path, other)
    facts.change("units", 0, name_en="Another name")
    # Processes as operators start them: multiprocessing would run the main module again, which is not ours.
    builders = [
        subprocess.Popen(
            [sys.executable, "-m", "data", "build", "--out", str(out)],
            cwd=PACKAGE_FOLDER.parent,
            env=os.environ | {"QUJIAN_DATA": str(folder)},
        )
        for folder in (facts.path, other) * 2
    ]
    assert [builder.wait() for builder in builders] == [0] * 4
    paths = {out / store.database_name(version(folder)) for folder in (facts.path, other)}
    assert len(paths) == 2
    assert current(out) in paths
    assert {path for path in out.iterdir() if path.suffix == ".duckdb"} == paths
    written = len(_written("observations"))
    assert all(ask(path, "SELECT count(*) FROM observations") == [(written,)] for path in paths)
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
