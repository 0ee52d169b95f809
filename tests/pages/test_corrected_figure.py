"""A figure is corrected and the label of the release stays: what is open, kept or made must show the right one."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
from starlette.applications import Starlette

from data.build import build
from pages.meeting import routes
from pages.meeting.work import presentation_json
from queries import current
from queries.current import current_store
from tests.pages.correcting import METRIC, RIGHT, WRONG, copy_of_facts, correct
from tests.pages.reader import visit
from tests.pages.test_report_page import again, press
from tests.waiting import awaited
from views.draft import Draft, item

DRAFT = Draft(items=(item("compare", metric=METRIC, year=2020),), language="zh")


@pytest.fixture
def publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A store of its own in use; `publish()` corrects one figure in it under the same label."""
    folder = copy_of_facts(tmp_path / "facts")
    monkeypatch.setenv("QUJIAN_DATA", str(folder))
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(current, "CHECK_INTERVAL", 0.0)
    build()

    def corrected() -> None:
        before = current_store()
        correct(folder)
        after = current_store()
        assert after.version == before.version
        assert after.content_hash != before.content_hash

    return corrected


def _get(address: str) -> Any:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://district", timeout=120) as client:
            return await client.get(address)

    return awaited(ask()).json()


def test_the_wall_and_open_meetings_are_told(publish: Callable[[], None]) -> None:
    alive, wall = _get("/stage/alive"), _get("/stage/wall")
    presentation = json.loads(awaited(presentation_json(current_store(), DRAFT.as_json())))
    assert alive["stamp"] == wall["stamp"] == presentation["stamp"], (
        "nothing is fetched anew while nothing has changed"
    )
    publish()
    later = _get("/stage/alive")
    assert later["version"] == alive["version"]
    assert later["stamp"] != alive["stamp"]
    wall_now = _get("/stage/wall")
    presentation_now = json.loads(awaited(presentation_json(current_store(), DRAFT.as_json())))
    assert wall_now["stamp"] == presentation_now["stamp"] == later["stamp"]
    for before, after in ((wall, wall_now), (presentation, presentation_now)):
        assert WRONG in json.dumps(before) and RIGHT not in json.dumps(before)
        assert RIGHT in json.dumps(after) and WRONG not in json.dumps(after)


def test_made_files_are_made_anew(publish: Callable[[], None]) -> None:
    at = visit("report", draft=DRAFT.as_link(), formats="xlsx").at
    press(at, "control-make")
    assert WRONG in _cells(at)
    publish()
    again(at)
    assert [x for x in at.get("download_button") if ".xlsx" in x.proto.label] == []
    press(at, "control-make")
    assert RIGHT in _cells(at) and WRONG not in _cells(at)


def _cells(at: Any) -> str:
    """All that is written in the workbook last made."""
    (file,) = at.session_state["made-files"][1]
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    return " ".join(str(c.value) for sheet in book for row in sheet for c in row if c.value is not None)
