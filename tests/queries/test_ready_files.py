"""What compares in a large database is judged once, by all processors, and kept beside it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from data import store as files
from data.build import build
from queries import ready, ready_files
from queries.quality import EVERYTHING, FIRST_HAND, Quality
from queries.store import Store

#: Processes take seconds to start: one test is enough for them.
BY_ALL_PROCESSORS = ready_files.judged_by_all_processors


def _judged_here(store: Store, quality: Quality) -> list[Any]:
    found = (ready.judged(store, m, year, quality) for m, year in ready.candidates(store))
    return [ready.as_row(s) for s in found if s is not None]


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A copy of the shipped database, taken for one of many figures."""
    monkeypatch.setattr(ready_files, "MANY", 1)
    monkeypatch.setattr(ready_files, "judged_by_all_processors", _judged_here)
    path = tmp_path / files.database_name("large")
    shutil.copyfile(build(), path)
    ready._ready_sets.cache_clear()
    yield Store(path)
    ready._ready_sets.cache_clear()


def _kept(store: Store) -> list[Path]:
    return sorted(store.path.parent.glob("*.json"))


def _read_again(store: Store) -> tuple[ready.ReadySet, ...]:
    """What another start of the server finds."""
    return ready.ready_sets(Store(store.path))


def test_the_same_sets_in_the_same_order(large: Store, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also while Streamlit stands in the place of `__main__`, as it does when a page asks."""
    monkeypatch.setattr(ready_files, "judged_by_all_processors", BY_ALL_PROCESSORS)
    page = ModuleType("__main__")
    page.__file__ = str(Path(__file__).parents[2] / "pages" / "overview.py")
    monkeypatch.setitem(sys.modules, "__main__", page)
    judged = ready.ready_sets(store)
    assert ready.ready_sets(large) == judged
    assert _read_again(large) == judged
    assert len(judged) > 10


def test_judged_once(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ready.ready_sets(large)

    def judges(*_: object) -> None:
        raise AssertionError("judged again")

    monkeypatch.setattr(ready_files, "judged_by_all_processors", judges)
    assert _read_again(large) == first


def test_another_choice_of_sources_is_kept_apart(large: Store, store: Store) -> None:
    ready.ready_sets(large)
    assert ready.ready_sets(large, FIRST_HAND) == ready.ready_sets(store, FIRST_HAND)
    assert len(_kept(large)) == 2
    assert ready.ready_sets(large, EVERYTHING) != ready.ready_sets(large, FIRST_HAND)


def test_other_rules_judge_anew(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ready.ready_sets(large)
    monkeypatch.setattr(ready_files, "rules", lambda: "other code")
    _read_again(large)
    assert len(_kept(large)) == 2


@pytest.mark.parametrize("content", ["", "{", "null", "[1", "\x00"])
def test_a_damaged_file_is_made_anew(large: Store, content: str) -> None:
    first = ready.ready_sets(large)
    [path] = _kept(large)
    path.write_text(content)
    assert _read_again(large) == first
    assert len(path.read_text()) > 100


def test_what_cannot_be_kept_is_judged_all_the_same(
    large: Store, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuses(*_: object) -> None:
        raise OSError("read-only")

    monkeypatch.setattr(ready_files, "write_beside", refuses)
    assert ready.ready_sets(large) == ready.ready_sets(store)
    assert "could not be kept" in caplog.text
    assert _kept(large) == []


def test_processes_that_fail_leave_it_to_this_one(
    large: Store, store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ready_files, "judged_by_all_processors", BY_ALL_PROCESSORS)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert ready.ready_sets(large) == ready.ready_sets(store)
    assert "by this process alone" in caplog.text
    assert _kept(large) == []


def test_it_goes_with_its_database(large: Store) -> None:
    ready.ready_sets(large)
    folder = large.path.parent
    for name in ("second", "third"):
        path = folder / files.database_name(name)
        shutil.copyfile(large.path, path)
        os.utime(large.path, (0, 0))
        files.point_to(folder, path, name)
        files.tidy(folder)
    assert not large.path.exists()
    assert [p.name for p in _kept(large)] == [files.POINTER]
