"""Big screen 大屏: one dark view for a wall, renewed as the data change."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from locales import words
from pages.meeting.answers import version_of
from pages.meeting.meeting import FRESH, OPEN, waiting
from pages.meeting.work import answered, language_of, policy, shown, wall_of
from pages.shared import limits
from pages.shared.base_path import below
from queries.versions import store_of
from reports.presentation.document import document

SCRIPTS = ("live.js", "draw.js", "panels.js", "wall.js")


@shown
async def wall(request: Request) -> Response:
    """The document of the big screen."""
    page = await limits.questions.run(_document, language_of(request))
    return HTMLResponse(page, headers=FRESH | policy(OPEN))


def _document(code: str) -> str:
    name = words(code).gettext("Big screen")
    return document(code, name, "", waiting(code, below("/stage/wall"), SCRIPTS), OPEN, ("wall.css",))


@answered
async def wall_data(request: Request) -> Response:
    """What the big screen shows, anew."""
    data = await wall_of(await limits.questions.run(store_of, version_of(request)))
    return Response(data, media_type="application/json", headers={"Cache-Control": "no-store"})
