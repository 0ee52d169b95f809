"""The store in use follows the pointer, is built where there is none, and survives a broken successor."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data import store as files
from data.build import build
from queries import current
from queries.current import current_store


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of built databases of its own, holding a copy of the real one."""
    built = build()
    shutil.copyfile(built, tmp_path / built.name)
    files.point_to(tmp_path, tmp_path / built.name, "first")
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path))
    monkeypatch.setattr(current, "LOOK_EVERY", 0.0)
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


def test_a_broken_successor_leaves_the_last_good_store(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = current_store()
    _publish(folder, "broken", b"12345678DUCK" + b"\0" * 5000)
    assert current_store() is first
    assert "stays in use" in caplog.text


def test_a_vanished_pointer_leaves_the_last_good_store(folder: Path) -> None:
    first = current_store()
    (folder / files.POINTER).unlink()
    assert current_store() is first


def test_the_pointer_is_not_read_at_every_question(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "LOOK_EVERY", 60.0)
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
