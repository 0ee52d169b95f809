"""A workspace of an earlier program is brought to the shape of today, and nothing in it is lost."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from sqlalchemy import create_engine, inspect, text

from data.workspace import database, people, sessions
from data.workspace.database import open_workspace
from data.workspace.log import events
from tests.workspace.conftest import PASSWORD


def test_people_of_an_older_workspace_sign_in_as_before(settings: Path) -> None:
    _made_at("0001")
    workspace = open_workspace()
    (found,) = people.everybody(workspace)
    assert (found.name, found.role, found.decides_own) == ("王主任", "reviewer", True)
    assert found.has_password and not found.is_bound
    person, token = sessions.sign_in(workspace, "王主任", PASSWORD, "10.0.0.7")
    assert sessions.person_of_token(workspace, token) == person
    with workspace.reading() as connection:
        assert [e.subject for e in events(connection, kind="person_added")] == ["王主任"]
    assert {"issuer", "subject"} <= {c["name"] for c in inspect(workspace.engine).get_columns("people")}
    assert people.add(workspace, None, "小李", "editor", None).person_id > person.person_id


def _made_at(revision: str) -> None:
    """Make a workspace as the program of a revision did, with somebody in it."""
    url = database.address()
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(database._config(connection), revision)
        connection.execute(
            text(
                "INSERT INTO people (name, role, decides_own, password, sessions_from, created_at) "
                "VALUES ('王主任', 'reviewer', true, :password, 3, '2026-11-01T00:00:00.000Z')"
            ),
            {"password": people.hashed(PASSWORD)},
        )
        connection.execute(
            text(
                "INSERT INTO events (at, kind, subject, detail) "
                "VALUES ('2026-11-01T00:00:00.000Z', 'person_added', '王主任', '{}')"
            )
        )
    engine.dispose()
