"""Several people who propose and decide at the same time, in either database."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data.build import build
from data.store import StoreError, current
from data.violations import Reason
from data.workspace import publishing
from data.workspace.database import WorkspaceError
from data.workspace.publishing import Publication
from tests.workspace.conftest import TODAY, Office
from tests.workspace.many import work

#: How many propose, how many decide, and how often each proposes: few here, QUJIAN_TEST_MANY=20,5,6 for a trial.
MANY = tuple(int(n) for n in os.environ.get("QUJIAN_TEST_MANY", "5,2,2").split(","))
#: Seconds that a trial may take.
pytestmark = pytest.mark.timeout(600 + 60 * MANY[0] * MANY[2])


def test_nothing_is_lost_and_nothing_is_there_twice(office: Office) -> None:
    counts = work(office, *MANY)
    assert counts["accepted"] and counts["published"], counts


def test_two_who_publish_at_the_same_moment_both_succeed(office: Office) -> None:
    rows = office.rows("observations")
    first, second = (office.accepted(office.correction(r, note_en="x", note_zh="x")) for r in rows[:2])
    ready = threading.Barrier(2)

    def publish(ids: list[int]) -> Publication:
        ready.wait()
        return _publish(office, ids)

    with ThreadPoolExecutor(2) as pool:
        found = [future.result() for future in [pool.submit(publish, first), pool.submit(publish, second)]]
    assert sorted(p.number for p in found) == [1, 2]
    last = max(found, key=lambda p: p.number)
    assert build().name == f"qujian-{last.content_hash}.duckdb"


def test_the_later_of_two_versions_stays_in_use(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever published first may come to take it into use last."""
    rows = office.rows("observations")
    first, second = (office.accepted(office.correction(r, note_en="x", note_zh="x")) for r in rows[:2])
    take, later = publishing.make_current, []

    def slowly(path: Path) -> None:
        monkeypatch.setattr(publishing, "make_current", take)
        later.append(_publish(office, second))
        take(path)

    monkeypatch.setattr(publishing, "make_current", slowly)
    assert _publish(office, first).number == 1
    assert [p.number for p in later] == [2]
    path = current(office.store)
    assert path is not None
    assert path.name == f"qujian-{later[0].content_hash}.duckdb"


def test_a_version_that_cannot_be_taken_into_use_is_published_and_used_at_the_next_start(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = office.accepted(office.correction(office.rows("observations")[0], note_en="x", note_zh="x"))
    build()

    def full(path: Path) -> None:
        raise StoreError(path.parent, Reason("磁盘已满", "the disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "make_current", full)
        with pytest.raises(WorkspaceError) as said:
            _publish(office, ids)
    assert "已发布" in said.value.reason.zh
    assert "is published" in said.value.reason.en
    with office.workspace.reading() as connection:
        (newest, *_) = publishing.publications(connection)
    assert build().name == f"qujian-{newest.content_hash}.duckdb"


def _publish(office: Office, ids: list[int]) -> Publication:
    return publishing.publish(office.workspace, office.people["reviewer"], TODAY, "更正", "Corrected", ids)
