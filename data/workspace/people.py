"""Who may do what: accounts with a role, their passwords, and the rights that go with each role."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from typing import Literal, NamedTuple, get_args

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from data.workspace.database import Workspace, WorkspaceError, now, open_workspace
from data.workspace.log import note
from data.workspace.passwords import LONGEST, SHORTEST, fits, hashed
from data.workspace.schema import PEOPLE

__all__ = ["LONGEST", "SHORTEST"]

Role = Literal["reader", "editor", "reviewer", "administrator"]
ROLES: tuple[Role, ...] = get_args(Role)
Right = Literal["read", "keep_drafts", "propose", "decide", "publish", "read_log", "administer"]
#: What each role may do.
RIGHTS: dict[Role, frozenset[Right]] = {
    "reader": frozenset({"read", "keep_drafts"}),
    "editor": frozenset({"read", "keep_drafts", "propose"}),
    "reviewer": frozenset({"read", "keep_drafts", "propose", "decide", "publish", "read_log"}),
    "administrator": frozenset({"read", "administer", "read_log"}),
}
#: The longest name.
LONGEST_NAME = 60


class Person(NamedTuple):
    """Somebody with an account."""

    person_id: int
    name: str
    role: Role
    decides_own: bool
    #: Sessions that began under a smaller number have ended.
    sessions_from: int
    has_password: bool = True
    #: Whether an identity provider has said once who this is.
    is_bound: bool = False

    def may(self, right: Right) -> bool:
        """Whether the role of this person includes a right."""
        return right in RIGHTS[self.role]


class NotAllowedError(WorkspaceError):
    """Somebody tries what their role does not include."""

    def __init__(self) -> None:
        super().__init__(
            "没有此项权限，请联系管理员", "your role does not include this: ask an administrator"
        )


def require(person: Person, right: Right) -> None:
    """Raise NotAllowedError where a person has not a right, and write that down.

    Every function that writes begins with it, before it opens a transaction of its own.
    """
    if not person.may(right) or not _is_current(person, right):
        note_refusal(person, right)
        raise NotAllowedError


def note_refusal(person: Person, what: str) -> None:
    """Write down that somebody tried what they may not: it stays written, whatever becomes of the attempt."""
    with suppress(WorkspaceError), open_workspace().writing() as connection:
        note(connection, person.person_id, "refused", what)


def _is_current(person: Person, right: Right) -> bool:
    """Whether somebody who came a while ago is still here: not removed, not signed out, not of another role."""
    with open_workspace().reading() as connection:
        now_there = person_of(connection, person.person_id)
    return bool(now_there and now_there.sessions_from == person.sessions_from and now_there.may(right))


_COLUMNS = (
    PEOPLE.c.person_id,
    PEOPLE.c.name,
    PEOPLE.c.role,
    PEOPLE.c.decides_own,
    PEOPLE.c.sessions_from,
    PEOPLE.c.password.is_not(None).label("has_password"),
    PEOPLE.c.subject.is_not(None).label("is_bound"),
)


def everybody(workspace: Workspace) -> list[Person]:
    """Return everybody with an account, by name."""
    with workspace.reading() as connection:
        query = select(*_COLUMNS).where(PEOPLE.c.removed_at.is_(None)).order_by(PEOPLE.c.name)
        return [_person(row) for row in connection.execute(query)]


def person_named(connection: Connection, name: str) -> Person | None:
    """Return who has a name; None where nobody has."""
    query = select(*_COLUMNS).where(PEOPLE.c.name == folded(name), PEOPLE.c.removed_at.is_(None))
    row = connection.execute(query).first()
    return _person(row) if row else None


def somebody_named(workspace: Workspace, name: str) -> Person:
    """Return who has a name. WorkspaceError where nobody has."""
    with workspace.reading() as connection:
        found = person_named(connection, name)
    if found is None:
        shown = name[:LONGEST_NAME]
        raise WorkspaceError(f"没有名为“{shown}”的人员", f"nobody is called {shown!r}")
    return found


def person_of(connection: Connection, person_id: int) -> Person | None:
    """Return who has an id; None where the account was removed."""
    query = select(*_COLUMNS).where(PEOPLE.c.person_id == person_id, PEOPLE.c.removed_at.is_(None))
    row = connection.execute(query).first()
    return _person(row) if row else None


def signed_in(workspace: Workspace, name: str, password: str) -> Person | None:
    """Return who signs in with a name and a password; None where they do not fit, whichever of them is wrong."""
    with workspace.reading() as connection:
        row = connection.execute(
            select(*_COLUMNS, PEOPLE.c.password).where(
                PEOPLE.c.name == folded(name), PEOPLE.c.removed_at.is_(None)
            )
        ).first()
    is_theirs = fits(row.password if row else None, password)
    return _person(row) if row and is_theirs else None


def add(workspace: Workspace, actor: Person | None, name: str, role: Role, password: str | None) -> Person:
    """Make an account; without an actor from the command line of the server, where files can be changed anyway.

    Without a password it is for somebody whom an identity provider or the proxy of the office names. Raises
    NotAllowedError, and WorkspaceError where the name is taken or name, role or password will not do.
    """
    if actor:
        require(actor, "administer")
    kept = hashed(password) if password is not None else None
    with workspace.writing() as connection:
        return inserted(connection, actor, name, role, kept)


def inserted(
    connection: Connection, actor: Person | None, name: str, role: Role, password: str | None
) -> Person:
    """Insert an account with the hash of its password; raises WorkspaceError as `add` does."""
    shown = folded(name)
    if not shown or len(shown) > LONGEST_NAME:
        raise WorkspaceError(
            f"姓名须为1至{LONGEST_NAME}个字符", f"a name has 1 to {LONGEST_NAME} characters: {name[:80]!r}"
        )
    _known(role)
    values = {
        "name": shown,
        "role": role,
        "decides_own": False,
        "password": password,
        "sessions_from": 0,
        "created_at": now(),
    }
    try:
        with connection.begin_nested():
            made = insert(PEOPLE).values(values).returning(PEOPLE.c.person_id)
            person_id = connection.execute(made).scalar_one()
    except IntegrityError:
        raise WorkspaceError(
            f"已有名为“{shown}”的人员（或曾有）", f"there is or was somebody called {shown!r}"
        ) from None
    note(connection, actor and actor.person_id, "person_added", shown, role=role)
    return Person(person_id, shown, role, False, 0, password is not None)


def set_role(
    workspace: Workspace, actor: Person | None, person: Person, role: Role, decides_own: bool
) -> None:
    """Give somebody another role, and say whether a reviewer may accept proposals of their own.

    Raises NotAllowedError, and WorkspaceError where nobody could administer any more.
    """
    if actor:
        require(actor, "administer")
    _known(role)
    with workspace.writing() as connection:
        if role != "administrator":
            _keep_an_administrator(connection, person)
        _change(connection, person, role=role, decides_own=decides_own)
        detail = {"from": person.role, "to": role, "decides_own": decides_own}
        note(connection, actor and actor.person_id, "role_changed", person.name, **detail)


def set_password(workspace: Workspace, actor: Person | None, person: Person, password: str) -> None:
    """Give somebody another password, which ends their sessions; their own, or as an administrator anybody's."""
    if actor and actor.person_id != person.person_id:
        require(actor, "administer")
    with workspace.writing() as connection:
        _change(connection, person, password=hashed(password), sessions_from=PEOPLE.c.sessions_from + 1)
        note(connection, actor and actor.person_id, "password_changed", person.name)


