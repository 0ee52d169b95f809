"""The workspace as a database: migrated from empty and from older, kept and brought back, refused in words."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from data import settings as where
from data.build import StoreError, build, usable
from data.workspace import backup, database, facts
from data.workspace.database import WorkspaceError, open_workspace
from data.workspace.schema import METADATA
from tests.workspace.conftest import Office, new_database

ROOT = Path(__file__).resolve().parents[2]


def _shape(url: str) -> dict[str, list[str]]:
    found = inspect(create_engine(url))
    return {t: sorted(c["name"] for c in found.get_columns(t)) for t in found.get_table_names()}


def test_migrations_lead_to_the_tables_of_today(settings: Path) -> None:
    workspace = open_workspace()
    today = {t.name: sorted(c.name for c in t.columns) for t in METADATA.sorted_tables}
    found = _shape(workspace.engine.url.render_as_string(hide_password=False))
    assert found.pop("alembic_version") == ["version_num"]
    assert found == today


def test_a_workspace_of_a_newer_program_is_refused(settings: Path) -> None:
    with open_workspace().writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close_all()
    with pytest.raises(WorkspaceError) as refused:
        open_workspace()
    assert "newer" in refused.value.reason.en


@pytest.mark.parametrize(
    "address", ["nonsense", "mysql://localhost/x", "sqlite://", "postgresql://127.0.0.1:1/x"]
)
def test_an_address_that_will_not_do_is_refused_in_words(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUJIAN_DATABASE", address)
    with pytest.raises(WorkspaceError) as refused:
        open_workspace()
    assert refused.value.reason.zh
    assert refused.value.reason.en


def test_readers_go_on_where_the_workspace_cannot_be_reached(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build()
    database.close_all()
    monkeypatch.setenv("QUJIAN_DATABASE", "postgresql://127.0.0.1:1/x")
    with pytest.raises(StoreError) as said:
        build()
    assert "工作库暂不可用" in said.value.reason.zh
    assert usable() == built


def test_what_is_written_halfway_is_not_there(office: Office) -> None:
    with pytest.raises(ZeroDivisionError), office.workspace.writing() as connection:
        connection.execute(text("UPDATE people SET role = 'reader'"))
        raise ZeroDivisionError
    with office.workspace.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM people WHERE role = 'reader'")) == 1


def test_a_backup_comes_back_into_either_database(
    office: Office, tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = office.rows("observations")[0]
    publication = office.publish(office.correction(row, note_en="kept"))
    file = tmp_path / "backup.zip"
    rows = backup.backup(office.workspace, file)
    for n, address in enumerate((f"sqlite:///{tmp_path}/again.sqlite", new_database(postgres))):
        monkeypatch.setenv("QUJIAN_DATABASE", address)
        monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / f"store{n}"))
        again = open_workspace()
        assert backup.restore(again, file) == rows
        assert build().name == f"qujian-{publication.content_hash}.duckdb"
        with pytest.raises(WorkspaceError):
            backup.restore(again, file)
        second = Office(again, office.people, office.base, tmp_path / f"store{n}")
        assert second.publish(second.correction(row, note_en="goes on")).number == 2


def test_a_file_that_is_no_backup_restores_nothing(office: Office, tmp_path: Path, postgres: str) -> None:
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK nothing")
    cut = tmp_path / "cut.zip"
    backup.backup(office.workspace, cut)
    whole = tmp_path / "other.zip"
    with zipfile.ZipFile(whole, "w") as file:
        file.writestr("about.json", '{"qujian_workspace": 99}')
    cut.write_bytes(cut.read_bytes()[:-200])
    empty = database.Workspace(office.workspace.engine)
    for path in (broken, cut, whole):
        with pytest.raises(WorkspaceError):
            backup.restore(empty, path)


def test_a_start_without_accounts_loads_no_library_of_theirs() -> None:
    """They take longer to load than all the rest of a start."""
    code = "import sys, app; print([m for m in ('sqlalchemy', 'alembic', 'argon2') if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.splitlines()[-1] == "[]"


def test_no_make_target_deletes_it(settings: Path) -> None:
    if where.database():
        pytest.skip("PostgreSQL is nowhere in the checkout")
    file = where.workspace_file()
    assert where.store_folder() not in file.parents
    open_workspace()
    assert sqlite3.connect(file).execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with open_workspace().reading() as connection:
        assert facts.newest(connection) == -1
