"""Several people who propose and decide at the same time, in either database."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor

from data.build import build
from data.workspace import publishing
from data.workspace.publishing import Publication
from tests.workspace.conftest import TODAY, Office
from tests.workspace.many import work

#: How many propose, how many decide, and how often each proposes: few here, QUJIAN_TEST_MANY=20,5,6 for a trial.
MANY = tuple(int(n) for n in os.environ.get("QUJIAN_TEST_MANY", "5,2,2").split(","))


def test_nothing_is_lost_and_nothing_is_there_twice(office: Office) -> None:
    counts = work(office, *MANY)
    assert counts["accepted"] and counts["published"], counts


def test_two_who_publish_at_the_same_moment_both_succeed(office: Office) -> None:
    rows = office.rows("observations")
    first, second = (office.accepted(office.correction(r, note_en="x", note_zh="x")) for r in rows[:2])
    ready = threading.Barrier(2)

    def publish(ids: list[int]) -> Publication:
        ready.wait()
        return publishing.publish(
            office.workspace, office.people["reviewer"], TODAY, "更正", "Corrected", ids
        )

    with ThreadPoolExecutor(2) as pool:
        found = [future.result() for future in [pool.submit(publish, first), pool.submit(publish, second)]]
    assert sorted(p.number for p in found) == [1, 2]
    last = max(found, key=lambda p: p.number)
    assert build().name == f"qujian-{last.content_hash}.duckdb"
