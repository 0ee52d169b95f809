"""Backups: taken while people work, damaged, of a newer program, into a place in use; all of it or nothing."""

from __future__ import annotations

import json
import random
import threading
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data.build import build
from data.workspace import (
    backup,
    changes,
    database,
    drafts,
    intake_documents,
    intake_figures,
    people,
    publishing,
    sessions,
    stored_files,
)
from data.workspace.database import Workspace, WorkspaceError, open_workspace
from data.workspace.schema import CHANGES, DRAFTS, METADATA, PUBLICATIONS
from tests.workspace.conftest import PASSWORD, Office, new_database
from tests.workspace.made_intake import taken_in

#: How many people write while the backup is taken.
WRITING = 10


def _empty(monkeypatch: pytest.MonkeyPatch, folder: Path, postgres: str, kind: str) -> Workspace:
    folder.mkdir(exist_ok=True)
    address = f"sqlite:///{folder}/{kind}.sqlite" if kind == "sqlite" else new_database(postgres)
    monkeypatch.setenv("QUJIAN_DATABASE", address)
    monkeypatch.setenv("QUJIAN_STORE", str(folder / f"store-{kind}"))
    return open_workspace()


def _rows(workspace: Workspace) -> int:
    with workspace.reading() as connection:
        return sum(
            connection.scalar(select(func.count()).select_from(t)) or 0 for t in METADATA.sorted_tables
        )


def _writing(office: Office, backed_up: Callable[[], object]) -> None:
    """Let people propose, keep drafts, decide and publish until the backup is taken."""
    editors = [people.add(office.workspace, None, f"editor {n}", "editor", PASSWORD) for n in range(WRITING)]
    rows = office.rows("observations")
    written, is_over = threading.Semaphore(0), threading.Event()

    def write(number: int) -> None:
        turn = 0
        while not is_over.is_set():
            turn += 1
            if number == 0:
                office.publish(office.correction(rows[turn], note_zh=f"第{turn}次", note_en=f"turn {turn}"))
            elif number % 2:
                text = f"{number}, {turn}"
                edit = office.correction(rows[-number], note_zh=text, note_en=text)
                changes.propose(office.workspace, editors[number], [edit], "tried")
            else:
                drafts.keep(office.workspace, editors[number], f"{number}.{turn}", "{}" * 50)
            written.release()

    with ThreadPoolExecutor(WRITING) as pool:
        writers = [pool.submit(write, n) for n in range(WRITING)]
        for _ in range(WRITING // 2):
            written.acquire()
        try:
            backed_up()
        finally:
            is_over.set()
        for writer in writers:
            writer.result()


def test_while_ten_people_write_it_is_of_one_moment_and_the_same_in_either_database(
    office: Office, tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.publish(office.correction(office.rows("observations")[0], note_en="before"))
    file = tmp_path / "backup.zip"
    rows: list[int] = []
    _writing(office, lambda: rows.append(backup.backup(office.workspace, file)))
    built = set()
    for kind in ("sqlite", "postgresql"):
        again = _empty(monkeypatch, tmp_path / "again", postgres, kind)
        assert [backup.restore(again, file)] == rows
        with again.reading() as connection:
            (newest, *_) = publishing.publications(connection)
            numbers = set(
                connection.scalars(select(CHANGES.c.publication).where(CHANGES.c.state == "published"))
            )
            known = set(connection.scalars(select(PUBLICATIONS.c.number)))
            ids = list(connection.scalars(select(DRAFTS.c.draft_id).order_by(DRAFTS.c.draft_id)))
        assert numbers <= known
        assert len(ids) == len(set(ids))
        assert build().name == f"qujian-{newest.content_hash}.duckdb"
        built.add(build().name)
    assert len(built) == 1


def _changed(file: Path, name: str, change: Callable[[bytes], bytes | None]) -> None:
    """Write the backup again with one of its files changed, or left out."""
    with zipfile.ZipFile(file) as old:
        contents: dict[str, bytes | None] = {n: old.read(n) for n in old.namelist()}
    contents[name] = change(contents[name] or b"")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for n, content in contents.items():
            if content is not None:
                new.writestr(n, content)


def _with(**cells: object) -> Callable[[bytes], bytes]:
    """The first row of a file with other cells."""

    def change(content: bytes) -> bytes:
        first, *rest = content.splitlines(keepends=True)
        return json.dumps(json.loads(first) | cells).encode() + b"\n" + b"".join(rest)

    return change


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("about.json", lambda _: b'{"qujian_workspace": 3}', "newer version"),
        ("about.json", lambda _: b'{"qujian_workspace": "1"}', "no backup"),
        ("about.json", lambda _: b"[]", "no backup"),
        ("about.json", lambda _: None, "damaged"),
        ("people.jsonl", lambda _: None, "damaged"),
        ("people.jsonl", lambda _: b"", "damaged"),
        ("people.jsonl", lambda c: c[:-9], "damaged"),
        ("people.jsonl", lambda c: c + c, "damaged"),
        ("people.jsonl", lambda _: b"7\n", "damaged"),
        ("people.jsonl", _with(badge=7), "newer version"),
        ("people.jsonl", _with(name=None), "damaged"),
        ("bases.jsonl", _with(content="not base64!"), "damaged"),
        ("changes.jsonl", _with(author=999), "damaged"),
        ("changes.jsonl", _with(change_id={"a": 1}), "damaged"),
    ],
)
def test_what_is_damaged_or_newer_is_refused_in_words_and_leaves_nothing(
    office: Office,
    tmp_path: Path,
    postgres: str,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
    name: str,
    change: Callable[[bytes], bytes | None],
    said: str,
) -> None:
    office.accepted(office.correction(office.rows("observations")[0], note_en="kept"))
    with office.workspace.writing() as connection:
        connection.execute(
            METADATA.tables["bases"].insert().values(base_digest="x", content=b"y", kept_at="z")
        )
    file = tmp_path / "backup.zip"
    backup.backup(office.workspace, file)
    _changed(file, name, change)
    again = _empty(monkeypatch, tmp_path / "again", postgres, office.workspace.engine.dialect.name)
    with pytest.raises(WorkspaceError) as refused:
        backup.restore(again, file)
    assert said in refused.value.reason.en
    assert refused.value.reason.zh
    assert _rows(again) == 0


