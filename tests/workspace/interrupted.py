"""A program that proposes, accepts, publishes and folds until it is killed, and what must hold after that."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from data.build import build, facts_digest
from data.store import current, opens
from data.workspace import changes, folding, publishing
from data.workspace.facts import published_folder
from tests.waiting import eventually
from tests.workspace.conftest import TODAY, Office

#: What the program has been told is done: a line a decision, on the disk before the next begins.
DONE = "done.txt"


def go_on(office: Office) -> None:
    """Correct one row after the other, for ever: propose, accept, publish; every third time fold."""
    turn = 0
    with (office.base.parent / DONE).open("a", encoding="utf-8") as done:
        while True:
            turn += 1
            rows = office.rows("observations")
            row = rows[turn % len(rows)]
            text = f"{time.time_ns()}"
            edit = office.correction(row, note_zh=text, note_en=text)
            (change_id,) = office.accepted(edit)
            done.write(f"{change_id}\n")
            done.flush()
            os.fsync(done.fileno())
            publishing.publish(office.workspace, office.people["reviewer"], TODAY, "更正", "Corrected")
            if turn % 3 == 0:
                folding.fold(office.workspace)


def killed(office: Office, environment: Mapping[str, str], rounds: int, seed: int) -> int:
    """Start the program, kill it at a random moment and check what is left, so many times; return what was accepted.

    Raises AssertionError where a decision was lost, or what is published is not what its version says.
    """
    chance = random.Random(seed)
    for number in range(rounds):
        before = len(_done(office.base.parent))
        with subprocess.Popen([sys.executable, "-m", __name__], env=dict(environment)) as child:
            if number % 4:  # else at the start, whatever it has come to
                eventually(lambda: len(_done(office.base.parent)) > before, "a decision")  # noqa: B023
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=chance.uniform(0.0, 2.5))
            child.kill()
            assert child.wait() == -signal.SIGKILL, "it goes on until it is killed"
        _check(office)
    return len(_done(office.base.parent))


def _check(office: Office) -> None:
    """After a kill: every accepted decision is there, versions hold what they say, the next start needs no hand."""
    with office.workspace.reading() as connection:
        found = {c.change_id: c.state for c in changes.changes(connection, most=100_000)}
        versions = publishing.publications(connection)
    lost = [i for i in _done(office.base.parent) if found.get(i) not in ("accepted", "published", "folded")]
    assert lost == []
    path = build()  # as the next start does
    assert current(office.store) == path
    assert opens(path)
    if versions:
        assert path.name == f"qujian-{versions[0].content_hash}.duckdb"
        assert facts_digest(published_folder(office.store)) == versions[0].facts_digest


def _done(folder: Path) -> list[int]:
    file = folder / DONE
    return [int(line) for line in file.read_text("utf-8").split()] if file.exists() else []


def _office() -> Office:
    """The office of the environment, whose people are there already."""
    from data import settings
    from data.workspace.database import open_workspace
    from data.workspace.people import everybody

    workspace = open_workspace()
    people = {p.role: p for p in everybody(workspace)}
    return Office(workspace, people, settings.data_folder(), settings.store_folder())


if __name__ == "__main__":
    go_on(_office())
