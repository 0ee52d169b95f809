"""A kind of view is an entry, a builder and, if it is drawn, a chart; whatever shows views takes it from there."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import openpyxl
import pytest
from docx import Document
from starlette.applications import Starlette

from charts import view_chart as charts
from charts.plotly_figures import new_figure
from charts.theme import Theme
from data.settings import today
from locales import Words, words
from pages import api
from pages.shared.exports import Exports
from queries.store import Store
from reports.__main__ import main
from reports.draw.view_pictures import laid_out
from reports.presentation.data import presentation_data
from reports.presentation.running_orders import of_pages, order_of_address
from reports.report import report
from reports.write import document, pdf, report_workbook, slides
from tests.waiting import awaited
from views import build as building
from views import spec
from views.draft import Draft, from_json, from_link, item
from views.query_string import unknown_names
from views.spec import KindOfView, SpecError, ViewSpec, view_spec
from views.table import Column, Number, Table
from views.view import View

KIND = "made_up"
ENTRY = KindOfView(
    ("metric", "districts", "year"),
    required=("metric",),
    page="practices",
    address={"tab": "made_up"},
    not_on_page=("year",),
    answer="made_ups",
)
PARAMETERS = {"metric": "gdp", "districts": "hexi,binhai"}


def _build(store: Store, w: Words, spec: ViewSpec, day: dt.date) -> View:
    """Return how long the names of the districts are, which no other view says."""
    found = [store.catalogue.districts[d] for d in spec.many("districts")]
    rows = tuple((w.pick(d, "name"), Number(len(d.district_id), f"≈{len(d.district_id)}")) for d in found)
    columns = (Column("district", w.gettext("District")), Column("letters", "Letters", numeric=True))
    title = f"Made-up of {spec.get('metric')}"
    sentence = f"{len(rows)} names on {day}."
    return View(spec, w, title, sentence=sentence, table=Table("Made-up", columns, rows), name="Made-up")


def _draw(view: View, _theme: Theme, height: int, _most: int, _plot: Any) -> Any:
    assert view.table
    marks = {
        "type": "bar",
        "x": [str(r[0]) for r in view.table.rows],
        "y": [r[1].value for r in view.table.rows],
    }  # type: ignore[union-attr]
    return new_figure({"data": [marks], "layout": {"height": height}})


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry and the builder: nothing else is needed."""
    monkeypatch.setitem(spec.KINDS, KIND, ENTRY)  # type: ignore[arg-type]
    monkeypatch.setitem(building.BUILDERS, KIND, _build)  # type: ignore[arg-type]


@pytest.fixture
def made() -> Draft:
    return Draft(title="Report", language="en", items=(item(KIND, comment="Said of it.", **PARAMETERS),))


def _get(call: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=api.routes_to(api.endpoints())))
        async with httpx.AsyncClient(transport=transport, base_url="http://district") as client:
            return await client.get(f"/api/v1/made_ups{call}")

    return awaited(ask())


@pytest.mark.parametrize(("lang", "name"), [("en", "Hexi"), ("zh", "河西区")])
def test_the_api_answers_with_its_table(lang: str, name: str) -> None:
    answer = _get(f"?metric=gdp&districts=hexi,binhai&lang={lang}")
    assert answer.status_code == 200
    content = answer.json()
    assert content["data"][0] == {"district": name, "letters": 4.0, "letters_text": "≈4"}
    assert content["meta"]["count"] == 2
    assert content["meta"]["sentence_en"] == f"2 names on {today()}."


def test_the_api_gives_files_of_it() -> None:
    rows = list(
        csv.reader(io.StringIO(_get("?metric=gdp&district=hexi&lang=en&format=csv").text.lstrip("\ufeff")))
    )
    assert rows == [["district", "letters", "letters_text"], ["Hexi", "4", "≈4"]]
    sheet = openpyxl.load_workbook(
        io.BytesIO(_get("?metric=gdp&district=hexi&format=xlsx").content)
    ).worksheets[0]
    assert sheet["A2"].value == "河西区"
    assert api.endpoints()["made_ups"].draws


@pytest.mark.parametrize(
    ("query", "status", "code", "parameter"),
    [
        ("?districts=hexi", 422, "missing_parameter", "metric"),
        ("?metric=nothing", 404, "unknown_id", "metric"),
        ("?metric=gdp&districts=hexi,atlantis", 404, "unknown_id", "districts"),
        ("?metric=gdp&view=index", 422, "unknown_parameter", "view"),
        ("?metric=gdp&format=docx", 422, "malformed_value", "format"),
    ],
)
def test_the_api_refuses_what_the_entry_does_not_name(
    query: str, status: int, code: str, parameter: str
) -> None:
    answer = _get(query)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["error"]["parameter"] == parameter


