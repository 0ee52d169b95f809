"""Intake in a browser: files dropped, a report reviewed by keyboard alone, sent and published; phones, axe, colours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from data.workspace import people
from data.workspace.database import open_workspace
from tests.browser import made_documents
from tests.browser.axe import violations
from tests.browser.conftest import Reader, Server
from tests.browser.made_documents import taken_in
from tests.browser.own_server import own_server
from tests.browser.reading import settled
from tests.browser.review_keys import answers, decide, figure_shown, press, watch
from tests.browser.test_editing import PASSWORD, PHONE, REVIEWER, _button, _come, _enter, _type
from tests.browser.test_forced_colours import _PALE
from tests.browser.test_keyboard import _MISSED, _RING, ACCENT
from tests.browser.test_phone import WIDE
from tests.intake import filled_forms, made_files
from tests.intake.invented_texts import LONG_REPORT

FORM = "disclosure_2021"
#: Milliseconds within which half of the keys are answered on however busy a machine; bench_intake_keys says how fast.
LONGEST = 2_000
DECIDED = 40
#: What a browser notes of a form that is shown again because something is missing.
REFUSED = "Failed to load resource: the server responded with a status of 400 (Bad Request)"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of an office whose reviewer decides alone, with a text, a table, a PDF file and a page unconfirmed."""

    def prepare() -> None:
        workspace = open_workspace()
        reviewer = people.add(workspace, None, REVIEWER, "reviewer", PASSWORD)
        people.set_role(workspace, None, reviewer, "reviewer", True)
        filled = filled_forms.made(FORM)
        taken_in(workspace, reviewer, "虚构.txt", made_files.TEXT.encode())
        taken_in(workspace, reviewer, "虚构.html", filled_forms.html(FORM, made_documents.YEAR, filled))
        taken_in(workspace, reviewer, "虚构.pdf", filled_forms.pdf(FORM, made_documents.YEAR, filled))
        taken_in(workspace, reviewer, "未确认.html", made_files.web_page(), confirmed=False)

    with own_server(tmp_path_factory.mktemp("office"), prepare) as server:
        yield server


#: Every page of intake, by what `office` holds.
ADDRESSES = (
    "intake",
    "intake/document?id=4",
    "intake/review?id=1",
    "intake/review?id=2",
    "intake/review?id=3",
    "intake/send?id=1",
)


def _pick(select: Locator, value: str) -> None:
    """Choose in a list by keyboard."""
    select.focus()
    values = select.locator("option").evaluate_all("all => all.map(o => o.value)")
    select.page.keyboard.press("Home")
    for _ in range(values.index(value)):
        select.page.keyboard.press("ArrowDown")
    expect(select).to_have_value(value)


def _counted(page: Page) -> Counter[str]:
    """How many figures are in which state, as the source marks them."""
    return Counter(page.locator(".qj-source mark").evaluate_all("all => all.map(m => m.dataset.state)"))


def _with(address: str, lang: str) -> str:
    return f"/{address}{'&' if '?' in address else '?'}lang={lang}"


def test_forty_figures_by_keyboard_to_their_publication(chromium: Browser, office: Server) -> None:
    reviewer = _come(chromium, office, REVIEWER)
    page = reviewer.page
    page.goto("/intake?lang=zh")
    with page.expect_file_chooser() as chooser:
        _enter(page.locator("#file"))
    chooser.value.set_files({"name": "报告.txt", "mimeType": "text/plain", "buffer": LONG_REPORT.encode()})
    _enter(page.locator("#add").get_by_role("button", name="收录", exact=True))
    _enter(page.get_by_role("link", name="云川区2025年法治政府建设情况报告（测试用，数字均为虚构）"))
    expect(page.get_by_role("heading", name="确认文件信息")).to_be_visible()
    _enter(_button(page, "确认并提取数据"))
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator(".qj-fault")).to_have_count(3)  # English title, and both names of the publisher
    for name in ("title_en", "publisher_zh", "publisher_en"):
        _type(page.locator(f"[name='0.{name}']"), made_documents.SOURCE[name])
    _pick(page.locator("select[name=district]"), made_documents.DISTRICT)
    _enter(_button(page, "确认并提取数据"))
    expect(page.locator("#card .qj-proposed")).to_be_visible()
    total = sum(_counted(page).values())
    assert total >= DECIDED

    watch(page)
    expected = Counter(decide(page, number) for number in range(DECIDED))
    expected["proposed"] = total - DECIDED
    assert _counted(page) == expected
    assert expected["accepted"] >= 15
    waited = [answer.milliseconds for answer in answers(page)]
    assert len(waited) >= DECIDED
    assert median(waited) < LONGEST, waited

    _undoes_what_was_decided_before(page, expected)
    _publishes(page)
    _shows_where_it_stands(reviewer, Reader(chromium, office))


