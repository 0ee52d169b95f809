"""Versions as readers find them: listed with who and why, opened on their own figures, built again where gone."""

from __future__ import annotations

import csv

import pytest
from sqlalchemy import update

from data.workspace import changes, folding, publishing
from data.workspace.changes import Edit
from data.workspace.database import WorkspaceError
from data.workspace.schema import BASES, PUBLICATIONS
from data.workspace.versions import go_back, version_named
from queries import versions
from queries.current import current_store
from queries.differences import differences
from queries.observations import by_id
from queries.versions import VersionError, store_of
from tests.waiting import eventually
from tests.workspace.conftest import TODAY, Office


def _corrected_twice(office: Office) -> tuple[str, list[str]]:
    """The id of a figure that was corrected twice, and the values it has had."""
    row = next(r for r in office.rows("observations") if r["qualifier"] == "exact" and r["value"].isdigit())
    values = [row["value"], str(int(row["value"]) + 1), str(int(row["value"]) + 2)]
    for value in values[1:]:
        cells = dict.fromkeys(("value", "value_low", "value_high"), value)
        office.publish(Edit("observations", (row["observation_id"],), cells))
    return row["observation_id"], values


def test_each_version_has_its_own_figures(office: Office) -> None:
    figure, values = _corrected_twice(office)
    *found, first = versions.versions(current_store())
    assert not first.is_kept, "the files bring nothing of it but its name"
    assert [v.is_current for v in found] == [True, False, False]
    assert [(v.added, v.changed, v.withdrawn) for v in found] == [(0, 1, 0), (0, 1, 0), (None, None, None)]
    assert [v.published_by for v in found] == ["reviewer", "reviewer", None]
    assert all(v.is_kept for v in found)
    for version, value in zip([v.version for v in found], values[::-1], strict=True):
        store, observation = store_of(version), by_id(store_of(version), figure)
        assert (store.version, observation and observation.value) == (version, float(value))


def test_a_version_whose_database_is_gone_is_built_again(office: Office) -> None:
    figure, values = _corrected_twice(office)
    name = versions.versions(current_store())[1].version
    before = store_of(name)
    before.path.unlink()
    again = store_of(name)
    assert (again.path, again.content_hash) == (before.path, before.content_hash)
    observation = by_id(again, figure)
    assert observation is not None and observation.value == float(values[1])


def test_why_and_by_whom(office: Office) -> None:
    figure, _ = _corrected_twice(office)
    newest, first, base, older = (v.version for v in versions.versions(current_store()))
    assert versions.before(current_store(), newest) == first
    assert versions.before(current_store(), older) == versions.before(current_store(), "1999.01") == ""
    found = versions.reasons(base, newest)[("observations", (figure,))]
    assert [(w.reason, w.author, w.decided_by) for w in found] == [
        ("as in the source", "editor", "reviewer")
    ] * 2
    rows = differences(store_of(base), store_of(newest)).rows
    assert {(r.table, r.key) for r in rows} == {("observations", (figure,))}


def test_folding_leaves_the_versions_as_they_are(office: Office) -> None:
    figure, values = _corrected_twice(office)
    before = versions.versions(current_store())
    folding.fold(office.workspace)
    assert versions.versions(current_store()) == before
    base = before[2].version
    store_of(base).path.unlink()
    versions._databases.clear()
    observation = by_id(store_of(base), figure)
    assert observation is not None and observation.value == float(values[0]), "its base was kept"


def test_a_version_that_cannot_be_built_again_says_why(office: Office) -> None:
    _corrected_twice(office)
    name = versions.versions(current_store())[1].version
    store_of(name).path.unlink()
    with office.workspace.writing() as connection:  # as where the files were too large to be kept
        connection.execute(update(BASES).values(content=None))
        connection.execute(update(PUBLICATIONS).values(base_digest=PUBLICATIONS.c.base_digest))
    base = office.base / "observations.csv"
    base.write_text(base.read_text("utf-8") + "\n", "utf-8")
    with pytest.raises(VersionError) as refused:
        store_of(name)
    assert not refused.value.is_unknown
    assert name in refused.value.reason.zh and name in refused.value.reason.en


def test_an_unknown_version(office: Office) -> None:
    office.publish(office.correction(office.rows("observations")[0], note_en="Seen again"))
    with pytest.raises(VersionError) as refused:
        store_of("1999.01")
    assert refused.value.is_unknown


def test_what_was_edited_by_hand_is_published_as_a_version(office: Office) -> None:
    figure, values = _corrected_twice(office)
    reviewer = office.people["reviewer"]
    with pytest.raises(WorkspaceError):
        publishing.publish(office.workspace, reviewer, TODAY, "无", "nothing")
    path = office.base / "documents.csv"
    rows = office.rows("documents")
    rows[0]["title_en"] = "Edited by hand"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with office.workspace.reading() as connection:
        assert publishing.edited_by_hand(connection)
    before = versions.versions(current_store())[0].version
    made = publishing.publish(office.workspace, reviewer, TODAY, "手工更正", "Edited by hand")
    with office.workspace.reading() as connection:
        assert not publishing.edited_by_hand(connection)
    rows_changed = differences(store_of(before), store_of(made.version)).rows
    assert {(r.table, r.columns) for r in rows_changed} == {("documents", ("title_en",))}
    observation = by_id(store_of(made.version), figure)
    assert observation is not None and observation.value == float(values[-1])


def test_going_back_is_a_new_version(office: Office) -> None:
    figure, values = _corrected_twice(office)
    base = versions.versions(current_store())[2].version
    with office.workspace.reading() as connection:
        publication = version_named(connection, base)
    assert publication is not None
    ids = go_back(office.workspace, office.people["editor"], publication, "as it was")
    changes.accept(office.workspace, office.people["reviewer"], ids)
    made = office.publish()
    assert not differences(store_of(base), store_of(made.version)).rows
    eventually(lambda: current_store().version == made.version, "the new version is in use")
    names = [v.version for v in versions.versions(current_store())]
    assert len(names) == 5 and names[0] == made.version, "nothing was taken out of the history"
    observation = by_id(store_of(names[1]), figure)
    assert observation is not None and observation.value == float(values[-1])
