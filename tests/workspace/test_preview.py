"""What an edit would do, before it is proposed: against the rules worked out a second time; what the contracts say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.workspace import changes, database, people
from data.workspace.changes import Edit
from data.workspace.database import Workspace, WorkspaceError, open_workspace
from data.workspace.log import count_events, events
from data.workspace.merging import RowKey
from data.workspace.people import note_refusal, require
from data.workspace.preview import faults_of, preview, row_with, standing_facts
from data.workspace.waiting import Wanted, count_waiting, keys_on_their_way, open_of_row, visible, waiting
from locales import words
from pages.editing.effects import effect_lines, effects_of
from pages.editing.options import Relations
from tests.queries import oracle
from tests.queries.oracle import Verdict
from tests.workspace.conftest import PASSWORD, Office


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """A workspace over the facts that ship with the program, whose rules `oracle` works out a second time."""
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / "store"))
    yield open_workspace()
    database.close_all()


def _decided() -> Iterator[tuple[str, int, Verdict]]:
    """Comparisons of whole exact figures, which nothing else stands beside."""
    for metric_id, year in oracle.all_sets():
        verdict = oracle.judge(metric_id, oracle.observations(metric_id, year))
        exact = all(o["qualifier"] == "exact" for o in verdict.ordered.values())
        if len(verdict.ordered) > 1 and exact and not any(verdict.conflicts.values()):
            yield metric_id, year, verdict


def _became(workspace: Workspace, edit: Edit) -> dict[tuple[str, int], str]:
    with preview(workspace, edit) as found:
        assert not found.faults
        return {(d.metric_id, d.year): d.kind for d in effects_of(found)}


def test_effects_against_the_rules_worked_out_again(shipped: Workspace) -> None:
    by_size = defaultdict(list)
    for metric_id, year, verdict in _decided():
        by_size[len(verdict.ordered)].append((metric_id, year, verdict))
    metric_id, year, pair = by_size[2][0]
    figure = next(iter(pair.ordered.values()))
    withdrawn = Edit("observations", (figure["observation_id"],))
    rest = [o for o in oracle.observations(metric_id, year) if o is not figure]
    assert len(oracle.judge(metric_id, rest).ordered) < 2
    assert _became(shipped, withdrawn) == {(metric_id, year): "disappeared"}
    edit, key = next(_turning())
    assert _became(shipped, edit) == {key: "turned"}


def _turning() -> Iterator[tuple[Edit, tuple[str, int]]]:
    """Corrections by which the lowest figure of a comparison becomes the highest, and nothing else changes."""
    for metric_id, year, verdict in _decided():
        values = {o["observation_id"]: float(o["value"]) for o in verdict.ordered.values()}
        lowest = min(values, key=lambda i: values[i])
        value = str(int(max(values.values())) + 1)
        cells = {"value": value, "value_low": value, "value_high": value}
        every = oracle.observations(metric_id, year)
        after = oracle.judge(
            metric_id, [{**o, **cells} if o["observation_id"] == lowest else o for o in every]
        )
        may_be_so = oracle.by_id("metrics", "metric_id")[metric_id]["share"] == "no"
        if may_be_so and after.ordered.keys() == verdict.ordered.keys():
            yield Edit("observations", (lowest,), cells), (metric_id, year)


def test_effects_are_said_in_words(shipped: Workspace) -> None:
    metric_id, year, verdict = next(found for found in _decided() if len(found[2].ordered) == 2)
    figure = next(iter(verdict.ordered.values()))
    with preview(shipped, Edit("observations", (figure["observation_id"],))) as found:
        effects = effects_of(found)
    for code, text in (("zh", "不再可以比较"), ("en", "no longer be compared")):
        translator = words(code)
        lines = effect_lines(translator, Relations(translator, standing_facts(shipped)), effects)
        assert len(lines) == len(effects) and all(str(year) in line for line in lines)
        assert metric_id not in "".join(lines) and text in "".join(lines)


def test_nothing_is_written_and_what_is_accepted_counts(office: Office) -> None:
    row = office.rows("observations")[0]
    office.accepted(office.correction(row, section="from the accepted one"))
    key = RowKey("observations", (row["observation_id"],))
    standing = row_with(standing_facts(office.workspace), key)
    assert standing and standing["section"] == "from the accepted one"
    with preview(office.workspace, office.correction(row, section="another")) as found:
        assert (found.change.before or {})["section"] == "from the accepted one"
        assert not found.faults
        after = row_with(found.after, key)
        assert after and after["section"] == "another"
    assert not found.after.exists()
    with office.workspace.reading() as connection:
        assert [c.state for c in changes.changes(connection)] == ["accepted"]


def test_faults_are_said_of_the_row_they_are_in_and_of_others(office: Office) -> None:
    row = office.rows("observations")[0]
    with preview(office.workspace, office.correction(row, value="x", note_en="")) as found:
        (faults,) = found.faults.of_rows.values()
        assert {f.column for f in faults} >= {"value"} and not found.faults.others
    document = Edit("documents", (row["document_id"],))
    with preview(office.workspace, document) as found:
        assert not found.faults.of_rows
        assert {f.file for f in found.faults.others} <= {"observations.csv", "systems.csv", "targets.csv"}
        made = found.change
    assert faults_of(office.workspace, [made]).others
    with (
        pytest.raises(WorkspaceError, match="nothing changes"),
        preview(office.workspace, office.correction(row)),
    ):
        pass
    blank = Edit("task_units", None, {"task_id": " "})
    with pytest.raises(WorkspaceError, match="empty"):
        changes.propose(office.workspace, office.people["editor"], [blank], "why")


def test_the_queue_shows_to_each_what_concerns_them(office: Office) -> None:
    rows = office.rows("observations")[:3]
    editor, reviewer = office.people["editor"], office.people["reviewer"]
    w = office.workspace
    other = people.add(w, None, "another editor", "editor", PASSWORD)
    (draft,) = changes.propose(w, editor, [office.correction(rows[0], section="d")], "r", as_draft=True)
    (sent,) = changes.propose(w, editor, [office.correction(rows[1], section="p")], "r")
    (theirs,) = changes.propose(w, other, [office.correction(rows[1], section="o")], "r")
    office.publish(office.correction(rows[2], section="x"))
    with w.reading() as connection:

        def seen(person: people.Person, *states: changes.State, is_own: bool = False) -> list[int]:
            wanted = Wanted(person, states or changes.STATES, is_own)
            found = [c.change_id for c in waiting(connection, wanted, 100)]
            assert count_waiting(connection, wanted) == len(found)
            return found

        assert draft in seen(editor) and draft not in seen(reviewer) and draft not in seen(other)
        assert seen(reviewer, "proposed") == [theirs, sent]
        assert seen(other) == [theirs]
        assert seen(reviewer, is_own=True) == []
        assert len(seen(reviewer, "published")) == 1, "the row that names a version is no change of anybody's"
        assert [c.change_id for c in visible(connection, reviewer, [draft, sent, 999])] == [sent]
        key = RowKey("observations", (rows[1]["observation_id"],))
        assert [c.change_id for c in open_of_row(connection, key)] == [sent, theirs]
        assert key.text in keys_on_their_way(connection, "observations")
        assert waiting(connection, Wanted(reviewer, ("proposed",)), 1, skip=1)[0].change_id == sent


def test_refusals_stay_written_down(office: Office) -> None:
    reader = office.people["reader"]
    with pytest.raises(people.NotAllowedError):
        require(reader, "decide")
    with pytest.raises(people.NotAllowedError):
        changes.reject(office.workspace, reader, [1], "why")
    note_refusal(reader, "x" * 500)
    with office.workspace.reading() as connection:
        found = events(connection, "refused", "reader")
        assert [e.subject for e in found] == ["x" * 200, "decide", "decide"]
        assert count_events(connection, "refused", "reader") == 3
        moment = found[1].at
        assert count_events(connection, "refused", since=moment) >= 1
        assert count_events(connection, "refused", until="2000-01-01T00:00:00.000Z") == 0
        assert events(connection, "refused", most=1, skip=1)[0] == found[1]
