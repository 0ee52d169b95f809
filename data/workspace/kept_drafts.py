"""Report drafts that an office keeps, as they are read: somebody's own, and those shared within the office."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, false, func, or_, select

from data.workspace.database import Workspace, WorkspaceError
from data.workspace.people import Person, require
from data.workspace.schema import DRAFTS, PEOPLE

#: The largest id that either database holds.
LARGEST_ID = 2**31 - 1
#: How an item of a draft names its kind, as no text inside of one can (its quotes are escaped there): lists count
#: items by it in the database, since drafts may be long.
_KIND = '"kind":'
_ITEMS = (
    (func.length(DRAFTS.c.content) - func.length(func.replace(DRAFTS.c.content, _KIND, ""))) // len(_KIND)
).label("items")


class KeptDraft(NamedTuple):
    """A draft as it was last saved: by whom, when, and how often before."""

    draft_id: int
    name: str
    content: str
    is_shared: bool
    revision: int
    owner_id: int
    saved_by: str
    saved_at: str


class ListedDraft(NamedTuple):
    """A draft in a list: without its content, of which the number of items is known."""

    draft_id: int
    name: str
    is_shared: bool
    owner_id: int
    saved_by: str
    saved_at: str
    items: int


class Listed(NamedTuple):
    """The first drafts of a list, and how many there are."""

    drafts: tuple[ListedDraft, ...]
    total: int


def drafts(workspace: Workspace, actor: Person, most: int = 1_000) -> list[KeptDraft]:
    """Return somebody's own drafts and those shared within the office, the last saved first, at most so many."""
    require(actor, "keep_drafts")
    with workspace.reading() as connection:
        query = _query(actor).order_by(DRAFTS.c.saved_at.desc(), DRAFTS.c.draft_id.desc()).limit(most)
        return [KeptDraft(*row) for row in connection.execute(query)]


def listed(workspace: Workspace, actor: Person, most: int, part: str = "") -> Listed:
    """Return the same without their contents: at most so many, of those with this part in their name."""
    require(actor, "keep_drafts")
    wanted = _may_see(actor) & DRAFTS.c.name.contains(part, autoescape=True)
    columns = (
        DRAFTS.c.draft_id,
        DRAFTS.c.name,
        DRAFTS.c.is_shared,
        DRAFTS.c.owner,
        PEOPLE.c.name.label("saved_by_name"),
        DRAFTS.c.saved_at,
        _ITEMS,
    )
    query = select(*columns).join(PEOPLE, DRAFTS.c.saved_by == PEOPLE.c.person_id).where(wanted)
    query = query.order_by(DRAFTS.c.saved_at.desc(), DRAFTS.c.draft_id.desc()).limit(most)
    with workspace.reading() as connection:
        total = connection.scalar(select(func.count()).select_from(DRAFTS).where(wanted))
        return Listed(tuple(ListedDraft(*row) for row in connection.execute(query)), int(total or 0))


def draft(workspace: Workspace, actor: Person, draft_id: int) -> KeptDraft:
    """Return one of these drafts. WorkspaceError where there is none that this person may see."""
    require(actor, "keep_drafts")
    found = _one(workspace, _query(actor).where(is_draft(draft_id)))
    if found is None:
        raise WorkspaceError("没有这份草稿", "there is no such draft")
    return found


def removed(workspace: Workspace, actor: Person, draft_id: int) -> KeptDraft | None:
    """Return a draft of somebody's own that was removed and can be brought back; None where there is none."""
    require(actor, "keep_drafts")
    return _one(workspace, _all().where(removed_by(actor), is_draft(draft_id)))


def _one(workspace: Workspace, query: Select) -> KeptDraft | None:  # type: ignore[type-arg]
    with workspace.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else KeptDraft(*row)


def is_draft(draft_id: int) -> ColumnElement[bool]:
    """Return that it is the draft of this id, which comes from an address and may be any number."""
    return DRAFTS.c.draft_id == draft_id if 0 < draft_id <= LARGEST_ID else false()


def unchanged(seen: KeptDraft) -> ColumnElement[bool]:
    """Return that a draft is there as it was seen."""
    is_same = (DRAFTS.c.draft_id == seen.draft_id) & (DRAFTS.c.revision == seen.revision)
    return is_same & DRAFTS.c.removed_at.is_(None)


def removed_by(actor: Person) -> ColumnElement[bool]:
    """Return that a draft is somebody's own and was removed."""
    return (DRAFTS.c.owner == actor.person_id) & DRAFTS.c.removed_at.is_not(None)


def _may_see(actor: Person) -> ColumnElement[bool]:
    return or_(DRAFTS.c.owner == actor.person_id, DRAFTS.c.is_shared) & DRAFTS.c.removed_at.is_(None)


def _query(actor: Person) -> Select:  # type: ignore[type-arg]
    return _all().where(_may_see(actor))


def _all() -> Select:  # type: ignore[type-arg]
    columns = (
        DRAFTS.c.draft_id,
        DRAFTS.c.name,
        DRAFTS.c.content,
        DRAFTS.c.is_shared,
        DRAFTS.c.revision,
        DRAFTS.c.owner,
        PEOPLE.c.name.label("saved_by_name"),
        DRAFTS.c.saved_at,
    )
    return select(*columns).join(PEOPLE, DRAFTS.c.saved_by == PEOPLE.c.person_id)
