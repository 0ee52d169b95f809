"""The address of a page as a QR code: for a phone at the meeting, and at the foot of a printed sheet."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import anyio.to_thread
import segno
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages.api.errors import ApiError
from pages.shared.security import is_same_origin

#: A code of more characters has modules too small for a phone to read from a sheet.
LONGEST = 1_000


def drawn(address: str) -> bytes:
    """Return the code of an address as SVG, black on white, with the margin that readers of codes need."""
    picture = io.BytesIO()
    segno.make_qr(address, error="m" if len(address) < LONGEST // 3 else "l").save(
        picture, kind="svg", light="#fff", border=4, omitsize=True, svgclass=None, lineclass=None
    )
    return picture.getvalue()


async def qr(request: Request) -> Response:
    """Answer with the code of an address of this very server; no other is drawn."""
    address = request.query_params.get("address", "")
    host = request.headers.get("host", "")
    if not address or len(address) > LONGEST:
        return ApiError("value_too_long", parameter="address", longest=LONGEST).response()
    if not is_same_origin(_origin(address), host):
        return ApiError("foreign_origin", value=address[:80]).response()
    picture = await anyio.to_thread.run_sync(drawn, address)
    return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


routes = [Route("/share/qr.svg", qr)]