def end_sessions(workspace: Workspace, actor: Person, person: Person) -> None:
    """Sign somebody out everywhere; oneself, or as an administrator anybody."""
    if actor.person_id != person.person_id:
        require(actor, "administer")
    with workspace.writing() as connection:
        _change(connection, person, sessions_from=PEOPLE.c.sessions_from + 1)
        note(connection, actor.person_id, "sessions_ended", person.name)


def remove(workspace: Workspace, actor: Person | None, person: Person) -> None:
    """Close an account; what its person did stays under the name.

    Raises NotAllowedError, and WorkspaceError where nobody could administer any more.
    """
    if actor:
        require(actor, "administer")
    with workspace.writing() as connection:
        _keep_an_administrator(connection, person)
        _change(connection, person, removed_at=now(), sessions_from=PEOPLE.c.sessions_from + 1)
        note(connection, actor and actor.person_id, "person_removed", person.name)


def _change(connection: Connection, person: Person, **values: object) -> None:
    connection.execute(update(PEOPLE).where(PEOPLE.c.person_id == person.person_id).values(**values))


def _keep_an_administrator(connection: Connection, leaving: Person) -> None:
    others = select(func.count()).where(
        PEOPLE.c.role == "administrator",
        PEOPLE.c.removed_at.is_(None),
        PEOPLE.c.person_id != leaving.person_id,
    )
    if leaving.role == "administrator" and not connection.scalar(others):
        raise WorkspaceError(
            "至少须有一名管理员，请先指定另一名",
            "somebody must administer: appoint another administrator first",
        )


def _person(row: Row) -> Person:  # type: ignore[type-arg]
    flags = bool(row.has_password), bool(row.is_bound)
    return Person(row.person_id, row.name, row.role, bool(row.decides_own), row.sessions_from, *flags)


def folded(name: str) -> str:
    """Return a name without what nobody sees, so that no two people look alike."""
    plain = unicodedata.normalize("NFKC", name)
    return " ".join("".join(c for c in plain if unicodedata.category(c)[0] != "C").split())


def _known(role: str) -> None:
    if role not in ROLES:
        raise WorkspaceError(
            f"没有此角色，可选：{'、'.join(ROLES)}", f"no such role: choose one of {', '.join(ROLES)}"
        )
