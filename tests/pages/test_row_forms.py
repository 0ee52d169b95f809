"""Forms made from the contracts: every column has a field, and a row that is only sent back stays as it was."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

from data.columns import Table
from data.workspace.merging import Cells, RowKey, same
from data.workspace.preview import rows_of
from locales import LANGUAGES, words
from pages.editing.derived import derived
from pages.editing.fields import Form, cells_of, form_of
from pages.editing.identifiers import identified
from pages.editing.options import Relations
from pages.editing.subject import EDITED, first_cells, row_parameters, subject_of
from pages.shared.templates import render
from views.row_codes import code_name

FACTS = Path(__file__).resolve().parents[2] / "data"
HOSTILE = "\"><script>alert(1)</script>'=1+1"


class Sender(HTMLParser):
    """A browser that sends a form as it finds it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: dict[str, str] = {}
        self.tags: list[str] = []
        self._list = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name, value = given.get("name") or "", given.get("value") or ""
        self.tags.append(tag)
        if tag == "input" and (given.get("type") != "checkbox" or "checked" in given):
            self.sent[name] = value
        elif tag == "select":
            self._list = name
        elif tag == "option" and self._list and ("selected" in given or self._list not in self.sent):
            self.sent[self._list] = value
        elif tag == "textarea":
            self._area, self.sent[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        self._list = "" if tag == "select" else self._list
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area] += data


@pytest.fixture(scope="module")
def relations() -> Relations:
    return Relations(words("zh"), FACTS)


def _form(
    table: Table, cells: Cells, relations: Relations, code: str = "zh", *, is_new: bool = False
) -> Form:
    return form_of(words(code), table, cells, relations, {}, is_new=is_new)


def _sent(form: Form, code: str = "zh") -> Sender:
    template = (
        '{% import "editing/parts.html" as editing %}{% for f in fields %}{{ editing.field(f) }}{% endfor %}'
    )
    from pages.shared.templates import environment

    sender = Sender()
    sender.feed(environment(code, False).from_string(template).render(fields=(*form.fields, *form.more)))
    return sender


@pytest.mark.parametrize("table", EDITED, ids=lambda t: t.name)
def test_every_column_has_a_field_with_a_name_in_both_languages(table: Table, relations: Relations) -> None:
    names = []
    for code in LANGUAGES:
        form = _form(table, {}, relations, code, is_new=True)
        fields = (*form.fields, *form.more)
        assert sorted(f.column.name for f in fields) == sorted(table.column_names)
        assert all(f.label and f.label != f.column.name for f in fields)
        labels = [f.label for f in fields]
        assert len(set(labels)) == len(labels), "two fields of one form are called alike"
        names.append(labels)
        required = {f.column.name for f in form.more if f.column.required}
        assert required <= {table.key[0], "ordinal"}, "what must be filled in is folded away"
    assert not set(names[0]) & set(names[1])


@pytest.mark.parametrize("table", EDITED, ids=lambda t: t.name)
def test_codes_are_read_as_words(table: Table) -> None:
    assert table.columns
    for column in table.columns:
        for value in column.values:
            zh = code_name(words("zh"), table, column, value)
            assert zh != value, f"{table.name}.{column.name}: {value} has no words"
            assert not zh.isascii()


