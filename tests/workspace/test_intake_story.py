"""One true story: a filled disclosure form of a made-up district goes in, is reviewed, published and taken back."""

from __future__ import annotations

import json
import re
import shutil
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

import data as facts
from data.workspace import changes, intake_documents, intake_figures, people, sessions
from data.workspace.changes import Edit
from data.workspace.log import events
from pages.shared.identity import COOKIE
from queries.current import current_store
from reports.files import made
from tests.intake import filled_forms
from tests.waiting import eventually
from tests.workspace.asking import Client
from tests.workspace.conftest import TODAY, Office
from views.draft import Draft, item

FORM = "disclosure_2021"
METRIC = "foi_applications_received"
YEAR = 2023
DISTRICT = {
    "district_id": "madeup",
    "adcode": "999901",
    "name_zh": filled_forms.DISTRICT,
    "name_en": "Made-up",
    "city_zh": "虚构市",
    "city_en": "Made-up City",
    "province_zh": "虚构省",
    "province_en": "Made-up Province",
}


@pytest.fixture
def client(office: Office) -> Client:
    """A reviewer whom the office lets decide on their own, over the shipped facts."""
    for path in Path(facts.__path__[0]).glob("*.csv"):
        shutil.copyfile(path, office.base / path.name)
    reviewer = office.people["reviewer"]
    people.set_role(office.workspace, None, reviewer, "reviewer", True)
    office.people["reviewer"] = people.somebody_named(office.workspace, reviewer.name)
    client = Client()
    token = sessions.token(office.workspace, office.people["reviewer"])
    client.cookies.set(COOKIE, token, domain="127.0.0.1", path="/")
    return client


def _taken_in(office: Office, client: Client) -> int:
    """The id of the filled form once it is read."""
    content = filled_forms.html(FORM, YEAR, filled_forms.made(FORM)).decode()
    answer = client("/intake/add", "POST", files={"file": ("年报.html", content.encode(), "text/html")})
    assert answer.status_code == 303 and "said" not in answer.headers["location"], answer.headers
    reviewer = office.people["reviewer"]

    def is_read() -> bool:
        (found,) = intake_documents.documents(office.workspace, reviewer)
        assert found.state != "failed", found.error
        return found.state == "read"

    eventually(is_read, "the document is read")
    return intake_documents.documents(office.workspace, reviewer)[0].intake_id


def _figures(client: Client, metric: str) -> dict[str, float]:
    """What Compare says of a metric, by district."""
    answer = client("/api/v1/compare", params={"metric": metric, "year": str(YEAR)})
    return {row["district_id"]: row["value"] for row in json.loads(answer.text)["data"]}


def _in_report(kept: str) -> set[tuple[object, ...]]:
    """The rows of a workbook that is made of a kept draft as the facts are now."""
    workbook = made(current_store().path, kept, "en", "xlsx", TODAY).content
    sheets = openpyxl.load_workbook(BytesIO(workbook), read_only=True).worksheets
    return {row for sheet in sheets for row in sheet.iter_rows(values_only=True)}


def _names(rows: set[tuple[object, ...]], value: float) -> bool:
    """Whether a row names the district beside its figure."""
    return any(DISTRICT["name_en"] in row and value in row for row in rows)


def test_a_filled_form_of_a_made_up_district_from_its_file_to_its_withdrawal(
    office: Office, client: Client
) -> None:
    reviewer, workspace = office.people["reviewer"], office.workspace
    changes.accept(
        workspace, reviewer, changes.propose(workspace, reviewer, [Edit("districts", None, DISTRICT)], "six")
    )
    intake_id = _taken_in(office, client)
    address = f"/intake/document?id={intake_id}&lang=en"
    shown = client(address).text
    assert f"{filled_forms.title(FORM, YEAR)}" in shown
    fields = {
        "action": "confirm",
        "revision": "1",
        "district": "madeup",
        "scope": "district",
        "0.district_id": "madeup",
        "0.title_zh": filled_forms.title(FORM, YEAR),
        "0.title_en": "Annual report on disclosure",
        "0.publisher_zh": "虚构区人民政府",
        "0.publisher_en": "Government of Made-up",
        "0.kind": "disclosure_report",
        "0.report_year": str(YEAR),
        "0.final_accounts": "no",
        "0.reliability": "official",
    }
    confirmed = client(address, "POST", data=fields)
    assert confirmed.status_code == 303, re.findall(r"qj-fault.*", confirmed.text)
    review = f"/intake/review?id={intake_id}&lang=en"
    assert "all its checks hold" in client(review).text
    assert client(review, "POST", data={"action": "accept_form", "form": FORM}).status_code == 303
    accepted = [f for f in intake_figures.figures(workspace, reviewer, intake_id) if f.state == "accepted"]
    assert len(accepted) > 20
    sending = f"/intake/send?id={intake_id}&lang=en"
    before = client(sending).text
    assert "can be compared from now on" in before and f"metric={METRIC}" in before
    done = client(sending, "POST", data={"action": "publish"})
    assert done.status_code == 303 and "done=published" in done.headers["location"], done.text[-2_000:]
    received = next(f for f in accepted if f.cells and f.cells["metric_id"] == METRIC)
    eventually(lambda: "madeup" in _figures(client, METRIC), "the published figure is compared")
    compared = _figures(client, METRIC)
    assert received.cells and compared["madeup"] == float(received.cells["value"])
    assert len(compared) > 1
    kept = Draft(items=(item("compare", metric=METRIC, year=YEAR, districts=list(compared)),)).as_json()
    assert _names(_in_report(kept), compared["madeup"])
    after = client(sending).text
    assert "What became of comparisons" in after and "published" in after
    name = intake_figures.figure(workspace, reviewer, received.figure_id).observation_id
    evidence = client("/api/v1/evidence", params={"observation": name})
    assert filled_forms.title(FORM, YEAR) in evidence.text
    removed = client(sending, "POST", data={"action": "remove", "reason": "a test"})
    assert removed.status_code == 303, removed.text[-2_000:]
    with workspace.reading() as connection:
        waiting = [c.change_id for c in changes.changes(connection, ("proposed",))]
    changes.accept(workspace, reviewer, waiting)
    office.publish()
    eventually(lambda: "madeup" not in _figures(client, METRIC), "the figure is withdrawn")
    later = _in_report(kept)
    assert later and not _names(later, compared["madeup"])
    assert all(any(value in row for row in later) for name, value in compared.items() if name != "madeup")
    with workspace.reading() as connection:
        kinds = {event.kind for event in events(connection)}
    assert {"document_added", "document_confirmed", "figures_sent", "document_removed"} <= kinds
