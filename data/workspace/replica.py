"""One of several servers over one workspace: it builds what another published, and serves it once it is the same.

Nothing is shared but the workspace. Each server keeps a database of its own, whose content hash must be the one that
was published; what cannot be built so leaves the last good one in use, and is tried again.
"""

from __future__ import annotations

import errno
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from data import settings, telemetry
from data.build import build, built_beside, current, facts_digest, has_this_shape, make_current, version
from data.store import StoreError, database_name, opens, version_of
from data.violations import DataError, Reason
from data.workspace.database import Workspace, WorkspaceError, moment, open_workspace
from data.workspace.facts import folder_with, newest, published
from data.workspace.merging import RowChange
from data.workspace.publishing import Publication, publications
from data.workspace.versions import facts_of

#: A version that could not be taken into use is tried again after so many seconds, then twice as many, and so on.
RETRY_FIRST, RETRY_LONGEST = 1.0, 60.0

#: Clocks that differ by more are said to, in seconds.
CLOCKS_DIFFER = 60.0

_log = logging.getLogger(__name__)


#: Why a published version is not in use here, or what is not as it should be although it is; and what to do.
REASONS = {
    "workspace": Reason(
        "工作库暂不可用，继续使用上一版数据", "the workspace cannot be reached: the last version stays in use"
    ),
    "other_base": Reason(
        "本机的数据文件与发布时所用的不同，请在各服务器上使用同一版本的文件",
        "the CSV files here are not those that the version was published on: give every server the same files",
    ),
    "other_release": Reason(
        "该版本由另一版本的软件或另一边界文件发布，请在各服务器上使用同一版本的软件和同样的设置，然后重新启动",
        "the version was published by another release of the program, or with other boundaries: "
        "give every server the same release and settings, and start this one again",
    ),
    "clock": Reason(
        "本机时钟与数据库服务器的相差超过一分钟，请校时（如启用 NTP）",
        "the clock here and that of the database differ by more than a minute: set it (with NTP)",
    ),
    "edited": Reason(
        "数据文件在发布之后由人工改动，所示为改动后的数据",
        "the CSV files were edited since the version was published, and are served as they are now",
    ),
    "broken_facts": Reason(
        "该版本的数据未通过本机软件的检查，请升级本机软件",
        "the facts of the version do not pass the checks of this program: upgrade this server",
    ),
    "disk_full": Reason("磁盘已满，请腾出空间", "the disk is full: make room"),
    "not_writable": Reason(
        "数据库文件夹不可写，请检查权限和磁盘", "the store cannot be written: check permissions and disk"
    ),
    "no_folder": Reason("QUJIAN_STORE 不是文件夹，请更正", "QUJIAN_STORE is no folder: correct it"),
    "not_built": Reason(
        "未能建库，原因已记入日志", "the database could not be built: the cause is in the log"
    ),
}


class Trouble(NamedTuple):
    """One of `REASONS`; `detail` is for the log alone."""

    code: str
    detail: str = ""


class State(NamedTuple):
    """What a look at the workspace found."""

    #: Whether the workspace could be asked.
    is_reachable: bool = False
    #: The newest version; None where nothing was published, or nobody could be asked yet.
    publication: Publication | None = None
    #: Whether readers get it: its content, or the same facts as this program builds them.
    is_served: bool = False
    #: Why not; or, of what is served, what is not as it should be.
    trouble: Trouble | None = None