@pytest.mark.parametrize("table", EDITED, ids=lambda t: t.name)
def test_a_row_that_is_only_sent_back_stays_as_it_was(table: Table, relations: Relations) -> None:
    rows = list(rows_of(FACTS, table.name))
    assert rows or table.name == "absences", "no row to try"
    # the fullest, the emptiest, and some between
    chosen = sorted(rows, key=lambda row: sum(map(bool, row.values())))
    for row in {id(r): r for r in (*chosen[:3], *chosen[-3:], *rows[:: max(1, len(rows) // 12)])}.values():
        sent = _sent(_form(table, row, relations)).sent
        cells = derived(table.name, {**cells_of(table, sent), **{name: row[name] for name in table.key}})
        assert same(table, row, cells), (row, cells)


def test_every_figure_keeps_what_follows_from_its_value() -> None:
    (table,) = (t for t in EDITED if t.name == "observations")
    rows = list(rows_of(FACTS, "observations"))
    assert rows
    for row in rows:
        assert same(table, row, derived("observations", row))
        without = {**row, "value_low": "", "value_high": ""}
        if row["qualifier"] in ("exact", "at_least"):
            filled = derived("observations", without)
            assert filled["value_low"] == row["value"]


@pytest.mark.parametrize("table", EDITED, ids=lambda t: t.name)
def test_hostile_text_stays_text_in_every_field(table: Table, relations: Relations) -> None:
    cells = dict.fromkeys(table.column_names, HOSTILE)
    sender = _sent(_form(table, cells, relations, is_new=True))
    assert "script" not in sender.tags
    back = cells_of(table, sender.sent)
    for column in table.columns:
        wanted = HOSTILE if column.kind != "references" else HOSTILE.replace(" ", ";")
        assert back[column.name] == wanted, "what was typed is not lost"


def test_identifiers_are_proposed_as_those_there_are_look() -> None:
    tables = {t.name: t for t in EDITED}

    def proposed(name: str, taken: frozenset[str] = frozenset(), **cells: str) -> Cells:
        return identified(tables[name], cells, list(rows_of(FACTS, name)), taken)

    figures = [r["observation_id"] for r in rows_of(FACTS, "observations")]
    of_hexi = {"district_id": "hexi", "document_id": "hexi-gwr-2010-wiki"}
    first = proposed("observations", **of_hexi)["observation_id"]
    assert first not in figures and first.startswith("TJ-")
    second = proposed("observations", frozenset({first}), **of_hexi)["observation_id"]
    assert second not in (*figures, first) and second.startswith("TJ-")
    task = proposed("tasks", district_id="hedong", document_id="hedong-outline-2022")
    assert task["task_id"] == "hedong-task-38" and task["ordinal"] == "38"
    document = proposed("documents", district_id="hexi", kind="annual_report", report_year="2030")
    assert document["document_id"] == "hexi-annual-report-2030"
    assert proposed("metrics", name_en="Cases Filed (new)!")["metric_id"] == "cases_filed_new"
    assert proposed("metrics", name_en="gdp")["metric_id"] == "gdp_2"
    assert proposed("units", name_en="区法院")["unit_id"] == "unit"
    assert proposed("doubts", district_ids="hexi", metric_ids="gdp;tax")["doubt_id"] == "hexi_gdp"
    assert proposed("metrics", metric_id="mine")["metric_id"] == "mine"


def test_an_address_names_a_row_and_what_is_to_be_done() -> None:
    for name, cells in (
        ("observations", ("TJ-141",)),
        ("task_units", ("hedong-task-01", "law_governance_office", "lead")),
        ("absences", ("gdp", "hexi", "2020", "")),
        ("synonyms", ("甲,乙",)),
    ):
        key = RowKey(name, cells)
        subject = subject_of(row_parameters(key))
        assert subject and subject.key == key and subject.what == "correct"
    withdrawn = subject_of({"observation": "TJ-141", "withdraw": "yes"})
    assert withdrawn and withdrawn.what == "withdraw"
    for query in (
        {"table": "releases", "key": "2026.12"},
        {"table": "people", "key": "1"},
        {"add": "events"},
    ):
        assert subject_of(query) is None
    assert subject_of({"table": "task_units", "key": "one"}) is None
    doubt = subject_of({"add": "doubts", "observation": "TJ-141", "page": "x", "large": "y"})
    assert doubt and "page" not in doubt.parameters
    cells = first_cells(doubt, FACTS)
    assert (cells["metric_ids"], cells["district_ids"], cells["year_from"]) == ("gdp", "hexi", "2009")
    figure = subject_of({"add": "observations", "district": "hexi", "metric": "gdp", "year": "2024"})
    assert figure
    cells = first_cells(figure, FACTS)
    assert (cells["district_id"], cells["period_end"], cells["qualifier"]) == ("hexi", "2024-12-31", "exact")


def test_links_of_a_form_keep_to_what_the_address_said() -> None:
    subject = SimpleNamespace(parameters=row_parameters(RowKey("doubts", ("a&b",))), what="correct")
    assert "key=a%26b" in str(
        render(
            "editing/rows.html",
            "zh",
            sent=SimpleNamespace(is_large=False),
            table="doubts",
            question="",
            is_cut=False,
            rows=[SimpleNamespace(name=HOSTILE, key="a&b", parameters=subject.parameters)],
        )
    )
