"""Files as they came, kept unaltered under the SHA-256 of their content; what is kept once is not kept twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, insert, select

from data.workspace.database import now
from data.workspace.schema import FILE_PARTS, STORED_FILES

#: Parts of so many bytes: a backup holds several hundred of them at once.
PART = 1 << 17


def keep(connection: Connection, content: bytes) -> str:
    """Keep a file; return its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    if connection.scalar(select(STORED_FILES.c.size).where(STORED_FILES.c.sha256 == digest)) is None:
        connection.execute(insert(STORED_FILES).values(sha256=digest, size=len(content), kept_at=now()))
        for number, start in enumerate(range(0, len(content), PART)):
            part = {"sha256": digest, "number": number, "content": content[start : start + PART]}
            connection.execute(insert(FILE_PARTS).values(part))
    return digest


def content_of(connection: Connection, sha256: str) -> bytes:
    """Return the content of a file that is kept; b"" where there is none."""
    return b"".join(parts_of(connection, sha256))


def parts_of(connection: Connection, sha256: str) -> Iterator[bytes]:
    """Yield a file part by part."""
    query = select(FILE_PARTS.c.content).where(FILE_PARTS.c.sha256 == sha256).order_by(FILE_PARTS.c.number)
    yield from connection.scalars(query)
