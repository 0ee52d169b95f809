"""What happened in the workspace: rows are only ever added."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

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


def events(connection: Connection, kind: str = "", person: str = "", most: int = 1_000) -> list[Event]:
    """Return what happened, the newest first: of one kind or of one person where these are named."""
    query = (
        select(
            EVENTS.c.event_id, EVENTS.c.at, PEOPLE.c.name, EVENTS.c.kind, EVENTS.c.subject, EVENTS.c.detail
        )
        .join(PEOPLE, EVENTS.c.person_id == PEOPLE.c.person_id, isouter=True)
        .order_by(EVENTS.c.event_id.desc())
        .limit(most)
    )
    if kind:
        query = query.where(EVENTS.c.kind == kind)
    if person:
        query = query.where(PEOPLE.c.name == person)
    return [Event(*row[:5], json.loads(row[5])) for row in connection.execute(query)]
