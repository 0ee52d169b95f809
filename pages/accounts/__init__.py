"""Accounts: signing in and out, by the identity provider too, one's own password, the people of the office.

Plain forms that need no script. What they do is decided and checked in `data.workspace`; a request from another site
is refused before it comes here (`pages.shared.security`).
"""

from __future__ import annotations

from pages.shared.lazy_routes import lazy_routes

#: Address → the module and the function that answers.
ANSWERS = {
    "/sign-in": ("signing", "sign_in"),
    "/sign-in/provider": ("providing", "leave"),
    "/sign-in/back": ("providing", "come_back"),
    "/sign-out": ("signing", "sign_out"),
    "/account": ("account", "account"),
    "/account/password": ("account", "password"),
    "/account/sessions": ("account", "end_sessions"),
    "/people": ("members", "members"),
}

routes = lazy_routes(__name__, ANSWERS)
