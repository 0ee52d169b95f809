"""Signing in by the identity provider of the office: the way there, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from itsdangerous import BadData
from starlette.responses import Response

from data import access
from data.access import Provider
from data.workspace import sessions
from data.workspace.database import Workspace
from data.workspace.identities import UnknownError, identified
from locales import LANGUAGES, words
from pages.accounts import provider as asking
from pages.accounts.forms import Sent, arriving, link_within, local, to
from pages.accounts.provider import Attempt, RefusedError, UnreachableError
from pages.shared.base_path import below
from pages.shared.limits import Limit

#: The cookie that holds what must fit when somebody comes back; no other address gets it.
COOKIE = "qujian-provider"
PATH = "/sign-in/back"
#: Seconds somebody has at the provider.
LASTS = 600
PURPOSE = "qujian-provider"
#: Those who wait for the provider wait apart: one that hangs holds up nobody who reads.
waiting = Limit(running=4, waiting=40, patience=20)


@link_within(waiting)
def leave(sent: Sent, workspace: Workspace | None) -> Response:
    """Lead somebody to the identity provider."""
    provider = access.provider()
    if workspace is None or provider is None:
        return to(sent.link("sign-in"))
    try:
        address, attempt = asking.begin(provider, _back(sent))
    except UnreachableError:
        return _failed(sent, "unreachable", sent.next)
    answer = to(address)
    kept = {"attempt": attempt, "next": local(sent.next), "lang": sent.words.code, "large": sent.is_large}
    text = sessions.serializer(workspace, PURPOSE).dumps(kept)
    assert isinstance(text, str)
    answer.set_cookie(COOKIE, text, LASTS, path=PATH, secure=sent.is_secure, httponly=True, samesite="lax")
    return answer


@link_within(waiting)
def come_back(sent: Sent, workspace: Workspace | None) -> Response:
    """Sign in whom the identity provider names, and lead on to where somebody was going."""
    provider = access.provider()
    kept = _kept(sent, workspace)
    if workspace is None or provider is None or kept is None:
        return _failed(sent, "late")
    sent = sent._replace(words=words(kept["lang"]), is_large=kept["large"])
    answer = _signed_in(sent, workspace, provider, kept)
    answer.delete_cookie(COOKIE, path=PATH, httponly=True, samesite="lax")
    return answer


def _signed_in(sent: Sent, workspace: Workspace, provider: Provider, kept: Mapping[str, Any]) -> Response:
    attempt = Attempt(*kept["attempt"])
    if sent.query.get("state") != attempt.state:
        return _failed(sent, "late", kept["next"])
    code = sent.query.get("code", "")
    # Where the provider says who it is, it must be ours (RFC 9207).
    if not code or sent.query.get("iss", provider.issuer) != provider.issuer:
        return _failed(sent, "refused", kept["next"])
    try:
        identity = asking.identity(provider, _back(sent), attempt, code)
        person = identified(workspace, identity, sent.came_from, admits_newcomers=provider.admits_newcomers)
    except UnreachableError:
        return _failed(sent, "unreachable", kept["next"])
    except RefusedError:
        return _failed(sent, "refused", kept["next"])
    except UnknownError:
        return _failed(sent, "unknown", kept["next"])
    return arriving(sent, sessions.token(workspace, person), kept["next"])


def _kept(sent: Sent, workspace: Workspace | None) -> Mapping[str, Any] | None:
    """What this browser took along on its way to the provider; None where it is too old, or not of here."""
    if workspace is None:
        return None
    try:
        found = sessions.opened(workspace, PURPOSE, sent.cookies.get(COOKIE, ""), LASTS)
    except BadData:
        return None
    assert isinstance(found, dict)
    assert found["lang"] in LANGUAGES
    return found


def _back(sent: Sent) -> str:
    return f"{sent.origin}{PATH}"


def _failed(sent: Sent, why: str, further: str = "") -> Response:
    """Lead back to where one signs in, which says why; going on from there begins anew."""
    return to(sent.link("sign-in", failed=why, next=further if further != below("/") else ""))
