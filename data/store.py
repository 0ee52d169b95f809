"""Which built database is the current one? A pointer file beside the databases says so.

Everything is written to a temporary file and renamed, so that a reader sees the old state or the new one.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Container
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from data.violations import Reason

POINTER = "current.json"
_KEPT = 2
_STALE_AFTER = 3600.0

# Every opening of a database, here and elsewhere, takes these: no waiting for a network to fetch extensions.
DUCKDB_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


#: Why a server does not serve what it should just yet.
STARTING = Reason("尚在启动", "it is starting")
OPENING = Reason("新版本正在建库或打开", "the new version is being built or opened")


class StoreError(OSError):
    """No database can be written to the store, or none that lies there can be read; `reason` in both languages.

    `code` tells programs what it is: disk_full, not_writable, no_folder, or not_built for anything else.
    """

    def __init__(self, out: Path, reason: Reason, code: str = "not_built") -> None:
        self.code = code
        self.reason = Reason(f"{out}：{reason.zh}", f"{out}: {reason.en}")
        super().__init__(self.reason.en)


_FULL = Reason("磁盘已满，未建库，请腾出空间", "the disk is full; nothing was built: make room")
_READ_ONLY = Reason(
    "文件夹不可写，未建库，请检查权限，或用 QUJIAN_STORE 另指定文件夹",
    "the folder cannot be written; nothing was built: check its permissions, or name another in QUJIAN_STORE",
)
_NO_FOLDER = Reason("不是文件夹，请更正 QUJIAN_STORE", "is not a folder: correct QUJIAN_STORE")
_CODES = {_FULL: "disk_full", _READ_ONLY: "not_writable", _NO_FOLDER: "no_folder"}
_BY_NUMBER = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: _NO_FOLDER,
}


def store_error(out: Path, error: Exception) -> StoreError:
    """What went wrong when a database was written to this folder, in words for whoever looks after the server."""
    if isinstance(error, StoreError):
        return error
    reason = _BY_NUMBER.get(getattr(error, "errno", None) or 0)
    # DuckDB gives no number, only the words of the system within its own.
    reason = reason or next((r for n, r in _BY_NUMBER.items() if os.strerror(n) in str(error)), None)
    line = str(error).splitlines()[0] if str(error) else type(error).__name__
    if reason is None:
        return StoreError(out, Reason(f"未能建库：{line}", f"no database could be written: {line}"))
    return StoreError(out, reason, _CODES[reason])


def databases(out: Path) -> list[Path]:
    """The databases of a folder: the current one, then the others, the newest first."""
    now = current(out)
    others = sorted((p for p in out.glob("qujian-*.duckdb") if p != now), key=age)
    return [*([now] if now else []), *others]


def opens(path: Path) -> bool:
    """Whether DuckDB reads every table of a database: it checks the sum of every block it reads."""
    import duckdb

    try:
        with duckdb.connect(path, read_only=True, config=DUCKDB_CONFIG) as connection:
            tables = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
            for (table,) in tables:
                connection.execute(f'SELECT bit_xor(hash(t)) FROM "{table}" AS t').fetchall()
    except duckdb.Error:
        return False
    return bool(tables)


def database_name(version: str) -> str:
    """What is the database of this version called?"""
    return f"qujian-{version}.duckdb"


def version_of(database: Path) -> str:
    """Which version does a database of this name hold?"""
    return database.stem.removeprefix("qujian-")


def temporary(out: Path, name: str) -> Path:
    """Under which name may this process write what shall become `name`? Never the same twice."""
    return out / f".{name}.{uuid.uuid4().hex}.tmp"


def beside(database: Path, name: str) -> Path:
    """Where something that was worked out from a database is kept; it is deleted with it."""
    return database.with_name(f"{database.stem}.{name}")


def write_beside(database: Path, name: str, text: str) -> None:
    """Keep a text beside a database; a reader sees all of it or nothing. Raises OSError."""
    _replace(beside(database, name), text)


def _replace(path: Path, text: str) -> None:
    temporary_path = temporary(path.parent, path.name)
    try:
        temporary_path.write_text(text, encoding="utf-8")
        temporary_path.replace(path)
    finally:
        with suppress(OSError):
            temporary_path.unlink(missing_ok=True)


def spill(temporary_path: Path) -> Path:
    """Where DuckDB may put what does not fit into its memory while it writes such a file."""
    return Path(f"{temporary_path}.spill")


def remove_temporary(path: Path) -> None:
    """Delete what may be left of a file under a temporary name."""
    shutil.rmtree(spill(path), ignore_errors=True)
    for leftover in (path, Path(f"{path}.wal")):
        with suppress(OSError):
            leftover.unlink(missing_ok=True)


def current(out: Path) -> Path | None:
    """Which database is the current one of this folder? None where there is none that looks whole."""
    pointer = _pointer(out)
    path = out / Path(str(pointer.get("file", ""))).name
    return path if _is_complete(path, pointer.get("size")) else None


def point_to(out: Path, path: Path, version: str) -> None:
    """Make this database the current one. Raises OSError."""
    built_at = datetime.now(UTC).isoformat(timespec="seconds")
    content = {
        "file": path.name,
        "version": version,
        "size": path.stat().st_size,
        "sha256": _digest(path),
        "built_at": built_at,
    }
    _replace(out / POINTER, json.dumps(content, indent=2) + "\n")


def tidy(out: Path, kept: Container[str] = ()) -> None:
    """Delete all databases but the current one and the one before, what is beside them, and leftovers of crashes.

    `kept` names those that stay whatever their age.
    """
    keep = current(out)
    databases = sorted((p for p in out.glob("qujian-*.duckdb") if p != keep and p.name not in kept), key=age)
    stale = [p for p in out.glob(".*.tmp*") if age(p) > _STALE_AFTER]
    for path in databases[_KEPT - 1 :] + stale:
        # Windows does not let go of a file that a running server still reads.
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        with suppress(OSError):
            path.unlink()
    left = {p.stem for p in out.glob("qujian-*.duckdb")}
    for path in out.glob("qujian-*.*"):
        if path.name.split(".")[0] not in left:
            with suppress(OSError):
                path.unlink()


def is_intact(out: Path) -> bool:
    """Whether the current database is byte for byte the one that was built. Cheaper than opening it."""
    path = current(out)
    try:
        return path is not None and _digest(path) == _pointer(out).get("sha256")
    except OSError:
        return False


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pointer(out: Path) -> dict[str, object]:
    try:
        content = json.loads((out / POINTER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _is_complete(path: Path, size: object) -> bool:
    """Is it a DuckDB file of the size it was built with? Opening it would cost more than this may."""
    try:
        if not path.is_file() or path.stat().st_size != size:
            return False
        with path.open("rb") as file:
            return file.read(12)[8:] == b"DUCK"
    except OSError:
        return False


def age(path: Path) -> float:
    """How many seconds ago was a file or folder changed? 0 where it is gone."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0
