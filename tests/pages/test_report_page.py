"""The report page as writers use it: begun, changed, added to, made, kept, opened again; nothing hostile breaks it."""

from __future__ import annotations

import io
import json
import random
from dataclasses import replace
from typing import Any

import httpx
import openpyxl
import pypdf
import pytest
from docx import Document
from pptx import Presentation
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from pages.meeting import routes
from reports.files import FORMATS
from tests.pages.reader import Seen, visit
from tests.reports.hostile import COMMENTS, TITLES
from tests.waiting import awaited
from views.draft import (
    LONGEST_COMMENT,
    LONGEST_PACKED,
    MOST_ITEMS,
    Draft,
    Item,
    from_json,
    from_link,
    item,
)

THREE = Draft(
    title="我的报告",
    items=(
        item("compare", metric="gdp", year=2022),
        item("trend", metric="recon_received", comment="看趋势"),
        item("text", title="一段话"),
    ),
)
#: A report too long for an address: noise cannot be packed.
LONG = Draft(
    title="长稿",
    items=(
        item("text", comment="".join(chr(random.Random(n).randrange(0x4E00, 0x9FA0)) for n in range(9_000))),
    ),
)


def opened(draft: Draft, lang: str = "zh", **more: str) -> Seen:
    return visit("report", lang, draft=draft.as_link(), **more)


def press(at: AppTest, key: str) -> Seen:
    at.button(key=key).click()
    return again(at)


def again(at: AppTest) -> Seen:
    seen = Seen(at.run(timeout=300), parameter(at, "lang"))
    assert [str(e.value) for e in at.exception] == []
    assert seen.bodies
    return seen


def parameter(at: AppTest, key: str) -> str:
    """A parameter of the address; what the page wrote comes back as a list."""
    value = at.query_params[key]
    return value if isinstance(value, str) else value[0]


def kept(at: AppTest) -> Draft:
    """What the writer would keep as a file: the draft as the page holds it."""
    if "draft" in at.query_params:
        given = parameter(at, "draft")
        return at.session_state["long-draft"] if given == "kept" else from_link(given)
    raise AssertionError("the page has no draft")


def titles(seen: Seen) -> list[str]:
    return [row[2] for row in seen.rows()]


def give(at: AppTest, content: bytes) -> Seen:
    at.file_uploader[0].set_value(("draft.json", content, "application/json"))
    return again(at)


@pytest.mark.parametrize("template", ["annual", "district", "dimension", "meeting"])
def test_a_template_becomes_a_draft_of_ones_own_with_the_first_change(template: str) -> None:
    seen = visit("report", template=template)
    before = titles(seen)
    assert len(before) > 2
    assert "draft" not in seen.at.query_params
    after = press(seen.at, "control-item-down")
    assert titles(after)[:2] == before[1::-1]
    assert titles(after)[2:] == before[2:]
    assert len(kept(after.at).items) == len(before)
    back = press(after.at, "control-to-templates")
    assert titles(back) == before


def test_items_are_moved_and_the_mark_goes_with_them() -> None:
    seen = opened(THREE, item="3")
    seen = press(seen.at, "control-item-up")
    assert [i.spec.kind for i in kept(seen.at).items] == ["compare", "text", "trend"]
    assert parameter(seen.at, "item") == "2"
    assert seen.at.button(key="control-item-up").disabled is False
    seen = press(seen.at, "control-item-up")
    assert [i.spec.kind for i in kept(seen.at).items] == ["text", "compare", "trend"]
    assert seen.at.button(key="control-item-up").disabled
    assert opened(THREE, item="3").at.button(key="control-item-down").disabled


def test_items_are_removed_down_to_none_and_an_empty_report_says_how_to_go_on() -> None:
    at = opened(THREE, item="2").at
    assert [i.spec.kind for i in kept(press(at, "control-item-out").at).items] == ["compare", "text"]
    press(at, "control-item-out")
    seen = press(at, "control-item-out")
    assert kept(at).items == ()
    assert "报告还是空的" in seen.main
    assert at.button(key="control-make").disabled
    assert [i.spec.kind for i in kept(press(at, "control-item-text").at).items] == ["text"]


def test_items_and_the_report_get_titles_and_comments_of_ones_own() -> None:
    at = opened(THREE, item="2").at
    at.text_input(key="control-item-title").set_value("我的题目")
    at.text_area(key="control-item-comment").set_value("第一行\n\n\n\n第二行 <b>粗</b>")
    seen = again(at)
    assert kept(at).items[1].title == "我的题目"
    assert kept(at).items[1].comment == "第一行\n\n第二行 <b>粗</b>"
    assert titles(seen)[1].startswith("我的题目")
    at.text_input(key="control-report-title").set_value("另一名称")
    assert again(at).texts("qj-finding") == ["另一名称"]
    assert kept(at).items[1].title == "我的题目", "one change does not undo another"