def test_drafts_and_links_carry_it_and_refuse_what_it_lacks(made: Draft) -> None:
    assert from_json(made.as_json()) == made == from_link(made.as_link())
    for parameters in ({}, {"metric": "gdp", "view": "index"}, {"metric": "gdp", "year": "20x2"}):
        broken = {"qujian_draft": 1, "items": [{"kind": KIND, "parameters": parameters}]}
        with pytest.raises(SpecError):
            from_json(json.dumps(broken))


def test_reports_show_it_in_every_format(frozen: Store, made: Draft) -> None:
    found = report(frozen, words("en"), made, today())
    read = Document(io.BytesIO(document.write(found)))
    cells = {c.text for t in read.tables for row in t.rows for c in row.cells}
    assert {"Hexi", "Binhai New Area", "≈4", "≈6"} <= cells
    text = "\n".join(p.text for p in read.paragraphs)
    assert "Made-up of gdp" in text and "2 names on" in text and "Said of it." in text
    book = openpyxl.load_workbook(io.BytesIO(report_workbook.write(found)))
    values = {c.value for sheet in book.worksheets for row in sheet.iter_rows() for c in row}
    assert {"Hexi", 4, "Made-up of gdp", "Said of it."} <= values
    assert slides.write(found)[:2] == b"PK"
    assert pdf.write(found)[:4] == b"%PDF"


def test_a_meeting_shows_it_from_a_draft_and_from_a_page(frozen: Store, made: Draft) -> None:
    order = order_of_address(frozen, {"draft": made.as_link()})
    assert order and order.draft == made and order.messages == ()
    opened, skipped = of_pages(frozen, ["/practices?tab=made_up&metric=gdp&districts=hexi,binhai"])
    assert ([i.spec for i in opened.items], skipped) == ([made.items[0].spec], 0)
    (screen,) = presentation_data(frozen, made, today(), bare=True)["said"]["en"]["screens"]
    assert (screen["kind"], screen["title"]) == ("table", "Made-up of gdp")
    assert [row[0] for row in screen["table"]["rows"]] == ["Hexi", "Binhai New Area"]
    page = urlsplit(screen["page"])
    assert page.path == "/practices"
    assert parse_qs(page.query) == {
        "lang": ["en"],
        "tab": ["made_up"],
        "metric": ["gdp"],
        "districts": ["hexi,binhai"],
    }


def test_its_page_understands_its_parameters() -> None:
    assert unknown_names("practices", ["metric", "districts", "base"]) == ["base"]
    under = Exports(words("en"), view_spec(KIND, **PARAMETERS), "", ())
    assert under.tables[0] == ("/api/v1/made_ups?format=csv&metric=gdp&districts=hexi,binhai", "CSV")
    assert from_link(under.item).items[0].spec == view_spec(KIND, **PARAMETERS)


def test_the_command_line_writes_it(tmp_path: Path, made: Draft) -> None:
    file = tmp_path / "new.json"
    file.write_text(made.as_json(), "utf-8")
    assert main(["--template", str(file), "--format", "docx,xlsx,html", "--out", str(tmp_path)]) == 0
    assert sorted(p.name for p in tmp_path.glob("qujian-*")) == [
        f"qujian-new-en.{form}" for form in ("docx", "html", "xlsx")
    ]
    assert "Made-up of gdp" in (tmp_path / "qujian-new-en.html").read_text("utf-8")


@pytest.fixture
def _drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(charts.CHARTS, KIND, _draw)  # type: ignore[arg-type]
    yield


def test_without_a_chart_its_picture_is_its_table(frozen: Store, made: Draft) -> None:
    view = report(frozen, words("en"), made, today()).views[0]
    picture = laid_out(view, "slide", data_version="1", released_on="")
    assert picture is not None and "Hexi" in picture.to_json()


@pytest.mark.usefixtures("_drawn")
def test_with_a_chart_pictures_and_screens_show_it(frozen: Store, made: Draft) -> None:
    view = report(frozen, words("en"), made, today()).views[0]
    picture = laid_out(view, "slide", data_version="1", released_on="")
    assert picture is not None and [trace.type for trace in picture.data] == ["bar"]
    (screen,) = presentation_data(frozen, made, today(), bare=True)["said"]["en"]["screens"]
    assert screen["kind"] == "chart" and screen["figure"]["data"][0]["type"] == "bar"
