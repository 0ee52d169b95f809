"""Correct, withdraw or add a row: a form, then what would come of it and a reason, then a proposal or a draft."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from starlette.responses import Response

from data.cells import CellError, parse
from data.violations import DataError
from data.workspace.changes import Edit, propose
from data.workspace.database import Workspace, WorkspaceError
from data.workspace.merging import Cells, RowChange
from data.workspace.people import Person
from data.workspace.preview import Preview, preview, row_with, rows_of, standing_facts
from data.workspace.waiting import keys_on_their_way, open_of_row
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, form, page, to
from pages.editing.choosing import choose
from pages.editing.derived import derived
from pages.editing.effects import MOST_LINES, UnknownEffectsError, effect_lines, effects_of
from pages.editing.fields import cells_of, form_of
from pages.editing.identifiers import identified
from pages.editing.options import Relations
from pages.editing.shown import ShownChange, in_lines, row_name, shown_change
from pages.editing.subject import Subject, first_cells, known_parameters, subject_of
from views.changes import table_name

#: The longest form of an edit, in bytes: all cells of a row and a reason, each as long as it may be.
LONGEST_EDIT = 400_000


@dataclass
class Draft:
    """An edit on its way through the form: what is typed, and what is known of it so far."""

    subject: Subject
    folder: Path
    relations: Relations
    #: The row as it stands; None where it is not there.
    row: Cells | None
    cells: Cells
    error: str = ""
    faults: dict[str, list[str]] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    shown: ShownChange | None = None
    is_checked: bool = False
    effects: tuple[str, ...] = ()
    further_effects: int = 0
    effects_are_known: bool = True

    @property
    def seen(self) -> str:
        """What stands for the row as somebody sees it."""
        return digest(self.row)

    @property
    def checked(self) -> str:
        """What stands for the cells that were checked."""
        return digest(self.cells)

    def edit(self) -> Edit:
        """Return the edit: of a row that is there only what differs, so that nobody else's change is undone."""
        key = self.subject.key
        if self.subject.what == "withdraw":
            return Edit(self.subject.table.name, key and key.cells)
        row = self.row or {}
        cells = {n: c for n, c in self.cells.items() if key is None or c != row.get(n, "")}
        return Edit(self.subject.table.name, key and key.cells, cells)


@partial(form, longest=LONGEST_EDIT)
@for_somebody("edit", known_parameters())
@for_those_who_may("propose")
def edit(sent: Sent, workspace: Workspace, person: Person) -> Response:
    """Show the form of a row, what would come of what is typed, or propose it."""
    subject = subject_of(sent.query)
    try:
        folder = standing_facts(workspace)
    except DataError as error:
        text = in_lines(sent.words, error.violations, 10)
        return page(sent, "accounts/refused.html", sent.words.gettext("Edit"), 503, error=text)
    relations = Relations(sent.words, folder)
    if subject is None:
        return choose(sent, folder, relations)
    row = row_with(folder, subject.key) if subject.key else None
    if subject.key and row is None:
        text = sent.words.gettext("There is no such row: it may have been withdrawn.")
        return page(sent, "accounts/refused.html", _title(sent, subject), 404, error=text)
    draft = Draft(subject, folder, relations, row, row or first_cells(subject, folder))
    if not sent.is_form:
        return _page(sent, workspace, draft)
    draft.cells = _typed(sent, workspace, draft)
    if sent.field("action") not in ("propose", "draft") or not _is_as_checked(sent, draft):
        _check(sent, workspace, draft)
        return _page(sent, workspace, draft)
    return _propose(sent, workspace, person, draft)


def _typed(sent: Sent, workspace: Workspace, draft: Draft) -> Cells:
    """The cells of the form, with what follows from them; those of the key stay."""
    table, key = draft.subject.table, draft.subject.key
    if draft.subject.what == "withdraw":
        return draft.cells
    cells = cells_of(table, sent.fields)
    if key is not None:
        row = draft.row or {}
        return derived(table.name, {**cells, **{name: row[name] for name in table.key}})
    with workspace.reading() as connection:
        keys = keys_on_their_way(connection, table.name)
    taken = [json.loads(text)[0] for text in keys]
    return identified(
        table, derived(table.name, cells), list(rows_of(draft.folder, table.name)), frozenset(taken)
    )


