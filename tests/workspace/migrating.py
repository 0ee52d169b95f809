"""A program that migrates a workspace until it is killed, and what must hold after that."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from data.workspace import database
from data.workspace.database import address, open_workspace
from data.workspace.schema import METADATA

#: The first shape of a workspace, and somebody whom every later one must still know.
FIRST = "0001"
SOMEBODY = (
    "INSERT INTO people (name, role, decides_own, sessions_from, created_at) "
    "VALUES ('王主任', 'editor', false, 0, '2026-01-01T00:00:00.000Z')"
)
#: Seconds within which the program is killed: a migration takes a tenth of that.
WITHIN = 0.4


def earlier() -> list[str | None]:
    """Return the shapes before that of today: none at all, and every one that is not the newest."""
    script = ScriptDirectory.from_config(database._config(None))
    return [None, *(r.revision for r in script.walk_revisions() if r.revision != script.get_current_head())]


def prepare(revision: str | None) -> None:
    """Bring the empty database of the settings to an earlier shape, with somebody in it."""
    if revision is None:
        return
    engine = create_engine(address())
    for step in dict.fromkeys((FIRST, revision)):
        with engine.begin() as connection:
            command.upgrade(database._config(connection), step)
            if step == FIRST:
                connection.execute(text(SOMEBODY))
    engine.dispose()


def kill_one(environment: Mapping[str, str], chance: random.Random, revision: str | None) -> None:
    """Kill the program while it migrates; raise AssertionError where the next start would need a hand."""
    with subprocess.Popen(
        [sys.executable, "-m", __name__], env=dict(environment), stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=chance.uniform(0.0, WITHIN))
        child.kill()
        assert child.wait() in (0, -signal.SIGKILL)
    workspace = open_workspace()
    found = inspect(workspace.engine)
    today = {t.name: sorted(c.name for c in t.columns) for t in METADATA.sorted_tables}
    assert {name: sorted(c["name"] for c in found.get_columns(name)) for name in today} == today
    with workspace.reading() as connection:
        names = list(connection.scalars(text("SELECT name FROM people")))
    assert names == ([] if revision is None else ["王主任"])
    database.close_all()


if __name__ == "__main__":
    os.write(1, b"ready\n")
    open_workspace()
