"""Taking back figures and whole documents: what nobody has published at once, the rest by proposing its withdrawal."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select, update

from data.contracts import TABLES
from data.workspace import changes
from data.workspace.changes import Edit
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.intake_documents import document
from data.workspace.intake_figures import (
    ON_THEIR_WAY,
    Decision,
    Figure,
    figure,
    figures,
    write_decision,
)
from data.workspace.log import note
from data.workspace.merging import RowKey
from data.workspace.people import Person, require
from data.workspace.preview import rows_of, standing_facts
from data.workspace.schema import CHANGES, INTAKE_DOCUMENTS


def take_back(workspace: Workspace, actor: Person, figure_ids: Sequence[int], reason: str) -> list[int]:
    """Take figures of one document back; return the ids of the withdrawals that are proposed for published ones.

    Raises NotAllowedError; DataError where other facts rest on them; WorkspaceError where there is no reason, or
    somebody else decides at the moment.
    """
    require(actor, "propose")
    found = [figure(workspace, actor, figure_id) for figure_id in figure_ids]
    if not found:
        raise WorkspaceError("请先选择要撤回的数", "choose the figures to take back")
    return _take_back(workspace, actor, found, (), _reason(reason))


def remove(workspace: Workspace, actor: Person, intake_id: int, reason: str) -> list[int]:
    """Take a whole document back, its figures and the rows of `documents` that came with it and nobody else cites.

    The kept file stays, for the log. Return the ids of the withdrawals. Raises as `take_back` does.
    """
    taken, text = document(workspace, actor, intake_id), _reason(reason)
    every = figures(workspace, actor, intake_id)
    standing = [f for f in every if f.state == "accepted" or f.is_published]
    names = {s["document_id"] for s in taken.facts.get("sources", ()) if s.get("is_new")}
    rows = _document_rows(workspace, names)
    leaving = {f.observation_id for f in standing}
    cited = _cited(workspace, names, leaving) if names else set()
    withdrawn = _take_back(workspace, actor, standing, [r for r in rows if _name(r) not in cited], text)
    with workspace.writing() as connection:
        query = update(INTAKE_DOCUMENTS).where(INTAKE_DOCUMENTS.c.intake_id == intake_id)
        connection.execute(query.values(state="removed", revision=taken.revision + 1))
        note(connection, actor.person_id, "document_removed", intake_id, reason=text, file=taken.file_name)
    return withdrawn


def _take_back(
    workspace: Workspace,
    actor: Person,
    found: Sequence[Figure],
    documents: Sequence[Row[Any]],
    reason: str,
) -> list[int]:
    found = [f for f in found if not f.is_leaving]  # whoever decides on that has it before them already
    on_their_way = [f.change_id for f in found if f.change_id and f.change_state in ON_THEIR_WAY]
    on_their_way += [row.change_id for row in documents if row.state in ON_THEIR_WAY]
    _end(workspace, actor, on_their_way, reason)
    standing = [f for f in found if f.is_published]
    plain = [f for f in found if f not in standing and f.state != "rejected"]
    edits = [Edit("observations", (f.observation_id,)) for f in standing]
    edits += [Edit("documents", (_name(row),)) for row in documents if row.state in ("published", "folded")]
    together = uuid.uuid4().hex

    def kept(connection: Connection, change_ids: Sequence[int]) -> None:
        withdrawals: Mapping[int, int] = dict(zip((f.figure_id for f in standing), change_ids, strict=False))
        for taken in (*plain, *standing):
            decision = Decision(taken.figure_id, taken.revision, "rejected", reason=reason)
            change_id = withdrawals.get(taken.figure_id)
            write_decision(connection, actor, taken, decision, together, change_id=change_id)
        ids = [f.figure_id for f in found]
        if found:
            note(connection, actor.person_id, "figures_taken_back", found[0].intake_id, figures=ids)

    if edits:
        return changes.propose(workspace, actor, edits, reason, kept=kept)
    with workspace.writing() as connection:
        kept(connection, [])
    return []


def _end(workspace: Workspace, actor: Person, change_ids: Sequence[int], reason: str) -> None:
    """End changes that are not published: one's own by taking them back, others by rejecting them."""
    with workspace.reading() as connection:
        found = changes.changes_by_id(connection, change_ids)
    own = [c.change_id for c in found if c.author_id == actor.person_id and c.state in ("draft", "proposed")]
    others = [c.change_id for c in found if c.change_id not in own]
    if others:
        changes.reject(workspace, actor, others, reason)
    if own:
        changes.take_back(workspace, actor, own)


def _document_rows(workspace: Workspace, names: Collection[str]) -> list[Row[Any]]:
    """The changes by which rows of `documents` came."""
    keys = [RowKey("documents", (name,)).text for name in names]
    query = select(CHANGES).where(
        CHANGES.c.table_name == "documents",
        CHANGES.c.row_key.in_(keys),
        CHANGES.c.state.in_((*ON_THEIR_WAY, "published", "folded")),
        CHANGES.c.before.is_(None),
    )
    with workspace.reading() as connection:
        return list(connection.execute(query))


def _name(row: Row[Any]) -> str:
    return str(json.loads(row.row_key)[0])


def _cited(workspace: Workspace, names: Collection[str], leaving: Collection[str]) -> set[str]:
    """Which documents other rows of the facts cite than the figures that go."""
    folder = standing_facts(workspace)
    return {
        row[column.name]
        for table in TABLES
        for column in table.columns
        if column.table == "documents"
        for row in rows_of(folder, table.name)
        if row[column.name] in names and row.get("observation_id") not in leaving
    }


def _reason(text: str) -> str:
    if not text.strip():
        raise WorkspaceError("请写明理由", "say why")
    return text.strip()
