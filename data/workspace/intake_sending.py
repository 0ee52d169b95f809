"""Accepted figures of a document on their way into the facts, and where they stand in it afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, update

from data.workspace import changes
from data.workspace.changes import Edit
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.intake_documents import document_in
from data.workspace.intake_figures import figure_of, figures, figures_query
from data.workspace.log import note
from data.workspace.merging import RowKey
from data.workspace.people import Person, require
from data.workspace.schema import CHANGES, INTAKE_FIGURES


class Place(NamedTuple):
    """Where a published figure stands: in which document taken in, in which kept file, at which characters."""

    intake_id: int
    sha256: str
    file_name: str
    char_start: int
    char_end: int
    address: str


def send(
    workspace: Workspace,
    actor: Person,
    intake_id: int,
    rows: Mapping[int, Edit],
    documents: Sequence[Edit],
    reason: str,
) -> list[int]:
    """Propose the accepted figures of a document (by id, the rows they become) with the rows of their documents.

    Return the ids of the changes. Raises NotAllowedError; DataError where the facts would not pass their contracts;
    WorkspaceError where a figure is not accepted or is sent already, or there is none.
    """
    require(actor, "propose")
    known = {f.figure_id: f for f in figures(workspace, actor, intake_id)}
    chosen = [known[i] for i in rows if i in known]
    if not chosen or len(chosen) < len(rows) or any(f.state != "accepted" or f.is_sent for f in chosen):
        raise WorkspaceError("没有待提交的已接受数据", "there are no accepted figures that are not sent yet")

    def kept(connection: Connection, change_ids: Sequence[int]) -> None:
        for figure, change_id in zip(chosen, change_ids[len(documents) :], strict=True):
            f = INTAKE_FIGURES.c
            is_as_seen = (f.figure_id == figure.figure_id) & (f.revision == figure.revision)
            query = update(INTAKE_FIGURES).where(is_as_seen).values(change_id=change_id)
            if not connection.execute(query).rowcount:
                raise WorkspaceError(
                    "他人已更改其中的数，请重新提交", "somebody else has changed a figure: send again"
                )
        note(connection, actor.person_id, "figures_sent", intake_id, changes=list(change_ids))

    edits = [*documents, *(rows[f.figure_id] for f in chosen)]
    return changes.propose(workspace, actor, edits, reason, kept=kept)


def place_of(connection: Connection, observation_id: str) -> Place | None:
    """Return where a published figure stands in the document it was taken from; None where it was typed in."""
    query = figures_query().where(
        CHANGES.c.table_name == "observations",
        CHANGES.c.row_key == RowKey("observations", (observation_id,)).text,
        CHANGES.c.state.in_(("published", "folded")),
        INTAKE_FIGURES.c.state == "accepted",
    )
    row = connection.execute(query.order_by(INTAKE_FIGURES.c.figure_id.desc()).limit(1)).first()
    if row is None:
        return None
    figure = figure_of(row)
    taken, proposal = document_in(connection, figure.intake_id), figure.proposal
    span = int(proposal["char_start"]), int(proposal["char_end"])
    return Place(taken.intake_id, taken.sha256, taken.file_name, *span, str(proposal["place"]))
