"""The review: the source with a figure marked, its card, and what somebody decides; keys do the same as buttons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from starlette.responses import JSONResponse, Response

from data.workspace.database import Workspace, WorkspaceError
from data.workspace.intake_documents import IntakeDocument
from data.workspace.intake_figures import (
    STATES,
    Decision,
    Figure,
    State,
    decide,
    figures,
    undo,
)
from data.workspace.merging import Cells
from data.workspace.people import Person
from data.workspace.preview import standing_facts
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, form, page, to
from pages.editing.options import Relations
from pages.intake_pages import reading_jobs
from pages.intake_pages.assets import script, style
from pages.intake_pages.cards import (
    NEW_METRIC,
    NOT_OURS,
    Card,
    Subject,
    card_of,
    faults_of,
    first_cells,
    typed_cells,
)
from pages.intake_pages.named import for_a_document, number_of, title_of
from pages.intake_pages.sources import source_of
from pages.shared.templates import render

#: What a card may ask for.
ACTIONS = ("accept", "reject", "later", NOT_OURS, NEW_METRIC, "undo", "accept_form", "look")


class Outcome(NamedTuple):
    """What came of a card: the figure to go on with, and what is to be said; a card with faults is shown again."""

    figure_id: int = 0
    said: str = ""
    is_fault: bool = False
    card: Card | None = None


@form
@for_somebody("intake/review", ("id", "figure"))
@for_those_who_may("propose")
@for_a_document
def review(sent: Sent, workspace: Workspace, person: Person, taken: IntakeDocument) -> Response:
    """Show a document with one of its figures, or decide on it."""
    if taken.state != "confirmed":
        return to(sent.link("intake/document", id=str(taken.intake_id)))
    folder = standing_facts(workspace)
    subject = Subject(taken, folder, Relations(sent.words, folder), sent.words)
    action = sent.field("action")
    outcome = _done(sent, workspace, person, subject) if action in ACTIONS else Outcome()
    every = figures(workspace, person, taken.intake_id)
    wanted = outcome.figure_id or number_of(sent.query.get("figure", ""))
    figure = next((f for f in every if f.figure_id == wanted), None) or _next_open(every, 0)
    card = outcome.card or (card_of(workspace, subject, figure, beside=every) if figure else None)
    if sent.field("as") == "json":
        return _json(sent, subject, every, card, outcome)
    if sent.is_form and not outcome.is_fault and action in ACTIONS:
        named = {"figure": str(figure.figure_id)} if figure else {}
        return to(sent.link("intake/review", id=str(taken.intake_id), **named))
    return _page(sent, workspace, subject, every, card, outcome)


def _done(sent: Sent, workspace: Workspace, person: Person, subject: Subject) -> Outcome:
    """Do what a card asks for."""
    every = figures(workspace, person, subject.taken.intake_id)
    number = number_of(sent.field("figure"))
    figure = next((f for f in every if f.figure_id == number), None)
    action, words = sent.field("action"), sent.words
    try:
        if action == "undo":
            undone = undo(workspace, person, subject.taken.intake_id)
            said = words.gettext("Undone.") if undone else words.gettext("There is nothing of yours to undo.")
            return Outcome(undone[-1] if undone else number, said)
        if action == "accept_form":
            return _accept_form(sent, workspace, person, subject, every)
        if figure is None:
            return Outcome(0, words.gettext("There is no such figure."), True)
        if action == "look":
            cells = typed_cells(subject, figure, sent.fields)
            return Outcome(number, card=card_of(workspace, subject, figure, cells, beside=every))
        return _decided(sent, workspace, person, subject, figure, every)
    except WorkspaceError as error:
        return Outcome(number, sent.said(error), True)


def _decided(
    sent: Sent,
    workspace: Workspace,
    person: Person,
    subject: Subject,
    figure: Figure,
    every: Sequence[Figure],
) -> Outcome:
    action, words = sent.field("action"), sent.words
    states: dict[str, State] = {
        "accept": "accepted",
        "reject": "rejected",
        "later": "later",
        NOT_OURS: "rejected",
        NEW_METRIC: "later",
    }
    cells, reason = None, sent.field("reason")
    if action == "accept":
        cells = typed_cells(subject, figure, sent.fields)
        if said := _problem(sent, subject, cells):
            card = card_of(workspace, subject, figure, cells, every, is_checked=True)
            return Outcome(figure.figure_id, said, True, card)
    elif action == "reject" and not reason.strip():
        return Outcome(figure.figure_id, words.gettext("Say why it is rejected."), True)
    elif action == NOT_OURS:
        reason = words.gettext("not a figure for us")
    elif action == NEW_METRIC:
        reason = words.gettext("needs a metric of its own")
    revision = number_of(sent.field("revision"))
    decide(workspace, person, [Decision(figure.figure_id, revision, states[action], cells, reason)])
    after = _next_open([f for f in every if f.figure_id != figure.figure_id], figure.proposal["char_start"])
    return Outcome(after.figure_id if after else figure.figure_id)


def _problem(sent: Sent, subject: Subject, cells: Cells) -> str:
    """Why a figure cannot be accepted as it was typed; '' where it can."""
    words, metric_id = sent.words, cells["metric_id"]
    if metric_id not in subject.metrics:
        return words.gettext("Choose the metric that the figure is of.")
    if faults_of(subject, cells):
        return words.gettext("Something is not right yet; each field says what.")
    unit, shown = subject.metrics[metric_id][f"unit_{words.code}"], sent.fields.get("shown_metric", metric_id)
    if shown != metric_id and subject.metrics.get(shown, {}).get(f"unit_{words.code}") != unit:
        return words.gettext("This metric is counted in {unit}: check the value, then accept it.", unit=unit)
    return ""


def _accept_form(
    sent: Sent, workspace: Workspace, person: Person, subject: Subject, every: Sequence[Figure]
) -> Outcome:
    """Accept what a form says and nobody has decided yet, as it is proposed, where all its checks hold."""
    wanted = sent.field("form")
    chosen = []
    for figure in every:
        if figure.state == "proposed" and form_name(figure) == wanted and figure.proposal["candidates"]:
            cells = first_cells(subject, figure, figure.proposal["candidates"][0][0])
            if not faults_of(subject, cells):
                chosen.append(Decision(figure.figure_id, figure.revision, "accepted", cells))
    if not chosen:
        return Outcome(0, sent.words.gettext("Nothing of this form is open."), True)
    decide(workspace, person, chosen)
    said = sent.words.ngettext("{n} figure accepted.", "{n} figures accepted.", len(chosen))
    return Outcome(0, said)


def form_name(figure: Figure) -> str:
    """Return the form that a figure stands in; '' for prose."""
    return str(figure.proposal.get("form", "")).partition(":")[0]


def _next_open(every: Sequence[Figure], after: int) -> Figure | None:
    """The next figure that nobody has decided, from a place on, then from the beginning; those put off come last."""
    for state in ("proposed", "later"):
        found = [f for f in every if f.state == state]
        later = [f for f in found if f.proposal["char_start"] >= after]
        if later or found:
            return (later or found)[0]
    return None


def _forms(every: Sequence[Figure]) -> list[dict[str, object]]:
    """The forms with figures that nobody has decided, and whether all their checks hold."""
    found: dict[str, list[Figure]] = {}
    for figure in every:
        if form_name(figure) and figure.state == "proposed" and figure.proposal["candidates"]:
            found.setdefault(form_name(figure), []).append(figure)
    return [
        {
            "name": name,
            "count": len(members),
            "holds": all(c[1] == "holds" for f in members for c in f.proposal["checks"]),
        }
        for name, members in found.items()
    ]


def _card(sent: Sent, subject: Subject, every: Sequence[Figure], card: Card | None, outcome: Outcome) -> str:
    counts = {state: sum(f.state == state for f in every) for state in STATES}
    ids = [f.figure_id for f in every]
    number = ids.index(card.figure.figure_id) + 1 if card else 0
    around = {
        "before": ids[number - 2] if number > 1 else 0,
        "after": ids[number] if 0 < number < len(ids) else 0,
    }
    return render(
        "intake/card.html",
        sent.words.code,
        large=sent.is_large,
        taken=subject.taken,
        card=card,
        number=number,
        total=len(every),
        counts=counts,
        blocks=_forms(every),
        outcome=outcome,
        unsent=sum(f.state == "accepted" and not f.is_sent for f in every),
        reason=sent.field("reason") if outcome.is_fault else "",
        **around,
    )


def _json(
    sent: Sent, subject: Subject, every: Sequence[Figure], card: Card | None, outcome: Outcome
) -> Response:
    content = {
        "card": _card(sent, subject, every, card, outcome),
        "figure": card.figure.figure_id if card else 0,
        "states": {f.figure_id: f.state for f in every},
        "said": outcome.said,
        "isFault": outcome.is_fault,
    }
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


def _page(
    sent: Sent,
    workspace: Workspace,
    subject: Subject,
    every: Sequence[Figure],
    card: Card | None,
    outcome: Outcome,
) -> Response:
    taken = subject.taken
    found = reading_jobs.kept_document(workspace, taken.intake_id)
    return page(
        sent,
        "intake/review.html",
        title_of(taken),
        400 if outcome.is_fault else 200,
        script=script("review"),
        style=style(),
        has_pictures=True,
        is_wide=True,
        taken=taken,
        metrics=subject.relations.options("metrics"),
        warnings=[w.text(sent.words.code) for w in found.warnings],
        current=card.figure.figure_id if card else 0,
        outcome=outcome,
        card=_card(sent, subject, every, card, outcome),
        source=source_of(sent, taken, found, every),
    )
