"""What the checks of a figure gave, as HTML for pages that no template draws yet (`parts.check_mark`)."""

from __future__ import annotations

from typing import Any

from pages.shared.page_context import PageContext
from pages.shared.templates import environment


def mark(d: PageContext, observation_id: str) -> str:
    """The sign and word of what the checks of a figure gave; '' for a figure that no relation speaks of."""
    return str(_parts(d).check_mark(d.checked(observation_id)))


def sign(d: PageContext, observation_id: str) -> str:
    """The same as a bare sign with its word as title, for narrow cells; nothing for what could not be checked."""
    return str(_parts(d).check_sign(d.checked(observation_id)))


def _parts(d: PageContext) -> Any:
    return environment(d.words.code, d.theme.large).get_template("shared/parts.html").module
