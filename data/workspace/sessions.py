"""Signing in: names and passwords against signed tokens that a browser keeps, and a limit to trying."""

from __future__ import annotations

import json
import os
import secrets
from datetime import timedelta
from threading import Lock
from typing import Any

from cachetools import TTLCache
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer
from sqlalchemy import ColumnElement, Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from data.workspace.database import Workspace, WorkspaceError, moment, written
from data.workspace.log import note
from data.workspace.people import LONGEST_NAME, Person, folded, person_of, signed_in
from data.workspace.schema import EVENTS, SECRETS

#: How long a session lasts, in seconds.
LASTS = 12 * 3600
#: By how much the clock of another server may be ahead of ours, in seconds.
AHEAD = 15 * 60
#: So many failures within so many minutes close a name, and more of them the address they come from, for as long.
FAILURES, FAILURES_OF_ADDRESS, WITHIN = 5, 30, timedelta(minutes=15)
#: What the token is for: one made for another purpose does not fit.
PURPOSE = "qujian-session"

_KEY = "session_key"
#: The keys of workspaces, asked for with every page that is drawn; not kept for long, since a backup brings another.
_KEYS: TTLCache[Workspace, str] = TTLCache(maxsize=8, ttl=60)
_LOCK = Lock()


class TooManyError(WorkspaceError):
    """Too many attempts have failed; whether the name exists is not said."""

    def __init__(self) -> None:
        minutes = int(WITHIN.total_seconds() // 60)
        super().__init__(
            f"登录失败次数过多，请{minutes}分钟后再试",
            f"too many attempts have failed: try again in {minutes} minutes",
        )


class WrongError(WorkspaceError):
    """Name and password do not fit, whichever of them is wrong."""

    def __init__(self) -> None:
        super().__init__("姓名或密码不正确", "name or password is wrong")


def sign_in(workspace: Workspace, name: str, password: str, address: str) -> tuple[Person, str]:
    """Return who signs in, and the token by which the browser is known from now on.

    Raises WrongError, and TooManyError where a name or an address has failed too often.
    """
    # As the account is looked up: a name written in other ways is not tried more often.
    subject = folded(name)[:LONGEST_NAME]
    with workspace.reading() as connection:
        if _is_closed(connection, subject, address):
            raise TooManyError
    person = signed_in(workspace, name, password)
    with workspace.writing() as connection:
        kind = "signed_in" if person else "sign_in_failed"
        note(connection, person and person.person_id, kind, subject, address=address)
    if person is None:
        raise WrongError
    return person, token(workspace, person)


def token(workspace: Workspace, person: Person) -> str:
    """Return a signed token for a person: it ends with the time, with a new password, and when sessions are ended."""
    return serializer(workspace, PURPOSE).dumps([person.person_id, person.sessions_from])


def person_of_token(workspace: Workspace, text: str) -> Person | None:
    """Return whose token this is; None where it is forged, over, or the account has changed since."""
    try:
        found = opened(workspace, PURPOSE, text, LASTS)
        person_id, sessions_from = (int(part) for part in found)
    except (BadData, TypeError, ValueError):
        return None
    with workspace.reading() as connection:
        person = person_of(connection, person_id)
    return person if person and person.sessions_from == sessions_from else None


def _is_closed(connection: Connection, subject: str, address: str) -> bool:
    """Whether a name or an address has failed too often of late; what a clock wrote that ran ahead does not count."""
    now = moment()
    since, until = written(now - WITHIN), written(now + WITHIN)
    failed = (EVENTS.c.kind == "sign_in_failed") & (EVENTS.c.at > since) & (EVENTS.c.at < until)
    count = select(func.count()).select_from(EVENTS)
    of_name = connection.scalar(count.where(failed, EVENTS.c.subject == subject)) or 0
    of_address = connection.scalar(count.where(failed, _came_from(address))) or 0
    return of_name >= FAILURES or of_address >= FAILURES_OF_ADDRESS


def _came_from(address: str) -> ColumnElement[bool]:
    """What events of an address have in their detail, as `note` writes it."""
    return EVENTS.c.detail.contains(
        json.dumps({"address": address}, ensure_ascii=False)[1:-1], autoescape=True
    )


def serializer(workspace: Workspace, purpose: str) -> URLSafeTimedSerializer:
    """Return what signs tokens of this office; one made for another purpose does not fit."""
    return URLSafeTimedSerializer(_secret(workspace), salt=purpose)


def opened(workspace: Workspace, purpose: str, text: str, longest: float) -> Any:
    """Return what a token holds that is no older than `longest` seconds; BadData where it is, or is not of this office.

    One from a server whose clock is ahead is not refused for coming from the future.
    """
    found, signed_at = serializer(workspace, purpose).loads(text, return_timestamp=True)
    age = (moment() - signed_at).total_seconds()
    if not -AHEAD <= age <= longest:
        raise SignatureExpired("signed too long ago, or by a clock that is wrong")
    return found


def _secret(workspace: Workspace) -> str:
    """The key that signs tokens (QUJIAN_SECRET), else one that the workspace keeps, the same on every machine."""
    given = os.environ.get("QUJIAN_SECRET", "").strip()
    if given:
        return given
    with _LOCK:
        found = _KEYS.get(workspace)
    if found is None:
        found = _kept_key(workspace)
        with _LOCK:
            _KEYS[workspace] = found
    return found


def _kept_key(workspace: Workspace) -> str:
    """The key that the workspace keeps, made where there is none."""
    query = select(SECRETS.c.value).where(SECRETS.c.name == _KEY)
    with workspace.reading() as connection:
        kept = connection.scalar(query)
    if kept is None:
        try:
            with workspace.writing() as connection:
                connection.execute(insert(SECRETS).values(name=_KEY, value=secrets.token_urlsafe(48)))
        except IntegrityError:
            pass  # another was quicker
        with workspace.reading() as connection:
            kept = connection.scalar(query)
    return str(kept)
