"""What is the same for hundreds of offices is made once a run and copied: people, and what unchanged facts become.

What a test changes, migrates or publishes is made by the program itself.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from data import build
from data.workspace import database, passwords, people
from data.workspace.people import ROLES

FACTS = Path(__file__).parents[1] / "contract/data"
PASSWORD = "correct horse 电池"
#: Hashes that cost nothing to try.
_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_QUICK_NOBODY = _QUICK.hash(PASSWORD)


def quick_passwords(patch: pytest.MonkeyPatch) -> None:
    """Keep passwords as hashes that cost nothing to try, in this process: offices are hundreds."""
    patch.setattr(passwords, "_HASHER", _QUICK)
    patch.setattr(passwords, "_NOBODY", _QUICK_NOBODY)


def add_people(address: str) -> None:
    """Make a workspace with somebody of each role, who is called so, and let go of it, so that it can be copied."""
    with pytest.MonkeyPatch.context() as patch:
        quick_passwords(patch)
        patch.setenv("QUJIAN_DATABASE", address)
        workspace = database.open_workspace()
        for role in ROLES:
            people.add(workspace, None, role, role, PASSWORD)
        workspace.engine.dispose()
    database.close_all()


def copy_what_is_built(patch: pytest.MonkeyPatch, kept: Path) -> None:
    """Write the database of the facts as they are only once, into the folder `kept`; others are built as ever."""
    write: Callable[..., None] = build._write

    def copied(path: Path, folder: Path, version: str, *others: object) -> None:
        file = kept / version
        if not file.exists():
            write(path, folder, version, *others)
            if build.facts_digest(folder) == build.facts_digest(FACTS):
                shutil.copyfile(path, file)
        else:
            shutil.copyfile(file, path)

    patch.setattr(build, "_write", copied)
