"""Going back to a version: all that leads there is proposed, and what was published stays in the history."""

from __future__ import annotations

from starlette.responses import Response

from data.violations import DataError
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.people import Person
from data.workspace.versions import go_back, version_named
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, form, page, to
from pages.editing.shown import in_lines
from queries.current import current_store
from queries.differences import differences
from queries.versions import VersionError, store_of
from views.changes import sentence
from views.query_string import version_in


@form
@for_somebody("go-back", ("version",))
@for_those_who_may("propose")
def going_back(sent: Sent, workspace: Workspace, person: Person) -> Response:
    """Say what going back would change and ask for a reason; propose it where the form says so."""
    if sent.field("action") not in ACTIONS:
        return _shown(sent, workspace)
    with workspace.reading() as connection:
        publication = version_named(connection, _version(sent))
    if publication is None:
        return _shown(sent, workspace)
    try:
        go_back(workspace, person, publication, sent.field("reason"))
    except WorkspaceError as error:
        return _shown(sent, workspace, sent.said(error))
    except DataError as error:
        return _shown(sent, workspace, in_lines(sent.words, error.violations, 5))
    return to(sent.link("review", show="own", done="proposed"))


#: What a form may ask for.
ACTIONS = ("propose",)


def _version(sent: Sent) -> str:
    return version_in(sent.query.get("version", ""))


def _shown(sent: Sent, workspace: Workspace, error: str = "") -> Response:
    words, version = sent.words, _version(sent)
    with workspace.reading() as connection:
        is_known = version_named(connection, version) is not None
    changes = ""
    if is_known:
        try:
            changes = sentence(words, differences(current_store(), store_of(version)))
        except VersionError as refused:
            error = error or refused.reason.text(words.code)
    return page(
        sent,
        "editing/going_back.html",
        words.gettext("Back to an earlier version"),
        (400 if error else 200) if is_known else 404,
        version=version,
        is_known=is_known,
        changes=changes,
        error=error,
    )
