"""What the queue of changes shows: which of them, who may do what with them, and each in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from data.workspace.changes import STATES, Change, State
from data.workspace.people import Person
from data.workspace.waiting import Wanted
from locales import Words
from pages.editing.options import Relations
from pages.editing.shown import ShownChange, shown_change
from pages.shared.moments import moment

#: What one may look at: name → states, and whether one's own alone.
FILTERS: Mapping[str, tuple[tuple[State, ...], bool]] = {
    "proposed": (("proposed",), False),
    "accepted": (("accepted",), False),
    "own": (STATES, True),
    "draft": (("draft",), True),
    "rejected": (("rejected", "taken_back", "overruled"), False),
    "published": (("published", "folded"), False),
}
#: The part of the page that is no list of changes.
CONFLICTS = "conflicts"


class Item(NamedTuple):
    """A change in the queue: in words, with its state and moment, where its row is read, and what may be done."""

    change: Change
    shown: ShownChange
    state: str
    created: str
    decided: str
    page: str
    parameters: Mapping[str, str]
    actions: tuple[str, ...]
    errors: Sequence[str]
    is_chosen: bool


def filter_of(name: str, person: Person) -> str:
    """Return which part of the queue is shown: the one that is named, else the first that concerns somebody."""
    if name in FILTERS or (name == CONFLICTS and person.may("decide")):
        return name
    return "proposed" if person.may("decide") else "own"


def wanted_by(name: str, person: Person) -> Wanted:
    """Return which changes a part of the queue holds."""
    states, is_own = FILTERS[name]
    return Wanted(person, states, is_own)


def filter_names(words: Words) -> dict[str, str]:
    """Return what the parts of the queue are called."""
    return {
        "proposed": words.gettext("Waiting for a decision"),
        "accepted": words.gettext("Accepted, to be published"),
        "own": words.gettext("My changes"),
        "draft": words.gettext("My drafts"),
        "rejected": words.gettext("Rejected or taken back"),
        "published": words.gettext("Published changes"),
        CONFLICTS: words.gettext("Conflicts"),
    }


def state_name(words: Words, state: State) -> str:
    """Return what a state is called."""
    return {
        "draft": words.gettext("draft, not sent yet"),
        "proposed": words.gettext("waiting for a decision"),
        "accepted": words.gettext("accepted, to be published"),
        "rejected": words.gettext("rejected"),
        "taken_back": words.gettext("taken back"),
        "published": words.gettext("published"),
        "folded": words.gettext("published, and written into the files"),
        "overruled": words.gettext("given up for what the files say"),
    }[state]


def actions_of(change: Change, person: Person) -> tuple[str, ...]:
    """Return what somebody may do with a change as it is; what really may be done is decided where it is written."""
    is_own = change.author_id == person.person_id
    decides = person.may("decide") and (not is_own or person.decides_own)
    found = []
    if is_own and change.state == "draft":
        found.append("send")
    if is_own and change.state in ("draft", "proposed"):
        found.append("take_back")
    if decides and change.state == "proposed":
        found += ["accept", "reject"]
    if change.state == "accepted":
        found += (["publish"] if person.may("publish") else []) + (["reject"] if decides else [])
    return tuple(found)


def item_of(
    words: Words,
    person: Person,
    change: Change,
    relations: Relations,
    errors: Mapping[int, Sequence[str]],
    chosen: Sequence[int],
) -> Item:
    """Return a change as the queue shows it."""
    page, parameters = _read_at(change)
    return Item(
        change,
        shown_change(words, change.row, relations),
        state_name(words, change.state),
        moment(words, change.created_at),
        moment(words, change.decided_at) if change.decided_at else "",
        page,
        parameters,
        actions_of(change, person),
        errors.get(change.change_id, ()),
        change.change_id in chosen,
    )


def _read_at(change: Change) -> tuple[str, Mapping[str, str]]:
    """The page on which the row of a change is read, and its parameters; '' where there is none (any more, yet)."""
    row = change.row.after if change.state in ("published", "folded") else change.row.before
    if row is None:
        return "", {}
    table, key = change.row.key
    return {
        "observations": ("evidence", {"observation": key[0]}),
        "documents": ("evidence", {"document": key[0]}),
        "metrics": ("evidence", {"tab": "metrics", "metric": key[0]}),
        "doubts": ("evidence", {"tab": "doubts"}),
    }.get(table, ("", {}))
