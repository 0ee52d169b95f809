"""A full, read-only, missing or damaged store: said in words, mended where it can be, the last good database used."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data import store
from data.__main__ import main
from data.build import StoreError, build, current, is_current, usable
from data.settings import PACKAGE_FOLDER

ROOT = PACKAGE_FOLDER.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(PACKAGE_FOLDER, tmp_path_factory.mktemp("good"))


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    """A store with the database of the shipped facts."""
    return Path(shutil.copytree(built.parent, tmp_path / "store"))


def _damage(path: Path) -> None:
    """Overwrite what lies in the middle; size and head stay."""
    content = bytearray(path.read_bytes())
    middle = slice(len(content) // 4, len(content) // 4 * 3)
    content[middle] = b"\x5a" * len(content[middle])
    path.write_bytes(content)


def _leftovers(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if ".tmp" in p.name]


def test_a_damaged_current_database_of_the_right_size_is_built_anew(out: Path) -> None:
    path = current(out)
    assert path is not None
    _damage(path)
    assert current(out) == path, "it looks whole"
    assert not is_current(PACKAGE_FOLDER, out)
    assert build(PACKAGE_FOLDER, out) == path
    with duckdb.connect(path, read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM districts").fetchone() == (5,)


def test_without_a_build_the_newest_database_that_opens_is_used(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = current(out)
    assert good is not None
    newer = out / store.database_name("newer")
    shutil.copyfile(good, newer)
    _damage(newer)
    store.point_to(out, newer, "newer")
    monkeypatch.setenv("QUJIAN_DATA", str(out / "nowhere"))
    assert usable(out) == good


def test_what_another_duckdb_wrote_is_built_anew(out: Path) -> None:
    path = current(out)
    assert path is not None
    path.write_bytes(b"12345678DUCK" + b"\0" * 5000)
    store.point_to(out, path, "of another format")
    assert is_current(PACKAGE_FOLDER, out)
    assert store.opens(usable(out))


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [(errno.ENOSPC, "磁盘已满", "disk is full"), (errno.EROFS, "不可写", "cannot be written")],
)
@pytest.mark.parametrize("place", ["mkdir", "replace"])
def test_a_full_or_read_only_store_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
    zh: str,
    en: str,
    place: str,
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, place, refuse)
    (tmp_path / "store").is_dir() or os.mkdir(tmp_path / "store")  # noqa: PTH102 - Path.mkdir refuses here
    for language, words in (("zh_CN.UTF-8", zh), ("en_GB.UTF-8", en)):
        monkeypatch.setenv("LC_ALL", language)
        assert main(["build", "--out", str(tmp_path / "store")]) == 1
        said = capsys.readouterr().err
        assert words in said
        assert str(tmp_path / "store") in said
        assert len(said.splitlines()) == 1
    assert list((tmp_path / "store").iterdir()) == []


def test_duckdb_that_finds_the_disk_full_is_understood(
    out: Path, monkeypatch: pytest.MonkeyPatch, facts: Any
) -> None:
    from data import build as module

    before = current(out)
    facts.change("districts", 0, name_en="Other")

    def refuse(path: Path, *_: object) -> None:
        path.write_bytes(b"half")
        raise duckdb.TransactionException(f"Could not write file {path}: {os.strerror(errno.ENOSPC)}")

    monkeypatch.setattr(module, "_write", refuse)
    with pytest.raises(StoreError, match="disk is full") as caught:
        build(facts.path, out)
    assert "磁盘已满" in caught.value.reason.zh
    assert current(out) == before
    assert _leftovers(out) == []


def _started(**environment: str) -> subprocess.CompletedProcess[str]:
    """The start of the server, as far as its lifespan, without a port."""
    program = (
        "import anyio, app\n"
        "async def start():\n"
        "    async with app.lifespan(app.app):\n"
        "        print('started', app.current_store().version)\n"
        "anyio.run(start)"
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_wrong_date_keeps_the_server_from_starting(out: Path) -> None:
    made = _started(QUJIAN_STORE=str(out), QUJIAN_TODAY="22.11.2026")
    assert made.returncode == 1
    assert all(
        words in made.stderr for words in ("设置有误", "A setting is wrong", "QUJIAN_TODAY", "22.11.2026")
    )
    assert "Traceback" not in made.stderr


def test_a_store_that_cannot_be_is_named_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    made = _started(QUJIAN_STORE=str(tmp_path / "file"))
    assert made.returncode == 1
    assert "不是文件夹" in made.stderr
    assert "is not a folder" in made.stderr
    assert "Traceback" not in made.stderr


def test_a_read_only_store_with_a_good_database_starts(out: Path, facts: Any) -> None:
    """A full folder lies where the new database should go: as on a read-only disk it cannot be written."""
    from data.build import version

    facts.change("districts", 0, name_en="Other")
    blocked = out / store.database_name(version(facts.path))
    blocked.mkdir()
    (blocked / "file").write_text("", encoding="utf-8")
    made = _started(QUJIAN_STORE=str(out), QUJIAN_DATA=str(facts.path))
    assert made.returncode == 0, made.stderr
    assert "started" in made.stdout
    assert "继续使用上一次建成的数据库" in made.stderr
    assert "stays in use" in made.stderr


def test_a_store_deleted_under_a_running_server_is_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from queries import current as module
    from queries.current import current_store

    folder = tmp_path / "running"
    monkeypatch.setenv("QUJIAN_STORE", str(folder))
    monkeypatch.setattr(module, "CHECK_INTERVAL", 0.0)
    first = current_store()
    shutil.rmtree(folder)
    again = current_store()
    assert again.path.is_file(), "worker processes open it by its path"
    assert again.rows("SELECT count(*) FROM districts") == first.rows("SELECT count(*) FROM districts")
