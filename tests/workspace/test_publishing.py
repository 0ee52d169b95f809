"""From a proposal to a version and back: what is published is the base with what was accepted, everywhere the same."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import duckdb
import pytest

from data import settings as where
from data.build import build, facts_digest
from data.store import DUCKDB_CONFIG, current
from data.violations import DataError
from data.workspace import changes, conflicts, folding, publishing, versions
from data.workspace.changes import ChangedMeanwhileError, Edit
from data.workspace.database import WorkspaceError
from data.workspace.facts import published_folder
from data.workspace.merging import RowKey
from tests.workspace.conftest import TODAY, Office


def _queried(path: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(path, read_only=True, config=DUCKDB_CONFIG) as connection:
        return connection.execute(sql).fetchall()


def _noted(path: Path, observation_id: str) -> object:
    return _queried(path, f"SELECT note_en FROM observations WHERE observation_id = '{observation_id}'")[0][0]


def _changes(office: Office, *states: changes.State) -> list[changes.Change]:
    with office.workspace.reading() as connection:
        return changes.changes(connection, states)


def test_without_a_workspace_the_base_is_published(settings: Path) -> None:
    store = settings / "store"
    if not where.database():
        assert not where.workspace_file().exists()
    path = build()
    assert facts_digest(published_folder(store)) == facts_digest(settings / "base")
    assert path == current(store)


def test_a_correction_is_published_as_a_version(office: Office) -> None:
    row = office.rows("observations")[3]
    publication = office.publish(office.correction(row, note_zh="据原文更正", note_en="As in the source"))
    path = current(office.store)
    assert path and _noted(path, row["observation_id"]) == "As in the source"
    assert publication.number == 1
    (version,) = _queried(path, "SELECT value FROM meta WHERE key = 'data_version'")[0]
    assert version == publication.version != office.rows("releases")[-1]["version"]
    assert build() == path, "a start of the server finds the same facts"
    (change, release) = sorted(_changes(office, "published"), key=lambda c: c.row.key.table)
    assert (change.row.before or {})["note_en"] == row["note_en"]
    assert release.row.key.table == "releases"


def test_rows_are_added_and_withdrawn(office: Office) -> None:
    row = office.rows("observations")[0]
    other = {
        **row,
        "observation_id": "HX-9001",
        "as_written": "另有一处",
        "period_basis": row["period_basis"],
    }
    doubt_id = office.rows("doubts")[0]["doubt_id"]
    office.publish(Edit("observations", None, other), Edit("doubts", (doubt_id,)))
    path = current(office.store)
    assert path
    assert _queried(path, "SELECT as_written FROM observations WHERE observation_id = 'HX-9001'") == [
        ("另有一处",)
    ]
    assert _queried(path, f"SELECT * FROM doubts WHERE doubt_id = '{doubt_id}'") == []
    assert facts_digest(office.base) != facts_digest(published_folder(office.store))


def test_broken_facts_are_refused_where_they_are_proposed(office: Office) -> None:
    row = office.rows("observations")[0]
    broken = [{"value": "many"}, {"metric_id": "nobody_knows"}, {"value": "7", "value_low": "8"}]
    for cells in broken:
        with pytest.raises(DataError) as refused:
            changes.propose(
                office.workspace, office.people["editor"], [office.correction(row, **cells)], "why"
            )
        assert {v.file for v in refused.value.violations} == {"observations.csv"}
    assert _changes(office, *changes.STATES) == []


#: Edits that make no sense, each with its reason.
SENSELESS = [
    (Edit("observations", ("no-such-row",), {"note_en": "x"}), "why"),
    (Edit("observations", ("no-such-row",)), "why"),
    (Edit("releases", None, {"version": "2027.01"}), "why"),
    (Edit("../people", None, {}), "why"),
    (Edit("observations", None, {"<b>": "x"}), "why"),
    (Edit("observations", None, {"note_en": "x" * 5_001}), "why"),
    (Edit("districts", ("hexi",), {"district_id": "hedong"}), "why"),
    (Edit("districts", ("hexi",), {"name_zh": "河西区"}), "why"),
    (Edit("districts", ("hexi",), {"name_en": "Hexi District"}), " "),
    (Edit("districts", None, {"district_id": "hexi"}), "why"),
]


def test_what_makes_no_sense_is_refused_in_words(office: Office) -> None:
    for edit, reason in SENSELESS:
        with pytest.raises(WorkspaceError) as refused:
            changes.propose(office.workspace, office.people["editor"], [edit], reason)
        assert refused.value.reason.zh, edit
        assert refused.value.reason.en, edit
    assert _changes(office, *changes.STATES) == []


def test_two_proposals_for_one_row_are_not_both_accepted_unseen(office: Office) -> None:
    row = office.rows("observations")[0]
    editor, reviewer = office.people["editor"], office.people["reviewer"]
    (first,), (second,) = (
        changes.propose(office.workspace, editor, [office.correction(row, note_en=text)], "why")
        for text in ("one", "two")
    )
    changes.accept(office.workspace, reviewer, [first])
    with pytest.raises(ChangedMeanwhileError):
        changes.accept(office.workspace, reviewer, [second])
    office.publish()
    with pytest.raises(ChangedMeanwhileError) as refused:
        changes.accept(office.workspace, reviewer, [second])
    assert row["observation_id"] in refused.value.reason.en


def test_what_a_change_stands_on_cannot_be_rejected_under_it(office: Office) -> None:
    """A second change of a row, accepted on top of a first that is rejected afterwards, is not published."""
    row = office.rows("observations")[0]
    (first,) = office.accepted(office.correction(row, note_en="one"))
    office.publish()
    assert _changes(office, "published")
    (second,) = office.accepted(office.correction({**row, "note_en": "one"}, note_en="two"))
    changes.reject(office.workspace, office.people["reviewer"], [second], "no")
    with pytest.raises(WorkspaceError):
        office.publish()
    assert first != second


def test_a_version_is_built_again_from_base_and_changes(office: Office) -> None:
    row = office.rows("observations")[0]
    first = office.publish(office.correction(row, note_en="first"))
    second = office.publish(office.correction(row, note_en="second"))
    shutil.rmtree(office.store)
    with office.workspace.reading() as connection:
        base = versions.version_named(connection, office.rows("releases")[-1]["version"])
        between = versions.changes_between(connection, first, second)
    assert base and base.number == 0
    for publication, text in ((first, "first"), (second, "second"), (base, row["note_en"])):
        path = versions.database_of(office.workspace, publication, office.store)
        assert publication.content_hash in path.name
        assert (_noted(path, row["observation_id"]) or "") == text
    assert {(c.row.after or {}).get("note_en") for c in between if c.row.key.table == "observations"} == {
        "second"
    }


def test_going_back_is_a_new_version(office: Office) -> None:
    """Rows corrected, added and withdrawn since are again as they were; the history keeps all of it."""
    row, other = office.rows("observations")[:2]
    first = office.publish(office.correction(row, note_zh="一", note_en="first"))
    added = {**other, "observation_id": "HX-9001", "as_written": "另有一处"}
    doubt_id = office.rows("doubts")[0]["doubt_id"]
    office.publish(
        office.correction(row, note_zh="二", note_en="second"),
        Edit("observations", None, added),
        Edit("doubts", (doubt_id,)),
    )
    ids = versions.go_back(office.workspace, office.people["editor"], first, "the first was right")
    assert len(ids) == 3
    changes.accept(office.workspace, office.people["reviewer"], ids)
    third = office.publish()
    path = current(office.store)
    assert path
    assert _noted(path, row["observation_id"]) == "first"
    assert _queried(path, "SELECT * FROM observations WHERE observation_id = 'HX-9001'") == []
    assert len(_queried(path, f"SELECT * FROM doubts WHERE doubt_id = '{doubt_id}'")) == 1
    assert third.number == 3
    with pytest.raises(WorkspaceError):
        versions.go_back(office.workspace, office.people["editor"], third, "nothing differs")


def test_folding_changes_nothing_that_is_published(office: Office) -> None:
    row = office.rows("observations")[5]
    first = office.publish(
        office.correction(row, note_en="folded"), Edit("doubts", (office.rows("doubts")[0]["doubt_id"],))
    )
    before = facts_digest(published_folder(office.store))
    folded = folding.fold(office.workspace)
    assert folded.files == ("doubts.csv", "observations.csv", "releases.csv")
    assert folded.rows == 3
    assert facts_digest(office.base) == facts_digest(published_folder(office.store)) == before
    assert office.rows("observations")[5]["note_en"] == "folded"
    assert folding.fold(office.workspace) == folding.Folded((), 0, ())
    shutil.rmtree(office.store)
    path = versions.database_of(office.workspace, first, office.store)
    assert path.name == f"qujian-{first.content_hash}.duckdb", "also from the base as it was"
    second = office.publish(office.correction(office.rows("observations")[5], note_en="after"))
    assert second.number == 2


def test_a_base_that_says_the_same_absorbs_a_change_and_one_that_contradicts_waits(office: Office) -> None:
    first, second = office.rows("observations")[:2]
    office.publish(office.correction(first, note_en="ours"), office.correction(second, note_en="ours too"))
    file = office.base / "observations.csv"
    lines = office.rows("observations")
    lines[0]["note_en"], lines[1]["note_en"] = "ours", "theirs"
    _write(file, lines)
    with office.workspace.reading() as connection:
        (found,) = conflicts.conflicts(connection)
    assert found.change.key == RowKey("observations", (second["observation_id"],))
    assert (found.base or {})["note_en"] == "theirs"
    path = build()
    assert _noted(path, second["observation_id"]) == "theirs", "the base stands until somebody decides"
    conflicts.settle(office.workspace, office.people["reviewer"], found.change.key, "change", "ours is right")
    office.publish()
    path = current(office.store) or path
    assert _noted(path, second["observation_id"]) == "ours too"
    with office.workspace.reading() as connection:
        assert conflicts.conflicts(connection) == []


def test_where_the_base_is_preferred_the_change_is_over(office: Office) -> None:
    row = office.rows("observations")[0]
    office.publish(office.correction(row, note_en="ours"))
    lines = office.rows("observations")
    lines[0]["note_en"] = "theirs"
    _write(office.base / "observations.csv", lines)
    key = RowKey("observations", (row["observation_id"],))
    conflicts.settle(office.workspace, office.people["reviewer"], key, "base", "theirs is newer")
    with office.workspace.reading() as connection:
        assert conflicts.conflicts(connection) == []
    assert _noted(build(), row["observation_id"]) == "theirs"
    with pytest.raises(WorkspaceError):
        conflicts.settle(office.workspace, office.people["reviewer"], key, "base", "again")


def test_another_machine_comes_to_the_same_hash(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the same base and the same workspace, and a store of its own."""
    rows = office.rows("observations")[:5]
    edits = (office.correction(r, note_zh=f"第{n}条", note_en=f"no {n}") for n, r in enumerate(rows))
    publication = office.publish(*edits)
    other = tmp_path / "other"
    shutil.copytree(office.base, other / "base")
    if not where.database():
        monkeypatch.setenv("QUJIAN_DATABASE", f"sqlite:///{where.workspace_file()}")
    monkeypatch.setenv("QUJIAN_DATA", str(other / "base"))
    monkeypatch.setenv("QUJIAN_STORE", str(other / "store"))
    assert build().name == f"qujian-{publication.content_hash}.duckdb"


def test_nothing_accepted_is_nothing_to_publish(office: Office) -> None:
    with pytest.raises(WorkspaceError):
        office.publish()
    with pytest.raises(WorkspaceError):
        publishing.publish(office.workspace, office.people["reviewer"], TODAY, "更正", "  ")


def _write(file: Path, rows: list[dict[str, str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
