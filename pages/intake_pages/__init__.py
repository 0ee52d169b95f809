"""Intake 收录: documents taken in, confirmed, reviewed figure by figure, sent, published and taken back.

Documents of their own that work without a script; with it the review answers to keys. What is read is read by
`intake`, in a process of its own; what is decided is kept by `data.workspace`.
"""

from __future__ import annotations

from pages.shared.lazy_routes import lazy_routes

#: Address → the module and the function that answers.
ANSWERS = {
    "/intake": ("documents", "documents"),
    "/intake/add": ("adding", "add"),
    "/intake/states": ("documents", "states"),
    "/intake/document": ("confirming", "confirm"),
    "/intake/review": ("reviewing", "review"),
    "/intake/send": ("sending", "send"),
    "/intake/original": ("originals", "original"),
    "/intake/page": ("originals", "page_picture"),
    "/intake/template": ("templates", "template"),
}

routes = lazy_routes(__name__, ANSWERS)
