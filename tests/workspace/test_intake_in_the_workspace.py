"""Documents and their figures in the workspace: what is decided is kept, undone, sent, published and taken back."""

from __future__ import annotations

import csv

import pytest

from data.settings import store_folder
from data.violations import DataError
from data.workspace import (
    changes,
    database,
    intake_documents,
    intake_figures,
    intake_removing,
    intake_sending,
    publishing,
    stored_files,
)
from data.workspace.database import WorkspaceError
from data.workspace.facts import folder_with, published
from data.workspace.intake_documents import AlreadyThereError
from data.workspace.intake_figures import DecidedMeanwhileError, Decision
from data.workspace.log import events
from tests.workspace.conftest import TODAY, Office
from tests.workspace.made_intake import accepted, edits, proposal, row, taken_in


def _published_ids(office: Office) -> set[str]:
    with office.workspace.reading() as connection:
        folder = folder_with(published(connection), store_folder())
    with (folder / "observations.csv").open(encoding="utf-8", newline="") as file:
        return {r["observation_id"] for r in csv.DictReader(file)}


def test_a_file_is_kept_as_it_came_and_once(office: Office) -> None:
    editor, content = office.people["editor"], bytes(range(256)) * 2000
    intake_id = intake_documents.add(office.workspace, editor, "..\\..\\etc/年报\u200b.pdf", content)
    kept = intake_documents.document(office.workspace, editor, intake_id)
    assert kept.file_name == "年报.pdf" and kept.state == "waiting"
    with office.workspace.reading() as connection:
        assert stored_files.content_of(connection, kept.sha256) == content
    with pytest.raises(AlreadyThereError) as again:
        intake_documents.add(office.workspace, editor, "same.pdf", content)
    assert again.value.intake_id == intake_id
    with pytest.raises(WorkspaceError):
        intake_documents.add(office.workspace, editor, "empty.pdf", b"")


def test_one_server_reads_a_document_and_another_goes_on_where_it_ended(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = office.people["editor"]
    intake_id = intake_documents.add(office.workspace, editor, "a.txt", b"a")
    assert intake_documents.begin_reading(office.workspace, intake_id)
    assert not intake_documents.begin_reading(office.workspace, intake_id)
    with pytest.raises(WorkspaceError):
        intake_documents.read_again(office.workspace, editor, intake_id)
    monkeypatch.setattr(intake_documents, "SILENT", -1)  # as if a minute had passed without a word
    assert intake_documents.document(office.workspace, editor, intake_id).is_silent
    intake_documents.read_again(office.workspace, editor, intake_id)
    assert intake_documents.begin_reading(office.workspace, intake_id)


def test_decisions_are_kept_and_undone_one_after_the_other(office: Office) -> None:
    editor, workspace = office.people["editor"], office.workspace
    intake_id = taken_in(office, editor)
    first, second = intake_figures.figures(workspace, editor, intake_id)
    cells = row(office)
    intake_figures.decide(workspace, editor, [Decision(first.figure_id, 1, "accepted", cells)])
    intake_figures.decide(workspace, editor, [Decision(second.figure_id, 1, "rejected", reason="not ours")])
    with pytest.raises(DecidedMeanwhileError):
        intake_figures.decide(workspace, editor, [Decision(first.figure_id, 1, "later")])
    database.close_all()  # another day, another server
    office.workspace = workspace = database.open_workspace()
    assert intake_figures.undo(workspace, editor, intake_id) == [second.figure_id]
    assert intake_figures.undo(workspace, editor, intake_id) == [first.figure_id]
    assert intake_figures.undo(workspace, editor, intake_id) == []
    states = {f.state for f in intake_figures.figures(workspace, editor, intake_id)}
    assert states == {"proposed"}


def test_what_another_decided_since_is_not_undone(office: Office) -> None:
    editor, reviewer = office.people["editor"], office.people["reviewer"]
    intake_id = taken_in(office, editor, 1)
    (figure,) = intake_figures.figures(office.workspace, editor, intake_id)
    intake_figures.decide(office.workspace, editor, [Decision(figure.figure_id, 1, "later")])
    intake_figures.decide(
        office.workspace, reviewer, [Decision(figure.figure_id, 2, "rejected", reason="no")]
    )
    with pytest.raises(DecidedMeanwhileError):
        intake_figures.undo(office.workspace, editor, intake_id)
    assert intake_figures.figures(office.workspace, editor, intake_id)[0].state == "rejected"


def test_reading_anew_replaces_only_what_nobody_decided(office: Office) -> None:
    editor, workspace = office.people["editor"], office.workspace
    intake_id = taken_in(office, editor)
    first, _ = intake_figures.figures(workspace, editor, intake_id)
    intake_figures.decide(workspace, editor, [Decision(first.figure_id, 1, "rejected", reason="no")])
    anew = [proposal(12, value="7"), proposal(30), proposal(40)]
    intake_figures.put_figures(workspace, intake_id, anew, "2")
    found = intake_figures.figures(workspace, editor, intake_id)
    assert [(f.proposal["char_start"], f.proposal["value"], f.state) for f in found] == [
        (12, "42", "rejected"),
        (30, "42", "proposed"),
        (40, "42", "proposed"),
    ]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["受理率", "办结率", "化解率"], ["受理率", "办结率", "化解率"]),  # nothing has changed
        (
            ["及时受理率", "按时办结率", "化解率"],
            ["按时办结率", "化解率", "受理率"],
        ),  # the first is the decided one
        (["化解率"], ["受理率"]),  # one is left, and that is decided
    ],
)
def test_of_several_figures_at_one_place_the_decided_one_is_known_again(
    office: Office, labels: list[str], expected: list[str]
) -> None:
    editor, workspace = office.people["editor"], office.workspace
    intake_id = taken_in(office, editor, 0)
    rates = [proposal(12, label=label, candidates=[]) for label in ("受理率", "办结率", "化解率")]
    intake_figures.put_figures(workspace, intake_id, rates, "1")
    first = intake_figures.figures(workspace, editor, intake_id)[0]
    intake_figures.decide(workspace, editor, [Decision(first.figure_id, 1, "rejected", reason="no")])
    anew = [proposal(12, label=label, candidates=[]) for label in labels]
    intake_figures.put_figures(workspace, intake_id, anew, "2")
    found = intake_figures.figures(workspace, editor, intake_id)
    assert sorted(f.proposal["label"] for f in found) == sorted(expected)
    assert [f.state for f in found if f.proposal["label"] == "受理率"] == ["rejected"]


