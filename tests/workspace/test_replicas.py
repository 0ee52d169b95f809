"""Several servers over one workspace: each builds what another published, or says why it serves the version before."""

from __future__ import annotations

import errno
import json
import logging
import shutil
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import update

from data.build import current, make_current, usable
from data.store import opens, version_of
from data.workspace import database, replica
from data.workspace.database import WorkspaceError, open_workspace
from data.workspace.publishing import Publication
from data.workspace.replica import Replica
from data.workspace.schema import PUBLICATIONS
from pages.monitoring import following, process
from pages.monitoring.readiness import readiness
from queries.current import current_store
from queries.store import open_store
from tests.workspace.conftest import Office

pytestmark = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)


class Server:
    """Another server of the office: a store of its own, and what its readers get."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.store = folder
        self._monkeypatch = monkeypatch
        self.opened = ""
        self.replica = Replica(folder, lambda: self.opened)

    def here(self) -> None:
        """Act on this server from now on."""
        self._monkeypatch.setenv("QUJIAN_STORE", str(self.store))

    def open(self) -> None:
        """Let readers have what the pointer names, if it opens."""
        path = current(self.store)
        try:
            self.opened = open_store(path.resolve()).content_hash if path else ""
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it is not served
            return

    def look(self) -> replica.State:
        self.here()
        self.replica.look()
        self.open()
        return self.replica.state


@pytest.fixture
def other(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server that is in step with the first publication."""
    monkeypatch.setenv("QUJIAN_DATABASE", database.address().render_as_string(hide_password=False))
    publish(office, 0)
    found = Server(tmp_path / "other", monkeypatch)
    found.here()
    make_current(usable(found.store))
    found.open()
    assert found.look().is_served
    return found


def publish(office: Office, number: int) -> Publication:
    """What the first server publishes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUJIAN_STORE", str(office.store))
        row = office.rows("observations")[number]
        text = f"corrected {number}"
        return office.publish(office.correction(row, note_zh=text, note_en=text))


def _taken() -> float:
    """How many versions were taken into use in this process, as Prometheus reads it."""
    lines = process.text().splitlines()
    return sum(
        float(x.split()[-1]) for x in lines if x.startswith('qujian_publications_total{outcome="taken"}')
    )


def test_what_one_publishes_another_builds_and_serves(office: Office, other: Server) -> None:
    taken = _taken()
    for number in (1, 2):
        publication = publish(office, number)
        assert other.replica.state.publication != publication
        other.look()
        assert other.opened == publication.content_hash == version_of(current(office.store) or Path())
        state = other.look()
        assert (state.is_served, state.trouble, state.publication) == (True, None, publication)
    assert _taken() == taken + 2


def _with_other_hash(office: Office, publication: Publication, content_hash: str) -> None:
    """Let a publication be one of another release: its facts, in another shape."""
    at = PUBLICATIONS.c.number == publication.number
    with office.workspace.writing() as connection:
        connection.execute(update(PUBLICATIONS).where(at).values(content_hash=content_hash))


def test_of_another_release_the_last_version_stays_and_it_is_tried_again_ever_less_often(
    office: Office, other: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock = 1000.0
    monkeypatch.setattr(replica.time, "monotonic", lambda: clock)
    before = other.opened
    publication = publish(office, 1)
    _with_other_hash(office, publication, "0" * 16)
    tries: list[float] = []
    built = Replica._built
    monkeypatch.setattr(Replica, "_built", lambda *a, **k: (tries.append(clock), built(*a, **k))[1])
    for _ in range(40):
        state = other.look()
        assert (state.is_served, state.trouble and state.trouble.code) == (False, "other_release")
        assert other.opened == before
        clock += 1
    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses == sorted(pauses)
    assert pauses[:4] == [1, 2, 4, 8]
    said = [r for r in caplog.records if getattr(r, "event", "") == "publication_failed"]
    assert len(said) == 1, "said once, not with every try"
    _with_other_hash(office, publication, publication.content_hash)
    clock += replica.RETRY_LONGEST
    other.look()
    assert other.opened == publication.content_hash
    assert other.look().trouble is None


@pytest.mark.parametrize("number, code", [(errno.ENOSPC, "disk_full"), (errno.EROFS, "not_writable")])
def test_what_the_disk_does_not_take_is_said_and_taken_later(
    office: Office, other: Server, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fails(*_: object, **__: object) -> Path:
        raise OSError(number, "no")

    before = other.opened
    publication = publish(office, 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.build._write_database", fails)
        state = other.look()
    assert (state.is_served, state.trouble and state.trouble.code, other.opened) == (False, code, before)
    assert state.publication == publication
    other.replica._retry_at = 0
    other.look()
    assert other.opened == publication.content_hash
    assert other.look().trouble is None


def test_a_database_that_is_damaged_on_the_disk_is_built_again(office: Office, other: Server) -> None:
    publication = publish(office, 1)
    other.here()
    other.replica.look()
    path = current(other.store)
    assert path
    content = path.read_bytes()
    path.write_bytes(content[:8192] + bytes(len(content) - 8192))
    assert not opens(path)
    other.look()
    assert other.opened == publication.content_hash


def test_files_that_differ_from_those_of_the_publication(
    office: Office, other: Server, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where several machines may be, the published files count; on the only one, those that lie there."""
    theirs = settings / "theirs"
    shutil.copytree(office.base, theirs)
    publication = publish(office, 1)
    before = other.opened
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUJIAN_DATA", str(theirs))
        (theirs / "doubts.csv").write_bytes((theirs / "doubts.csv").read_bytes() + b"\n")
        state = other.look()
    if office.workspace.engine.dialect.name == "sqlite":
        assert (state.is_served, state.trouble and state.trouble.code) == (True, "edited")
        assert other.opened == before
    else:
        assert other.opened == publication.content_hash
        assert state.trouble and state.trouble.code == "other_base"


