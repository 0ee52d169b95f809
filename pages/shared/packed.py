"""Scripts and styles from installed packages, compressed once and kept.

Streamlit sends its own uncompressed (4.7 MB for Plotly alone) because compressing anew for every reader costs more than
it saves. Compressing each file once, and keeping the result, has neither fault. Everything else (API answers,
tables) Streamlit compresses itself.
"""

import gzip
import mimetypes
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.shared.limits import Kept, scripts
from pages.shared.streamlit_internals import PROGRAM_FOLDERS, STATIC

FILES = {
    f"/{path.relative_to(STATIC).as_posix()}": path
    for folder in PROGRAM_FOLDERS
    for path in (STATIC / folder).iterdir()
    if path.suffix in {".js", ".css"}
}
#: At most some 9 MB for all of them and the chart library of the meeting.
_kept = Kept(scripts, len(FILES) + 1)


def packed(path: Path) -> bytes:
    """Return one file, compressed."""
    return gzip.compress(path.read_bytes(), compresslevel=6)


async def file_answer(path: Path, scope: Scope) -> Response:
    """Return a file that browsers may keep for ever, compressed for those who take that."""
    headers = {"Vary": "Accept-Encoding", "Cache-Control": "public, immutable, max-age=31536000"}
    kind = mimetypes.guess_type(path.name)[0]
    if "gzip" not in Headers(scope=scope).get("accept-encoding", ""):
        return FileResponse(path, headers=headers, media_type=kind)
    body = await _kept.get(packed, path)
    return Response(body, headers=headers | {"Content-Encoding": "gzip"}, media_type=kind)


class Packed:
    """Answer for Streamlit's scripts and styles; leave everything else alone."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        path = FILES.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        answer = self.app if path is None else await file_answer(path, scope)
        await answer(scope, receive, send)
