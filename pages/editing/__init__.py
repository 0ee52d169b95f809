"""Editing where one reads, the queue of proposals, and the log: plain forms that need no script.

What they do is decided and checked in `data.workspace`.
"""

from __future__ import annotations

from pages.shared.lazy_routes import lazy_routes

#: Address → the module and the function that answers.
ANSWERS = {
    "/edit": ("edit", "edit"),
    "/review": ("review", "review"),
    "/log": ("log", "log"),
    "/go-back": ("going_back", "going_back"),
}

routes = lazy_routes(__name__, ANSWERS)
