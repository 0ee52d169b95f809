"""Changes of facts on their way: proposed, decided, taken back. What is accepted passes the contracts of the files.

draft → proposed → accepted or rejected → published; an author takes back what is not decided yet.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, get_args

from sqlalchemy import Connection, Row, Select, insert, select, update

from data import settings
from data.check import check
from data.contracts import BY_NAME
from data.settings import source
from data.violations import DataError
from data.workspace.database import Workspace, WorkspaceError, now, working_folder
from data.workspace.facts import newest, published, row_change
from data.workspace.log import note
from data.workspace.merging import Cells, RowChange, RowKey, combined, merge, read, same
from data.workspace.people import Person, note_refusal, require
from data.workspace.schema import CHANGES, PEOPLE

State = Literal["draft", "proposed", "accepted", "rejected", "taken_back", "published", "folded", "overruled"]
STATES: tuple[State, ...] = get_args(State)
#: How often a decision is begun anew because somebody else decided meanwhile.
TRIES = 20
#: What only the program writes: each publication adds its own row.
NOT_EDITED = ("releases", "state_rules")
#: The longest reason, and the longest cell that a form may hold; the contract of a column may allow less.
LONGEST_REASON, LONGEST_CELL = 2_000, 5_000


class Edit(NamedTuple):
    """What somebody wants to change: a row added (no key), corrected, or withdrawn (no cells)."""

    table: str
    key: tuple[str, ...] | None = None
    cells: Cells | None = None


class Change(NamedTuple):
    """A change as it is kept."""

    change_id: int
    state: State
    row: RowChange
    reason: str
    author: str
    author_id: int
    created_at: str
    decided_at: str | None
    decision: str | None
    publication: int | None
    decided_by: str | None


class ChangedMeanwhileError(WorkspaceError):
    """A row is no longer as somebody found it; `keys` names the rows."""

    def __init__(self, keys: Iterable[RowKey]) -> None:
        self.keys = tuple(keys)
        named = "、".join(f"{k.table}:{'+'.join(k.cells)}" for k in self.keys)
        super().__init__(
            f"下列数据已被他人更改，请核对后重新提出：{named}",
            f"changed by somebody else meanwhile, look again and propose anew: {named}",
        )


class OwnProposalError(WorkspaceError):
    """Somebody whom the office does not let decide on their own proposals tries to."""

    def __init__(self) -> None:
        super().__init__("不能审核自己提出的更改", "nobody decides on their own proposals")


def propose(
    workspace: Workspace,
    actor: Person,
    edits: Sequence[Edit],
    reason: str,
    *,
    as_draft: bool = False,
    kept: Callable[[Connection, Sequence[int]], None] = lambda _connection, _ids: None,
) -> list[int]:
    """Keep edits as proposals that belong together, or as drafts; return their ids, in the order of the edits.

    `kept` writes down what must be known of them, in the same transaction. Raises NotAllowedError; DataError where the
    facts would not pass their contracts with them; WorkspaceError where there is no reason, a row is not there, is
    there already, or does not change.
    """
    require(actor, "propose")
    text = _reason(reason)
    with workspace.reading() as connection:
        before = foundation(connection)
    made = row_changes(before, edits)
    _pass_contracts([*before, *made])
    state: State = "draft" if as_draft else "proposed"
    with workspace.writing() as connection:
        ids = [_insert(connection, actor, change, text, state) for change in made]
        for change_id in ids:
            note(connection, actor.person_id, state, change_id, reason=text)
        kept(connection, ids)
    return ids


def send(workspace: Workspace, actor: Person, change_ids: Sequence[int]) -> None:
    """Propose what the author kept as drafts."""
    _of_author(workspace, actor, change_ids, ("draft",), "proposed")


def take_back(workspace: Workspace, actor: Person, change_ids: Sequence[int]) -> None:
    """Take back drafts and proposals of one's own that nobody has decided."""
    _of_author(workspace, actor, change_ids, ("draft", "proposed"), "taken_back")


