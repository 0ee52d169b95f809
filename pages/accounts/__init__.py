"""Accounts: signing in and out, one's own password, and for administrators the people of the office.

Plain forms that need no script. What they do is decided and checked in `data.workspace`; a request from another site
is refused before it comes here (`pages.shared.security`).
"""

from __future__ import annotations

from starlette.routing import Route

from pages.accounts.account import account, end_sessions, password
from pages.accounts.members import members
from pages.accounts.signing import sign_in, sign_out

routes = [
    Route(path, answer, methods=["GET", "POST"])
    for path, answer in {
        "/sign-in": sign_in,
        "/sign-out": sign_out,
        "/account": account,
        "/account/password": password,
        "/account/sessions": end_sessions,
        "/people": members,
    }.items()
]
