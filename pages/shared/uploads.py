"""How many uploaded files one session may hold; Streamlit itself limits only the size of each (`maxUploadSize`)."""

from __future__ import annotations

from collections import Counter

from starlette.types import ASGIApp, Receive, Scope, Send

from pages.api.errors import ApiError
from pages.shared.security import in_words
from pages.shared.streamlit_internals import UPLOADS, uploaded_files

#: The page takes one file at a time and gives up the one before.
MOST_FILES = 8


class Uploads:
    """Refuse a file where a session holds its share; leave everything else alone."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap the application."""
        self.app = app
        self._coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a refusal, or pass on."""
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(UPLOADS):
            await self.app(scope, receive, send)
            return
        session = scope["path"].removeprefix(UPLOADS).split("/")[0]
        if uploaded_files(session) + self._coming[session] >= MOST_FILES:
            await in_words(ApiError("too_many_files"), scope)(scope, receive, send)
            return
        self._coming[session] += 1  # files on their way count too
        try:
            await self.app(scope, receive, send)
        finally:
            self._coming[session] -= 1
            self._coming += Counter()  # forget sessions at zero