def _is_as_checked(sent: Sent, draft: Draft) -> bool:
    """Whether what is sent is what was checked, and the row is still as it was; else it is checked anew, and said."""
    if sent.field("seen") != draft.seen:
        draft.error = sent.words.gettext(
            "Somebody has changed this row meanwhile: look at what would change now, and propose again."
        )
    return sent.field("checked") == draft.checked and not draft.error


def _check(sent: Sent, workspace: Workspace, draft: Draft) -> None:
    """Fill in what would come of the edit, or what is wrong with it."""
    if not any(draft.cells.values()):
        draft.faults = _missing(sent, draft)
        draft.error = _not_right(sent)
        return
    try:
        with preview(workspace, draft.edit()) as found:
            if found.faults:
                _name_faults(sent, draft, found)
                return
            draft.shown, draft.is_checked = shown_change(sent.words, found.change, draft.relations), True
            _name_effects(sent, draft, found)
    except WorkspaceError as error:
        draft.error = sent.said(error)
    except DataError as error:
        draft.elsewhere = [v.text(sent.words.code) for v in error.violations]


def _not_right(sent: Sent) -> str:
    return sent.words.gettext("Something is not right yet; each field says what.")


def _missing(sent: Sent, draft: Draft) -> dict[str, list[str]]:
    """What is wrong with a row that is empty, which no file can hold."""
    found = {}
    for column in draft.subject.table.columns:
        try:
            parse(column, "")
        except CellError as error:
            found[column.name] = [error.reason.text(sent.words.code)]
    return found


def _name_faults(sent: Sent, draft: Draft, found: Preview) -> None:
    for violation in found.faults.of_rows.get(found.change.key, ()):
        for column in violation.column.split("+"):
            draft.faults.setdefault(column, []).append(violation.reason.text(sent.words.code))
    draft.elsewhere = [v.text(sent.words.code) for v in found.faults.others]
    draft.error = _not_right(sent)
    if draft.subject.what == "withdraw":
        draft.error = sent.words.gettext("The row cannot be withdrawn, because others rest on it:")


def _name_effects(sent: Sent, draft: Draft, found: Preview) -> None:
    try:
        every = effects_of(found)
    except UnknownEffectsError:
        draft.effects_are_known = False
        return
    draft.effects = effect_lines(sent.words, draft.relations, every)
    draft.further_effects = len(every) - MOST_LINES


def _propose(sent: Sent, workspace: Workspace, person: Person, draft: Draft) -> Response:
    is_draft = sent.field("action") == "draft"
    try:
        propose(workspace, person, [draft.edit()], sent.field("reason"), as_draft=is_draft)
    except (WorkspaceError, DataError) as error:
        _check(sent, workspace, draft)
        if isinstance(error, WorkspaceError):
            draft.error = sent.said(error)
        return _page(sent, workspace, draft)
    return to(sent.link("review", show="own", done="draft" if is_draft else "proposed"))


def _page(sent: Sent, workspace: Workspace, draft: Draft) -> Response:
    subject = draft.subject
    open_changes = []
    if subject.key is not None and subject.what == "withdraw":
        draft.shown = shown_change(sent.words, RowChange(subject.key, draft.row, None), draft.relations)
    if subject.key is not None:
        with workspace.reading() as connection:
            open_changes = open_of_row(connection, subject.key)
    fields = form_of(
        sent.words,
        subject.table,
        draft.cells,
        draft.relations,
        draft.faults,
        is_new=subject.key is None,
    )
    return page(
        sent,
        "editing/edit.html",
        _title(sent, subject),
        400 if draft.error or draft.elsewhere else 200,
        draft=draft,
        subject=subject,
        form=fields,
        name=row_name(sent.words, subject.table, draft.row, draft.relations) if draft.row else "",
        open_changes=open_changes,
        reason=sent.field("reason"),
    )


def _title(sent: Sent, subject: Subject) -> str:
    words, table = sent.words, table_name(sent.words, subject.table.name)
    return {
        "add": words.gettext("Add: {table}", table=table),
        "correct": words.gettext("Correct: {table}", table=table),
        "withdraw": words.gettext("Withdraw: {table}", table=table),
    }[subject.what]


def digest(cells: Cells | None) -> str:
    """Return what stands for the cells of a row in a form: whoever sends it again has seen just these."""
    text = json.dumps(dict(cells) if cells else None, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
