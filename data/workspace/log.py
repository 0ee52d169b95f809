"""What happened in the workspace: rows are only ever added."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, insert, select

from data.workspace.database import now
from data.workspace.schema import EVENTS, PEOPLE


class Event(NamedTuple):
    """One thing that happened: when, who (None: nobody signed in), of which kind, about what, with which facts."""

    event_id: int
    at: str
    person: str | None
    kind: str
    subject: str
    detail: dict[str, Any]


def note(connection: Connection, person_id: int | None, kind: str, subject: object, **detail: Any) -> None:
    """Write down what happens, in the transaction in which it happens."""
    connection.execute(
        insert(EVENTS).values(
            at=now(),
            person_id=person_id,
            kind=kind,
            subject=str(subject)[:200],
            detail=json.dumps(detail, ensure_ascii=False, sort_keys=True),
        )
    )


def events(
    connection: Connection,
    kind: str = "",
    person: str = "",
    most: int | None = 1_000,
    *,
    since: str = "",
    until: str = "",
    skip: int = 0,
) -> list[Event]:
    """Return what happened, the newest first: of one kind, of one person, from one moment on and before another.

    Moments are as `database.written` gives them; '' means no restriction, and None all there are.
    """
    query = (
        select(
            EVENTS.c.event_id, EVENTS.c.at, PEOPLE.c.name, EVENTS.c.kind, EVENTS.c.subject, EVENTS.c.detail
        )
        .join(PEOPLE, EVENTS.c.person_id == PEOPLE.c.person_id, isouter=True)
        .where(*_conditions(kind, person, since, until))
        .order_by(EVENTS.c.event_id.desc())
        .limit(most)
        .offset(skip or None)
    )
    return [Event(*row[:5], json.loads(row[5])) for row in connection.execute(query)]


def count_events(
    connection: Connection, kind: str = "", person: str = "", *, since: str = "", until: str = ""
) -> int:
    """Return how many events `events` would find."""
    query = (
        select(func.count())
        .select_from(EVENTS)
        .join(PEOPLE, EVENTS.c.person_id == PEOPLE.c.person_id, isouter=True)
        .where(*_conditions(kind, person, since, until))
    )
    return int(connection.scalar(query) or 0)


def kinds_and_people(connection: Connection) -> tuple[list[str], list[str]]:
    """Return the kinds of events there are, and the names of those who did something."""
    kinds = select(EVENTS.c.kind).distinct().order_by(EVENTS.c.kind)
    people = (
        select(PEOPLE.c.name)
        .where(PEOPLE.c.person_id.in_(select(EVENTS.c.person_id).where(EVENTS.c.person_id.is_not(None))))
        .order_by(PEOPLE.c.name)
    )
    return list(connection.scalars(kinds)), list(connection.scalars(people))


def _conditions(kind: str, person: str, since: str, until: str) -> list[ColumnElement[bool]]:
    wanted = (
        (kind, EVENTS.c.kind == kind),
        (person, PEOPLE.c.name == person),
        (since, EVENTS.c.at >= since),
        (until, EVENTS.c.at < until),
    )
    return [condition for given, condition in wanted if given]
