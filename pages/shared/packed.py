"""Streamlit's own scripts and styles, compressed once and kept.

Streamlit sends them uncompressed (4.7 MB for Plotly alone) because compressing anew for every reader costs more than
it saves. Compressing each file once, and keeping the result, has neither fault. Everything else (API answers,
tables) Streamlit compresses itself.
"""

import gzip
import mimetypes

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.shared.limits import Kept, scripts
from pages.shared.streamlit_internals import PROGRAM_FOLDERS, STATIC

FILES = {
    f"/{path.relative_to(STATIC).as_posix()}": path
    for folder in PROGRAM_FOLDERS
    for path in (STATIC / folder).iterdir()
    if path.suffix in {".js", ".css"}
}
#: At most some 7 MB for all of them.
_kept = Kept(scripts, len(FILES))


def packed(path: str) -> bytes:
    """Return one file, compressed."""
    return gzip.compress(FILES[path].read_bytes(), compresslevel=6)


class Packed:
    """Answer for Streamlit's scripts and styles; leave everything else alone."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if (
            scope["type"] != "http"
            or scope["method"] != "GET"
            or scope["path"] not in FILES
            or "gzip" not in Headers(scope=scope).get("accept-encoding", "")
        ):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        body = await _kept.get(packed, path)
        headers = {
            "Content-Encoding": "gzip",
            "Vary": "Accept-Encoding",
            "Cache-Control": "public, immutable, max-age=31536000",
        }
        kind = mimetypes.guess_type(path)[0]
        await Response(body, headers=headers, media_type=kind)(scope, receive, send)
