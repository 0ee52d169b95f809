"""One figure as a card: what is proposed, the metrics it may be of, what it confirms or contradicts, its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from data.contracts import BY_NAME
from data.row_check import faults_of_row
from data.violations import Reason
from data.workspace.database import Workspace
from data.workspace.intake_documents import IntakeDocument
from data.workspace.intake_figures import Figure, examples, examples_state
from data.workspace.merging import Cells
from data.workspace.preview import rows_of
from intake.candidates import Candidates, Example
from intake.exchange import proposal_from
from intake.known import against_known
from intake.proposal import Candidate, Check, Proposal
from intake.unit_kinds import factor, unit_warning
from locales import Words
from pages.editing.derived import derived
from pages.editing.fields import Field, form_of
from pages.editing.options import Relations
from pages.intake_pages.figure_rows import number
from queries.current import current_store

#: The fields of a card: those that are always shown, then those that are folded away.
SHOWN = ("value", "qualifier", "period_basis", "period_start", "period_end", "status", "scope", "as_written")
MORE = (
    *("value_low", "value_high", "scope_name_zh", "scope_name_en"),
    *("section", "note_zh", "note_en"),
)
OBSERVATIONS = BY_NAME["observations"]
#: What a card asks for of a figure; its district, metric and document are known or chosen otherwise.
FIELDS = replace(OBSERVATIONS, columns=tuple(OBSERVATIONS.column(name) for name in (*SHOWN, *MORE)))
#: Why a figure is left out, in one key.
NOT_OURS, NEW_METRIC = "not_ours", "new_metric"


class Card(NamedTuple):
    """A figure to be decided, with all that a person must see of it."""

    figure: Figure
    value: str
    metric_id: str
    metric: str
    unit: str
    candidates: tuple[tuple[Candidate, str, str], ...]
    fields: tuple[Field, ...]
    more: tuple[Field, ...]
    checks: tuple[Check, ...]
    warnings: tuple[str, ...]
    faults: Mapping[str, Sequence[str]]

    @property
    def is_open(self) -> bool:
        """Whether something is wrong with a field that is folded away."""
        return any(field.faults for field in self.more)


@dataclass(frozen=True)
class Subject:
    """What the cards of a document have in common, read once a request."""

    taken: IntakeDocument
    folder: Path
    relations: Relations
    words: Words

    @cached_property
    def metrics(self) -> Mapping[str, Cells]:
        """The metrics of the facts on which a proposal stands, by identifier."""
        return {row["metric_id"]: row for row in rows_of(self.folder, "metrics")}

    @property
    def confirmed(self) -> Mapping[str, Any]:
        """What somebody said of the document."""
        found: Mapping[str, Any] = self.taken.facts["confirmed"]
        return found


def card_of(
    workspace: Workspace,
    subject: Subject,
    figure: Figure,
    cells: Cells | None = None,
    beside: Sequence[Figure] = (),
    *,
    is_checked: bool = False,
) -> Card:
    """Return the card of a figure: as typed where `cells` are, else as it was decided, else under the nearest metric.

    Of what is typed the faults are said where it `is_checked`. `beside` are the figures of the document.
    """
    proposal, words = proposal_from(_plain(figure)), subject.words
    candidates = candidates_of(workspace, proposal)
    nearest = candidates[0].metric_id if candidates else ""
    shown = cells or figure.cells or first_cells(subject, figure, nearest)
    metric = shown["metric_id"]
    faults = faults_of(subject, shown) if is_checked else {}
    names = {name: [r.text(words.code) for r in reasons] for name, reasons in faults.items()}
    form = form_of(words, FIELDS, shown, subject.relations, names, is_new=True)
    by_name = {field.column.name: field for field in (*form.fields, *form.more)}
    known = current_store().catalogue.metrics
    return Card(
        figure,
        number(words, str(figure.proposal["value"] or "")),
        metric,
        subject.relations.name("metrics", metric) if metric else "",
        _unit(words, known, metric) or proposal.unit_zh,
        tuple(
            (c, subject.relations.name("metrics", c.metric_id), _unit(words, known, c.metric_id))
            for c in candidates
        ),
        tuple(by_name[name] for name in SHOWN),
        tuple(by_name[name] for name in MORE),
        (*proposal.checks, *_known(subject, proposal, metric, beside)),
        (
            *(w.text(words.code) for w in (*proposal.warnings, *_unit_warnings(proposal, known, metric))),
            *_twice(words, figure, shown, beside),
        ),
        names,
    )


def candidates_of(workspace: Workspace, proposal: Proposal) -> tuple[Candidate, ...]:
    """Return the metrics a figure may be of, with what this office has accepted so far; a form says it itself."""
    if proposal.form or not proposal.label:
        return proposal.candidates
    with workspace.reading() as connection:
        state = examples_state(connection)
    found = Candidates.of_store(current_store(), _accepted(workspace, state))
    return found.of(proposal.label, proposal.unit_zh, f"{proposal.section} {proposal.as_written}")


@lru_cache(maxsize=2)
def _accepted(workspace: Workspace, _state: tuple[object, ...]) -> tuple[Example, ...]:
    """The wordings that the office has accepted; they are read again only where these have changed."""
    with workspace.reading() as connection:
        return tuple(Example(*wording) for wording in examples(connection))


def first_cells(subject: Subject, figure: Figure, metric_id: str) -> dict[str, str]:
    """Return the cells of the row that a figure proposes to be, in the unit of its metric."""
    proposal = proposal_from(_plain(figure))
    by = factor_of(figure, metric_id)
    source = _source(subject.taken, figure)
    period = proposal.period
    cells = {
        "district_id": str(subject.confirmed["district_id"]),
        "metric_id": metric_id,
        "period_start": period.start,
        "period_end": period.end,
        "period_basis": period.basis,
        "value": _number(proposal.value, by),
        "value_low": _number(proposal.value_low, by),
        "value_high": _number(proposal.value_high, by),
        "qualifier": proposal.qualifier,
        "status": proposal.status,
        "scope": proposal.scope,
        "scope_name_zh": proposal.scope_name_zh,
        "scope_name_en": _scope_name_en(subject, proposal),
        "document_id": str(source.get("document_id", "")),
        "section": proposal.section[:200],
        "as_written": proposal.as_written[:30],
    }
    return {name: cells.get(name, "") for name in OBSERVATIONS.column_names}


def typed_cells(subject: Subject, figure: Figure, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a row as a card sends them, with what follows from them.

    Under another metric than the card was shown with, what nobody has changed is proposed anew: in its unit.
    """
    metric_id = metric_named(subject, fields.get("other_metric", "")) or fields.get("metric_id", "")
    shown = fields.get("shown_metric", metric_id)
    before = dict(figure.cells or {})
    if before.get("metric_id") != shown:
        before = first_cells(subject, figure, shown)
    cells = dict(before) if metric_id == shown else first_cells(subject, figure, metric_id)
    typed = {name: fields[name].strip() for name in (*SHOWN, *MORE) if name in fields}
    cells |= {name: text for name, text in typed.items() if text != before[name]}
    if cells["scope"] == "district":
        cells["scope_name_zh"] = cells["scope_name_en"] = ""
    return dict(derived("observations", cells))


