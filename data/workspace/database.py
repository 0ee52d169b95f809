"""Where the workspace is, and how it is opened: migrated to the shape of today, one way for both databases."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

from data import settings
from data.store import StoreError
from data.violations import Reason

#: Where Alembic finds the migrations.
MIGRATIONS = Path(__file__).parent / "migrations"
#: How long somebody waits for another who writes, in seconds.
PATIENCE = 30
#: How a machine that is gone without a word is found out, in seconds: nobody waits half a minute for a page.
_CONNECTING = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}
#: Marks connections that will write.
WRITING = {"writes": True}
#: What SQLite and PostgreSQL say where a disk is full.
_FULL = ("disk is full", "No space left on device", "could not extend file")
_FULL_CODES = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")
#: How often the migrations are tried, where another process does the same at the same moment.
TRIES = 5


class WorkspaceError(Exception):
    """The workspace cannot be used; `reason` says why and what to do, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        self.reason = Reason(zh, en)
        super().__init__(en)


class Workspace:
    """The database of the workspace, opened."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for questions."""
        with in_words(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes come into force together at the end, or not at all."""
        with in_words(), self.engine.execution_options(**WRITING).begin() as connection:
            yield connection


def address() -> URL:
    """Return where the workspace is (QUJIAN_DATABASE; an SQLite file beside the store unless set).

    Raises WorkspaceError where the setting is no address.
    """
    text = settings.database()
    if text is None:
        return URL.create("sqlite", database=str(settings.workspace_file()))
    try:
        url = make_url(text)
    except ArgumentError:
        raise WorkspaceError(
            "QUJIAN_DATABASE 不是数据库地址，请写成 postgresql://用户:密码@主机/库名 或 sqlite:///文件",
            "QUJIAN_DATABASE is no address: write postgresql://user:password@host/name or sqlite:///file",
        ) from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite" and url.database:
        return url
    raise WorkspaceError(
        "QUJIAN_DATABASE 须为 PostgreSQL 或 SQLite 文件",
        "QUJIAN_DATABASE must name PostgreSQL or a file of SQLite",
    )


def open_workspace() -> Workspace:
    """Return the workspace of the settings, made where there is none. Raises WorkspaceError."""
    return _opened(address().render_as_string(hide_password=False))


@lru_cache(maxsize=8)
def _opened(text: str) -> Workspace:
    url = make_url(text)
    with in_words():
        if url.get_backend_name() == "sqlite":
            Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
            engine = _sqlite(url)
        else:
            engine = create_engine(url, pool_pre_ping=True, connect_args=_CONNECTING)
        _migrate(engine)
    return Workspace(engine)


def _sqlite(url: URL) -> Engine:
    """An engine for SQLite: readers beside a writer, foreign keys held, writers one after the other."""
    engine = create_engine(url, connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = (
            None  # transactions begin where SQLAlchemy begins them, not where Python guesses
        )
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Who will write asks for the lock at once: one who reads first and writes then could find the data changed.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _migrate(engine: Engine) -> None:
    """Bring the database to the shape of today; forward only."""
    script = ScriptDirectory.from_config(_config(None))
    for tried in range(1, TRIES + 1):
        with engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
            connection.rollback()
        if found == script.get_current_head():
            return
        if found is not None and found not in {r.revision for r in script.walk_revisions()}:
            raise WorkspaceError(
                "工作库由更新版本的软件建立，请升级本机软件",
                "the workspace was made by a newer version of the program: upgrade this one",
            )
        try:
            with engine.execution_options(**WRITING).begin() as connection:
                command.upgrade(_config(connection), "head")
        except SQLAlchemyError:
            if tried == TRIES:
                raise


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


@contextmanager
def in_words() -> Iterator[None]:
    """Say in words what is wrong with the database or the disk, whatever they say themselves: WorkspaceError."""
    try:
        yield
    except StoreError:
        raise  # is in words already
    except OperationalError as error:
        line = _first_line(error)
        code = getattr(error.orig, "sqlite_errorname", "")
        if code in _FULL_CODES or any(full in line for full in _FULL):
            raise _disk_full() from error
        raise WorkspaceError(f"工作库暂不可用：{line}", f"the workspace cannot be reached: {line}") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise _disk_full() from error
        raise WorkspaceError(f"无法读写：{error}", f"cannot be read or written: {error}") from error


def _disk_full() -> WorkspaceError:
    return WorkspaceError(
        "磁盘已满，未作任何更改，请腾出空间后重试",
        "the disk is full, nothing was changed: make room and try again",
    )


@contextmanager
def working_folder(**where: str | Path) -> Iterator[Path]:
    """Give an empty folder as long as it is needed. WorkspaceError where the disk does not take what is put there."""
    with in_words(), tempfile.TemporaryDirectory(**where) as name:  # type: ignore[call-overload]
        yield Path(name)


def _first_line(error: DBAPIError) -> str:
    text = str(error.orig).strip()
    return text.splitlines()[0] if text else type(error.orig).__name__


def now() -> str:
    """Return this moment as it is written in the workspace."""
    return written(moment())


def moment() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def written(at: datetime) -> str:
    """Return a moment in UTC as it is written in the workspace."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def close_all() -> None:
    """Let go of every database; the next question opens it again."""
    with suppress(Exception):
        _opened.cache_clear()