def test_who_signs_the_day_and_attachments_are_the_writers() -> None:
    at = opened(THREE).at
    at.text_input(key="control-report-signature").set_value("某区司法局")
    at.text_area(key="control-report-attachments").set_value("数据表\n\n来源一览")
    again(at)
    at.text_input(key="control-report-date").set_value("2026-11-28")
    again(at)
    draft = kept(at)
    assert (draft.signature, draft.dated) == ("某区司法局", "2026-11-28")
    assert draft.attachments == ("数据表", "来源一览")
    assert draft.items == THREE.items
    at.text_input(key="control-report-date").set_value("下周五")
    assert "“下周五”不是日期" in again(at).main
    assert kept(at).dated == "2026-11-28"
    assert "下周五" not in again(at).main, "it is said once"


def test_a_text_is_added_at_the_end_and_taken_up() -> None:
    seen = press(opened(THREE).at, "control-item-text")
    assert [i.spec.kind for i in kept(seen.at).items] == ["compare", "trend", "text", "text"]
    assert parameter(seen.at, "item") == "4"


@pytest.mark.parametrize(
    ("page", "parameters", "kind"),
    [
        ("compare", {"metric": "gdp", "year": "2022", "districts": "binhai,tongzhou"}, "compare"),
        ("trends", {"metric": "recon_received", "districts": "tongzhou"}, "trend"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_seen_is_added(page: str, parameters: dict[str, str], kind: str, lang: str) -> None:
    for draft in (Draft(), THREE):
        seen = visit(page, lang, **parameters)
        taken = joined(seen, draft, lang)
        assert taken.items[:-1] == draft.items
        assert taken.items[-1].spec.kind == kind
        assert {k: taken.items[-1].spec.get(k) for k in parameters} == parameters
        assert taken.language == ("zh" if draft.items else lang)


def joined(seen: Seen, draft: Draft, lang: str = "zh") -> Draft:
    """A draft after the first button “Add to report” of a page, which must fit into an address."""
    (button, *_) = [e for e in seen.root.iter("button") if e.get("data-do") == "add"]
    body = f"{button.get('data-item')}\n{draft.packed() if draft.items else ''}"

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.post(f"/stage/add?lang={lang}", content=body)

    answer = awaited(ask())
    assert answer.status_code == 200
    taken = from_link(answer.json()["draft"], LONGEST_PACKED)
    assert str(len(taken.items)) in answer.json()["said"]
    return taken


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The files of one report in both languages and every format, made by the button."""
    at = opened(replace(THREE, language="both"), formats=",".join(FORMATS)).at
    seen = press(at, "control-make")
    assert seen.named == ""
    files = at.session_state["made-files"][1]
    offered = [e.proto.label.partition(" ")[0] for e in at.get("download_button")]
    assert [f.name for f in files] == offered[: len(files)]
    return {f.name: f.content for f in files}


def test_every_format_and_language_is_made(made: dict[str, bytes]) -> None:
    assert set(made) == {f"qujian-report-{code}.{form}" for code in ("zh", "en") for form in FORMATS}


@pytest.mark.parametrize("code", ["zh", "en"])
def test_made_files_open_and_say_what_was_written(made: dict[str, bytes], code: str) -> None:
    def file(form: str) -> io.BytesIO:
        return io.BytesIO(made[f"qujian-report-{code}.{form}"])

    finding = {"zh": "滨海新区", "en": "Binhai"}[code]
    presentation = Presentation(file("pptx"))
    texts = [s.text_frame.text for x in presentation.slides for s in x.shapes if s.has_text_frame]
    paper = Document(file("docx"))
    book = openpyxl.load_workbook(file("xlsx"))
    cells = [str(c.value) for sheet in book for row in sheet for c in row if c.value is not None]
    pages = [p.extract_text() for p in pypdf.PdfReader(file("pdf")).pages]
    paragraphs = [p.text for p in paper.paragraphs]
    for said in (texts, paragraphs, cells, pages):
        for wanted in ("我的报告", "看趋势", "一段话", finding):
            assert wanted in "".join(said).replace("\n", ""), wanted


def test_files_are_those_of_the_draft_as_it_is_now() -> None:
    at = opened(Draft(title="甲", items=(item("text", title="乙"),)), formats="xlsx").at
    press(at, "control-make")
    at.text_input(key="control-report-title").set_value("丙")
    seen = again(at)
    assert [e.proto.label for e in at.get("download_button")] == [
        seen.at.get("download_button")[0].proto.label
    ]
    assert ".xlsx" not in at.get("download_button")[0].proto.label


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_kept_file_is_opened_again(lang: str) -> None:
    at = visit("report", lang, template="meeting", language="en", item="3").at
    given = replace(THREE, language="both", template="annual")
    seen = give(at, b"\xef\xbb\xbf" + given.as_json().encode())
    assert kept(at) == given
    assert len(seen.rows()) == 3
    assert "item" not in at.query_params
    at.text_input(key="control-report-title").set_value("改名")
    assert kept(again(at).at) == replace(given, title="改名"), (
        "the file is read once and not again over changes"
    )


def test_a_draft_too_long_for_the_address_is_kept_for_the_visit_and_added_to() -> None:
    seen = give(visit("report").at, LONG.as_json().encode())
    assert kept(seen.at) == LONG
    assert "过长" in seen.named
    more = joined(visit("compare", metric="gdp"), LONG)
    assert more.items[:-1] == LONG.items
    again_there = visit("report", draft=more.packed())  # as the browser brings it
    assert kept(again_there.at) == more
    assert parameter(again_there.at, "draft") == "kept"
    assert all(len(x.href) < 500 for x in again_there.links)
    assert titles(again_there)[0] == titles(seen)[0]


def test_a_visit_without_the_long_draft_asks_the_browser_for_it() -> None:
    seen = visit("report", draft="kept")
    assert [e.get("data-draft") for e in seen.find("qj-draft")] == ["kept"]
    assert "正在打开草稿" in seen.main


def test_a_full_report_takes_no_more() -> None:
    full = Draft(items=(item("compare", metric="gdp"),) * MOST_ITEMS)
    assert opened(full).at.button(key="control-item-text").disabled


BROKEN = {
    "no json": b"{",
    "not text": b"\xff\xfe\x00",
    "empty": b"",
    "other json": b'{"title": "x"}',
    "deep": b"[" * 200_000,
    "unknown kind": json.dumps({"qujian_draft": 1, "items": [{"kind": "<b>x</b>"}]}).encode(),
    "unknown name": json.dumps({"qujian_draft": 1, "<script>": 1}).encode(),
    "turned name": json.dumps({"qujian_draft": 1, "\u202ex": 1}).encode(),
    "another version": b'{"qujian_draft": 2}',
    "a long comment": json.dumps(
        {"qujian_draft": 1, "items": [{"kind": "text", "comment": "x" * (LONGEST_COMMENT + 1)}]}
    ).encode(),
    "many items": json.dumps({"qujian_draft": 1, "items": [{"kind": "text"}] * (MOST_ITEMS + 1)}).encode(),
    "two megabytes": b'"' + b"x" * 2_000_000 + b'"',
    "sql": json.dumps(
        {"qujian_draft": 1, "items": [{"kind": "compare", "parameters": {"metric": "'; DROP TABLE"}}]}
    ).encode(),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_in_the_readers_language_and_nothing_is_lost(name: str, lang: str) -> None:
    seen = opened(THREE, lang)
    before = titles(seen)
    seen = give(seen.at, BROKEN[name])
    assert titles(seen) == before
    assert kept(seen.at) == THREE
    warning = seen.named
    assert warning
    assert any("\u4e00" <= c <= "\u9fff" for c in warning) == (lang == "zh")
    assert not [
        e
        for e in seen.root.iter()
        if e.tag in ("script", "b") and e.get("class") is None and "x" in (e.text or "")
    ]
    assert "\u202e" not in "".join(seen.bodies)


@pytest.mark.parametrize("name", COMMENTS)
def test_hostile_texts_in_a_file_stay_texts(name: str) -> None:
    texts: dict[str, Any] = {"title": TITLES.get(name, "题"), "comment": COMMENTS[name]}
    content = json.dumps({"qujian_draft": 1, "title": texts["title"], "items": [{"kind": "text", **texts}]})
    seen = give(visit("report").at, content.encode())
    expected = from_json(content)
    assert kept(seen.at) == expected
    assert seen.texts("qj-finding")[0].replace(" ", "") == expected.title.replace(" ", "")
    assert isinstance(expected.items[0], Item)
    assert {e.tag for e in seen.root.iter()} & {"script", "iframe", "style"} == set()
    assert seen.at.text_area(key="control-item-comment").value == expected.items[0].comment


def test_how_much_the_slides_hold_is_asked_where_slides_are_wanted() -> None:
    brief = opened(THREE, formats="pptx", slides="brief").at
    assert brief.selectbox(key="control-slides").value == "brief"
    usual = opened(THREE, formats="pptx").at
    assert usual.selectbox(key="control-slides").value == "whole"
    at = opened(THREE, formats="xlsx").at
    assert "control-slides" not in {box.key for box in at.selectbox}
