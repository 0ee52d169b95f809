"""The queue of changes: those of some states that somebody may see, a page at a time; those of one row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from data.workspace.changes import NOT_EDITED, STATES, Change, State, change_of, changes_query
from data.workspace.merging import RowKey
from data.workspace.people import Person
from data.workspace.schema import CHANGES

#: Changes that nobody has decided on for good.
OPEN: tuple[State, ...] = ("draft", "proposed", "accepted")


class Wanted(NamedTuple):
    """Which changes are looked for: in these states, of one author where `is_own`, as somebody may see them."""

    person: Person
    states: Sequence[State] = STATES
    is_own: bool = False


def waiting(connection: Connection, wanted: Wanted, most: int, skip: int = 0) -> list[Change]:
    """Return a page of changes, the newest first."""
    query = changes_query().where(*_conditions(wanted)).order_by(CHANGES.c.change_id.desc())
    return [change_of(row) for row in connection.execute(query.limit(most).offset(skip or None))]


def count_waiting(connection: Connection, wanted: Wanted) -> int:
    """Return how many changes `waiting` would find on all pages."""
    query = select(func.count()).select_from(CHANGES).where(*_conditions(wanted))
    return int(connection.scalar(query) or 0)


def visible(connection: Connection, person: Person, change_ids: Sequence[int]) -> list[Change]:
    """Return those of these changes that somebody may see, in the order in which they were made."""
    query = changes_query().where(CHANGES.c.change_id.in_(set(change_ids)), *_conditions(Wanted(person)))
    return [change_of(row) for row in connection.execute(query.order_by(CHANGES.c.change_id))]


def open_of_row(connection: Connection, key: RowKey) -> list[Change]:
    """Return the changes of a row that are proposed, or accepted and not published yet; drafts are their author's."""
    of_row = (CHANGES.c.table_name == key.table) & (CHANGES.c.row_key == key.text)
    query = changes_query().where(of_row, CHANGES.c.state.in_(("proposed", "accepted")))
    return [change_of(row) for row in connection.execute(query.order_by(CHANGES.c.change_id))]


def keys_on_their_way(connection: Connection, table: str) -> list[str]:
    """Return the keys, as the workspace keeps them, of rows of a table that somebody is about to change or add."""
    query = select(CHANGES.c.row_key).where(CHANGES.c.table_name == table, CHANGES.c.state.in_(OPEN))
    return list(connection.scalars(query))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    own = CHANGES.c.author == wanted.person.person_id
    found: list[ColumnElement[bool]] = [
        CHANGES.c.state.in_(wanted.states),
        CHANGES.c.table_name.not_in(NOT_EDITED),
    ]
    if wanted.is_own or not wanted.person.may("decide"):
        found.append(own)
    else:  # what somebody else has not sent or has taken back concerns nobody
        found.append(or_(own, and_(CHANGES.c.state != "draft", CHANGES.c.state != "taken_back")))
    return found
