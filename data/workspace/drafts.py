"""Report drafts kept by name, alone or shared within the office: saved again, removed, brought back."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select, update

from data.workspace.database import Workspace, WorkspaceError, now
from data.workspace.kept_drafts import KeptDraft, draft, is_draft, removed_by, unchanged
from data.workspace.log import note
from data.workspace.people import Person, require
from data.workspace.schema import DRAFTS

#: The longest name and the longest draft, in characters: a report of all items of a few thousand districts fits.
LONGEST_NAME, LONGEST_DRAFT = 120, 2_000_000


class SavedMeanwhileError(WorkspaceError):
    """Somebody else saved the draft meanwhile; `draft` is as it is now."""

    def __init__(self, draft: KeptDraft) -> None:
        self.draft = draft
        super().__init__(
            f"{draft.saved_by} 已于 {draft.saved_at} 保存过这份草稿，请先查看，或另存为新草稿",
            f"{draft.saved_by} saved this draft at {draft.saved_at}: look first, or save yours under another name",
        )


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
    with workspace.writing() as connection:
        values = {**_checked(name, content), "is_shared": is_shared}
        is_saved = _save(connection, actor, seen, values)
    if not is_saved:
        raise SavedMeanwhileError(draft(workspace, actor, seen.draft_id))
    return draft(workspace, actor, seen.draft_id)


def overwrite(
    workspace: Workspace, actor: Person, seen: KeptDraft, copy_name: str, content: str
) -> KeptDraft:
    """Save a draft over what another saved, knowingly: that stays as a draft of its own, as it was and whose it was.

    Raises SavedMeanwhileError where it was saved once more since, and WorkspaceError.
    """
    draft(workspace, actor, seen.draft_id)  # raises where it is not for this person
    values = _checked(copy_name, content)
    copied = [DRAFTS.c[name] for name in ("content", "is_shared", "owner", "saved_by", "saved_at")]
    with workspace.writing() as connection:
        theirs = connection.execute(select(*copied).where(unchanged(seen))).first()
        is_saved = theirs is not None and _save(connection, actor, seen, {"content": content})
        if theirs is not None and is_saved:
            copy = {**theirs._mapping, "name": values["name"], "revision": 1}
            connection.execute(insert(DRAFTS).values(copy))
            note(connection, actor.person_id, "draft_overwritten", seen.draft_id, copy=values["name"])
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


def bring_back(workspace: Workspace, actor: Person, draft_id: int) -> KeptDraft:
    """Bring back a draft of one's own that was removed. WorkspaceError where there is none."""
    require(actor, "keep_drafts")
    with workspace.writing() as connection:
        query = update(DRAFTS).where(removed_by(actor), is_draft(draft_id))
        if connection.execute(query.values(removed_at=None)).rowcount:
            note(connection, actor.person_id, "draft_brought_back", draft_id)
    return draft(workspace, actor, draft_id)


def _save(connection: Connection, actor: Person, seen: KeptDraft, values: Mapping[str, object]) -> bool:
    """Write a draft that is still as it was seen; return whether it is."""
    by = {"revision": seen.revision + 1, "saved_by": actor.person_id, "saved_at": now()}
    query = update(DRAFTS).where(unchanged(seen)).values({**values, **by})
    return bool(connection.execute(query).rowcount)


def _checked(name: str, content: str) -> dict[str, str]:
    shown = " ".join(name.split())
    if not shown or len(shown) > LONGEST_NAME:
        raise WorkspaceError(
            f"草稿名称须为1至{LONGEST_NAME}个字符", f"the name of a draft has 1 to {LONGEST_NAME} characters"
        )
    if len(content) > LONGEST_DRAFT:
        raise WorkspaceError("草稿过长，无法保存", "the draft is too long to be kept")
    return {"name": shown, "content": content}
