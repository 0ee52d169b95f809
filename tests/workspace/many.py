"""Many people at once: some propose, some decide and publish; nothing is lost and nothing is there twice.

`QUJIAN_TEST_MANY=20,5,6 pytest tests/workspace/test_many_at_once.py` tries it with 20 who propose and 5 who decide.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from data.workspace import changes, people, publishing
from data.workspace.changes import ChangedMeanwhileError
from data.workspace.database import WorkspaceError
from data.workspace.people import Person
from tests.workspace.conftest import PASSWORD, TODAY, Office


def work(office: Office, proposing: int, deciding: int, each: int) -> dict[str, int]:
    """Let so many people propose `each` corrections of rows of their own while others decide; return what came of it.

    Raises AssertionError where a proposal was lost, decided twice, or published otherwise than decided.
    """
    rows = office.rows("observations")
    editors = [
        people.add(office.workspace, None, f"editor {n}", "editor", PASSWORD) for n in range(proposing)
    ]
    reviewers = [
        people.add(office.workspace, None, f"reviewer {n}", "reviewer", PASSWORD) for n in range(deciding)
    ]
    proposed: list[int] = []
    are_done = threading.Event()

    def propose(number: int) -> None:
        for turn in range(each):
            row = rows[(number * each + turn) % len(rows)]
            edit = office.correction(row, note_zh=f"{number}号第{turn}次", note_en=f"turn {turn} of {number}")
            proposed.extend(changes.propose(office.workspace, editors[number], [edit], "tried"))

    def decide(reviewer: Person) -> Counter[str]:
        done: Counter[str] = Counter()
        while not are_done.is_set() or _waiting(office):
            for step in (_accept_some, _publish_some):
                done[step(office, reviewer)] += 1
        return done

    with ThreadPoolExecutor(proposing + deciding) as pool:
        deciders = [pool.submit(decide, r) for r in reviewers]
        for proposer in [pool.submit(propose, n) for n in range(proposing)]:
            proposer.result()
        are_done.set()
        counts = sum((d.result() for d in deciders), Counter())
    _check(office, proposed)
    return dict(counts)


def _waiting(office: Office) -> bool:
    with office.workspace.reading() as connection:
        return bool(changes.changes(connection, ("proposed", "accepted")))


def _accept_some(office: Office, reviewer: Person) -> str:
    with office.workspace.reading() as connection:
        found = [c.change_id for c in changes.changes(connection, ("proposed",))]
    return (
        _tried("accepted", lambda: changes.accept(office.workspace, reviewer, found[-3:]))
        if found
        else "idle"
    )


def _publish_some(office: Office, reviewer: Person) -> str:
    return _tried(
        "published", lambda: publishing.publish(office.workspace, reviewer, TODAY, "更正", "Corrected")
    )


def _tried(name: str, step: Callable[[], object]) -> str:
    """What a step is counted as: somebody else may have been quicker."""
    try:
        step()
    except ChangedMeanwhileError:
        return "changed meanwhile"
    except WorkspaceError:
        return "nothing left"
    return name


def _check(office: Office, proposed: list[int]) -> None:
    with office.workspace.reading() as connection:
        found = changes.changes(connection, most=100_000)
        versions = publishing.publications(connection)
    by_id = {c.change_id: c for c in found}
    assert sorted(proposed) == sorted(i for i, c in by_id.items() if c.row.key.table == "observations")
    states = Counter(by_id[i].state for i in proposed)
    assert states == {"published": len(proposed)}, states
    assert [v.number for v in versions] == list(range(versions[0].number, -1, -1))
    there = changes.current_rows([], [by_id[i].row.key for i in proposed])
    assert len(there) == len({by_id[i].row.key for i in proposed})
