"""Rows that the base has in a third way, neither as a published change found them nor as it left them."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, update

from data import settings
from data.workspace.changes import add_accepted
from data.workspace.database import Workspace, WorkspaceError, working_folder
from data.workspace.facts import newest, published
from data.workspace.log import note
from data.workspace.merging import Conflict, RowChange, RowKey, combined, merge
from data.workspace.people import Person, require
from data.workspace.schema import CHANGES


def conflicts(connection: Connection) -> list[Conflict]:
    """Return the conflicts that nobody has decided; until then the base stands."""
    with working_folder() as folder:
        return merge(settings.data_folder(), combined(published(connection)), folder).conflicts


def settle(
    workspace: Workspace, actor: Person, key: RowKey, keep: Literal["base", "change"], reason: str
) -> None:
    """Decide a conflict: the base stands, or the change is accepted anew on top of it and waits to be published.

    Raises NotAllowedError, and WorkspaceError where there is no such conflict (any more).
    """
    require(actor, "decide")
    with workspace.writing() as connection:
        found = next((c for c in conflicts(connection) if c.change.key == key), None)
        if found is None:
            raise WorkspaceError("没有这项冲突，或已处理", "there is no such conflict, or it was decided")
        of_row = (CHANGES.c.table_name == key.table) & (CHANGES.c.row_key == key.text)
        in_effect = (CHANGES.c.state == "published") & CHANGES.c.ended_after.is_(None)
        values = {"state": "overruled", "ended_after": newest(connection)}
        connection.execute(update(CHANGES).where(of_row & in_effect).values(values))
        if keep == "change":
            again = RowChange(key, found.base, found.change.after)
            add_accepted(connection, actor, again, reason)
        note(connection, actor.person_id, "settled", f"{key.table}:{key.text}", keep=keep, reason=reason)
