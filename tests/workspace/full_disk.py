"""An office on a file system of its own that is full, in a program of its own: what is said, and what is left.

`unshare --map-root-user --mount python -m tests.workspace.full_disk FOLDER STEP`: with a mount that nobody else sees.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.build import StoreError, build, facts_digest
from data.store import current, opens
from data.workspace import backup, changes, folding, people, publishing
from data.workspace.changes import Edit
from data.workspace.database import WorkspaceError, open_workspace
from data.workspace.facts import published_folder
from data.workspace.people import ROLES
from tests.workspace.conftest import FACTS, PASSWORD, TODAY, Office

#: The size of the disk, and how much of it is left for a step, in bytes: where it is full differs with that.
SIZE, LEFT = "64m", (0, 100_000, 1_000_000)
#: All that takes the place of what is missing.
FILLER = "filler"


def main(folder: Path, step: str) -> None:
    """Mount a small disk, set an office on it, and do a step with more and more room. Raises AssertionError."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)], check=True)
    shutil.copytree(FACTS, folder / "base")
    (folder / "tmp").mkdir()
    os.environ |= {
        "QUJIAN_DATA": str(folder / "base"),
        "QUJIAN_STORE": str(folder / "store"),
        "TMPDIR": str(folder / "tmp"),
    }
    workspace = open_workspace()
    members = {role: people.add(workspace, None, role, role, PASSWORD) for role in ROLES}
    office = Office(workspace, members, folder / "base", folder / "store")
    office.publish(_edit(office, 0))
    said = [_tried(office, folder, step, number, left) for number, left in enumerate(LEFT, start=1)]
    print("refused", len([text for text in said if text]), "of", len(LEFT))
    assert any(said), "the disk was full"


def _edit(office: Office, number: int) -> Edit:
    text = f"number {number}"
    return office.correction(office.rows("observations")[number], note_zh=text, note_en=text)


def _tried(office: Office, folder: Path, step: str, number: int, left: int) -> str:
    """Do a step with so much room; return what was said where there was not enough, and do it once there is."""
    do = STEPS[step](office, number)
    before = _state(office)
    said = ""
    _fill(folder, left)
    try:
        do()
    except (WorkspaceError, StoreError) as error:
        said = error.reason.en
        assert "磁盘已满" in error.reason.zh, error.reason
        assert "disk is full" in said, error.reason
        _still_reads(office)
    (folder / FILLER).unlink()
    _nothing_half(office, folder, step)
    if said and not _is_done(office, step, before):
        do()
    _nothing_half(office, folder, step)
    assert build() == current(office.store)
    _still_reads(office)
    return said


def _fill(folder: Path, left: int) -> None:
    """Write until there is no room, then give some back."""
    block = b"x" * 4_096
    with (folder / FILLER).open("wb", buffering=0) as file:
        try:
            while True:
                file.write(block)
        except OSError:
            pass
        file.truncate(max(0, file.tell() - left))


def _state(office: Office) -> tuple[int, ...]:
    """How many versions there are, and how many changes are in each state."""
    with office.workspace.reading() as connection:
        states = [c.state for c in changes.changes(connection, most=100_000)]
        return (len(publishing.publications(connection)), *map(states.count, changes.STATES))


def _is_done(office: Office, step: str, before: tuple[int, ...]) -> bool:
    """Whether a step that was refused is in force all the same: a version that is not in use yet, as it says."""
    return step == "publish" and _state(office) != before


def _still_reads(office: Office) -> None:
    """Readers go on: the database opens, the workspace answers."""
    path = current(office.store)
    assert path is not None
    assert opens(path)
    assert len(_state(office)) > 1


def _nothing_half(office: Office, folder: Path, step: str) -> None:
    """No file of a step that was cut off is left, and what is published is what its version says."""
    assert sorted(p.name for p in office.base.iterdir()) == sorted(p.name for p in FACTS.iterdir())
    assert [p.name for p in office.store.iterdir() if p.name.startswith(".")] == []
    assert list((folder / "tmp").iterdir()) == []
    with office.workspace.reading() as connection:
        versions = publishing.publications(connection)
    if step != "build":  # which builds what somebody edited by hand
        assert facts_digest(published_folder(office.store)) == versions[0].facts_digest


def _propose(office: Office, number: int) -> Callable[[], object]:
    edit = _edit(office, number)
    return lambda: changes.propose(office.workspace, office.people["editor"], [edit], "tried")


def _accept(office: Office, number: int) -> Callable[[], object]:
    ids = changes.propose(office.workspace, office.people["editor"], [_edit(office, number)], "tried")
    return lambda: changes.accept(office.workspace, office.people["reviewer"], ids)


def _publish(office: Office, number: int) -> Callable[[], object]:
    office.accepted(_edit(office, number))
    return lambda: publishing.publish(office.workspace, office.people["reviewer"], TODAY, "更正", "Corrected")


def _fold(office: Office, number: int) -> Callable[[], object]:
    office.publish(_edit(office, number))
    return lambda: folding.fold(office.workspace)


def _backup(office: Office, number: int) -> Callable[[], object]:
    return lambda: backup.backup(office.workspace, office.base.parent / f"backup{number}.zip")


def _restore(office: Office, number: int) -> Callable[[], object]:
    file = office.base.parent / f"backup{number}.zip"
    backup.backup(office.workspace, file)

    def restored() -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("QUJIAN_DATABASE", f"sqlite:///{office.base.parent}/again{number}.sqlite")
            again = open_workspace()
        assert backup.restore(again, file)

    return restored


def _build(office: Office, number: int) -> Callable[[], object]:
    path = office.base / "observations.csv"
    rows = path.read_text("utf-8")
    path.write_text(
        rows.replace("number 0", f"by hand {number}").replace("百科类网页", f"百科网页{number}", 1), "utf-8"
    )
    return build


STEPS: dict[str, Callable[[Office, int], Callable[[], object]]] = {
    "propose": _propose,
    "accept": _accept,
    "publish": _publish,
    "fold": _fold,
    "backup": _backup,
    "restore": _restore,
    "build": _build,
}


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
