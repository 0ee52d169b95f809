"""The store in use follows the pointer, is built where there is none, and survives a broken successor."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from data import store as files
from data.build import build
from queries import current
from queries.current import current_store
from queries.store import Store


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of built databases of its own, holding a copy of the real one."""
    built = build()
    shutil.copyfile(built, tmp_path / built.name)
    files.point_to(tmp_path, tmp_path / built.name, "first")
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path))
    monkeypatch.setattr(current, "CHECK_INTERVAL", 0.0)
    return tmp_path


def _publish(folder: Path, name: str, content: bytes | None = None) -> Path:
    """Publish a copy of the first database, or a file of other content, under a new name."""
    path = folder / files.database_name(name)
    path.write_bytes(next(folder.glob("qujian-*.duckdb")).read_bytes() if content is None else content)
    files.point_to(folder, path, name)
    return path


def test_the_same_store_until_another_is_published(folder: Path) -> None:
    first = current_store()
    assert current_store() is first
    path = _publish(folder, "second")
    assert current_store().path == path.resolve()
    assert first.rows("SELECT count(*) FROM observations") == current_store().rows(
        "SELECT count(*) FROM observations"
    )


def test_what_compares_is_known_before_readers_are_given_new_data(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = current_store()
    met: list[tuple[Store, Store]] = []

    def judging(store: Store) -> None:
        with ThreadPoolExecutor(1) as others:
            met.append((store, others.submit(current_store).result(timeout=30)))

    monkeypatch.setattr(current, "prepare", judging)
    _publish(folder, "second")
    second = current_store()
    assert met == [(second, first)]


def test_a_broken_successor_leaves_the_last_good_store(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = current_store()
    _publish(folder, "broken", b"12345678DUCK" + b"\0" * 5000)
    assert current_store() is first
    assert "stays in use" in caplog.text


class _Time:
    """A clock that only the test moves, and how often a database was opened or tried."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.tried = 1000.0, 0
        self._open = current.open_store
        monkeypatch.setattr(current.time, "monotonic", lambda: self.now)
        monkeypatch.setattr(current, "open_store", self._opened)

    def _opened(self, path: Path) -> Store:
        self.tried += 1
        return self._open(path)


def test_a_database_that_did_not_open_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock = _Time(monkeypatch)
    first = current_store()
    good = next(folder.glob("qujian-*.duckdb")).read_bytes()
    late = _publish(folder, "late", b"12345678DUCK" + b"\0" * (len(good) - 12))
    assert current_store() is first
    late.write_bytes(good)  # copied whole by now; the pointer is as it was
    assert current_store() is first, "it waits before it tries again"
    clock.now += current.RETRY_FIRST
    assert current_store().path == late.resolve()
    assert current_store().content_hash == first.content_hash
    assert [r.levelname for r in caplog.records] == ["ERROR", "WARNING"]


def test_one_that_stays_broken_is_tried_ever_less_often_and_said_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock = _Time(monkeypatch)
    first = current_store()
    _publish(folder, "broken", b"12345678DUCK" + b"\0" * 5000)
    clock.tried, hours = 0, 2 * 3600
    for _ in range(hours):
        assert current_store() is first
        clock.now += 1.0
    assert hours / current.RETRY_LONGEST <= clock.tried < hours / current.RETRY_LONGEST + 10
    assert len(caplog.records) == 1


def test_a_new_publication_does_not_wait_for_a_broken_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _Time(monkeypatch)
    current_store()
    good = next(folder.glob("qujian-*.duckdb")).read_bytes()
    _publish(folder, "broken", b"12345678DUCK" + b"\0" * 5000)
    current_store()
    mended = _publish(folder, "mended", good)
    assert current_store().path == mended.resolve()


def test_a_database_of_something_else_leaves_the_last_good_store(folder: Path, tmp_path: Path) -> None:
    first = current_store()
    strange = tmp_path / "strange"
    duckdb.connect(str(strange)).close()
    _publish(folder, "strange", strange.read_bytes())
    assert current_store() is first


def test_nobody_waits_while_another_database_opens(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, opening, go_on = current_store(), threading.Event(), threading.Event()
    opened = current.open_store

    def slowly(path: Path) -> Store:
        opening.set()
        assert go_on.wait(60)
        return opened(path)

    monkeypatch.setattr(current, "open_store", slowly)
    path = _publish(folder, "second")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(current_store)
        assert opening.wait(60)
        assert current_store() is first
        go_on.set()
        assert waiting.result(60).path == path.resolve()


def test_a_vanished_pointer_leaves_the_last_good_store(folder: Path) -> None:
    first = current_store()
    (folder / files.POINTER).unlink()
    assert current_store() is first


def test_the_pointer_is_not_read_at_every_question(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "CHECK_INTERVAL", 60.0)
    first = current_store()
    _publish(folder, "later")
    assert current_store() is first


def test_many_threads_open_one_store(folder: Path) -> None:
    with ThreadPoolExecutor(32) as pool:
        found = list(pool.map(lambda _: current_store(), range(200)))
    assert len({id(s) for s in found}) == 1


def test_built_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / "new"))
    assert len(current_store().catalogue.districts) == 5
