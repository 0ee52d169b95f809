"""What a form of the queue may ask for, and why it is refused, in words beside each change."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from data import settings
from data.contracts import BY_NAME
from data.violations import DataError, Violation
from data.workspace import changes
from data.workspace.changes import Change, ChangedMeanwhileError
from data.workspace.conflicts import settle
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.merging import RowKey
from data.workspace.people import Person
from data.workspace.preview import faults_of
from data.workspace.publishing import publish
from data.workspace.waiting import visible
from locales import Words
from pages.accounts.forms import Sent
from pages.editing.queue import actions_of, state_name
from pages.editing.shown import in_lines
from views.row_labels import column_label

#: What does something with chosen changes and returns what was done.
Action = Callable[[Sent, Workspace, Person, Sequence[int]], str]
#: What is done with changes that somebody chose.
Doing = Callable[[Workspace, Person, Sequence[int], str], object]


class Refused(Exception):
    """Nothing was done: why, as a whole and for each of the changes."""

    def __init__(self, text: str, of_changes: Mapping[int, Sequence[str]]) -> None:
        self.text, self.of_changes = text, of_changes
        super().__init__(text)


def _doing(name: str, do: Doing) -> Action:
    """Make an action of what is done with the changes that somebody chose, all of them or none."""

    def act(sent: Sent, workspace: Workspace, person: Person, chosen: Sequence[int]) -> str:
        if not chosen:
            raise Refused(sent.words.gettext("Choose at least one change."), {})
        try:
            do(workspace, person, chosen, sent.field("reason"))
        except (WorkspaceError, DataError) as error:
            raise _refused(sent, workspace, person, chosen, name, error) from error
        return name

    return act


def _refused(
    sent: Sent,
    workspace: Workspace,
    person: Person,
    chosen: Sequence[int],
    name: str,
    error: WorkspaceError | DataError,
) -> Refused:
    """Say what is wrong beside each of the changes that it is wrong with."""
    words = sent.words
    with workspace.reading() as connection:
        found = visible(connection, person, chosen)
    if isinstance(error, DataError):
        of_changes = _faults(words, workspace, found)
        text = words.gettext("Nothing was done: the facts would not be in order with it.")
        return Refused(text if of_changes else in_lines(words, error.violations, 5), of_changes)
    of_changes = {
        c.change_id: [_not_possible(words, c, person)] for c in found if name not in actions_of(c, person)
    }
    if isinstance(error, ChangedMeanwhileError):
        text = words.gettext("Somebody has changed this row meanwhile: it must be proposed anew.")
        of_changes |= {c.change_id: [text] for c in found if c.row.key in error.keys}
    return Refused(sent.said(error), of_changes)


def _not_possible(words: Words, change: Change, person: Person) -> str:
    if change.author_id == person.person_id and change.state == "proposed":
        return words.gettext("This is your own proposal: somebody else decides on it.")
    return words.gettext("It is no longer open: {state}.", state=state_name(words, change.state))


def _faults(words: Words, workspace: Workspace, found: Sequence[Change]) -> dict[int, list[str]]:
    """What the contracts say against each of some changes."""
    faults = faults_of(workspace, [change.row for change in found]).of_rows
    return {
        c.change_id: [_fault(words, c.row.key, v) for v in faults[c.row.key]]
        for c in found
        if c.row.key in faults
    }


def _fault(words: Words, key: RowKey, violation: Violation) -> str:
    table = BY_NAME[key.table]
    names = [column_label(words, table, table.column(n)) for n in violation.column.split("+") if n]
    return words.labelled(words.enumerated(names), violation.reason.text(words.code))


def _publish(sent: Sent, workspace: Workspace, person: Person, chosen: Sequence[int] | None) -> str:
    texts = sent.field("text_zh"), sent.field("text_en")
    try:
        publish(workspace, person, settings.today(), *texts, chosen)
    except (WorkspaceError, DataError) as error:
        raise _refused(sent, workspace, person, chosen or (), "publish", error) from error
    return "published"


def _publish_chosen(sent: Sent, workspace: Workspace, person: Person, chosen: Sequence[int]) -> str:
    if not chosen:
        raise Refused(sent.words.gettext("Choose at least one change."), {})
    return _publish(sent, workspace, person, chosen)


def _publish_all(sent: Sent, workspace: Workspace, person: Person, _chosen: Sequence[int]) -> str:
    return _publish(sent, workspace, person, None)


def _settle(keep: Literal["base", "change"]) -> Action:
    def act(sent: Sent, workspace: Workspace, person: Person, _chosen: Sequence[int]) -> str:
        settle(workspace, person, _key(sent), keep, sent.field("reason"))
        return "settled"

    return act


def _key(sent: Sent) -> RowKey:
    try:
        cells = json.loads(sent.field("key"))
        return RowKey(sent.field("table"), tuple(map(str, cells)))
    except (ValueError, TypeError):
        return RowKey("", ())


ACTIONS: Mapping[str, Action] = {
    "send": _doing("send", lambda w, p, ids, _: changes.send(w, p, ids)),
    "take_back": _doing("take_back", lambda w, p, ids, _: changes.take_back(w, p, ids)),
    "accept": _doing("accept", lambda w, p, ids, reason: changes.accept(w, p, ids, reason.strip())),
    "reject": _doing("reject", changes.reject),
    "publish": _publish_chosen,
    "publish_all": _publish_all,
    "keep_base": _settle("base"),
    "keep_change": _settle("change"),
}
