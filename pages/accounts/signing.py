"""Signing in and out."""

from __future__ import annotations

from starlette.responses import Response

from data import access
from data.workspace import sessions
from data.workspace.database import Workspace
from data.workspace.people import LONGEST_NAME
from data.workspace.sessions import TooManyError, WrongError
from locales import Words
from pages.accounts.forms import Sent, action, arriving, form, leaving, local, page
from pages.shared.closed import is_closed


@form
def sign_in(sent: Sent, workspace: Workspace | None) -> Response:
    """Ask for name and password, or sign in with them and go on to where somebody came from."""
    if workspace is None:
        return page(sent, "accounts/none.html", sent.words.gettext("Sign in"))
    if sent.by_proxy:
        return _by_proxy(sent)
    if not sent.field("name") and not sent.field("password"):
        failure = _failures(sent.words).get(sent.query.get("failed", ""))
        return _form_page(sent, *failure) if failure else _form_page(sent, 200, "")
    try:
        _, token = sessions.sign_in(workspace, sent.field("name"), sent.field("password"), sent.came_from)
    except (WrongError, TooManyError) as error:
        return _form_page(sent, 429 if isinstance(error, TooManyError) else 403, sent.said(error))
    return arriving(sent, token, local(sent.next or sent.link("account")))


@action
def sign_out(sent: Sent, _workspace: Workspace | None) -> Response:
    """Sign out in this browser, unless it is the proxy that signs in and out."""
    return _by_proxy(sent) if sent.by_proxy else leaving(sent)


def _form_page(sent: Sent, status: int, error: str) -> Response:
    provider = access.provider()
    return page(
        sent,
        "accounts/sign_in.html",
        sent.words.gettext("Sign in"),
        status,
        error=error,
        provider=provider.name if provider else "",
        is_closed=is_closed(),
    )


def _by_proxy(sent: Sent) -> Response:
    """Say that the proxy decides: no password counts beside it."""
    error = sent.words.gettext(
        "The proxy of your office calls you {name}, and nobody here is called so: ask an administrator.",
        name=sent.by_proxy[:LONGEST_NAME],
    )
    further = local(sent.next or sent.link("account"))
    return page(
        sent,
        "accounts/by_proxy.html",
        sent.words.gettext("Signed in by the proxy"),
        200 if sent.person else 403,
        error="" if sent.person else error,
        further=further,
    )


def _failures(words: Words) -> dict[str, tuple[int, str]]:
    """Why signing in by the identity provider failed: as its answer says, with the status."""
    return {
        "unreachable": (
            503,
            words.gettext("The identity provider cannot be reached at present. Please try again later."),
        ),
        "refused": (403, words.gettext("The identity provider has not signed you in. Please try again.")),
        "unknown": (
            403,
            words.gettext(
                "The identity provider knows you, but there is no account here that you may use: "
                "ask an administrator."
            ),
        ),
        "late": (
            403,
            words.gettext("Signing in took too long, or was begun in another window. Please begin again."),
        ),
    }
