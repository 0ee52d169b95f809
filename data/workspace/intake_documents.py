"""Documents taken in: kept as they came, read, confirmed, and taken back. What is read is decided elsewhere.

waiting → reading → read (or failed) → confirmed; removed where the whole document was taken back.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, insert, or_, select, update

from data.violations import Reason
from data.workspace import stored_files
from data.workspace.database import Workspace, WorkspaceError, moment, now, written
from data.workspace.log import note
from data.workspace.people import Person, require
from data.workspace.schema import CHANGES, INTAKE_DOCUMENTS, INTAKE_FIGURES, PEOPLE

State = Literal["waiting", "reading", "failed", "read", "confirmed", "removed"]
STATES: tuple[State, ...] = get_args(State)
#: A server that has not said for so many seconds how far it is does not read any more.
SILENT = 60
#: What is said where reading ends in a fault that nobody foresaw.
UNFORESEEN = Reason(
    "读取时出现未预料的错误，已记入日志；请另存后再试，或联系管理员",
    "an unforeseen fault, which is in the log: save the file anew and try again, or ask an administrator",
)
#: The longest name of a file.
LONGEST_NAME = 255
#: Facts of a document: its district, its period, and the rows of `documents` that it becomes.
Facts = Mapping[str, Any]


class Counts(NamedTuple):
    """How many figures of a document there are of each kind."""

    open: int = 0
    later: int = 0
    accepted: int = 0
    rejected: int = 0
    #: Of the accepted ones: on their way to a reviewer or to the next version, and published.
    sent: int = 0
    published: int = 0

    @property
    def total(self) -> int:
        """All figures that were proposed."""
        return self.open + self.later + self.accepted + self.rejected


class IntakeDocument(NamedTuple):
    """A document as it is kept."""

    intake_id: int
    sha256: str
    file_name: str
    state: State
    progress: int
    progress_at: str
    error: Reason
    has_reading: bool
    rule_version: str
    facts: Facts
    revision: int
    added_by: str
    added_at: str
    confirmed_by: str | None
    confirmed_at: str | None
    counts: Counts

    @property
    def is_silent(self) -> bool:
        """Whether whoever was reading it has ended over it."""
        return self.state in ("waiting", "reading") and self.progress_at < _silent_since()


class AlreadyThereError(WorkspaceError):
    """The same file was taken in before; `intake_id` is where."""

    def __init__(self, intake_id: int, file_name: str) -> None:
        self.intake_id = intake_id
        super().__init__(
            f"同一份文件已收录，请在列表中打开“{file_name}”",
            f"the same file has been taken in already: open {file_name} in the list",
        )


def add(workspace: Workspace, actor: Person, file_name: str, content: bytes) -> int:
    """Keep a file that is to be read; return the id of the document.

    Raises NotAllowedError; AlreadyThereError where the same file is there; WorkspaceError where it is empty.
    """
    require(actor, "propose")
    if not content:
        raise WorkspaceError(
            "文件是空的（0 字节），请重新下载或导出后再收录",
            "the file is empty (0 bytes): download or export it again",
        )
    name = _shown_name(file_name)
    with workspace.writing() as connection:
        digest = stored_files.keep(connection, content)
        known = connection.execute(
            select(INTAKE_DOCUMENTS.c.intake_id, INTAKE_DOCUMENTS.c.file_name).where(
                INTAKE_DOCUMENTS.c.sha256 == digest, INTAKE_DOCUMENTS.c.state.not_in(("removed", "failed"))
            )
        ).first()
        if known:
            raise AlreadyThereError(*known)
        values = {
            "sha256": digest,
            "file_name": name,
            "state": "waiting",
            "progress": 0,
            "progress_at": now(),
            "error_zh": "",
            "error_en": "",
            "rule_version": "",
            "facts": "{}",
            "revision": 1,
            "added_by": actor.person_id,
            "added_at": now(),
        }
        made = insert(INTAKE_DOCUMENTS).values(values).returning(INTAKE_DOCUMENTS.c.intake_id)
        intake_id = int(connection.execute(made).scalar_one())
        note(connection, actor.person_id, "document_added", intake_id, file=name, sha256=digest)
    return intake_id


def begin_reading(workspace: Workspace, intake_id: int) -> bool:
    """Say that this server reads a document from now on; False where another does, or it is read."""
    with workspace.writing() as connection:
        is_free = or_(
            INTAKE_DOCUMENTS.c.state == "waiting",
            and_(INTAKE_DOCUMENTS.c.state == "reading", INTAKE_DOCUMENTS.c.progress_at < _silent_since()),
        )
        return _set(connection, intake_id, is_free, state="reading", progress=0, progress_at=now())


def say_progress(workspace: Workspace, intake_id: int, percent: int) -> None:
    """Say how much of a document is read."""
    with workspace.writing() as connection:
        _set(connection, intake_id, _is_read_now(), progress=percent, progress_at=now())


def keep_reading(workspace: Workspace, intake_id: int, reading: str, facts: Facts) -> None:
    """Keep what was read in a document (as JSON), and what it says of itself."""
    with workspace.writing() as connection:
        digest = stored_files.keep(connection, zlib.compress(reading.encode()))
        values = {"state": "read", "progress": 100, "reading": digest, "facts": _json(facts)}
        _set(connection, intake_id, _is_read_now(), **values, progress_at=now())


def fail(workspace: Workspace, intake_id: int, reason: Reason) -> None:
    """Say why a document could not be read."""
    with workspace.writing() as connection:
        values = {"state": "failed", "error_zh": reason.zh, "error_en": reason.en, "progress_at": now()}
        _set(connection, intake_id, _is_read_now(), **values)


def read_again(workspace: Workspace, actor: Person, intake_id: int) -> None:
    """Let a document be read once more whose reading failed or was cut off."""
    require(actor, "propose")
    with workspace.writing() as connection:
        is_idle = or_(
            INTAKE_DOCUMENTS.c.state == "failed",
            and_(
                INTAKE_DOCUMENTS.c.state.in_(("waiting", "reading")),
                INTAKE_DOCUMENTS.c.progress_at < _silent_since(),
            ),
        )
        if not _set(connection, intake_id, is_idle, state="waiting", progress=0, progress_at=now()):
            raise WorkspaceError("此文件正在读取或已读取", "this document is being read, or has been read")


def confirm(workspace: Workspace, actor: Person, intake_id: int, revision: int, facts: Facts) -> None:
    """Confirm what a document is; its figures follow from it.

    Raises NotAllowedError, and WorkspaceError where it is not read, or somebody else confirmed it meanwhile.
    """
    require(actor, "propose")
    with workspace.writing() as connection:
        is_as_seen = and_(
            INTAKE_DOCUMENTS.c.state.in_(("read", "confirmed")), INTAKE_DOCUMENTS.c.revision == revision
        )
        values = {
            "state": "confirmed",
            "facts": _json(facts),
            "revision": revision + 1,
            "confirmed_by": actor.person_id,
            "confirmed_at": now(),
        }
        if not _set(connection, intake_id, is_as_seen, **values):
            raise WorkspaceError(
                "他人已更改此文件，请重新打开后再确认",
                "somebody else has changed this document meanwhile: open it again",
            )
        note(connection, actor.person_id, "document_confirmed", intake_id)


def documents(workspace: Workspace, actor: Person, most: int = 500) -> list[IntakeDocument]:
    """Return the documents taken in, the newest first, with how many figures of each kind they have."""
    require(actor, "propose")
    with workspace.reading() as connection:
        query = _query().where(INTAKE_DOCUMENTS.c.state != "removed")
        found = list(connection.execute(query.order_by(INTAKE_DOCUMENTS.c.intake_id.desc()).limit(most)))
        counts = _counts(connection, [row.intake_id for row in found])
    return [_document(row, counts.get(row.intake_id, Counts())) for row in found]


def document(workspace: Workspace, actor: Person, intake_id: int) -> IntakeDocument:
    """Return a document. WorkspaceError where there is none."""
    require(actor, "propose")
    with workspace.reading() as connection:
        return document_in(connection, intake_id)


def document_in(connection: Connection, intake_id: int) -> IntakeDocument:
    """Return a document. WorkspaceError where there is none."""
    row = connection.execute(_query().where(INTAKE_DOCUMENTS.c.intake_id == intake_id)).first()
    if row is None:
        raise WorkspaceError("没有这份文件", "there is no such document")
    return _document(row, _counts(connection, [intake_id]).get(intake_id, Counts()))


def reading_of(connection: Connection, intake_id: int) -> str:
    """Return what was read in a document, as JSON. WorkspaceError where it is not read."""
    query = select(INTAKE_DOCUMENTS.c.reading).where(INTAKE_DOCUMENTS.c.intake_id == intake_id)
    digest = connection.scalar(query)
    if digest is None:
        raise WorkspaceError("此文件尚未读取", "this document is not read")
    return zlib.decompress(stored_files.content_of(connection, digest)).decode()


def _set(connection: Connection, intake_id: int, condition: ColumnElement[bool], **values: object) -> bool:
    """Change a document where a condition holds; return whether it did."""
    query = update(INTAKE_DOCUMENTS).where(INTAKE_DOCUMENTS.c.intake_id == intake_id, condition)
    return bool(connection.execute(query.values(**values)).rowcount)


def _is_read_now() -> ColumnElement[bool]:
    return INTAKE_DOCUMENTS.c.state == "reading"


def _silent_since() -> str:
    return written(moment() - timedelta(seconds=SILENT))


def _shown_name(file_name: str) -> str:
    """The name of a file without the folders and the signs that a browser may send."""
    name = file_name.replace("\\", "/").rpartition("/")[2]
    printable = "".join(c for c in name if c.isprintable()).strip()
    return printable[-LONGEST_NAME:] or "document"


def _json(facts: Facts) -> str:
    return json.dumps(dict(facts), ensure_ascii=False, sort_keys=True)


def _query() -> Select[Any]:
    confirming = PEOPLE.alias()
    return (
        select(
            INTAKE_DOCUMENTS,
            PEOPLE.c.name.label("added_by_name"),
            confirming.c.name.label("confirmed_by_name"),
        )
        .join(PEOPLE, INTAKE_DOCUMENTS.c.added_by == PEOPLE.c.person_id)
        .join(confirming, INTAKE_DOCUMENTS.c.confirmed_by == confirming.c.person_id, isouter=True)
    )


def _document(row: Row[Any], counts: Counts) -> IntakeDocument:
    return IntakeDocument(
        row.intake_id,
        row.sha256,
        row.file_name,
        row.state,
        row.progress,
        row.progress_at,
        Reason(row.error_zh, row.error_en),
        row.reading is not None,
        row.rule_version,
        json.loads(row.facts),
        row.revision,
        row.added_by_name,
        row.added_at,
        row.confirmed_by_name,
        row.confirmed_at,
        counts,
    )


def _counts(connection: Connection, intake_ids: list[int]) -> dict[int, Counts]:
    """How many figures of some documents there are of each kind."""
    f, c = INTAKE_FIGURES.c, CHANGES.c
    query = (
        select(f.intake_id, f.state, c.state.label("change"), func.count().label("n"))
        .join(CHANGES, f.change_id == c.change_id, isouter=True)
        .where(f.intake_id.in_(intake_ids))
        .group_by(f.intake_id, f.state, c.state)
    )
    found: dict[int, Counts] = {}
    for row in connection.execute(query):
        counts = found.get(row.intake_id, Counts())
        name = "open" if row.state == "proposed" else row.state
        added = {name: getattr(counts, name) + row.n}
        if row.change in ("proposed", "accepted", "draft"):
            added["sent"] = counts.sent + row.n
        elif row.change in ("published", "folded"):
            added["published"] = counts.published + row.n
        found[row.intake_id] = counts._replace(**added)
    return found
