"""Which comparisons an edit makes appear, disappear or turn, in words; worked out by a worker process."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path

from data import settings
from data.store import StoreError
from data.violations import DataError
from data.workspace.changes import Change, Edit
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.preview import Preview, preview
from locales import Words
from pages.editing.options import Relations
from queries.differences import ComparisonDifference, Pair
from queries.effects import effects
from reports.jobs import worker_pool
from reports.jobs.job_queue import QueueFull

_log = logging.getLogger(__name__)

#: So many comparisons are described; more are counted.
MOST_LINES = 20


class UnknownEffectsError(Exception):
    """What becomes of comparisons could not be worked out."""


def effects_of(found: Preview) -> tuple[ComparisonDifference, ...]:
    """Return the comparisons that an edit changes. Raises UnknownEffectsError; the log says why."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            return worker_pool.pictures.run(
                effects, found.before, found.after, settings.store_folder().absolute(), Path(folder)
            )
        except (DataError, StoreError, QueueFull, worker_pool.WorkerLost, OSError) as error:
            _log.exception("The effects of an edit could not be worked out")
            raise UnknownEffectsError from error


def effects_of_change(workspace: Workspace, change: Change) -> tuple[ComparisonDifference, ...]:
    """Return the comparisons that a change would alter if it were accepted now.

    Raises UnknownEffectsError, also where it does not fit what is accepted already.
    """
    table, cells = change.row.key
    edit = Edit(table, cells if change.row.before is not None else None, change.row.after)
    try:
        with preview(workspace, edit) as found:
            if not found.faults:
                return effects_of(found)
    except (WorkspaceError, DataError):
        pass
    raise UnknownEffectsError


def effect_lines(
    words: Words, relations: Relations, found: Sequence[ComparisonDifference]
) -> tuple[str, ...]:
    """Return a sentence on each comparison that changes, the first of them."""
    return tuple(_line(words, relations, d) for d in found[:MOST_LINES])


def _line(words: Words, relations: Relations, d: ComparisonDifference) -> str:
    what = words.with_brackets(relations.name("metrics", d.metric_id), words.year(d.year))
    return words.labelled(what, _became(words, relations, d))


def _became(words: Words, relations: Relations, d: ComparisonDifference) -> str:
    names = {r.district_id: relations.name("districts", r.district_id) for r in (*d.before, *d.after)}
    before, after = (words.joined(names[r.district_id] for r in side) for side in (d.before, d.after))
    match d.kind:
        case "appeared":
            return words.gettext("can be compared from now on: {districts}", districts=after)
        case "disappeared":
            return words.gettext("can no longer be compared: {districts}", districts=before)
        case "turned":
            return words.gettext("the order turns: {pairs}", pairs=_turned(words, names, d.turned))
        case "decided":
            return words.gettext("more of the order is decided: {districts}", districts=after)
        case "undecided":
            return words.gettext("less of the order is decided: {districts}", districts=after)
        case "members":
            return words.gettext(
                "other districts take part: before {before}, after {after}", before=before, after=after
            )


def _turned(words: Words, names: dict[str, str], pairs: Sequence[Pair]) -> str:
    return words.enumerated(
        words.gettext("{upper} is now above {lower}", upper=names[lower], lower=names[upper])
        for upper, lower in pairs
    )
