"""Figures proposed in documents: decided one by one or at once, undone, and sent to become changes of the facts."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple, get_args

from sqlalchemy import Connection, Row, Select, delete, func, insert, select, update

from data.contracts import BY_NAME
from data.workspace.database import Workspace, WorkspaceError, now
from data.workspace.known_again import known_again
from data.workspace.merging import Cells
from data.workspace.people import Person, require
from data.workspace.schema import CHANGES, INTAKE_DOCUMENTS, INTAKE_FIGURES, INTAKE_STEPS, PEOPLE

State = Literal["proposed", "accepted", "rejected", "later"]
STATES: tuple[State, ...] = get_args(State)
OBSERVATIONS = BY_NAME["observations"]
#: States of changes on which somebody is still to decide.
ON_THEIR_WAY = ("draft", "proposed", "accepted")
#: The longest reason of a decision.
LONGEST_REASON = 500


class Figure(NamedTuple):
    """A figure as it was read, and what was decided on it."""

    figure_id: int
    intake_id: int
    ordinal: int
    state: State
    proposal: Mapping[str, Any]
    cells: Cells | None
    reason: str
    revision: int
    decided_by: str | None
    decided_at: str | None
    #: The change that it was sent as; of one that was taken back after its publication, its withdrawal.
    change_id: int | None
    #: What became of that change; None where it was not sent.
    change_state: str | None
    #: The row of `observations` that it is, or is to be; '' where it was not sent.
    observation_id: str
    #: Whether that change takes it out of the facts.
    is_withdrawal: bool = False

    @property
    def is_published(self) -> bool:
        """Whether it is among the facts: also while its withdrawal waits, and where that was not accepted."""
        is_done = self.change_state in ("published", "folded")
        return not is_done if self.is_withdrawal else is_done

    @property
    def is_leaving(self) -> bool:
        """Whether somebody is still to decide on its withdrawal."""
        return self.is_withdrawal and self.change_state in ON_THEIR_WAY

    @property
    def is_sent(self) -> bool:
        """Whether it is on its way to a version or in one, or on its way out of one."""
        return self.is_published or self.change_state in ON_THEIR_WAY


class Decision(NamedTuple):
    """What somebody decides on a figure that they saw at a revision."""

    figure_id: int
    revision: int
    state: State
    cells: Cells | None = None
    reason: str = ""


class DecidedMeanwhileError(WorkspaceError):
    """Somebody else has decided on a figure; `figure_id` says on which."""

    def __init__(self, figure_id: int) -> None:
        self.figure_id = figure_id
        super().__init__(
            "他人已对此数作出决定，请看现在的内容",
            "somebody else has decided on this figure meanwhile: look at it as it is now",
        )


def put_figures(
    workspace: Workspace, intake_id: int, proposals: Sequence[Mapping[str, Any]], rule_version: str
) -> None:
    """Keep what is proposed in a document; what somebody decided before stays, what nobody did is replaced.

    A proposal is known again by its place (`char_start`, `char_end`) and, where several stand at one place
    (均为100%), by its label; where labels have changed, by the metric that it was accepted as, or by its order.
    """
    f = INTAKE_FIGURES.c
    with workspace.writing() as connection:
        open_ones = [row.figure_id for row in _untouched(connection, intake_id)]
        connection.execute(delete(INTAKE_FIGURES).where(f.figure_id.in_(open_ones)))
        query_kept = select(f.proposal, f.cells).where(f.intake_id == intake_id).order_by(f.ordinal)
        decided = [(row.proposal, row.cells) for row in connection.execute(query_kept)]
        known = known_again(proposals, decided)
        rows = [
            {
                "intake_id": intake_id,
                "ordinal": ordinal,
                "state": "proposed",
                "reason": "",
                "proposal": json.dumps(proposal, ensure_ascii=False),
                "revision": 1,
            }
            for ordinal, proposal in enumerate(proposals, start=1)
            if ordinal - 1 not in known
        ]
        if rows:
            connection.execute(insert(INTAKE_FIGURES), rows)
        query = update(INTAKE_DOCUMENTS).where(INTAKE_DOCUMENTS.c.intake_id == intake_id)
        connection.execute(query.values(rule_version=rule_version))


def figures(workspace: Workspace, actor: Person, intake_id: int) -> list[Figure]:
    """Return the figures of a document in its order."""
    require(actor, "propose")
    with workspace.reading() as connection:
        query = figures_query().where(INTAKE_FIGURES.c.intake_id == intake_id)
        found = [figure_of(row) for row in connection.execute(query)]
    return sorted(found, key=lambda f: (f.proposal.get("char_start", 0), f.ordinal))


def decide(workspace: Workspace, actor: Person, decisions: Sequence[Decision]) -> None:
    """Decide on figures of one document, all of them or none; what is decided at once is undone at once.

    Raises NotAllowedError; DecidedMeanwhileError; WorkspaceError where one is accepted without the cells of its row,
    is sent already, or does not exist.
    """
    require(actor, "propose")
    together = uuid.uuid4().hex
    with workspace.writing() as connection:
        for decision in decisions:
            _decide(connection, actor, decision, together)


def undo(workspace: Workspace, actor: Person, intake_id: int) -> list[int]:
    """Undo what somebody decided last in a document; return the figures it was about, [] where there is nothing.

    Raises NotAllowedError, and DecidedMeanwhileError where somebody else has decided on one since.
    """
    require(actor, "propose")
    with workspace.writing() as connection:
        last = _last_steps(connection, actor, intake_id)
        for step in last:
            figure = _figure(connection, step.figure_id)
            if _decided(figure) != json.loads(step.after) or figure.is_sent:
                raise DecidedMeanwhileError(step.figure_id)
            _write(connection, actor, figure, json.loads(step.before), uuid.uuid4().hex, step.step_id)
        return [step.figure_id for step in last]


def examples(connection: Connection, most: int = 5_000) -> list[tuple[str, str, str]]:
    """Return the wordings of figures that this office accepted, the last first: metric, label, unit as read."""
    f = INTAKE_FIGURES.c
    query = select(f.proposal, f.cells).where(f.state == "accepted").order_by(f.decided_at.desc()).limit(most)
    return [_wording(proposal, cells) for proposal, cells in connection.execute(query)]


def examples_state(connection: Connection) -> tuple[object, ...]:
    """Return what changes whenever the figures that this office accepted do: asked instead of reading them all."""
    f = INTAKE_FIGURES.c
    query = select(func.count(), func.sum(f.revision), func.max(f.decided_at)).where(f.state == "accepted")
    return tuple(connection.execute(query).one())


@lru_cache(maxsize=8_192)
def _wording(proposal_text: str, cells_text: str) -> tuple[str, str, str]:
    """The metric, label and unit of an accepted figure; asked of all of them whenever one is looked at."""
    proposal, cells = json.loads(proposal_text), json.loads(cells_text)
    return cells["metric_id"], proposal["label"], proposal["unit_zh"]


def figure(workspace: Workspace, actor: Person, figure_id: int) -> Figure:
    """Return a figure. WorkspaceError where there is none."""
    require(actor, "propose")
    with workspace.reading() as connection:
        return _figure(connection, figure_id)


def write_decision(
    connection: Connection, actor: Person, figure: Figure, decision: Decision, together: str, **values: object
) -> None:
    """Write down a decision on a figure, in a transaction of the caller, and further columns with it."""
    after = {"state": decision.state, "cells": figure.cells, "reason": decision.reason}
    _write(connection, actor, figure, after, together, None)
    if values:
        query = update(INTAKE_FIGURES).where(INTAKE_FIGURES.c.figure_id == figure.figure_id)
        connection.execute(query.values(**values))


def figures_query() -> Select[Any]:
    """Return the question for figures, with what became of their changes."""
    return (
        select(
            INTAKE_FIGURES,
            PEOPLE.c.name.label("decided_by_name"),
            CHANGES.c.state.label("change_state"),
            CHANGES.c.row_key,
            CHANGES.c.after,
        )
        .join(PEOPLE, INTAKE_FIGURES.c.decided_by == PEOPLE.c.person_id, isouter=True)
        .join(CHANGES, INTAKE_FIGURES.c.change_id == CHANGES.c.change_id, isouter=True)
    )


def figure_of(row: Row[Any]) -> Figure:
    """Return a figure from a row of `figures_query`."""
    return Figure(
        row.figure_id,
        row.intake_id,
        row.ordinal,
        row.state,
        json.loads(row.proposal),
        json.loads(row.cells) if row.cells else None,
        row.reason,
        row.revision,
        row.decided_by_name,
        row.decided_at,
        row.change_id,
        row.change_state,
        json.loads(row.row_key)[0] if row.row_key else "",
        row.change_id is not None and row.after is None,
    )


def _figure(connection: Connection, figure_id: int) -> Figure:
    row = connection.execute(figures_query().where(INTAKE_FIGURES.c.figure_id == figure_id)).first()
    if row is None:
        raise WorkspaceError("没有这个数", "there is no such figure")
    return figure_of(row)


def _untouched(connection: Connection, intake_id: int) -> Sequence[Row[Any]]:
    """Figures on which nobody has decided anything."""
    f = INTAKE_FIGURES.c
    touched = select(INTAKE_STEPS.c.figure_id).where(INTAKE_STEPS.c.intake_id == intake_id)
    query = select(f.figure_id).where(f.intake_id == intake_id, f.figure_id.not_in(touched))
    return connection.execute(query).all()


def _decide(connection: Connection, actor: Person, decision: Decision, together: str) -> None:
    figure = _figure(connection, decision.figure_id)
    if figure.is_sent:
        raise WorkspaceError(
            "此数已提交，如有误请撤回", "this figure is sent already: take it back where it is wrong"
        )
    if figure.revision != decision.revision:
        raise DecidedMeanwhileError(figure.figure_id)
    cells = dict(decision.cells) if decision.cells is not None else None
    if decision.state == "accepted":
        _fits(cells)
    after = {"state": decision.state, "cells": cells, "reason": decision.reason.strip()[:LONGEST_REASON]}
    _write(connection, actor, figure, after, together, None)


def _fits(cells: Cells | None) -> None:
    """Raise WorkspaceError where the cells cannot be a row of figures."""
    names = set(OBSERVATIONS.column_names)
    if not cells or not cells.get("metric_id") or not set(cells) <= names:
        raise WorkspaceError("接受一个数须先选定指标", "a figure is accepted under a metric: choose one")


def _decided(figure: Figure) -> dict[str, Any]:
    return {"state": figure.state, "cells": figure.cells, "reason": figure.reason}


def _write(
    connection: Connection,
    actor: Person,
    figure: Figure,
    after: Mapping[str, Any],
    together: str,
    undoes: int | None,
) -> None:
    """Write a decision down, and the step that it is."""
    step = {
        "intake_id": figure.intake_id,
        "figure_id": figure.figure_id,
        "person_id": actor.person_id,
        "at": now(),
        "together": together,
        "undoes": undoes,
        "before": _json(_decided(figure)),
        "after": _json(after),
    }
    connection.execute(insert(INTAKE_STEPS).values(step))
    values = {
        "state": after["state"],
        "reason": after["reason"],
        "revision": figure.revision + 1,
        "cells": json.dumps(after["cells"], ensure_ascii=False) if after["cells"] is not None else None,
        "decided_by": actor.person_id,
        "decided_at": now(),
    }
    is_as_seen = (INTAKE_FIGURES.c.figure_id == figure.figure_id) & (
        INTAKE_FIGURES.c.revision == figure.revision
    )
    if not connection.execute(update(INTAKE_FIGURES).where(is_as_seen).values(values)).rowcount:
        raise DecidedMeanwhileError(figure.figure_id)


def _last_steps(connection: Connection, actor: Person, intake_id: int) -> Sequence[Row[Any]]:
    """The steps of somebody that belong together, the last that are not undone."""
    s = INTAKE_STEPS.c
    undone = select(s.undoes).where(s.intake_id == intake_id, s.undoes.is_not(None))
    own = (s.intake_id == intake_id, s.person_id == actor.person_id, s.undoes.is_(None))
    query = select(INTAKE_STEPS).where(*own, s.step_id.not_in(undone)).order_by(s.step_id.desc())
    last = connection.execute(query.limit(1)).first()
    if last is None:
        return []
    return connection.execute(query.where(s.together == last.together)).all()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