def test_a_backup_from_before_documents_were_taken_in_is_read(
    office: Office, tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.zip"
    rows = backup.backup(office.workspace, file)
    for name in backup.SINCE:
        _changed(file, f"{name}.jsonl", lambda _: None)
    _changed(file, "about.json", lambda _: b'{"qujian_workspace": 1}')
    again = _empty(monkeypatch, tmp_path / "again", postgres, office.workspace.engine.dialect.name)
    assert backup.restore(again, file) == rows
    assert people.signed_in(again, "editor", PASSWORD) == office.people["editor"]


def test_documents_and_their_figures_are_in_the_backup(
    office: Office, tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor, file = office.people["editor"], tmp_path / "backup.zip"
    content = bytes(range(256)) * 3_000
    intake_id = intake_documents.add(office.workspace, editor, "年报.pdf", content)
    taken_in(office, editor)
    backup.backup(office.workspace, file)
    again = _empty(monkeypatch, tmp_path / "again", postgres, office.workspace.engine.dialect.name)
    backup.restore(again, file)
    kept = intake_documents.document(again, editor, intake_id)
    with again.reading() as connection:
        assert stored_files.content_of(connection, kept.sha256) == content
    assert len(intake_figures.figures(again, editor, intake_id + 1)) == 2
    assert intake_documents.add(again, editor, "next.pdf", b"next") > intake_id + 1


def test_any_flipped_byte_is_found_or_changes_nothing(
    office: Office, tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.zip"
    rows, content = backup.backup(office.workspace, file), file.read_bytes()
    chance = random.Random(20261127)
    for _ in range(60):
        place = chance.randrange(len(content))
        flipped = bytes([content[place] ^ (1 << chance.randrange(8))])
        file.write_bytes(content[:place] + flipped + content[place + 1 :])
        again = Workspace(office.workspace.engine)
        with again.writing() as connection:
            for table in reversed(METADATA.sorted_tables):
                connection.execute(table.delete())
        try:
            assert backup.restore(again, file) == rows
        except WorkspaceError as error:
            assert error.reason.zh
            assert _rows(again) == 0


def test_a_place_in_use_is_left_as_it_is(
    office: Office, tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "backup.zip"
    backup.backup(office.workspace, file)
    before = _rows(office.workspace)
    with pytest.raises(WorkspaceError) as refused:
        backup.restore(office.workspace, file)
    assert "not empty" in refused.value.reason.en
    assert _rows(office.workspace) == before
    # A server that already runs on the new place makes a key for its tokens; that is no use of it.
    again = _empty(monkeypatch, tmp_path / "again", postgres, office.workspace.engine.dialect.name)
    sessions.token(again, office.people["reader"])
    assert _rows(again) == 1
    assert backup.restore(again, file) == before
    assert people.signed_in(again, "editor", PASSWORD) == office.people["editor"]


@pytest.mark.parametrize("name", ["missing/backup.zip", "."])
def test_a_file_that_cannot_be_written_or_read_is_named(office: Office, tmp_path: Path, name: str) -> None:
    for step in (backup.backup, backup.restore):
        with pytest.raises(WorkspaceError) as refused:
            step(database.Workspace(office.workspace.engine), tmp_path / name)
        assert refused.value.reason.zh
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".tmp")]
