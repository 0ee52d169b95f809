"""All practices on one page: how many kinds each district has in use, planned or not found, dimension by dimension."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from locales import words
from queries.current import current_store
from reports.templates import Choice, draft
from tests.pages.reader import table, visit
from views.build import build
from views.spec import view_spec
from views.table import shown

#: How the state of a practice is decided from its systems: any in use or awarded, else planned.
States = dict[tuple[str, str], set[str]]


def _counted() -> dict[tuple[str, str], tuple[int, int, int]]:
    """District and dimension → kinds in use, planned, not found; from the files alone."""
    states: States = defaultdict(set)
    for s in table("systems"):
        if s["practice_id"]:
            states[s["district_id"], s["practice_id"]].add(s["status"])
    found = {}
    for district in (d["district_id"] for d in table("districts")):
        for dimension in {p["dimension_id"] for p in table("practices")}:
            each = [
                states[district, p["practice_id"]]
                for p in table("practices")
                if p["dimension_id"] == dimension
            ]
            planned = sum(s == {"planned"} for s in each)
            absent = sum(not s for s in each)
            found[district, dimension] = (len(each) - planned - absent, planned, absent)
    return found


def test_every_cell_counts_what_the_documents_name() -> None:
    page = visit("practices", tab="summary")
    counted = _counted()
    districts = [d["district_id"] for d in table("districts")]
    names = {x["name_zh"]: x["dimension_id"] for x in table("dimensions")}
    rows = [r for r in page.root.iter("tr") if r.find("th") is not None and r.findall("td")]
    seen = 0
    for row in rows:
        dimension = names["".join(row.find("th").itertext()).strip()]  # type: ignore[union-attr]
        cells = ["".join(td.itertext()).strip() for td in row.findall("td")][1:]
        for district, cell in zip(districts, cells, strict=True):
            used, planned, absent = counted[district, dimension]
            read_out = f"另有{planned}类计划中 " if planned else ""
            signs = "●" * used + "○" * planned + "–" * absent
            assert cell == (f"{used} {read_out}{signs}" if used + planned else "–")
            seen += 1
    assert seen == len(counted)


def test_files_and_slides_say_the_same_in_numbers() -> None:
    view = build(current_store(), words("zh"), view_spec("practice_counts"), dt.date(2026, 1, 1))
    assert view.table
    counted = _counted()
    names = {x["name_zh"]: x["dimension_id"] for x in table("dimensions")}
    for row in view.table.rows:
        for column, cell in zip(view.table.columns[2:], row[2:], strict=True):
            used, planned, _ = counted[column.key, names[str(row[0])]]
            text = f"{used}　○ {planned}" if planned else f"{used}"
            assert shown(cell) == (text if used + planned else "–")


def test_a_dimension_leads_to_its_part_of_the_matrix_with_the_districts_chosen() -> None:
    page = visit("practices", tab="summary", districts="hexi,binhai")
    link = next(x for x in page.links if x.text == "行政执法")
    assert (link.parameters["dimension"], link.parameters["districts"]) == ("enforcement", "hexi,binhai")
    opened = visit("practices", **{k: v for k, v in link.parameters.items() if k != "lang"})
    matrix = [e for e in opened.root.iter("table") if "qj-matrix" in e.get("class", "")]
    assert len(matrix) == 1


def test_a_meeting_shows_the_practices_on_one_screen() -> None:
    items = draft(current_store(), "meeting", Choice()).items
    assert [i.spec.kind for i in items if "practice" in i.spec.kind] == ["practice_counts"]