def accept(workspace: Workspace, actor: Person, change_ids: Sequence[int], decision: str = "") -> None:
    """Accept proposals, all or none: they go into the next publication.

    Raises NotAllowedError, also where somebody may not decide on their own; DataError where the facts would not pass
    their contracts; ChangedMeanwhileError; WorkspaceError where one is not proposed (any more).
    """
    for _ in range(TRIES):
        with workspace.reading() as connection:
            found = _deciding(connection, actor, change_ids)
            seen, before = _seen(connection), foundation(connection)
        # Outside of the transaction, so that nobody else waits for the check.
        _still_fit(before, [c.row for c in found])
        _pass_contracts([*before, *(c.row for c in found)])
        with workspace.writing() as connection:
            if _seen(connection) == seen:
                _decide(connection, actor, found, "accepted", decision)
                return
    raise WorkspaceError(
        "多人同时审核，请稍后再试", "many people decide at this moment: try again in a minute"
    )


def reject(workspace: Workspace, actor: Person, change_ids: Sequence[int], decision: str) -> None:
    """Reject proposals, or what was accepted and is not published yet, with a reason."""
    with workspace.reading() as connection:
        found = _deciding(connection, actor, change_ids, ("proposed", "accepted"))
    reason = _reason(decision)
    with workspace.writing() as connection:
        _decide(connection, actor, found, "rejected", reason)


def changes(
    connection: Connection, states: Sequence[State] = STATES, author: Person | None = None, most: int = 1_000
) -> list[Change]:
    """Return changes in these states, the newest first; of one author where one is named."""
    query = (
        changes_query().where(CHANGES.c.state.in_(states)).order_by(CHANGES.c.change_id.desc()).limit(most)
    )
    if author:
        query = query.where(CHANGES.c.author == author.person_id)
    return [change_of(row) for row in connection.execute(query)]


def changes_by_id(connection: Connection, change_ids: Sequence[int]) -> list[Change]:
    """Return changes in the order in which they were made. WorkspaceError where one does not exist."""
    wanted = set(change_ids)
    query = changes_query().where(CHANGES.c.change_id.in_(wanted)).order_by(CHANGES.c.change_id)
    found = [change_of(row) for row in connection.execute(query)]
    if len(found) < len(wanted):
        raise WorkspaceError("没有这项更改", "there is no such change")
    return found


def current_rows(changes: Sequence[RowChange], keys: Iterable[RowKey]) -> dict[RowKey, Cells]:
    """Return rows as they are with these changes; a row that is not there is not among them."""
    wanted = set(keys)
    found: dict[RowKey, Cells] = {}
    with working_folder() as folder:
        merge(settings.data_folder(), combined(changes), folder)
        for table in {BY_NAME[key.table] for key in wanted}:
            path = source(folder, table.file, shipped=table.shipped)
            for cells in read(table, path) if path.exists() else ():
                key = RowKey.of(table, cells)
                if key in wanted:
                    found[key] = cells
    return found


def foundation(connection: Connection) -> list[RowChange]:
    """Return what a proposal made now will stand on once it is accepted: what is published, and what is accepted."""
    return [*published(connection), *_accepted(connection)]


def row_changes(before: Sequence[RowChange], edits: Sequence[Edit]) -> list[RowChange]:
    """Return what edits change, each compared with the row as it will be found. WorkspaceError as `propose` says."""
    if not edits:
        raise WorkspaceError("没有要更改的内容", "there is nothing to change")
    keyed = [(_key(edit), edit) for edit in edits]
    now_there = current_rows(before, (key for key, _ in keyed))
    made = [_row_change(key, edit, now_there.get(key)) for key, edit in keyed]
    if len({change.key for change in made}) < len(made):
        raise WorkspaceError("同一行更改了两次", "one row is changed twice")
    return made


