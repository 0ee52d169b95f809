"""A disk that is full: it is said in words, nothing is half written, readers go on, and it works once there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.waiting import SLOWEST
from tests.workspace.conftest import new_database
from tests.workspace.full_disk import STEPS

ROOT = Path(__file__).resolve().parents[2]
#: With a mount that nobody else sees, which needs no rights where the system allows namespaces.
ALONE = ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)))


@cache
def _can_mount() -> bool:
    if not shutil.which(ALONE[0]):
        return False
    tried = subprocess.run(
        [*ALONE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False
    )
    return tried.returncode == 0


def _tried(folder: Path, step: str, **environment: str) -> None:
    if not _can_mount():
        pytest.skip("this machine lets nobody mount a small disk (unshare --map-root-user --mount)")
    (folder / "disk").mkdir()
    done = subprocess.run(
        [*ALONE, sys.executable, "-m", "tests.workspace.full_disk", str(folder / "disk"), step],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=SLOWEST,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4_000:]
    assert "refused" in done.stdout


@pytest.mark.parametrize("step", STEPS)
def test_a_full_disk_is_named_and_costs_nothing(tmp_path: Path, step: str) -> None:
    _tried(tmp_path, step)


def test_the_same_where_the_workspace_is_on_another_machine(tmp_path: Path, postgres: str) -> None:
    _tried(tmp_path, "publish", QUJIAN_DATABASE=new_database(postgres))
