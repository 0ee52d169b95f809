"""Messages that stand on a page by themselves."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from pages.shared.address import language
from pages.shared.templates import put, render

Kind = Literal["small", "notice", "warning", "status", "answer"]


def message(kind: Kind, text: str) -> Markup:
    """Return the HTML of a message: small text, a quiet box, a warning, or one that screen readers say.

    The last two are a `status`, drawn as a warning, and an `answer` to what the reader did, drawn quietly.
    """
    return render("shared/message.html", language(), kind=kind, text=text)


def show(kind: Kind, text: str) -> None:
    """Put a message on the page."""
    put(message(kind, text))
