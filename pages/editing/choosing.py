"""Where editing begins without a row: all tables, and the rows of one to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from starlette.responses import Response

from data.columns import Table
from data.contracts import BY_NAME
from data.folding import folded
from data.workspace.merging import RowKey
from data.workspace.preview import rows_of
from pages.accounts.forms import Sent, page
from pages.editing.options import Relations
from pages.editing.shown import row_name
from pages.editing.subject import EDITED, row_parameters
from views.changes import table_name
from views.row_labels import meaning

#: So many rows are listed.
MOST_LISTED = 100
LONGEST_QUESTION = 100


class Listed(NamedTuple):
    """A row to choose: what it is called, its key, and the parameters of the address that edits it."""

    name: str
    key: str
    parameters: dict[str, str]


class ListedTable(NamedTuple):
    """A table to choose."""

    name: str
    title: str
    meaning: str


def choose(sent: Sent, folder: Path, relations: Relations) -> Response:
    """Show the tables, or the rows of the table that the address names."""
    table = BY_NAME.get(sent.query.get("table", ""))
    words = sent.words
    if table not in EDITED:
        tables = [ListedTable(t.name, table_name(words, t.name), meaning(words, t)) for t in EDITED]
        return page(sent, "editing/tables.html", words.gettext("Edit"), tables=tables)
    question = sent.query.get("q", "")[:LONGEST_QUESTION]
    found = list(islice(_matching(sent, table, folder, relations, question), MOST_LISTED + 1))
    return page(
        sent,
        "editing/rows.html",
        table_name(words, table.name),
        table=table.name,
        question=question,
        rows=found[:MOST_LISTED],
        is_cut=len(found) > MOST_LISTED,
    )


def _matching(
    sent: Sent, table: Table, folder: Path, relations: Relations, question: str
) -> Iterator[Listed]:
    """The rows that hold every word of a question, in the order of the file."""
    wanted = folded(question).split()
    for cells in rows_of(folder, table.name):
        key = RowKey.of(table, cells)
        name = row_name(sent.words, table, cells, relations)
        text = folded(" ".join((name, *cells.values()))) if wanted else ""
        if all(word in text for word in wanted):
            yield Listed(name, " ".join(filter(None, key.cells)), row_parameters(key))