def _undoes_what_was_decided_before(page: Page, expected: Counter[str]) -> None:
    """Undo outlives the page: opened anew, what was decided last is taken back, then decided again."""
    current = figure_shown(page)
    page.goto("/intake?lang=zh")
    page.goto(
        re.sub(r"&figure=\d+", "", page.locator("#documents tbody a").first.get_attribute("href") or "")
    )
    expect(page.locator("#card .qj-proposed")).to_have_attribute("data-figure", current)
    press(page, "u")
    expect(page.locator("#said")).to_have_text("已撤销。")
    undone = figure_shown(page)
    assert undone != current
    assert _counted(page)["proposed"] == expected["proposed"] + 1
    page.reload()
    expect(page.locator("#card .qj-proposed")).to_have_attribute("data-figure", undone)
    press(page, "x")
    assert figure_shown(page) == current


def _publishes(page: Page) -> None:
    accepted = _counted(page)["accepted"]
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name=f"已采用{accepted}项数据")).to_be_visible()
    expect(page.locator(".qj-figures tbody tr")).to_have_count(
        accepted + page.locator("details tbody tr").count()
    )
    assert violations(page) == []
    _enter(_button(page, "通过并发布"))
    expect(page.get_by_role("status")).to_contain_text("已发布")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    assert violations(page) == []


def _shows_where_it_stands(reviewer: Reader, everybody: Reader) -> None:
    """The evidence of a published figure shows the passage, its phrase marked; the file for those who may open it."""
    page = reviewer.page
    address = page.locator(".qj-figures td a").first.get_attribute("href")
    for somebody, may_open in ((reviewer, 1), (everybody, 0)):
        somebody.page.goto(str(address))
        passage = settled(somebody.page).locator(".qj-passage")
        expect(passage.locator("blockquote")).to_contain_text(
            "全区共开展行政检查 4,512 次，实施行政处罚 742 起"
        )
        expect(passage.locator("mark")).to_have_count(1)
        expect(passage.locator("mark")).to_have_text("4,512 次")
        expect(passage.locator("code[title]")).to_have_attribute("title", re.compile("^[0-9a-f]{64}$"))
        expect(passage.get_by_role("link", name="原件")).to_have_count(may_open)
    with page.expect_download() as saved:
        _enter(page.locator(".qj-passage").get_by_role("link", name="原件"))
    assert saved.value.path().read_bytes() == LONG_REPORT.encode()
    for somebody in (reviewer, everybody):
        assert somebody.outside == []
        assert set(somebody.faults) <= {REFUSED}
        somebody.context.close()


def test_another_metric_brings_the_value_in_its_unit(chromium: Browser, office: Server) -> None:
    reviewer = _come(chromium, office, REVIEWER)
    page = reviewer.page
    page.goto(_with("intake/review?id=1", "zh"))
    for figure in ("12345 次", "421 起"):  # a click in the source opens the card
        page.locator(".qj-source mark", has_text=figure).first.click()
        expect(page.locator("#card .qj-number")).to_contain_text(figure.replace("12345", "12,345"))
    second = page.locator("#card [data-key='2']")
    metric = second.get_attribute("value")
    _type(page.get_by_label("数值", exact=True), "37")
    second.click()
    expect(page.locator("[name=shown_metric]")).to_have_value(str(metric))
    expect(page.get_by_label("数值", exact=True)).to_have_value("37")  # what was typed goes along
    expect(second).to_be_focused()
    _type(page.locator("[name=other_metric]"), "没有这个指标")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("请选择该数对应的指标。")
    _type(page.locator("[name=other_metric]"), "罚没金额")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("单位")
    assert reviewer.faults == []
    reviewer.context.close()