def test_without_the_workspace_the_last_version_stays_and_its_return_is_noticed(
    office: Office, other: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def unreachable() -> object:
        raise WorkspaceError("不可用", "gone")

    publication = publish(office, 1)
    before = other.opened
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replica, "open_workspace", unreachable)
        for _ in range(3):
            assert not other.look().is_reachable
    assert other.opened == before
    events = [getattr(r, "event", "") for r in caplog.records]
    assert events.count("workspace_lost") == 1
    caplog.set_level(logging.WARNING)
    other.look()
    assert other.replica.state.is_reachable
    assert other.opened == publication.content_hash
    assert "workspace_back" in [getattr(r, "event", "") for r in caplog.records]


def test_a_clock_that_is_off_is_said_and_survived(
    office: Office, other: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    publication = publish(office, 1)
    monkeypatch.setattr(replica, "moment", lambda: database.moment() + timedelta(minutes=10))
    for _ in range(3):
        other.look()
    assert other.opened == publication.content_hash
    assert other.replica.is_clock_off
    assert [getattr(r, "event", "") for r in caplog.records].count("clock_off") == 1
    monkeypatch.setattr(replica, "moment", database.moment)
    other.look()
    assert not other.replica.is_clock_off


def test_a_server_of_another_release_starts_with_the_same_facts(
    office: Office, other: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade of the program: as it builds them, though nobody has published since."""
    publication = publish(office, 1)
    _with_other_hash(office, publication, "f" * 16)
    fresh = Server(tmp_path / "fresh", monkeypatch)
    fresh.here()
    assert version_of(fresh.replica.begin()) == publication.content_hash
    fresh.open()
    state = fresh.look()
    assert (state.is_served, state.trouble) == (True, None)


def test_a_server_starts_with_what_it_has_where_the_workspace_is_away(
    office: Office, other: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable() -> object:
        raise WorkspaceError("不可用", "gone")

    monkeypatch.setattr(replica, "open_workspace", unreachable)
    other.here()
    assert version_of(Replica(other.store, str).begin()) == other.opened


def test_readiness_says_what_is_served_and_why_not(
    office: Office, other: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.here()
    following.look()
    following.look()
    found = readiness()
    assert (found["ready"], found["reasons"]) == (True, [])
    publication = publish(office, 1)
    other.here()
    _with_other_hash(office, publication, "0" * 16)
    following.look()
    found = readiness()
    assert (found["ready"], found["reading"]) == (False, True)
    assert [r["code"] for r in found["reasons"]] == ["other_release"]
    assert found["published"]["version"] == publication.version
    assert not found["published"]["served"]
    assert found["data"]["content_hash"] == current_store().content_hash
    text = json.dumps(found)
    assert str(other.store) not in text
    assert "postgresql" not in text
    assert open_workspace()
