"""Report drafts that people keep by name, alone or shared within the office."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Select, insert, or_, select, update

from data.workspace.database import Workspace, WorkspaceError, now
from data.workspace.log import note
from data.workspace.people import Person, require
from data.workspace.schema import DRAFTS, PEOPLE

#: The longest name and the longest draft, in characters: a report of all items of a few thousand districts fits.
LONGEST_NAME, LONGEST_DRAFT = 120, 2_000_000


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


class SavedMeanwhileError(WorkspaceError):
    """Somebody else saved the draft meanwhile; `draft` is as it is now."""

    def __init__(self, draft: KeptDraft) -> None:
        self.draft = draft
        super().__init__(
            f"{draft.saved_by} 已于 {draft.saved_at} 保存过这份草稿，请先查看，或另存为新草稿",
            f"{draft.saved_by} saved this draft at {draft.saved_at}: look first, or save yours under another name",
        )


def drafts(workspace: Workspace, actor: Person) -> list[KeptDraft]:
    """Return somebody's own drafts and those shared within the office, the last saved first."""
    require(actor, "keep_drafts")
    with workspace.reading() as connection:
        query = _query(actor).order_by(DRAFTS.c.saved_at.desc(), DRAFTS.c.draft_id.desc())
        return [KeptDraft(*row) for row in connection.execute(query)]


def draft(workspace: Workspace, actor: Person, draft_id: int) -> KeptDraft:
    """Return one of these drafts. WorkspaceError where there is none that this person may see."""
    require(actor, "keep_drafts")
    with workspace.reading() as connection:
        row = connection.execute(_query(actor).where(DRAFTS.c.draft_id == draft_id)).first()
    if row is None:
        raise WorkspaceError("没有这份草稿", "there is no such draft")
    return KeptDraft(*row)


def keep(
    workspace: Workspace, actor: Person, name: str, content: str, *, is_shared: bool = False
) -> KeptDraft:
    """Keep a new draft. WorkspaceError where name or draft will not do."""
    require(actor, "keep_drafts")
    values = {
        **_checked(name, content),
        "is_shared": is_shared,
        "revision": 1,
        "owner": actor.person_id,
        "saved_by": actor.person_id,
        "saved_at": now(),
    }
    with workspace.writing() as connection:
        made = insert(DRAFTS).values(values).returning(DRAFTS.c.draft_id)
        draft_id = int(connection.execute(made).scalar_one())
        note(connection, actor.person_id, "draft_kept", draft_id)
    return draft(workspace, actor, draft_id)


def save(
    workspace: Workspace, actor: Person, seen: KeptDraft, name: str, content: str, *, is_shared: bool
) -> KeptDraft:
    """Save a draft that somebody has opened and changed; only its owner may share it or keep it to himself.

    Raises SavedMeanwhileError where another saved it since, and WorkspaceError.
    """
    there = draft(workspace, actor, seen.draft_id)
    if is_shared != there.is_shared and there.owner_id != actor.person_id:
        raise WorkspaceError(
            "只有草稿的主人可以更改共享", "only its owner may change whether a draft is shared"
        )
    values = {
        **_checked(name, content),
        "is_shared": is_shared,
        "revision": seen.revision + 1,
        "saved_by": actor.person_id,
        "saved_at": now(),
    }
    unchanged = (DRAFTS.c.draft_id == seen.draft_id) & (DRAFTS.c.revision == seen.revision)
    with workspace.writing() as connection:
        is_saved = connection.execute(update(DRAFTS).where(unchanged).values(values)).rowcount == 1
    if not is_saved:
        raise SavedMeanwhileError(draft(workspace, actor, seen.draft_id))
    return draft(workspace, actor, seen.draft_id)


def remove(workspace: Workspace, actor: Person, draft_id: int) -> None:
    """Remove a draft of one's own. WorkspaceError where it is somebody else's."""
    if draft(workspace, actor, draft_id).owner_id != actor.person_id:
        raise WorkspaceError("只能删除自己的草稿", "only its owner may remove a draft")
    with workspace.writing() as connection:
        connection.execute(update(DRAFTS).where(DRAFTS.c.draft_id == draft_id).values(removed_at=now()))
        note(connection, actor.person_id, "draft_removed", draft_id)


def _query(actor: Person) -> Select:  # type: ignore[type-arg]
    may_see = or_(DRAFTS.c.owner == actor.person_id, DRAFTS.c.is_shared)
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
    joined = select(*columns).join(PEOPLE, DRAFTS.c.saved_by == PEOPLE.c.person_id)
    return joined.where(may_see, DRAFTS.c.removed_at.is_(None))


def _checked(name: str, content: str) -> dict[str, str]:
    shown = " ".join(name.split())
    if not shown or len(shown) > LONGEST_NAME:
        raise WorkspaceError(
            f"草稿名称须为1至{LONGEST_NAME}个字符", f"the name of a draft has 1 to {LONGEST_NAME} characters"
        )
    if len(content) > LONGEST_DRAFT:
        raise WorkspaceError("草稿过长，无法保存", "the draft is too long to be kept")
    return {"name": shown, "content": content}
