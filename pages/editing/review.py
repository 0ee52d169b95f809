"""The queue of changes: send and take back one's own, decide on those of others, publish, settle conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from starlette.responses import Response

from data.contracts import BY_NAME
from data.store import StoreError
from data.violations import DataError
from data.workspace.changes import Change
from data.workspace.conflicts import conflicts
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.merging import Conflict
from data.workspace.people import Person
from data.workspace.preview import standing_facts
from data.workspace.publishing import edited_by_hand, publications
from data.workspace.waiting import count_waiting, visible, waiting
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, form, page, to
from pages.editing.deciding import ACTIONS, Refused
from pages.editing.effects import UnknownEffectsError, effect_lines, effects_of_change
from pages.editing.options import Relations
from pages.editing.queue import CONFLICTS, FILTERS, Item, filter_names, filter_of, item_of, wanted_by
from pages.editing.shown import cell_changes, in_lines, row_name
from pages.shared.paging import shown_page

#: So many changes stand on a page.
PER_PAGE = 20
#: What of the address leads back to the same part of the queue.
NAMED = ("show", "change", "page", "done", "effects")


@dataclass
class Outcome:
    """What came of a form: what is wrong as a whole, and with which changes; what was chosen."""

    error: str = ""
    errors: Mapping[int, Sequence[str]] = field(default_factory=dict)
    chosen: Sequence[int] = ()


@form
@for_somebody("review", NAMED)
@for_those_who_may("propose")
def review(sent: Sent, workspace: Workspace, person: Person) -> Response:
    """Show the queue, and do what the form says."""
    action = ACTIONS.get(sent.field("action"))
    if action is None:
        return _page(sent, workspace, person, Outcome())
    chosen = chosen_in(sent.fields)
    try:
        done = action(sent, workspace, person, chosen)
    except Refused as refused:
        return _page(sent, workspace, person, Outcome(refused.text, refused.of_changes, chosen))
    except WorkspaceError as error:
        return _page(sent, workspace, person, Outcome(sent.said(error), {}, chosen))
    except StoreError as error:
        return _page(sent, workspace, person, Outcome(error.reason.text(sent.words.code), {}, chosen))
    return to(sent.link("review", show=sent.query.get("show", ""), done=done))


def chosen_in(fields: Mapping[str, str]) -> list[int]:
    """Return the ids of the changes that a form chooses."""
    found = (name.removeprefix("change-") for name in fields if name.startswith("change-"))
    return sorted(int(number) for number in found if _is_number(number))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _page(sent: Sent, workspace: Workspace, person: Person, outcome: Outcome) -> Response:
    words = sent.words
    try:
        relations = Relations(words, standing_facts(workspace))
    except DataError as error:
        text = in_lines(words, error.violations, 10)
        return page(sent, "accounts/refused.html", words.gettext("Review"), 503, error=text)
    show = filter_of(sent.query.get("show", ""), person)
    with workspace.reading() as connection:
        counts = {name: count_waiting(connection, wanted_by(name, person)) for name in FILTERS}
        found = conflicts(connection) if person.may("decide") else []
        version = publications(connection)[0].version if sent.query.get("done") == "published" else ""
        asks = show == "accepted" and not counts[show] and person.may("publish")
        is_edited = asks and edited_by_hand(connection)
    if person.may("decide"):
        counts[CONFLICTS] = len(found)
    number, last = shown_page(sent.query.get("page", ""), counts.get(show, 0), PER_PAGE)
    changes = _changes(sent, workspace, person, show, number)
    items = [item_of(words, person, c, relations, outcome.errors, outcome.chosen) for c in changes]
    return page(
        sent,
        "editing/review.html",
        words.gettext("Review"),
        400 if outcome.error else 200,
        person=person,
        show=show,
        is_single=_is_single(sent),
        names=filter_names(words),
        counts=counts,
        items=items,
        actions=_offered(items),
        conflicts=[_conflict(sent, c, relations) for c in found] if show == CONFLICTS else [],
        number=number,
        last=last,
        outcome=outcome,
        effects=_effects(sent, workspace, changes, relations),
        done=_done(sent) if not outcome.error else "",
        version=version,
        is_edited=is_edited,
    )


def _changes(sent: Sent, workspace: Workspace, person: Person, show: str, number: int) -> list[Change]:
    with workspace.reading() as connection:
        if _is_single(sent):
            return visible(connection, person, [int(sent.query["change"])])
        if show == CONFLICTS:
            return []
        return waiting(connection, wanted_by(show, person), PER_PAGE, (number - 1) * PER_PAGE)


def _effects(
    sent: Sent, workspace: Workspace, found: Sequence[Change], relations: Relations
) -> tuple[str, ...] | None:
    """What would become of comparisons by the one change that is shown; None where nobody wants to know."""
    words = sent.words
    if not (_is_single(sent) and sent.query.get("effects") and found):
        return None
    try:
        lines = effect_lines(words, relations, effects_of_change(workspace, found[0]))
    except UnknownEffectsError:
        return (
            words.gettext("This could not be worked out: the change does not fit what is accepted already."),
        )
    return lines or (words.gettext("No comparison appears, disappears or turns."),)


def _is_single(sent: Sent) -> bool:
    return _is_number(sent.query.get("change", ""))


def _offered(items: Sequence[Item]) -> set[str]:
    return {action for item in items for action in item.actions}


def _conflict(sent: Sent, conflict: Conflict, relations: Relations) -> dict[str, object]:
    """A conflict as the page shows it: the row, and what the files and the change say."""
    key, base, after = conflict.change.key, conflict.base, conflict.change.after
    table = BY_NAME[key.table]
    return {
        "key": key,
        "name": row_name(sent.words, table, after or base or conflict.change.before or {}, relations),
        "is_gone": base is None,
        "is_withdrawn": after is None,
        "cells": cell_changes(sent.words, table, base, after, relations),
    }


def _done(sent: Sent) -> str:
    words = sent.words
    return {
        "draft": words.gettext("Kept as a draft: send it when it is ready."),
        "proposed": words.gettext("Proposed: a reviewer decides on it."),
        "send": words.gettext("Sent: a reviewer decides on it."),
        "take_back": words.gettext("Taken back."),
        "accept": words.gettext("Accepted: it waits to be published."),
        "reject": words.gettext("Rejected."),
        "published": words.gettext("Published: everybody reads the new figures from now on."),
        "settled": words.gettext("The conflict is decided."),
    }.get(sent.query.get("done", ""), "")
