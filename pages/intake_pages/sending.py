"""The end of a document: what was accepted is sent, published by those who may, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from starlette.responses import Response

from data import settings
from data.contracts import BY_NAME
from data.store import StoreError
from data.violations import DataError
from data.workspace.changes import Edit, OwnProposalError, accept
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.intake_documents import IntakeDocument, document
from data.workspace.intake_figures import Figure, figures
from data.workspace.intake_removing import remove, take_back
from data.workspace.intake_sending import send as send_figures
from data.workspace.people import Person, require
from data.workspace.preview import preview, rows_of, standing_facts
from data.workspace.publishing import publish
from locales import words
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, form, page, to
from pages.editing.effects import UnknownEffectsError, effects_of
from pages.editing.identifiers import identified
from pages.editing.options import Relations
from pages.editing.shown import in_lines
from pages.intake_pages.assets import style
from pages.intake_pages.comparisons import ShownComparison, published_comparisons, shown_comparisons
from pages.intake_pages.figure_rows import ShownFigure, shown_figure
from pages.intake_pages.named import for_a_document, number_of, title_of

#: So much of what is wrong with the facts is said.
MOST_FAULTS = 20


@form
@for_somebody("intake/send", ("id",))
@for_those_who_may("propose")
@for_a_document
def send(sent: Sent, workspace: Workspace, person: Person, taken: IntakeDocument) -> Response:
    """Show what was accepted and what would come of it, or do what the form asks for."""
    intake_id, error = taken.intake_id, ""
    action = ACTIONS.get(sent.field("action"))
    if action is not None:
        try:
            done = action(sent, workspace, person, intake_id)
            if done == "removed":
                return to(sent.link("intake"))
            return to(sent.link("intake/send", id=str(intake_id), done=done))
        except WorkspaceError as refused:
            error = sent.said(refused)
        except StoreError as refused:
            error = refused.reason.text(sent.words.code)
        except DataError as broken:
            error = in_lines(sent.words, broken.violations, MOST_FAULTS)
    return _page(sent, workspace, person, intake_id, error)


def _send(sent: Sent, workspace: Workspace, person: Person, intake_id: int) -> str:
    _propose(sent, workspace, person, intake_id)
    return "sent"


def _send_and_publish(sent: Sent, workspace: Workspace, person: Person, intake_id: int) -> str:
    """Send, accept and publish in one step: for a reviewer whom the office lets decide on their own.

    Whatever else is accepted is published with it: the figures may rest on it, as on a district that is new.
    """
    require(person, "publish")  # before anything is sent
    found = _unsent(workspace, person, intake_id)
    if found and not person.decides_own:
        raise OwnProposalError
    ids = _propose(sent, workspace, person, intake_id) if found else _waiting(workspace, person, intake_id)
    accept(workspace, person, ids)
    publish(workspace, person, settings.today(), *_texts(sent, workspace, person, intake_id))
    return "published"


def _take_back(sent: Sent, workspace: Workspace, person: Person, _intake_id: int) -> str:
    chosen = [number_of(n.removeprefix("figure-")) for n in sent.fields if n.startswith("figure-")]
    take_back(workspace, person, chosen, sent.field("reason"))
    return "taken_back"


def _remove(sent: Sent, workspace: Workspace, person: Person, intake_id: int) -> str:
    remove(workspace, person, intake_id, sent.field("reason"))
    return "removed"


#: What the form may ask for.
ACTIONS: Mapping[str, Callable[[Sent, Workspace, Person, int], str]] = {
    "send": _send,
    "publish": _send_and_publish,
    "take_back": _take_back,
    "remove": _remove,
}


def _unsent(workspace: Workspace, person: Person, intake_id: int) -> list[Figure]:
    return [f for f in figures(workspace, person, intake_id) if f.state == "accepted" and not f.is_sent]


def _waiting(workspace: Workspace, person: Person, intake_id: int) -> list[int]:
    every = figures(workspace, person, intake_id)
    return [f.change_id for f in every if f.change_id and f.change_state == "proposed"]


def _propose(sent: Sent, workspace: Workspace, person: Person, intake_id: int) -> list[int]:
    taken = document(workspace, person, intake_id)
    documents, rows = edits_of(workspace, taken.facts, _unsent(workspace, person, intake_id))
    reason = sent.field("reason").strip() or title_of(taken)
    return send_figures(workspace, person, intake_id, rows, documents, reason)


def edits_of(
    workspace: Workspace, facts: Mapping[str, Any], found: Sequence[Figure]
) -> tuple[list[Edit], dict[int, Edit]]:
    """Return the rows of documents that are not there yet, and for each figure the row that it becomes."""
    folder = standing_facts(workspace)
    there = {row["document_id"] for row in rows_of(folder, "documents")}
    names = BY_NAME["documents"].column_names
    cited = {f.cells["document_id"] for f in found if f.cells}
    documents = [
        Edit("documents", None, {name: str(source.get(name, "")) for name in names})
        for source in facts.get("sources", ())
        if source["document_id"] in cited - there
    ]
    table, known = BY_NAME["observations"], list(rows_of(folder, "observations"))
    rows: dict[int, Edit] = {}
    taken: set[str] = set()
    for figure in found:
        cells = identified(table, {**(figure.cells or {}), "observation_id": ""}, known, taken)
        taken.add(cells["observation_id"])
        rows[figure.figure_id] = Edit("observations", None, cells)
    return documents, rows


def _texts(sent: Sent, workspace: Workspace, person: Person, intake_id: int) -> tuple[str, str]:
    taken = document(workspace, person, intake_id)
    source = (taken.facts.get("sources") or [{}])[0]
    count = taken.counts.accepted
    zh, en = (
        sent.field(f"text_{code}")
        or words(code).ngettext(
            "{n} figure of {title}", "{n} figures of {title}", count, title=source.get(f"title_{code}", "")
        )
        for code in ("zh", "en")
    )
    return zh, en


def _effects(
    sent: Sent, workspace: Workspace, facts: Mapping[str, Any], found: Sequence[Figure], relations: Relations
) -> tuple[Sequence[ShownComparison] | None, str]:
    """What would become of comparisons, and what is wrong with the rows; None where it could not be worked out."""
    documents, rows = edits_of(workspace, facts, found)
    try:
        with preview(workspace, *documents, *rows.values()) as previewed:
            if previewed.faults:
                every = [v for fs in previewed.faults.of_rows.values() for v in fs]
                every += previewed.faults.others
                return None, in_lines(sent.words, every, MOST_FAULTS)
            return shown_comparisons(sent.words, relations, effects_of(previewed)), ""
    except UnknownEffectsError:
        return None, ""
    except WorkspaceError as error:
        return None, sent.said(error)
    except DataError as error:
        return None, in_lines(sent.words, error.violations, MOST_FAULTS)


def _page(sent: Sent, workspace: Workspace, person: Person, intake_id: int, error: str) -> Response:
    taken = document(workspace, person, intake_id)
    every = figures(workspace, person, intake_id)
    folder = standing_facts(workspace)
    relations = Relations(sent.words, folder)
    unsent = [f for f in every if f.state == "accepted" and not f.is_sent]
    effects: Sequence[ShownComparison] | None = ()
    if unsent and not error:
        effects, error = _effects(sent, workspace, taken.facts, unsent, relations)
    zh, en = _texts(sent, workspace, person, intake_id)

    def shown(found: Iterable[Figure]) -> list[ShownFigure]:
        return [shown_figure(sent.words, relations, f) for f in found]

    return page(
        sent,
        "intake/send.html",
        title_of(taken),
        400 if error and sent.is_form else 200,
        style=style(),
        person=person,
        taken=taken,
        unsent=shown(unsent),
        waiting=any(f.change_state == "proposed" for f in every if f.is_sent),
        sent_figures=shown(f for f in every if f.is_sent),
        others=shown(f for f in every if f.state in ("rejected", "later") and not f.is_sent),
        open_count=sum(f.state == "proposed" for f in every),
        effects=effects,
        became=published_comparisons(sent, workspace, every, relations),
        may_publish=person.may("publish") and person.decides_own,
        texts=(zh, en),
        error=error,
        done=sent.query.get("done", ""),
    )
