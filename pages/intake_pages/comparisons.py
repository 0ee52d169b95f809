"""Which comparisons the figures of a document make possible, each with a link to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data.workspace.changes import changes_by_id
from data.workspace.database import Workspace
from data.workspace.intake_figures import Figure
from data.workspace.publishing import publications
from locales import Words
from pages.accounts.forms import Sent
from pages.editing.effects import effect_lines
from pages.editing.options import Relations
from queries.differences import ComparisonDifference, differences
from queries.versions import VersionError, store_of

#: So many are shown; more are counted.
MOST = 60


class ShownComparison(NamedTuple):
    """A comparison that changes, in words, and what the address of its page says."""

    text: str
    metric: str
    year: str
    districts: str


def shown_comparisons(
    words: Words, relations: Relations, found: Sequence[ComparisonDifference]
) -> list[ShownComparison]:
    """Return comparisons in words; those that became possible come first."""
    ordered = sorted(found, key=lambda d: d.kind != "appeared")[:MOST]
    return [
        ShownComparison(
            effect_lines(words, relations, [d])[0],
            d.metric_id,
            str(d.year),
            ",".join(r.district_id for r in d.after or d.before),
        )
        for d in ordered
    ]


def published_comparisons(
    sent: Sent, workspace: Workspace, every: Sequence[Figure], relations: Relations
) -> list[ShownComparison]:
    """Return the comparisons that became possible with the publications in which figures of a document are."""
    ids = [
        f.change_id for f in every if f.change_id and f.state == "accepted" and f.change_state == "published"
    ]
    if not ids:
        return []
    with workspace.reading() as connection:
        numbers = sorted({c.publication for c in changes_by_id(connection, ids) if c.publication})
        versions = {p.number: p.version for p in publications(connection)}
    metrics = {f.cells["metric_id"] for f in every if f.cells}
    found: list[ComparisonDifference] = []
    for number in numbers:
        try:
            before, after = store_of(versions[number - 1]), store_of(versions[number])
        except (VersionError, KeyError):
            continue
        found += [d for d in differences(before, after).comparisons if d.metric_id in metrics]
    return shown_comparisons(sent.words, relations, found)
