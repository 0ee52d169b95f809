"""Big screen 大屏: one dark view for a wall, renewed as the data change."""

from __future__ import annotations

from functools import lru_cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from locales import words
from pages.presenting.meeting import FRESH, OPEN, library
from pages.presenting.work import language_of, one_at_a_time
from queries.current import current_store
from queries.store import Store
from reports.stage.deck import packed
from reports.stage.document import document, inline
from reports.stage.wall import wall as wall_of


async def wall(request: Request) -> Response:
    """The document of the big screen."""
    code = language_of(request)
    data = await one_at_a_time(_json, current_store())
    scripts = f'<script src="{library()}"></script>' + inline(
        "base.js", "live.js", "draw.js", "panels.js", "wall.js"
    )
    name = words(code).gettext("Big screen")
    return HTMLResponse(document(code, name, data, scripts, OPEN, ("wall.css",)), headers=FRESH)


async def wall_data(_request: Request) -> Response:
    """What the big screen shows, anew."""
    data = await one_at_a_time(_json, current_store())
    return Response(data, media_type="application/json", headers={"Cache-Control": "no-store"})


@lru_cache(maxsize=2)
def _json(store: Store) -> str:
    return packed(wall_of(store))
