"""What a document is, confirmed by a person before any of its figures is shown: it decides period and scope."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from data.contracts import BY_NAME
from data.row_check import faults_of_row
from data.violations import DataError
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.intake_documents import IntakeDocument
from data.workspace.intake_documents import confirm as keep
from data.workspace.intake_figures import put_figures
from data.workspace.people import Person
from data.workspace.preview import rows_of, standing_facts
from intake.proposal import RULE_VERSION
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, form, page, to
from pages.editing.fields import form_of
from pages.editing.options import Relations
from pages.editing.shown import in_lines
from pages.intake_pages import reading_jobs
from pages.intake_pages.assets import style
from pages.intake_pages.document_rows import confirmed_facts, first_rows, with_identifier
from pages.intake_pages.named import for_a_document, number_of, title_of
from pages.intake_pages.sources import source_of

DOCUMENTS = BY_NAME["documents"]
#: What the form may ask for.
ACTIONS = ("confirm",)
#: Columns of a document that the form leaves out.
LEFT_OUT = ("document_id", "seed_file")


@form
@for_somebody("intake/document", ("id",))
@for_those_who_may("propose")
@for_a_document
def confirm(sent: Sent, workspace: Workspace, person: Person, taken: IntakeDocument) -> Response:
    """Show what a document says of itself, or keep what somebody confirms and propose its figures."""
    if taken.state not in ("read", "confirmed"):
        return to(sent.link("intake"))
    rows = _typed(sent, taken) if sent.is_form else first_rows(taken, standing_facts(workspace))
    if sent.field("action") != "confirm":
        return _page(sent, workspace, taken, rows, {}, "")
    return _confirm(sent, workspace, person, taken, rows)


def _typed(sent: Sent, taken: IntakeDocument) -> list[dict[str, str]]:
    """The rows of documents that the form holds; a filled workbook may have several."""
    count = max(1, len(taken.facts.get("documents", ())))
    return [{c.name: sent.field(f"{n}.{c.name}").strip() for c in DOCUMENTS.columns} for n in range(count)]


def _confirm(
    sent: Sent, workspace: Workspace, person: Person, taken: IntakeDocument, rows: list[dict[str, str]]
) -> Response:
    folder = standing_facts(workspace)
    known = {row["document_id"]: row for row in rows_of(folder, "documents")}
    sources: list[dict[str, Any]] = []
    faults: dict[int, dict[str, list[str]]] = {}
    for n, typed in enumerate(rows):
        chosen = known.get(sent.field(f"{n}.known"))
        new = {**typed, "seed_file": taken.file_name}
        row = dict(chosen) if chosen else with_identifier(workspace, folder, new, sources)
        found = {} if chosen else faults_of_row(DOCUMENTS, row, {})
        for column, reasons in found.items():
            faults.setdefault(n, {})[column] = [r.text(sent.words.code) for r in reasons]
        sources.append({**row, "is_new": chosen is None})
    confirmed = confirmed_facts(sent, sources[0])
    problem = _problem(sent, confirmed)
    if faults or problem:
        text = problem or sent.words.gettext("Something is not right yet; each field says what.")
        return _page(sent, workspace, taken, rows, faults, text)
    facts = {**taken.facts, "confirmed": confirmed, "sources": sources}
    try:
        proposals = reading_jobs.proposals_of(workspace, taken._replace(facts=facts))
        keep(workspace, person, taken.intake_id, number_of(sent.field("revision")), facts)
        put_figures(workspace, taken.intake_id, proposals, RULE_VERSION)
    except reading_jobs.BusyError:
        text = sent.words.gettext("The server has too much to do just now: confirm again in a minute.")
        return _page(sent, workspace, taken, rows, {}, text)
    except WorkspaceError as error:
        return _page(sent, workspace, taken, rows, {}, sent.said(error))
    return to(sent.link("intake/review", id=str(taken.intake_id)))


def _problem(sent: Sent, confirmed: Mapping[str, Any]) -> str:
    if not confirmed["district_id"]:
        return sent.words.gettext("Choose the district whose figures these are.")
    if confirmed["scope"] != "district" and not confirmed["scope_name_zh"]:
        return sent.words.gettext("Say which department, area or site the document speaks of.")
    return ""


def _page(
    sent: Sent,
    workspace: Workspace,
    taken: IntakeDocument,
    rows: list[dict[str, str]],
    faults: Mapping[int, Mapping[str, list[str]]],
    error: str,
) -> Response:
    try:
        relations = Relations(sent.words, standing_facts(workspace))
    except DataError as broken:
        text = in_lines(sent.words, broken.violations, 10)
        return page(sent, "accounts/refused.html", sent.words.gettext("Intake"), 503, error=text)
    forms = [
        form_of(sent.words, DOCUMENTS, row, relations, faults.get(n, {}), is_new=True)
        for n, row in enumerate(rows)
    ]
    fields = [[f for f in (*found.fields, *found.more) if f.column.name not in LEFT_OUT] for found in forms]
    found = reading_jobs.kept_document(workspace, taken.intake_id)
    confirmed = taken.facts.get("confirmed") or taken.facts.get("read", {})
    return page(
        sent,
        "intake/confirm.html",
        sent.words.gettext("What is this document?"),
        400 if error else 200,
        style=style(),
        has_pictures=True,
        is_wide=True,
        taken=taken,
        name=title_of(taken),
        fields=fields,
        known=relations.options("documents"),
        chosen=[sent.field(f"{n}.known") or row.get("document_id", "") for n, row in enumerate(rows)],
        districts=relations.options("districts"),
        confirmed=_as_typed(sent, confirmed),
        faults=[
            (place, zh if sent.words.code == "zh" else en) for place, zh, en in taken.facts.get("faults", ())
        ],
        warnings=[w.text(sent.words.code) for w in found.warnings],
        error=error,
        source=source_of(sent, taken, found, ()),
    )


def _as_typed(sent: Sent, confirmed: Mapping[str, Any]) -> dict[str, Any]:
    """What the figures speak of, as it was typed, else as it is known."""
    names = ("scope", "scope_name_zh", "scope_name_en", "period_start", "period_end")
    found = {name: sent.fields.get(name, confirmed.get(name) or "") for name in names}
    return {**found, "district_id": sent.fields.get("district", confirmed.get("district_id") or "")}
