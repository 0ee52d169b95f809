"""The whole workspace as one file, from either database and into either; safe while people work."""

from __future__ import annotations

import base64
import json
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, delete, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from data import store
from data.workspace.database import Workspace, WorkspaceError, in_words
from data.workspace.schema import METADATA, SECRETS

#: What the file says it is, and in which shape.
FORM = {"qujian_workspace": 2}
ABOUT = "about.json"
#: Tables that files of an earlier shape do not have.
SINCE = dict.fromkeys(("stored_files", "file_parts", "intake_documents", "intake_figures", "intake_steps"), 2)
#: What reading a damaged file ends in, or a database that is given what it cannot hold.
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
    SQLAlchemyError,
)
#: So many rows are written to a database at once.
BLOCK = 500


def backup(workspace: Workspace, path: Path) -> int:
    """Write everything into a file as it is at one moment; return how many rows there are.

    Raises WorkspaceError where the file cannot be written, and leaves one of its name as it was.
    """
    temporary = store.temporary(path.parent, path.name)
    rows = 0
    try:
        with (
            in_words(),
            _at_one_moment(workspace) as connection,
            zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as file,
        ):
            file.writestr(ABOUT, json.dumps(FORM))
            for table in METADATA.sorted_tables:
                with file.open(f"{table.name}.jsonl", "w") as lines:
                    for row in connection.execute(select(table).order_by(*table.primary_key)):
                        lines.write((json.dumps(_plain(table, row), ensure_ascii=False) + "\n").encode())
                        rows += 1
        with in_words():
            with temporary.open("rb+") as written:
                os.fsync(written.fileno())
            temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return rows


def restore(workspace: Workspace, path: Path) -> int:
    """Read a backup into an empty workspace, all of it or nothing; return how many rows there are.

    Raises WorkspaceError where the workspace is not empty, or the file is no backup or cannot be read.
    """
    try:
        with in_words(), zipfile.ZipFile(path) as file:
            form = _form(path, json.loads(file.read(ABOUT)))
            tables = [t for t in METADATA.sorted_tables if SINCE.get(t.name, 1) <= form]
            with workspace.writing() as connection:
                connection.execute(delete(SECRETS))  # a server that already ran here has signed nobody in
                return sum(_restored(connection, table, file) for table in tables)
    except _DAMAGED as error:
        raise WorkspaceError(f"{path} 不是备份文件，或已损坏", f"{path} is no backup, or damaged") from error


def _form(path: Path, about: object) -> int:
    """The shape of a backup. WorkspaceError where the file does not say that it is one that this program reads."""
    (key,) = FORM
    form = about.get(key) if isinstance(about, dict) and set(about) == {key} else None
    if not isinstance(form, int) or form < 1:
        raise WorkspaceError(f"{path} 不是本软件的备份", f"{path} is no backup that this program reads")
    if form > FORM[key]:
        raise _newer(path)
    return form


def _newer(path: Path | str) -> WorkspaceError:
    return WorkspaceError(
        f"{path} 由更新版本的软件备份，请升级本机软件",
        f"{path} was made by a newer version of the program: upgrade this one",
    )


def _restored(connection: Connection, table: Table, file: zipfile.ZipFile) -> int:
    if connection.scalar(select(func.count()).select_from(table)):
        raise WorkspaceError(
            "工作库不是空的，未恢复；请指定空的工作库",
            "the workspace is not empty, nothing was restored: name an empty one",
        )
    count = 0
    for block in _blocks(table, file):
        connection.execute(insert(table), block)
        count += len(block)
    _count_on(connection, table)
    return count


def _blocks(table: Table, file: zipfile.ZipFile) -> Iterator[list[dict[str, Any]]]:
    block: list[dict[str, Any]] = []
    with file.open(f"{table.name}.jsonl") as lines:
        for line in lines:
            block.append(_row(table, json.loads(line)))
            if len(block) == BLOCK:
                yield block
                block = []
    if block:
        yield block


def _count_on(connection: Connection, table: Table) -> None:
    """Let PostgreSQL count ids on after those that were restored; SQLite does so by itself."""
    key, *others = table.primary_key
    if (
        not others
        and connection.dialect.name == "postgresql"
        and key.autoincrement is not False
        and key.type.python_type is int
    ):
        sequence = text(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'), "
            f"coalesce((SELECT max({key.name}) FROM {table.name}), 0) + 1, false)"
        )
        connection.execute(sequence)


def _at_one_moment(workspace: Workspace) -> Any:
    """A connection that sees everything as it is now, whatever others write meanwhile."""
    if workspace.engine.dialect.name == "postgresql":
        engine = workspace.engine.execution_options(isolation_level="REPEATABLE READ")
        return Workspace(engine).reading()
    return workspace.reading()


def _binary(table: Table) -> list[str]:
    return [c.name for c in table.columns if isinstance(c.type, LargeBinary)]


def _plain(table: Table, row: Any) -> dict[str, Any]:
    found = dict(row._mapping)
    for name in _binary(table):
        found[name] = None if found[name] is None else base64.b64encode(found[name]).decode()
    return found


def _row(table: Table, found: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise ValueError(found)
    if found.keys() - {c.name for c in table.columns}:
        raise _newer(f"{table.name}.jsonl")
    for name in _binary(table):
        found[name] = None if found[name] is None else base64.b64decode(found[name])
    return found
