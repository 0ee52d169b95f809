"""Cells of a table carry what a card and a screen reader need, whatever they hold."""

from __future__ import annotations

from markupsafe import Markup

from pages.shared.table_rows import column_class, has_cards, labelled, room
from tests.pages.reader import said, tree

HEAD = [("district", "District"), ("metric", "Metric"), ("figure", "A < B"), ("others", "More")]


def test_cells_get_the_name_of_their_column_and_keep_what_they_have() -> None:
    rows = Markup(
        '<tr><th scope="row">Hexi</th><td>GDP</td><td class="number" data-order="3">3 &gt; 2</td><td></td></tr>'
        '<tr><th scope="rowgroup" colspan="4">Context</th></tr>'
        '<tr><th scope="row">Hedong</th><td>GDP</td><td class="number">1</td><td>2</td></tr>'
    )
    body = tree(f"<table>{labelled(rows, HEAD)}</table>")
    first, group, last = list(body.iter("tr"))
    assert [cell.get("data-label") for cell in first] == ["District", "Metric", "A < B", "More"]
    assert [cell.get("data-label") for cell in last] == ["District", "Metric", "A < B", "More"]
    assert [cell.get("role") for cell in first] == ["rowheader", "cell", "cell", "cell"]
    assert first[2].get("class", "").split() == ["number", "qj-c-figure"]
    assert first[2].get("data-order") == "3"
    assert said(first[2]) == "3 > 2"
    assert [cell.get("data-label") for cell in group] == [None]


def test_a_metric_beside_its_district_names_the_row_and_one_further_on_does_not() -> None:
    assert "qj-c-name" in column_class(HEAD, 0)
    assert "qj-c-name" in column_class(HEAD, 1)
    assert "qj-c-name" not in column_class([HEAD[0], HEAD[2], HEAD[1]], 2)
    assert "qj-c-name" not in column_class(HEAD, 2)


def test_the_more_columns_the_more_room_a_table_needs() -> None:
    assert len({room(HEAD), room(HEAD * 3), room(HEAD * 750)}) == 3


def test_matrices_and_tables_with_very_many_columns_stay_tables() -> None:
    assert has_cards(HEAD, "qj-even")
    assert not has_cards(HEAD, "qj-matrix qj-wrap-head")
    assert not has_cards(HEAD * 750, "")
