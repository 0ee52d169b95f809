"""Cut off at any moment, nothing that was decided is lost, no half of a version is published, nobody sees a mixture."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from data import settings as where
from data.store import current
from data.workspace.database import address
from tests.workspace import migrating
from tests.workspace.conftest import Office, new_database
from tests.workspace.interrupted import SIGN, halves, killed

#: How often the program is killed: here a few times, QUJIAN_TEST_KILLS=200 for a trial.
KILLS = int(os.environ.get("QUJIAN_TEST_KILLS", "3"))
#: Seconds that a trial may take: each time it is built anew and looked at, and the store grows.
pytestmark = pytest.mark.timeout(600 + 60 * KILLS)


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "QUJIAN_DATA": str(where.data_folder()),
        "QUJIAN_STORE": str(where.store_folder()),
        "QUJIAN_DATABASE": address().render_as_string(hide_password=False).replace("+psycopg", ""),
    }


def test_killed_at_any_moment(office: Office) -> None:
    assert killed(office, _environment(), KILLS, seed=20261127) > 0


def test_killed_while_it_migrates(
    settings: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance, shapes, is_sqlite = random.Random(20261127), migrating.earlier(), not where.database()
    for number in range(KILLS):
        fresh = (
            f"sqlite:///{settings}/older{number}.sqlite"
            if is_sqlite
            else new_database(request.getfixturevalue("postgres"))
        )
        monkeypatch.setenv("QUJIAN_DATABASE", fresh)
        shape = shapes[number % len(shapes)]
        migrating.prepare(shape)
        migrating.kill_one(_environment(), chance, shape)


def test_a_mixture_would_be_seen(office: Office) -> None:
    """The trial above can fail: it sees one row of a pair corrected without the other."""
    figure, document = office.rows("observations")[0], office.rows("documents")[0]
    office.publish(office.correction(figure, note_zh=f"{SIGN}1", note_en=f"{SIGN}1"))
    path = current(office.store)
    assert path is not None
    assert len(halves(path, [(figure["observation_id"], document["document_id"])])) == 1