def _key(edit: Edit) -> RowKey:
    table = BY_NAME.get(edit.table)
    if table is None or table.name in NOT_EDITED:
        raise WorkspaceError(f"不能更改 {edit.table[:60]}", f"{edit.table[:60]} cannot be changed")
    for name, cell in (edit.cells or {}).items():
        if name not in table.column_names:
            raise WorkspaceError(
                f"{table.file} 没有 {name[:60]} 一列", f"{table.file} has no column {name[:60]}"
            )
        if len(cell) > LONGEST_CELL:
            raise WorkspaceError(
                f"{name} 超过{LONGEST_CELL}个字符", f"{name} has more than {LONGEST_CELL} characters"
            )
    if edit.key is not None:
        return RowKey(table.name, edit.key)
    return RowKey.of(table, edit.cells or {})


def _row_change(key: RowKey, edit: Edit, there: Cells | None) -> RowChange:
    table = BY_NAME[key.table]
    named = f"{key.table}:{'+'.join(key.cells)}"
    if edit.key is None and there is not None:
        raise WorkspaceError(f"已有此行：{named}", f"this row is there already: {named}")
    if edit.key is not None and there is None:
        raise WorkspaceError(f"没有此行：{named}", f"there is no such row: {named}")
    if edit.cells is None:
        return RowChange(key, there, None)
    after = {name: edit.cells.get(name, (there or {}).get(name, "")) for name in table.column_names}
    if RowKey.of(table, after) != key:
        raise WorkspaceError(
            f"不能更改标识：{named}，请撤下后另增一行",
            f"the key of a row cannot be changed: withdraw {named} and add another",
        )
    if not any(cell.strip() for cell in after.values()):  # a line without cells is no row of a file
        raise WorkspaceError("此行没有内容", "the row is empty")
    if same(table, there, after):
        raise WorkspaceError(f"没有变化：{named}", f"nothing changes: {named}")
    return RowChange(key, there, after)


def _pass_contracts(changes: Sequence[RowChange]) -> None:
    """Raise DataError with all that is wrong with the facts once these changes are made."""
    with working_folder() as folder:
        merge(settings.data_folder(), combined(changes), folder)
        violations = check(folder)
    if violations:
        raise DataError(violations)


def _still_fit(before: Sequence[RowChange], made: Sequence[RowChange]) -> None:
    """Raise ChangedMeanwhileError where a row is no longer as the change found it."""
    there = current_rows(before, (change.key for change in made))
    other = [c.key for c in made if not same(BY_NAME[c.key.table], there.get(c.key), c.before)]
    if other:
        raise ChangedMeanwhileError(other)


def _deciding(
    connection: Connection, actor: Person, change_ids: Sequence[int], states: Sequence[State] = ("proposed",)
) -> list[Change]:
    require(actor, "decide")
    found = changes_by_id(connection, change_ids)
    if not actor.decides_own and any(c.author_id == actor.person_id for c in found):
        note_refusal(actor, "decide_own")
        raise OwnProposalError
    _in_state(found, states)
    return found


def _in_state(found: Sequence[Change], states: Sequence[State]) -> None:
    other = [c for c in found if c.state not in states]
    if other:
        named = ", ".join(str(c.change_id) for c in other)
        raise WorkspaceError(f"更改 {named} 已有处理结果", f"already decided or taken back: {named}")


def _decide(
    connection: Connection, actor: Person, found: Sequence[Change], state: State, decision: str
) -> None:
    values = {"state": state, "decided_by": actor.person_id, "decided_at": now(), "decision": decision}
    for change in found:
        _move(connection, change, values)
        note(connection, actor.person_id, state, change.change_id, decision=decision)