def factor_of(figure: Figure, metric_id: str) -> Decimal:
    """Return by what a figure as written is multiplied to be in the unit of a metric; 1 where the two do not fit."""
    metric = current_store().catalogue.metrics.get(metric_id)
    return (factor(figure.proposal["unit_zh"], metric.unit_zh) if metric else None) or Decimal(1)


def metric_named(subject: Subject, text: str) -> str:
    """Return the metric of an identifier or a name that somebody typed; '' where nothing is typed.

    What is typed and is no metric comes back as it is, so that it is called unknown.
    """
    plain = text.strip()
    for option in subject.relations.options("metrics"):
        if plain and plain in (option.value, option.text):
            return option.value
    return plain


def faults_of(subject: Subject, cells: Cells) -> dict[str, list[Reason]]:
    """Return what is wrong with the row of a figure, by column."""
    metric = subject.metrics.get(cells["metric_id"])
    row = {**cells, "observation_id": "new", "document_id": cells["document_id"] or "new"}
    return faults_of_row(OBSERVATIONS, row, {"metric_id": metric} if metric else {})


def _plain(figure: Figure) -> dict[str, Any]:
    """The proposal of a figure without what the workspace keeps beside it."""
    return {name: value for name, value in figure.proposal.items() if name != "source"}


def _source(taken: IntakeDocument, figure: Figure) -> Mapping[str, Any]:
    sources = taken.facts.get("sources") or [{}]
    found: Mapping[str, Any] = sources[min(int(figure.proposal.get("source", 0)), len(sources) - 1)]
    return found


def _number(value: Decimal | None, by: Decimal) -> str:
    if value is None:
        return ""
    return f"{(value * by).normalize():f}"


def _scope_name_en(subject: Subject, proposal: Proposal) -> str:
    confirmed = subject.confirmed
    is_that = proposal.scope_name_zh and proposal.scope_name_zh == confirmed.get("scope_name_zh")
    if is_that and confirmed.get("scope_name_en"):
        return str(confirmed["scope_name_en"])
    if not proposal.scope_name_zh:
        return ""
    rows = rows_of(subject.folder, "observations")
    return next((r["scope_name_en"] for r in rows if r["scope_name_zh"] == proposal.scope_name_zh), "")


def _unit(words: Words, known: Mapping[str, Any], metric_id: str) -> str:
    metric = known.get(metric_id)
    return str(getattr(metric, f"unit_{words.code}")) if metric else ""


def _unit_warnings(proposal: Proposal, known: Mapping[str, Any], metric_id: str) -> tuple[Reason, ...]:
    metric = known.get(metric_id)
    found = unit_warning(proposal.unit_zh, metric.unit_zh) if metric else None
    return (found,) if found else ()


def _twice(words: Words, figure: Figure, cells: Cells, beside: Sequence[Figure]) -> tuple[str, ...]:
    """What must be known where another figure of the document is accepted as the same one."""
    same = ("metric_id", "period_start", "period_end", "status", "scope", "scope_name_zh")
    return tuple(
        words.gettext(
            "{written} is accepted under this metric and period already: which of the two is it?",
            written=other.proposal["as_written"],
        )
        for other in beside
        if other.figure_id != figure.figure_id
        and other.state == "accepted"
        and other.cells
        and all(other.cells.get(name, "") == cells.get(name, "") for name in same)
    )


def _known(
    subject: Subject, proposal: Proposal, metric_id: str, beside: Sequence[Figure]
) -> tuple[Check, ...]:
    district = str(subject.confirmed["district_id"])
    others = [proposal_from(_plain(f)) for f in beside]
    return against_known(proposal, metric_id, district, current_store(), others)