class ReplicaError(Exception):
    """A published version cannot be built here as it was published; `trouble` says why."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.trouble, self.reason = Trouble(code, detail), REASONS[code]
        super().__init__(code)


class Replica:
    """Follows what is published; `serving` returns the content hash of what readers get now ('' for nothing yet)."""

    def __init__(self, out: Path, serving: Callable[[], str]) -> None:
        self._out, self._serving = out, serving
        self.state = State()
        self.is_building = False
        #: When the workspace was last asked, by a clock that nobody sets; 0 before the first time.
        self.looked_at = 0.0
        #: By how many seconds the clock here is ahead of that of the database; 0 where nobody else's is known.
        self.is_ahead_by = 0.0
        self._failed: tuple[str, str] | None = None
        self._wait = self._retry_at = 0.0
        #: Content hashes that stand for the facts of a version as this program builds them.
        self._same: dict[str, str] = {}

    def begin(self) -> Path:
        """Return the database to start with: that of the newest version, or the last one used where that cannot be.

        A program of another release builds the same facts in its own shape. Raises DataError and StoreError where
        there is nothing to start with.
        """
        try:
            workspace = open_workspace()
            publication, changes = _newest(workspace)
            if publication is None:
                return build(out=self._out)
            path, trouble = self._built(workspace, publication, changes, is_start=True)
            make_current(path)
            self._same[publication.content_hash] = version_of(path)
            self.state = State(True, publication, True, trouble)
            return path
        except (WorkspaceError, ReplicaError, StoreError, DataError) as error:
            last = current(self._out)
            if last is None or not opens(last):
                if isinstance(error, StoreError | DataError):
                    raise
                raise StoreError(self._out, error.reason) from error
            self._report(None, _trouble(error))
            return last

    def look(self) -> None:
        """Ask what is published, and take it into use where it is not; never raises, `state` says what came of it."""
        try:
            workspace = open_workspace()
            publication, changes = _newest(workspace, self.state.publication, self._serves)
            self._compare_clocks(workspace)
        except WorkspaceError as error:
            if self.state.is_reachable or not self.looked_at:
                _log.error("The workspace cannot be reached: %s", error, extra={"event": "workspace_lost"})
            self.state = self.state._replace(is_reachable=False)
            self.looked_at = time.monotonic()
            return
        if self.looked_at and not self.state.is_reachable:
            _log.warning("The workspace answers again", extra={"event": "workspace_back"})
        self.looked_at = time.monotonic()
        if publication is None:
            self.state = State(True, None, True)
        elif self._serves(publication):
            is_same = self.state.publication == publication
            self.state = State(True, publication, True, self.state.trouble if is_same else None)
            self._failed = None
        else:
            self._follow(workspace, publication, changes)

    def _compare_clocks(self, workspace: Workspace) -> None:
        if not settings.is_shared():
            return
        with workspace.reading() as connection:
            theirs = connection.execute(select(func.clock_timestamp())).scalar_one()
        was_off, self.is_ahead_by = self.is_clock_off, (moment() - theirs).total_seconds()
        if self.is_clock_off and not was_off:
            facts = {"event": "clock_off", "seconds": round(self.is_ahead_by)}
            _log.error(
                "The clock is %.0f seconds ahead of that of the database", self.is_ahead_by, extra=facts
            )

    @property
    def is_clock_off(self) -> bool:
        """Whether the clock here differs from that of the database by more than may be."""
        return abs(self.is_ahead_by) > CLOCKS_DIFFER

    def _serves(self, publication: Publication) -> bool:
        wanted = publication.content_hash
        return self._serving() in (wanted, self._same.get(wanted, wanted))

    def _follow(self, workspace: Workspace, publication: Publication, changes: list[RowChange]) -> None:
        attempt = (publication.content_hash, self._serving())
        if attempt == self._failed and time.monotonic() < self._retry_at:
            self.state = self.state._replace(is_reachable=True, publication=publication)
            return
        self.is_building = True
        try:
            path, trouble = self._built(workspace, publication, changes)
            make_current(path)
        except (WorkspaceError, ReplicaError, StoreError, DataError, OSError) as error:
            found = _trouble(error)
            self._put_off(attempt)
            self._report(publication, found)
        else:
            self._failed = None
            telemetry.say_published("taken")
            text = "Version %s is taken into use"
            _log.info(text, publication.version, extra=_facts(publication, "publication_taken"))
            # It is served from the moment readers get it, which the next look finds.
            self.state = State(True, publication, self._serves(publication), trouble)
        finally:
            self.is_building = False
            self.looked_at = time.monotonic()

    def _built(
        self,
        workspace: Workspace,
        publication: Publication,
        changes: list[RowChange],
        *,
        is_start: bool = False,
    ) -> tuple[Path, Trouble | None]:
        """The database of a version, and what is not as it should be here although it could be built."""
        own = folder_with(changes, self._out)
        is_own = facts_digest(own) == publication.facts_digest
        if not is_own and not settings.is_shared():
            raise ReplicaError("edited")
        lying = self._out / database_name(publication.content_hash)
        if lying.exists() and opens(lying) and has_this_shape(lying):
            return lying, None if is_own else Trouble("other_base")
        if is_own:
            return self._of_facts(own, publication, is_start), None
        try:
            with facts_of(workspace, publication) as facts:
                return self._of_facts(facts, publication, is_start), Trouble("other_base")
        except WorkspaceError as error:
            if isinstance(error.__cause__, OSError):
                raise
            raise ReplicaError("other_base", str(error)) from error

    def _of_facts(self, facts: Path, publication: Publication, is_start: bool) -> Path:
        if version(facts) != publication.content_hash and not is_start:
            raise ReplicaError("other_release")
        return built_beside(facts, self._out)

    def _put_off(self, attempt: tuple[str, str]) -> None:
        self._wait = min(self._wait * 2, RETRY_LONGEST) if attempt == self._failed else RETRY_FIRST
        self._failed, self._retry_at = attempt, time.monotonic() + self._wait

    def _report(self, publication: Publication | None, trouble: Trouble) -> None:
        is_new = self.state.trouble != trouble or self.state.publication != publication
        is_edited = trouble.code == "edited"  # files changed by hand on the only machine there is
        self.state = State(publication is not None, publication, is_edited, trouble)
        if is_edited:
            return
        telemetry.say_published(trouble.code)
        if is_new:
            facts = _facts(publication, "publication_failed") | {"reason": trouble.code}
            text = "Version %s cannot be taken into use (%s); the last one stays, and this one is tried again: %s"
            name = publication.version if publication else "?"
            _log.error(text, name, trouble.code, trouble.detail or trouble.code, extra=facts)


def _newest(
    workspace: Workspace,
    known: Publication | None = None,
    serves: Callable[[Publication], bool] = lambda _: False,
) -> tuple[Publication | None, list[RowChange]]:
    """The newest version and what is published up to it; of one that is known and served, nothing more is asked."""
    with workspace.reading() as connection:
        while True:
            number = newest(connection)
            if number < 0:
                return None, []
            if known is not None and known.number == number and serves(known):
                return known, []
            publication, changes = _last(connection), published(connection)
            if newest(connection) == publication.number:
                return publication, changes


def _last(connection: Connection) -> Publication:
    return publications(connection)[0]


def _facts(publication: Publication | None, event: str) -> dict[str, object]:
    if publication is None:
        return {"event": event}
    return {
        "event": event,
        "publication": publication.number,
        "version": publication.version,
        "content_hash": publication.content_hash,
    }


def _trouble(error: Exception) -> Trouble:
    if isinstance(error, ReplicaError):
        return error.trouble
    if isinstance(error, StoreError):
        return Trouble(error.code, str(error))
    if isinstance(error, DataError):
        return Trouble("broken_facts", error.violations[0].text("en"))
    cause = error if isinstance(error, OSError) else error.__cause__
    if isinstance(cause, OSError):
        return Trouble(
            "disk_full" if cause.errno in (errno.ENOSPC, errno.EDQUOT) else "not_writable", str(error)
        )
    return Trouble("workspace", str(error))