@pytest.mark.parametrize(("lang", "scheme"), [("zh", "light"), ("en", "dark")])
def test_no_grave_fault_and_nothing_wider_than_a_phone(
    chromium: Browser, office: Server, lang: str, scheme: str
) -> None:
    """Wide in one language, light; narrow in the other, dark: each page is judged in both and at both sizes."""
    other = {"light": "dark", "dark": "light"}[scheme]
    wide = _come(chromium, office, REVIEWER, color_scheme=scheme)
    narrow = _come(chromium, office, REVIEWER, **PHONE, color_scheme=other)
    faults = []
    for address in ADDRESSES:
        for page in (wide.page, narrow.page):
            page.goto(_with(address, lang))
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            faults += [f"{address}: {fault}" for fault in violations(page)]
        assert narrow.page.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert narrow.page.evaluate(WIDE) == [], address
    assert faults == []
    for somebody in (wide, narrow):
        assert somebody.outside == []
        assert somebody.faults == []
        somebody.context.close()


def test_on_a_phone_card_and_source_are_decided_by_touch(chromium: Browser, office: Server) -> None:
    reviewer = _come(chromium, office, REVIEWER, **PHONE)
    page = reviewer.page
    for number in (1, 3):  # a text, and pages as pictures
        page.goto(_with(f"intake/review?id={number}", "zh"))
        source, accept = page.locator(".qj-source"), _button(page, "采用")
        page.locator(".qj-source mark").nth(1).tap()
        expect(page.locator("#card .qj-proposed")).to_have_attribute(
            "data-figure", str(page.locator(".qj-source mark").nth(1).get_attribute("data-figure"))
        )
        for shown in (source.locator(".is-current").first, page.locator("#card .qj-number"), accept):
            expect(shown).to_be_in_viewport()
        before = figure_shown(page)
        _button(page, "暂缓").tap()
        expect(page.locator("#card .qj-proposed")).not_to_have_attribute("data-figure", before)
        for shown in (source.locator(".is-current").first, page.locator("#card .qj-number"), accept):
            expect(shown).to_be_in_viewport()
        _button(page, "撤销").tap()
        expect(page.locator("#card .qj-proposed")).to_have_attribute("data-figure", before)
    assert reviewer.faults == []
    reviewer.context.close()


def test_tab_reaches_everything_and_shows_where_it_is(chromium: Browser, office: Server) -> None:
    reviewer = _come(chromium, office, REVIEWER)
    page = reviewer.page
    for address in ("intake", "intake/document?id=4", "intake/review?id=2", "intake/send?id=1"):
        page.goto(_with(address, "zh"))
        for _ in range(200):
            page.keyboard.press("Tab")
            ring = page.evaluate(_RING)
            if ring is None:
                break
            assert ring == ACCENT["light"], address
        else:
            raise AssertionError(f"the keyboard does not get out of {address}")
        assert page.evaluate(_MISSED) == [], address
    reviewer.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_in_forced_colours_and_marks_by_more_than_colour(
    chromium: Browser, office: Server, scheme: str
) -> None:
    reviewer = _come(chromium, office, REVIEWER, forced_colors="active", color_scheme=scheme)
    page = reviewer.page
    for address in ADDRESSES:
        page.goto(_with(address, "zh"))
        n, pale = page.evaluate(_PALE)
        assert n > 15, address
        assert pale == [], address
    page.goto(_with("intake/review?id=1", "zh"))
    shape = "m => { const s = getComputedStyle(m); return s.outlineStyle + s.outlineWidth; }"
    current, others = page.locator("mark.is-current"), page.locator(".qj-source mark:not(.is-current)")
    assert current.evaluate(shape) not in others.evaluate_all(f"all => all.map({shape})")
    reviewer.context.close()


def test_a_sheet_of_paper_holds_the_whole_page(chromium: Browser, office: Server, tmp_path: Path) -> None:
    reviewer = _come(chromium, office, REVIEWER, color_scheme="dark")
    page = reviewer.page
    for address in ("intake", "intake/review?id=1", "intake/send?id=1"):
        page.goto(_with(address, "zh"))
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 720, "height": 1000})
        assert page.evaluate("document.documentElement.scrollWidth") <= 720, address
        shown = "all => all.filter(n => n.getClientRects().length).length"
        assert page.eval_on_selector_all(".qj-header, .qj-button, .qj-drop, kbd", shown) == 0, address
        page.emulate_media(media="screen")
    reviewer.context.close()
