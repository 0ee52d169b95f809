"""A program that proposes, accepts, publishes and folds until it is killed, and what must hold then and meanwhile.

Each decision corrects a row of two files in the same words: whoever reads sees both as they were, or both as they are.
"""

from __future__ import annotations

import logging
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb

from data.build import build, facts_digest
from data.store import DUCKDB_CONFIG, current, opens
from data.workspace import changes, folding, publishing
from data.workspace.changes import Edit
from data.workspace.facts import published_folder
from tests.waiting import SLOWEST, eventually
from tests.workspace.conftest import TODAY, Office

_log = logging.getLogger(__name__)

#: What the program has been told is done: a line a decision, on the disk before the next begins.
DONE = "done.txt"
#: How many pairs of rows are corrected in turn, and how what is corrected begins.
PAIRS, SIGN = 40, "corrected at "


def go_on(office: Office) -> None:
    """Correct one pair of rows after the other, for ever: propose, accept, publish; every third time fold."""
    turn = 0
    with (office.base.parent / DONE).open("a", encoding="utf-8") as done:
        while True:
            turn += 1
            change_ids = office.accepted(*_pair(office, turn))
            done.write(" ".join(map(str, change_ids)) + "\n")
            done.flush()
            os.fsync(done.fileno())
            publishing.publish(office.workspace, office.people["reviewer"], TODAY, "更正", "Corrected")
            if turn % 3 == 0:
                folding.fold(office.workspace)


def _pair(office: Office, turn: int) -> tuple[Edit, Edit]:
    """Corrections of a figure and a document, of the same place in their files, in the same words."""
    place = turn % PAIRS
    text = f"{SIGN}{time.time_ns()}"
    figure, document = office.rows("observations")[place], office.rows("documents")[place]
    return (
        office.correction(figure, note_zh=text, note_en=text),
        Edit("documents", (document["document_id"],), {"title_en": text}),
    )


def killed(office: Office, environment: Mapping[str, str], rounds: int, seed: int) -> int:
    """Start the program, kill it at a random moment and check what is left, so many times; return what was accepted.

    Raises AssertionError where a decision was lost, or what is published is not what its version says.
    """
    chance = random.Random(seed)
    with reading(office) as looks:
        for number in range(rounds):
            _kill_one(office, environment, chance, at_once=number % 4 == 0)
            _check(office)
            _log.info("killed %d of %d times, %d looks", number + 1, rounds, len(looks))
    assert looks, "somebody read meanwhile"
    return len(_done(office.base.parent))


def _kill_one(
    office: Office, environment: Mapping[str, str], chance: random.Random, *, at_once: bool
) -> None:
    """Start the program and kill it: after a decision, or at the start, whatever it has come to."""
    before = len(_done(office.base.parent))
    with subprocess.Popen([sys.executable, "-m", __name__], env=dict(environment)) as child:
        try:
            if not at_once:
                decided = lambda: len(_done(office.base.parent)) > before or child.poll() is not None  # noqa: E731
                eventually(decided, "a decision", patience=SLOWEST)
            with suppress(subprocess.TimeoutExpired):
                child.wait(timeout=chance.uniform(0.0, 2.5))
        finally:
            child.kill()
        assert child.wait() == -signal.SIGKILL, "it goes on until it is killed"


@contextmanager
def reading(office: Office) -> Iterator[list[Path]]:
    """Somebody looks at the current database and at the workspace all the time; give what was looked at.

    Raises AssertionError at the end where one pair of rows, or of changes, was seen half.
    """
    looks: list[Path] = []
    faults: list[str] = []
    are_done = threading.Event()

    def look() -> None:
        pairs = [
            (figure["observation_id"], document["document_id"])
            for figure, document in zip(office.rows("observations"), office.rows("documents"), strict=False)
        ][:PAIRS]
        while not are_done.wait(0.1):
            path = current(office.store)
            if path is not None:
                faults.extend(halves(path, pairs))
                looks.append(path)
            faults.extend(_halves_of_decisions(office))

    with _in_thread(look, are_done):
        yield looks
    assert faults == []


@contextmanager
def _in_thread(work: Callable[[], None], are_done: threading.Event) -> Iterator[None]:
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(work)
        try:
            yield
        finally:
            are_done.set()
        future.result()


def halves(database: Path, pairs: list[tuple[str, str]]) -> list[str]:
    """Return the pairs of rows of which a database holds one as it was and one as it is."""
    with duckdb.connect(database, read_only=True, config=DUCKDB_CONFIG) as connection:
        notes = dict(connection.execute("SELECT observation_id, note_en FROM observations").fetchall())
        titles = dict(connection.execute("SELECT document_id, title_en FROM documents").fetchall())
    found = [(notes[figure] or "", titles[document]) for figure, document in pairs]
    return [f"{database}: {p}" for p in found if any(t.startswith(SIGN) for t in p) and p[0] != p[1]]


def _halves_of_decisions(office: Office) -> list[str]:
    """Return the pairs of changes that are not in one state."""
    with office.workspace.reading() as connection:
        found = changes.changes(connection, most=2 * PAIRS)
    states: dict[str, list[str]] = {}
    for change in found:
        if change.row.key.table in ("observations", "documents") and change.row.after:
            text = change.row.after.get("note_en") or change.row.after["title_en"]
            states.setdefault(text, []).append(change.state)
    return [f"{text}: {s}" for text, s in states.items() if len(set(s)) > 1]


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
    return [int(word) for word in file.read_text("utf-8").split()] if file.exists() else []


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
