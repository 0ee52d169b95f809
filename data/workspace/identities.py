"""People whom somebody else has asked who they are: an identity provider, or the proxy of the office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, Row, select, update

from data.workspace.database import Workspace, WorkspaceError
from data.workspace.log import note
from data.workspace.people import LONGEST_NAME, Person, folded, inserted, person_named, person_of, require
from data.workspace.schema import PEOPLE


class Identity(NamedTuple):
    """What an identity provider says of somebody: itself, its lasting word for them, their names, the best first."""

    issuer: str
    subject: str
    names: Sequence[str]


class UnknownError(WorkspaceError):
    """There is no account for somebody whom an identity provider knows, for whatever reason."""

    def __init__(self) -> None:
        super().__init__(
            "统一身份认证已确认您的身份，但本平台没有可供您使用的账号，请联系管理员",
            "the identity provider knows you, but there is no account here that you may use: ask an administrator",
        )


def identified(workspace: Workspace, identity: Identity, address: str, *, admits_newcomers: bool) -> Person:
    """Return who signs in by an identity provider: whom it has named before, else the account of that name.

    An account is taken over only where it has no password and nobody has it yet; from then on it belongs to the
    provider's word for this person. Newcomers become readers where the office admits them. Raises UnknownError.
    """
    with workspace.writing() as connection:
        person = _bound(connection, identity) or _admitted(connection, identity, admits_newcomers)
        kind = "signed_in" if person else "sign_in_refused"
        subject = person.name if person else next(iter(identity.names), "")
        note(connection, person and person.person_id, kind, subject, address=address, by=identity.issuer)
    if person is None:
        raise UnknownError
    return person


def named(workspace: Workspace, name: str) -> Person | None:
    """Return whom the proxy of the office names; None where nobody here is called so."""
    with workspace.reading() as connection:
        return person_named(connection, name)


def unbind(workspace: Workspace, actor: Person | None, person: Person) -> None:
    """Let an account be taken over anew by whom the identity provider names so next; ends its sessions."""
    if actor:
        require(actor, "administer")
    with workspace.writing() as connection:
        free = {"issuer": None, "subject": None, "sessions_from": PEOPLE.c.sessions_from + 1}
        connection.execute(update(PEOPLE).where(PEOPLE.c.person_id == person.person_id).values(free))
        note(connection, actor and actor.person_id, "identity_unbound", person.name)


def _bound(connection: Connection, identity: Identity) -> Person | None:
    row = _row(connection, identity)
    return person_of(connection, row.person_id) if row else None


def _row(connection: Connection, identity: Identity) -> Row | None:  # type: ignore[type-arg]
    """The account that belongs to somebody, be it closed."""
    is_theirs = (PEOPLE.c.issuer == identity.issuer) & (PEOPLE.c.subject == identity.subject)
    return connection.execute(select(PEOPLE.c.person_id).where(is_theirs)).first()


def _admitted(connection: Connection, identity: Identity, admits_newcomers: bool) -> Person | None:
    """Somebody who comes for the first time: the account of the first name that there is, or a new one."""
    if _row(connection, identity):
        return None  # the account was closed
    names = [name for name in map(folded, identity.names) if 0 < len(name) <= LONGEST_NAME]
    for name in names:
        if found := person_named(connection, name):
            return _taken_over(connection, identity, found)
    if not admits_newcomers or not names or _was_there(connection, names):
        return None
    person = inserted(connection, None, names[0], "reader", None)
    return _taken_over(connection, identity, person)


def _was_there(connection: Connection, names: Sequence[str]) -> bool:
    """Whether an account of one of these names was closed: whoever had it does not come back as somebody new."""
    return connection.execute(select(PEOPLE.c.person_id).where(PEOPLE.c.name.in_(names))).first() is not None


def _taken_over(connection: Connection, identity: Identity, person: Person) -> Person | None:
    is_free = PEOPLE.c.password.is_(None) & PEOPLE.c.subject.is_(None)
    taken = connection.execute(
        update(PEOPLE)
        .where(PEOPLE.c.person_id == person.person_id, is_free)
        .values(issuer=identity.issuer, subject=identity.subject)
    )
    if not taken.rowcount:
        return None
    note(connection, person.person_id, "identity_bound", person.name, by=identity.issuer)
    return person_of(connection, person.person_id)
