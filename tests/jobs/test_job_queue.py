"""One job at a time, and no more waiting than there are places."""

from __future__ import annotations

import threading

import pytest

from reports.jobs.job_queue import JobQueue, QueueFull


def test_one_runs_at_a_time_and_each_gets_its_turn() -> None:
    queue, running, most, done = JobQueue(8, 60), [], [], []

    def job(n: int) -> None:
        with queue.turn():
            running.append(n)
            most.append(len(running))
            sum(range(20_000))
            running.remove(n)
            done.append(n)

    threads = [threading.Thread(target=job, args=(n,)) for n in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert set(most) == {1} and sorted(done) == list(range(8))


def test_the_one_too_many_and_the_one_who_waits_too_long_are_sent_away() -> None:
    full = JobQueue(1, 60)
    with full.turn(), pytest.raises(QueueFull), full.turn():
        raise AssertionError("unreachable")
    slow = JobQueue(2, 0.01)
    with slow.turn(), pytest.raises(QueueFull), slow.turn():
        raise AssertionError("unreachable")


def test_a_place_is_free_again_after_a_fault() -> None:
    queue = JobQueue(1, 60)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), queue.turn():
            raise ZeroDivisionError
    with queue.turn():
        pass
