"""A server with settings of its own, beside the one that most tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.workspace import database, people
from data.workspace.database import open_workspace
from data.workspace.people import Role
from tests.browser.conftest import Server


@contextmanager
def own_server(folder: Path, prepare: Callable[[], object], **environment: str) -> Iterator[Server]:
    """Give a server that was started with these settings; `prepare` is called under them, before it starts."""
    with (
        pytest.MonkeyPatch.context() as patch
    ):  # no longer than needed: other servers start from this environment
        patch.setenv("QUJIAN_STORE", str(folder / "store"))
        for name, value in environment.items():
            patch.setenv(name, value)
        prepare()
        server = Server(folder)
        server.start()
    yield server
    server.stop()
    database.close_all()
    log = server.log.read_text("utf-8", "replace")
    assert "Traceback" not in log, log


@contextmanager
def office_of(folder: Path, members: Mapping[str, Role], password: str) -> Iterator[Server]:
    """Give a server of an office with these people, whose workspace is nobody else's."""

    def add() -> None:
        for name, role in members.items():
            people.add(open_workspace(), None, name, role, password)

    with own_server(folder, add) as server:
        yield server
