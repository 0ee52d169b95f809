"""Figures as rows of the page that sends them: metric, value with its unit, period, and what becomes of each."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from data.workspace.intake_figures import Figure
from data.workspace.merging import Cells
from locales import Words
from pages.editing.options import Relations
from queries.current import current_store
from views.wording import period


class ShownFigure(NamedTuple):
    """A figure in words."""

    figure_id: int
    metric: str
    #: Its value with its unit.
    amount: str
    period: str
    as_written: str
    state: str
    reason: str
    #: The figure as published; '' where it is not.
    observation_id: str


class _Period(NamedTuple):
    period_start: dt.date
    period_end: dt.date
    period_basis: str


def shown_figure(words: Words, relations: Relations, figure: Figure) -> ShownFigure:
    """Return a figure in words."""
    cells, proposal = figure.cells, figure.proposal
    return ShownFigure(
        figure.figure_id,
        relations.name("metrics", cells["metric_id"]) if cells else str(proposal["label"]),
        _amount(words, figure),
        _period(words, cells) if cells else "",
        str(proposal["as_written"]),
        _state(words, figure),
        figure.reason,
        figure.observation_id if figure.is_published else "",
    )


def _amount(words: Words, figure: Figure) -> str:
    cells, proposal = figure.cells, figure.proposal
    metric = current_store().catalogue.metrics.get(cells["metric_id"]) if cells else None
    if cells is None or metric is None:
        value = cells["value"] if cells else str(proposal["value"] or "")
        return f"{number(words, value)} {proposal['unit_zh']}"
    try:
        return words.with_unit(words.amount(float(cells["value"]), metric), metric)
    except ValueError:
        return cells["value"]


def number(words: Words, text: str) -> str:
    """Return a number as a bulletin prints it; what is none as it is."""
    try:
        found = Decimal(text)
    except ArithmeticError:
        return text
    return words.number(float(found)) if found.is_finite() else text


def _period(words: Words, cells: Cells) -> str:
    try:
        start, end = (dt.date.fromisoformat(cells[name]) for name in ("period_start", "period_end"))
    except ValueError:
        return words.clauses(filter(None, (cells["period_start"], cells["period_end"])))
    return period(words, _Period(start, end, cells["period_basis"]))


def _state(words: Words, figure: Figure) -> str:
    if figure.is_withdrawal:
        return _state_of_withdrawal(words, figure)
    if figure.is_published:
        return words.gettext("published")
    if figure.change_state == "accepted":
        return words.gettext("waits for publication")
    if figure.is_sent:
        return words.gettext("waits for a reviewer")
    return {
        "proposed": words.gettext("open"),
        "accepted": words.gettext("accepted"),
        "rejected": words.gettext("not accepted"),
        "later": words.gettext("put off"),
    }[figure.state]


def _state_of_withdrawal(words: Words, figure: Figure) -> str:
    if figure.is_leaving:
        return words.gettext("published; its withdrawal waits for a reviewer")
    if figure.is_published:
        return words.gettext("published; its withdrawal was not accepted")
    return words.gettext("taken back")
