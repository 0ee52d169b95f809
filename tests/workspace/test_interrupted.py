"""Cut off at any moment, nothing that was decided is lost and no half of a version is published."""

from __future__ import annotations

import os

from data import settings as where
from data.workspace.database import address
from tests.workspace.conftest import Office
from tests.workspace.interrupted import killed

#: How often the program is killed: here a few times, QUJIAN_TEST_KILLS=200 for a trial.
KILLS = int(os.environ.get("QUJIAN_TEST_KILLS", "3"))


def test_killed_at_any_moment(office: Office) -> None:
    environment = {
        **os.environ,
        "QUJIAN_DATA": str(where.data_folder()),
        "QUJIAN_STORE": str(where.store_folder()),
        "QUJIAN_DATABASE": address().render_as_string(hide_password=False).replace("+psycopg", ""),
    }
    assert killed(office, environment, KILLS, seed=20261127) > 0
