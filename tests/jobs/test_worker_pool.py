"""Work in a process of its own: values and faults come back, a lost worker is replaced, the queue has an end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from operator import truediv
from pathlib import Path

import pytest

from data.build import build
from data.settings import today
from pages.api.errors import ApiError
from pages.api.parameters import Parameters
from reports import files
from reports.jobs.job_queue import QueueFull
from reports.jobs.worker_pool import WorkerLost, WorkerPool
from tests.waiting import SLOWEST, eventually
from views.draft import Draft, item


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    made = WorkerPool(queue=30, patience=SLOWEST, longest=SLOWEST)
    yield made
    made.close()


def test_a_job_is_done_in_another_process_which_stays_warm(pool: WorkerPool) -> None:
    first = pool.run(os.getpid)
    assert first != os.getpid()
    assert pool.run(os.getpid) == pool.pid == first


def test_what_a_job_raises_comes_back_and_the_worker_stays(pool: WorkerPool) -> None:
    before = pool.run(os.getpid)
    with pytest.raises(ZeroDivisionError):
        pool.run(truediv, 1, 0)
    with pytest.raises(ApiError) as raised:
        pool.run(Parameters, "metric=gdp&metric=gdp", ("metric",), today())
    assert raised.value.status == 422
    assert raised.value.content["error"]["parameter"] == "metric"
    assert pool.pid == before


class StubbornError(Exception):
    """An error that cannot be made again from its arguments."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one + other)


def stubborn() -> None:
    raise StubbornError("a", "b")


def test_what_cannot_travel_is_a_fault_and_no_end(pool: WorkerPool) -> None:
    before = pool.run(os.getpid)
    with pytest.raises(TypeError, match="pickle"):
        pool.run(threading.Lock)
    with pytest.raises(RuntimeError, match="StubbornError: ab"):
        pool.run(stubborn)
    assert pool.pid == before


def end_here(sent: int) -> None:
    os.kill(os.getpid(), sent)
    signal.pause()


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
def test_a_job_over_which_two_workers_end_is_refused(pool: WorkerPool, sent: int) -> None:
    before = pool.run(os.getpid)
    with pytest.raises(WorkerLost):
        pool.run(end_here, sent)
    assert pool.run(os.getpid) != before


def end_once(mark: str) -> int:
    """End the first worker that comes here."""
    if not Path(mark).exists():
        Path(mark).touch()
        end_here(signal.SIGKILL)
    return os.getpid()


def test_a_job_whose_worker_is_lost_is_done_by_a_fresh_one(pool: WorkerPool, tmp_path: Path) -> None:
    before = pool.run(os.getpid)
    assert pool.run(end_once, str(tmp_path / "ended")) == pool.pid != before


def test_a_worker_lost_between_two_jobs_is_replaced_unseen(pool: WorkerPool) -> None:
    before = pool.run(os.getpid)
    os.kill(before, signal.SIGKILL)
    assert pool._process is not None
    pool._process.wait()
    assert pool.run(os.getpid) != before


def test_one_that_ended_of_its_own_accord_is_replaced_unseen(pool: WorkerPool) -> None:
    """Old or idle ones end with 0, and it may be at the very moment somebody asks."""
    before = pool.run(os.getpid)
    with pytest.raises(WorkerLost, match="ended with 0"):
        pool.run(os._exit, 0)  # both the first and the one that is asked instead
    assert pool.run(os.getpid) != before


def test_a_worker_that_never_answers_is_ended(pool: WorkerPool) -> None:
    pool.run(os.getpid)
    pool._longest = 0.2
    with pytest.raises(WorkerLost, match="no answer"):
        pool.run(time.sleep, SLOWEST)
    assert pool.pid is None


def test_more_than_the_queue_holds_are_sent_away() -> None:
    pool = WorkerPool(queue=1, patience=0.05, longest=SLOWEST)
    with pool._queue.turn(), pytest.raises(QueueFull):
        pool.run(os.getpid)
    pool = WorkerPool(queue=2, patience=0.05, longest=SLOWEST)
    with pool._queue.turn(), pytest.raises(QueueFull):
        pool.run(os.getpid)
    assert pool.pid is None, "nobody was begun for nothing"


def test_the_worker_ends_with_its_master() -> None:
    code = (
        "import os; from reports.jobs.worker_pool import WorkerPool; s = WorkerPool(1, 60, 60);"
        "print(s.run(os.getpid), flush=True); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run(  # noqa: PLW1510
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True
    )
    worker = Path("/proc") / done.stdout.strip()
    assert done.returncode == -signal.SIGKILL
    assert worker.name.isdigit()
    eventually(lambda: not worker.exists(), "the end of an orphan")


def test_twenty_people_each_get_their_own(pool: WorkerPool) -> None:
    path = build()
    drafts = [Draft(title=f"Report {n}", items=(item("text", comment=f"text {n}"),)) for n in range(20)]

    def ask(draft: Draft) -> files.Made:
        return pool.run(files.made, path, draft.as_json(), "en", "xlsx", today())

    with ThreadPoolExecutor(20) as people:
        found = list(people.map(ask, drafts))
    assert [f.name for f in found] == ["qujian-report-en.xlsx"] * 20
    for draft, file in zip(drafts, found, strict=True):
        assert file.content == files.made(path, draft.as_json(), "en", "xlsx", today()).content
    assert len({f.content for f in found}) == 20