def _of_author(
    workspace: Workspace, actor: Person, change_ids: Sequence[int], states: Sequence[State], state: State
) -> None:
    require(actor, "propose")
    with workspace.reading() as connection:
        found = changes_by_id(connection, change_ids)
    if any(c.author_id != actor.person_id for c in found):
        note_refusal(actor, "others_changes")
        raise WorkspaceError("只能处理自己的更改", "only the author may do this")
    _in_state(found, states)
    with workspace.writing() as connection:
        for change in found:
            _move(connection, change, {"state": state})
            note(connection, actor.person_id, state, change.change_id)


def _move(connection: Connection, change: Change, values: Mapping[str, object]) -> None:
    """Bring a change into another state, unless somebody else did meanwhile."""
    still = (CHANGES.c.change_id == change.change_id) & (CHANGES.c.state == change.state)
    if connection.execute(update(CHANGES).where(still).values(**values)).rowcount != 1:
        raise WorkspaceError(
            f"更改 {change.change_id} 刚由他人处理", f"somebody else has just decided on {change.change_id}"
        )


def _seen(connection: Connection) -> tuple[int, tuple[int, ...]]:
    """What a decision rests on: the newest publication, and what else is accepted."""
    query = select(CHANGES.c.change_id).where(CHANGES.c.state == "accepted").order_by(CHANGES.c.change_id)
    return newest(connection), tuple(connection.scalars(query))


def _accepted(connection: Connection) -> list[RowChange]:
    query = select(CHANGES).where(CHANGES.c.state == "accepted").order_by(CHANGES.c.change_id)
    return [row_change(row) for row in connection.execute(query)]


def _insert(connection: Connection, actor: Person, change: RowChange, reason: str, state: State) -> int:
    values = {
        "state": state,
        **columns_of(change),
        "reason": reason,
        "author": actor.person_id,
        "created_at": now(),
    }
    return int(connection.execute(insert(CHANGES).values(values).returning(CHANGES.c.change_id)).scalar_one())


def add_accepted(connection: Connection, actor: Person, change: RowChange, reason: str) -> int:
    """Keep a change that is accepted as it is made, because somebody decided just that; return its id."""
    change_id = _insert(connection, actor, change, _reason(reason), "accepted")
    note(connection, actor.person_id, "accepted", change_id, reason=reason)
    return change_id


def columns_of(change: RowChange) -> dict[str, str | None]:
    """Return how a change of a row is written in the workspace."""
    return {
        "table_name": change.key.table,
        "row_key": change.key.text,
        "before": _text(change.before),
        "after": _text(change.after),
    }


def _text(cells: Cells | None) -> str | None:
    return None if cells is None else json.dumps(dict(cells), ensure_ascii=False, sort_keys=True)


def _reason(text: str) -> str:
    # Reasons may have lines; what nobody sees is dropped, some of which PostgreSQL would not keep.
    plain = "".join(c for c in text if c == "\n" or unicodedata.category(c)[0] != "C").strip()
    if not plain or len(plain) > LONGEST_REASON:
        raise WorkspaceError(
            f"请写明理由，最多{LONGEST_REASON}字", f"give a reason of at most {LONGEST_REASON} characters"
        )
    return plain


def changes_query() -> Select:  # type: ignore[type-arg]
    """Return the query of all changes with their authors and deciders, of whose rows `change_of` makes changes."""
    decider = PEOPLE.alias("decider")
    return (
        select(CHANGES, PEOPLE.c.name, decider.c.name.label("decided_by_name"))
        .join(PEOPLE, CHANGES.c.author == PEOPLE.c.person_id)
        .join(decider, CHANGES.c.decided_by == decider.c.person_id, isouter=True)
    )


def change_of(row: Row) -> Change:  # type: ignore[type-arg]
    """Return a change as `changes_query` found it."""
    return Change(
        row.change_id,
        row.state,
        row_change(row),
        row.reason,
        row.name,
        row.author,
        row.created_at,
        row.decided_at,
        row.decision,
        row.publication,
        row.decided_by_name,
    )
