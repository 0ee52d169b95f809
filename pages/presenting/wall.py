"""Big screen 大屏: one dark view for a wall, renewed as the data change."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from locales import words
from pages.presenting.meeting import FRESH, OPEN, library
from pages.presenting.work import language_of, wall_of
from queries.current import current_store
from reports.stage.document import document, inline

SCRIPTS = ("base.js", "live.js", "draw.js", "panels.js", "wall.js")


async def wall(request: Request) -> Response:
    """The document of the big screen."""
    code = language_of(request)
    scripts = f'<script src="{library()}"></script>{inline(*SCRIPTS)}'
    name = words(code).gettext("Big screen")
    page = document(code, name, await wall_of(current_store()), scripts, OPEN, ("wall.css",))
    return HTMLResponse(page, headers=FRESH)


async def wall_data(_request: Request) -> Response:
    """What the big screen shows, anew."""
    data = await wall_of(current_store())
    return Response(data, media_type="application/json", headers={"Cache-Control": "no-store"})