def test_figures_are_sent_published_and_taken_back(office: Office) -> None:
    editor, reviewer, workspace = office.people["editor"], office.people["reviewer"], office.workspace
    intake_id = taken_in(office, editor)
    found = accepted(office, editor, intake_id)
    rows = edits(office, found)
    ids = intake_sending.send(workspace, editor, intake_id, rows, [], "收录")
    with pytest.raises(WorkspaceError):
        intake_sending.send(workspace, editor, intake_id, rows, [], "收录")
    with pytest.raises(WorkspaceError):
        intake_figures.decide(workspace, editor, [Decision(found[0].figure_id, 2, "later")])
    assert intake_documents.document(workspace, editor, intake_id).counts.sent == 2
    changes.accept(workspace, reviewer, ids)
    publishing.publish(workspace, reviewer, TODAY, "收录", "Taken in")
    names = {e.cells["observation_id"] for e in rows.values() if e.cells}
    assert names <= _published_ids(office)
    name = min(names)
    with workspace.reading() as connection:
        place = intake_sending.place_of(connection, name)
        assert place is not None and (place.intake_id, place.address) == (intake_id, "b1")
        assert len(intake_figures.examples(connection)) == 2
    withdrawn = intake_removing.remove(workspace, editor, intake_id, "wrong document")
    changes.accept(workspace, reviewer, withdrawn)
    publishing.publish(workspace, reviewer, TODAY, "撤回", "Taken back")
    assert not names & _published_ids(office)
    with workspace.reading() as connection:
        assert intake_sending.place_of(connection, name) is None
        assert {e.kind for e in events(connection)} >= {"document_added", "figures_sent", "document_removed"}
    assert intake_id not in [d.intake_id for d in intake_documents.documents(workspace, editor)]


def test_a_figure_whose_withdrawal_is_not_accepted_stays_published_and_can_be_taken_back_again(
    office: Office,
) -> None:
    editor, reviewer, workspace = office.people["editor"], office.people["reviewer"], office.workspace
    intake_id = taken_in(office, editor)
    rows = edits(office, accepted(office, editor, intake_id))
    changes.accept(workspace, reviewer, intake_sending.send(workspace, editor, intake_id, rows, [], "收录"))
    publishing.publish(workspace, reviewer, TODAY, "收录", "Taken in")
    figure_id = min(rows)

    def figure() -> intake_figures.Figure:
        return intake_figures.figure(workspace, editor, figure_id)

    withdrawn = intake_removing.take_back(workspace, editor, [figure_id], "a doubt")
    assert (figure().is_published, figure().is_leaving) == (True, True)
    assert intake_removing.take_back(workspace, editor, [figure_id], "once more") == []
    assert figure().is_leaving, "what waits for a decision goes on waiting"
    changes.reject(workspace, reviewer, withdrawn, "it stands in the document")
    assert (figure().is_published, figure().is_leaving, figure().is_sent) == (True, False, True)
    assert figure().observation_id in _published_ids(office)
    with pytest.raises(WorkspaceError):
        intake_figures.decide(workspace, editor, [Decision(figure_id, figure().revision, "accepted")])
    withdrawn = intake_removing.take_back(workspace, editor, [figure_id], "another document corrects it")
    name = figure().observation_id
    changes.accept(workspace, reviewer, withdrawn)
    publishing.publish(workspace, reviewer, TODAY, "撤回", "Taken back")
    assert name not in _published_ids(office)
    assert (figure().is_published, figure().is_sent) == (False, False)


def test_what_is_not_published_yet_is_taken_back_at_once(office: Office) -> None:
    editor, workspace = office.people["editor"], office.workspace
    intake_id = taken_in(office, editor)
    found = accepted(office, editor, intake_id)
    ids = intake_sending.send(workspace, editor, intake_id, edits(office, found), [], "收录")
    assert intake_removing.take_back(workspace, editor, [found[0].figure_id], "typed wrongly") == []
    with workspace.reading() as connection:
        states = [c.state for c in changes.changes_by_id(connection, ids)]
    assert sorted(states) == ["proposed", "taken_back"]
    first = intake_figures.figures(workspace, editor, intake_id)[0]
    assert (first.state, first.reason, first.is_sent) == ("rejected", "typed wrongly", False)


def test_figures_that_break_the_contracts_are_not_sent(office: Office) -> None:
    editor = office.people["editor"]
    intake_id = taken_in(office, editor, 1)
    found = accepted(office, editor, intake_id)
    (broken,) = edits(office, found).values()
    cells = {**(broken.cells or {}), "as_written": ""}
    with pytest.raises(DataError):
        intake_sending.send(
            office.workspace,
            editor,
            intake_id,
            {found[0].figure_id: broken._replace(cells=cells)},
            [],
            "收录",
        )
    assert not intake_figures.figures(office.workspace, editor, intake_id)[0].is_sent
