"""The pages of editing, the queue and the log, asked as a browser asks: each role, and what hostile forms do."""

from __future__ import annotations

import ast
import csv
import html
import io
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

import data.workspace
from data.store import current
from data.workspace import changes, people
from data.workspace.changes import STATES
from data.workspace.log import events
from data.workspace.merging import RowKey
from data.workspace.people import Role
from locales import words
from pages import accounts, editing
from pages.editing import edit
from pages.editing.log_words import event_name
from pages.shared.identity import COOKIE
from pages.shared.security import Security
from tests.workspace.conftest import PASSWORD, Office

HOSTILE = "<script>alert(1)</script>"


class Browser:
    """Somebody with a browser: asks for pages, and sends their forms with the fields as they stand there."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def get(self, address: str) -> str:
        answer = self.client.get(address, follow_redirects=True)
        assert answer.status_code in (200, 400, 403, 404), answer.text
        return answer.text

    def send(self, address: str, **fields: str) -> Any:
        return self.client.post(address, data=fields, follow_redirects=False)

    def hidden(self, text: str) -> dict[str, str]:
        """What a form sends unseen."""
        found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text)
        return {name: html.unescape(value) for name, value in found}

    def checked(self, address: str, cells: dict[str, str]) -> dict[str, str]:
        """The fields of an edit that was checked."""
        first = self.hidden(self.get(address))
        answer = self.send(address, action="check", **cells, **first)
        assert "checked" in self.hidden(answer.text), answer.text
        return cells | self.hidden(answer.text)


@pytest.fixture
def visitors(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[Role | None, Browser]]:
    """A browser of somebody of each role, and of somebody who is not signed in."""
    monkeypatch.setattr(edit, "effects_of", lambda _: ())  # worked out by another process; tests of its own
    app = Starlette(routes=[*accounts.routes, *editing.routes], middleware=[Middleware(Security)])
    with ExitStack() as stack:
        found: dict[Role | None, Browser] = {}
        for role in (None, *people.ROLES):
            client = stack.enter_context(TestClient(app, base_url="http://localhost"))
            if role:
                client.post("/sign-in", data={"name": role, "password": PASSWORD}, follow_redirects=False)
                assert COOKIE in client.cookies
            found[role] = Browser(client)
        yield found


def _figure(office: Office) -> dict[str, str]:
    return next(r for r in office.rows("observations") if r["qualifier"] == "exact")


def _changes(office: Office) -> list[changes.Change]:
    with office.workspace.reading() as connection:
        return changes.changes(connection)


def test_who_may_see_and_do_what(office: Office, visitors: dict[Role | None, Browser]) -> None:
    allowed: dict[str, set[Role]] = {
        "/edit": {"editor", "reviewer"},
        f"/edit?observation={_figure(office)['observation_id']}": {"editor", "reviewer"},
        "/review": {"editor", "reviewer"},
        "/log": {"reviewer", "administrator"},
        "/log?save=csv": {"reviewer", "administrator"},
    }
    for address, roles in allowed.items():
        for role, browser in visitors.items():
            for answer in (
                browser.client.get(address, follow_redirects=False),
                browser.send(address, action="check"),
            ):
                if role is None:
                    assert answer.status_code == 303
                    assert answer.headers["Location"].startswith("/sign-in?")
                else:
                    assert (answer.status_code != 403) == (role in roles), (address, role)
    with office.workspace.reading() as connection:
        refused = {(e.person, e.subject) for e in events(connection, "refused")}
    assert refused == {
        ("reader", "propose"),
        ("administrator", "propose"),
        ("reader", "read_log"),
        ("editor", "read_log"),
    }
    assert _changes(office) == []


def test_signing_in_leads_back_to_the_figure(office: Office, visitors: dict[Role | None, Browser]) -> None:
    figure = _figure(office)["observation_id"]
    answer = visitors[None].client.get(
        f"/edit?observation={figure}&lang=en&page=x&self=y&large=z&code=c", follow_redirects=False
    )
    assert f"observation%3D{figure}" in answer.headers["Location"]


def test_a_figure_is_corrected_and_published(office: Office, visitors: dict[Role | None, Browser]) -> None:
    editor, reviewer = visitors["editor"], visitors["reviewer"]
    row = _figure(office)
    address = f"/edit?lang=en&observation={row['observation_id']}"
    typed = {**row, "value": "123"}
    fields = editor.checked(address, typed)
    without = editor.send(address, **{**fields, "action": "propose"})
    assert "give a reason" in without.text and 'value="123"' in without.text
    sent = editor.send(address, **{**fields, "action": "propose", "reason": "as printed"})
    assert sent.headers["Location"].startswith("/review?")
    (change,) = _changes(office)
    assert (change.state, change.reason) == ("proposed", "as printed")
    after = change.row.after or {}
    assert (after["value"], after["value_low"], after["value_high"]) == ("123", "123", "123")
    assert {n for n in row if row[n] != after[n]} == {"value", "value_low", "value_high"}
    chosen = {f"change-{change.change_id}": "yes"}
    assert "as printed" in reviewer.get("/review?lang=en")
    reviewer.send("/review?lang=en", action="accept", **chosen)
    texts = {"text_zh": "更正", "text_en": "Corrected"}
    done = reviewer.send("/review?lang=en&show=accepted", action="publish_all", **texts)
    assert "/versions" in reviewer.get(done.headers["Location"])
    assert current(office.store) is not None
    assert [c.state for c in _changes(office) if c.row.key.table == "observations"] == ["published"]
    log = reviewer.get("/log?lang=en")
    for text in ("proposed a change", "accepted a change", "published a version", "signed in"):
        assert text in log


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    office: Office, visitors: dict[Role | None, Browser]
) -> None:
    row = _figure(office)
    address = f"/edit?lang=en&observation={row['observation_id']}"
    typed = {**row, "value": "12,5", "note_en": HOSTILE, "note_zh": "", "as_written": "x" * 31}
    text = visitors["editor"].send(address, action="check", **typed).text
    faults = dict(re.findall(r'id="fault-(\w+)">([^<]*)<', text))
    assert faults.keys() == {"value", "value_low", "value_high", "as_written", "note_en"}
    assert "not a number" in faults["value"] and "31 characters" in faults["as_written"]
    for kept in ("12,5", "x" * 31, html.escape(HOSTILE)):
        assert kept in text
    assert HOSTILE not in text
    assert "不是数字" in visitors["editor"].send(address.replace("en&", "zh&"), action="check", **typed).text
    assert _changes(office) == []


def test_every_table_takes_a_new_row_and_refuses_an_empty_one(
    office: Office, visitors: dict[Role | None, Browser]
) -> None:
    from pages.editing.subject import EDITED

    for table in EDITED:
        text = visitors["editor"].get(f"/edit?lang=zh&add={table.name}")
        for column in table.columns:
            assert f'name="{column.name}' in text, (table.name, column.name)
        empty = visitors["editor"].send(f"/edit?lang=zh&add={table.name}", action="check")
        assert empty.status_code == 400 and 'class="qj-fault"' in empty.text, table.name
    assert _changes(office) == []


def test_a_document_and_a_doubt_are_added(office: Office, visitors: dict[Role | None, Browser]) -> None:
    editor = visitors["editor"]
    figure = _figure(office)
    document = {
        "district_id": figure["district_id"],
        "title_zh": "新报告",
        "title_en": "New report",
        "publisher_zh": "区政府",
        "publisher_en": "District government",
        "kind": "annual_report",
        "report_year": "2025",
        "final_accounts": "no",
        "reliability": "official",
        "url": "https://example.org/a",
    }
    doubt = {
        "metric_ids.0": figure["metric_id"],
        "district_ids.0": figure["district_id"],
        "severity": "caution",
        "bars": "none",
        "text_zh": "存疑",
        "text_en": "Doubtful",
    }
    for table, typed in (("documents", document), ("doubts", doubt)):
        address = f"/edit?lang=en&add={table}"
        fields = editor.checked(address, typed)
        page = editor.send(address, **{**fields, "action": "check"}).text
        (proposed,) = re.findall(rf'name="{table[:-1]}_id" type="text" value="([^"]+)"', page)
        name = {f"{table[:-1]}_id": proposed}
        fields = editor.checked(address, typed | name)
        done = editor.send(address, **{**fields, "action": "propose", "reason": "new"})
        assert done.status_code == 303, done.text
    added = {c.row.key.table: c.row.after or {} for c in _changes(office)}
    assert added["documents"]["document_id"] == f"{figure['district_id']}-annual-report-2025"
    assert added["doubts"]["metric_ids"] == figure["metric_id"]


def test_what_others_rest_on_is_not_withdrawn(office: Office, visitors: dict[Role | None, Browser]) -> None:
    document = _figure(office)["document_id"]
    address = f"/edit?lang=en&table=documents&key={document}&withdraw=yes"
    answer = visitors["editor"].send(address, action="check")
    assert answer.status_code == 400
    assert "observations.csv" in answer.text and 'value="propose"' not in answer.text


def test_a_row_that_somebody_changed_meanwhile_is_shown_anew(
    office: Office, visitors: dict[Role | None, Browser]
) -> None:
    row = _figure(office)
    address = f"/edit?lang=en&observation={row['observation_id']}"
    fields = visitors["editor"].checked(address, {**row, "section": "7"})
    office.accepted(office.correction(row, note_zh="别人", note_en="somebody else"))
    again = visitors["editor"].send(address, **{**fields, "action": "propose", "reason": "mine"})
    assert again.status_code == 400 and "changed this row meanwhile" in again.text
    assert "somebody else" in again.text
    other = visitors["editor"].send(address, **{**fields, "section": "8", "action": "propose", "reason": "r"})
    assert other.status_code != 303, "what is proposed is what was checked"
    assert len(_changes(office)) == 1


def test_forged_and_foreign_forms_write_nothing(office: Office, visitors: dict[Role | None, Browser]) -> None:
    row = _figure(office)
    (draft,) = changes.propose(
        office.workspace,
        office.people["reviewer"],
        [office.correction(row, section="9")],
        "secret draft",
        as_draft=True,
    )
    editor = visitors["editor"]
    address = f"/edit?lang=en&observation={row['observation_id']}"
    fields = {**editor.checked(address, {**row, "section": "7"}), "action": "propose", "reason": "r"}
    assert visitors[None].send(address, **fields).status_code == 303
    foreign = editor.client.post(address, data=fields, headers={"Origin": "http://evil.example"})
    assert foreign.status_code == 403
    for role in (None, "reader", "editor", "administrator"):
        for action in (
            "accept",
            "reject",
            "publish",
            "publish_all",
            "keep_base",
            "keep_change",
            "send",
            "take_back",
        ):
            texts = {"text_zh": "一", "text_en": "one", "reason": "r", "table": "x", "key": "[1]"}
            answer = visitors[role].send("/review", action=action, **{f"change-{draft}": "yes"}, **texts)
            assert "done=" not in answer.headers.get("Location", ""), (role, action)
            assert "secret draft" not in answer.text
    reviewer = visitors["reviewer"]
    for number in ("999", "-1", "99999999999999999999", "x", "1e3", "²"):
        answer = reviewer.send("/review", action="accept", **{f"change-{number}": "yes"})
        assert answer.status_code == 400, number
    for query in ("change=999", "change=99999999999999999999", "page=99999999", "show=nothing", "page=-1"):
        assert reviewer.client.get(f"/review?{query}").status_code == 200
    for query in (
        "observation=none",
        "table=releases&key=1",
        "add=people",
        "table=doubts&key=%00",
        "key=%FF",
    ):
        assert editor.client.get(f"/edit?{query}").status_code in (200, 404)
    assert "secret draft" not in editor.get(f"/review?change={draft}")
    assert [(c.change_id, c.state) for c in _changes(office)] == [(draft, "draft")]
    assert editor.client.put("/edit").status_code == 405


def test_oversized_forms_are_refused_with_words(office: Office, visitors: dict[Role | None, Browser]) -> None:
    address = f"/edit?lang=en&observation={_figure(office)['observation_id']}"
    answer = visitors["editor"].send(address, action="propose", reason="x" * 500_000)
    assert answer.status_code == 413 and "too long" in answer.text
    long = {**_figure(office), "note_zh": "长" * 1001, "note_en": "y" * 6000}
    answer = visitors["editor"].send(address, action="check", **long)
    assert answer.status_code == 400 and "y" * 6000 in answer.text
    assert _changes(office) == []


@pytest.mark.parametrize(
    "hostile", [HOSTILE, "=HYPERLINK(1)", "@x\r\n+1", "a\0b\x1b[31m", "\u202eevil", "'; DROP--"]
)
def test_hostile_reasons_and_texts_come_out_as_text(
    office: Office, visitors: dict[Role | None, Browser], hostile: str
) -> None:
    editor, reviewer = visitors["editor"], visitors["reviewer"]
    row = _figure(office)
    address = f"/edit?lang=en&observation={row['observation_id']}"
    fields = editor.checked(address, {**row, "section": "7"})
    done = editor.send(address, **{**fields, "action": "propose", "reason": f"why {hostile}"})
    assert done.status_code == 303, done.text
    (change,) = _changes(office)
    chosen = {f"change-{change.change_id}": "yes"}
    reviewer.send("/review", action="reject", reason=hostile, **chosen)
    pages = [editor.get("/review"), reviewer.get("/review?show=rejected"), reviewer.get("/log")]
    given = dict.fromkeys(("kind", "person", "from", "to", "page"), hostile)
    for page in (*pages, reviewer.client.get("/log", params=given).text):
        assert HOSTILE not in page
        assert not re.search("[\0\x1b\u202e]", page)
    saved = reviewer.client.get("/log?save=csv&lang=en").content.decode("utf-8-sig")
    for line in csv.reader(io.StringIO(saved)):
        assert not any(cell.startswith(("=", "@", "+", "-")) for cell in line)


def test_several_are_decided_at_once_and_refusals_stand_beside_them(
    office: Office, visitors: dict[Role | None, Browser]
) -> None:
    rows = office.rows("observations")[:3]
    editor = office.people["editor"]
    ids = [
        changes.propose(office.workspace, editor, [office.correction(r, section=str(n))], "r")[0]
        for n, r in enumerate(rows, 71)
    ]
    (own,) = changes.propose(
        office.workspace,
        office.people["reviewer"],
        [office.correction(rows[0], section="99")],
        "r",
    )
    reviewer = visitors["reviewer"]
    changes.take_back(office.workspace, editor, ids[:1])
    chosen = {f"change-{i}": "yes" for i in ids}
    refused = reviewer.send("/review?lang=en", action="accept", **chosen)
    assert refused.status_code == 400
    assert [c.state for c in _changes(office) if c.change_id in ids[1:]] == ["proposed", "proposed"]
    mine = reviewer.send("/review?lang=en", action="accept", **{f"change-{own}": "yes"})
    assert "your own proposal" in mine.text
    assert reviewer.send("/review?lang=en", action="accept").status_code == 400
    needs_reason = reviewer.send("/review?lang=en", action="reject", **{f"change-{ids[1]}": "yes"})
    assert "give a reason" in needs_reason.text
    both = {f"change-{i}": "yes" for i in ids[1:]}
    assert reviewer.send("/review?lang=en", action="accept", **both).status_code == 303
    assert {c.state for c in _changes(office) if c.change_id in ids[1:]} == {"accepted"}
    one = reviewer.send(
        "/review?show=accepted", action="publish", text_zh="一", text_en="one", **{f"change-{ids[1]}": "yes"}
    )
    assert one.status_code == 303
    states = {c.change_id: c.state for c in _changes(office)}
    assert (states[ids[1]], states[ids[2]]) == ("published", "accepted")


def test_two_that_do_not_fit_together_say_so_beside_them(
    office: Office, visitors: dict[Role | None, Browser]
) -> None:
    """The document of a new figure is withdrawn while the figure waits: the contracts refuse the second."""
    editor, figure = office.people["editor"], _figure(office)
    document = {**office.rows("documents")[0], "document_id": "lonely"}
    office.accepted(changes.Edit("documents", None, document))
    new = {**figure, "observation_id": "NEW-1", "document_id": "lonely"}
    ids = changes.propose(office.workspace, editor, [changes.Edit("observations", None, new)], "r")
    others = changes.propose(office.workspace, editor, [changes.Edit("documents", ("lonely",))], "r")
    reviewer = visitors["reviewer"]
    assert reviewer.send("/review", action="accept", **{f"change-{others[0]}": "yes"}).status_code == 303
    answer = reviewer.send("/review?lang=en", action="accept", **{f"change-{ids[0]}": "yes"})
    assert answer.status_code == 400
    assert re.search(r'class="qj-fault">Document: is not in documents.csv', answer.text)


def test_drafts_are_kept_sent_and_taken_back(office: Office, visitors: dict[Role | None, Browser]) -> None:
    editor, row = visitors["editor"], _figure(office)
    address = f"/edit?lang=en&observation={row['observation_id']}"
    fields = editor.checked(address, {**row, "section": "7"})
    assert editor.send(address, **{**fields, "action": "draft", "reason": "r"}).status_code == 303
    (draft,) = _changes(office)
    chosen = {f"change-{draft.change_id}": "yes"}
    assert "Send" in editor.get("/review?lang=en&show=draft")
    assert f"change-{draft.change_id}" not in visitors["reviewer"].get("/review?show=own")
    editor.send("/review", action="send", **chosen)
    assert _changes(office)[0].state == "proposed"
    editor.send("/review", action="take_back", **chosen)
    assert _changes(office)[0].state == "taken_back"


def test_a_conflict_shows_both_and_is_decided(office: Office, visitors: dict[Role | None, Browser]) -> None:
    row = _figure(office)
    office.publish(office.correction(row, section="from the change"))
    path = office.base / "observations.csv"
    rows = office.rows("observations")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for r in rows:
            is_it = r["observation_id"] == row["observation_id"]
            writer.writerow({**r, "section": "from the file"} if is_it else r)
    reviewer = visitors["reviewer"]
    text = reviewer.get("/review?lang=en&show=conflicts")
    assert "from the change" in text and "from the file" in text
    hidden = reviewer.hidden(text)
    assert RowKey("observations", (row["observation_id"],)).text == hidden["key"]
    without = reviewer.send("/review?lang=en&show=conflicts", action="keep_change", **hidden)
    assert "give a reason" in without.text
    done = reviewer.send("/review?show=conflicts", action="keep_change", reason="right", **hidden)
    assert done.status_code == 303, done.text
    assert "There are no conflicts" in reviewer.get("/review?lang=en&show=conflicts")
    assert any(c.state == "accepted" for c in _changes(office))


def test_long_queues_and_logs_are_paged_and_filtered(
    office: Office, visitors: dict[Role | None, Browser]
) -> None:
    rows = office.rows("observations")[:23]
    for n, row in enumerate(rows, 1):
        changes.propose(
            office.workspace, office.people["editor"], [office.correction(row, section=f"s{n}")], "r"
        )
    reviewer = visitors["reviewer"]
    first, second = (reviewer.get(f"/review?lang=en&page={n}") for n in (1, 2))
    assert (first.count("<article"), second.count("<article")) == (20, 3)
    assert "Page 2 of 2" in second
    assert reviewer.get("/review?lang=en&show=rejected").count("<article") == 0
    log = reviewer.get("/log?lang=en&kind=proposed&person=editor")
    assert "23 events" in log and "signed in</td>" not in log
    assert "0 events" in reviewer.get("/log?lang=en&from=2001-01-01&to=2001-01-02")
    assert "0 events" not in reviewer.get("/log?lang=en&from=2001-01-01")
    saved = reviewer.client.get("/log?lang=en&save=csv&kind=proposed")
    assert saved.content.startswith("\ufeff".encode())
    assert len(list(csv.reader(io.StringIO(saved.content.decode("utf-8-sig"))))) == 24
    assert "attachment" in saved.headers["Content-Disposition"]


def _kinds_written() -> set[str]:
    """The kinds of events that the data layer writes down, where they stand in the code as such."""
    calls = [
        node
        for path in Path(data.workspace.__path__[0]).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "note"
    ]
    return {node.args[2].value for node in calls if isinstance(node.args[2], ast.Constant)} | {*STATES}


@pytest.mark.parametrize("code", ["zh", "en"])
def test_the_log_has_words_for_every_kind_of_event(code: str) -> None:
    kinds = _kinds_written() - {"overruled"}  # `settled` says it
    assert len(kinds) > 15
    assert {kind for kind in kinds if event_name(words(code), kind) == kind} == set() or code == "en"
    assert all("_" not in event_name(words(code), kind) for kind in kinds)
