"""Three questions of a leader, answered in under three clicks by somebody who only reads what is written."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import GO, Reader, Visitor
from tests.browser.reading import MAIN, after, control, settled, until

LANGUAGES = ("zh", "en")
WORDS = {
    "zh": {
        "plan": "目标任务",
        "practices": "经验对照",
        "units": "单位",
        "leads": "牵头",
        "justice": "区司法局",
        "cross": "跨省通办",
        "in use": "已实施",
        "passed": "期限已过，现有来源未见结果",
        "across": ("河西区", "滨海新区", "通州区"),
        "search": "搜索",
        "title": "持续强化行政复议工作",
    },
    "en": {
        "plan": "Plan",
        "practices": "Practices",
        "units": "Units",
        "leads": "Leads",
        "justice": "District Justice Bureau",
        "cross": "Cross-province services",
        "in use": "in use",
        "passed": "Date passed with no result in our sources",
        "across": ("Hexi", "Binhai New Area", "Tongzhou"),
        "search": "Search",
        "title": "Keep strengthening administrative reconsideration",
    },
}


class Newcomer:
    """Starts at the overview, clicks what the words name, and counts the clicks."""

    def __init__(self, reader: Reader, lang: str) -> None:
        self.page = reader.open(f"/?lang={lang}")
        self.words = WORDS[lang]
        # Pressing, not clicking: the dashboard's own links stop a click on its way.
        self.page.evaluate("window.clicks = 0; addEventListener('mousedown', () => { clicks += 1 }, true)")

    def click(self, found: Locator) -> None:
        expect(found).to_be_visible()
        after(self.page, found.click)

    @property
    def clicks(self) -> int:
        """Clicks since the overview; a reload would have lost them."""
        return int(self.page.evaluate("window.clicks ?? 99"))


@pytest.fixture(params=LANGUAGES)
def newcomer(reader: Reader, request: pytest.FixtureRequest) -> Newcomer:
    return Newcomer(reader, request.param)


def _table(page: Page, nth: int = 0) -> list[list[str]]:
    rows: list[list[str]] = (
        page.locator("table")
        .nth(nth)
        .evaluate("t => [...t.rows].map(r => [...r.cells].map(c => c.innerText.trim()))")
    )
    return rows


def _links(page: Page, words: str) -> Locator:
    return page.locator(MAIN).get_by_role("link").filter(has_text=words)


def test_which_unit_leads_most_tasks(newcomer: Newcomer) -> None:
    words, page = newcomer.words, newcomer.page
    newcomer.click(page.locator(".qj-pages").get_by_role("link", name=words["plan"], exact=True))
    newcomer.click(page.get_by_role("radio", name=words["units"], exact=True))
    head, first, *rest = _table(page)
    column = head.index(words["leads"])
    assert first[0] == words["justice"]
    assert int(first[column]) == 21
    assert max(int(r[column]) for r in rest if r[column].isdigit()) < 21
    box = page.locator("table").first.locator("tbody tr").first.bounding_box()
    assert box and box["y"] + box["height"] < 900, "without scrolling"
    assert newcomer.clicks == 2 < 3


def test_which_districts_handle_matters_across_provinces(newcomer: Newcomer) -> None:
    words, page = newcomer.words, newcomer.page
    newcomer.click(page.locator(".qj-pages").get_by_role("link", name=words["practices"], exact=True))
    head, *rows = _table(page)
    (row,) = [r for r in rows if r[0].startswith(words["cross"])]
    assert tuple(d for d, cell in zip(head, row, strict=True) if words["in use"] in cell) == words["across"]
    line = page.locator("tr").filter(has_text=words["cross"]).first.bounding_box()
    assert line and line["y"] + line["height"] < 900, "without scrolling"
    assert newcomer.clicks == 1 < 3
    newcomer.click(page.get_by_role("link", name=words["cross"], exact=True).first)
    detail = page.locator(".qj-provenance").inner_text()
    assert all(name in detail for name in words["across"])
    assert newcomer.clicks == 2 < 3, "and what exactly they do"


def test_what_has_passed_its_date_without_a_result(newcomer: Newcomer) -> None:
    words, page = newcomer.words, newcomer.page
    link = _links(page, words["passed"]).first
    n_tasks = int(re.findall(r"\d+", link.inner_text())[-1])
    newcomer.click(link)
    tasks = page.locator(".qj-task")
    assert n_tasks == 8
    expect(tasks).to_have_count(n_tasks)
    for i in range(n_tasks):
        assert words["passed"] in tasks.nth(i).locator("summary").inner_text()
    assert newcomer.clicks == 1 < 3
    tasks.first.locator("summary").click()
    expect(tasks.first.locator("dl")).to_be_visible()
    assert newcomer.clicks == 2 < 3, "one to the list, one to what is required and what would settle it"


# -- search --------------------------------------------------------------------------------------------------


def _press_until(page: Page, key: str, reached: Callable[[], bool], most: int) -> None:
    for _ in range(most):
        page.keyboard.press(key)
        if reached():
            return
    raise AssertionError(f"not reached with {most} times {key}")


def _focused(page: Page, script: str) -> Callable[[], bool]:
    return lambda: bool(page.evaluate(f"(e => {script})(document.activeElement)"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_in_the_header_by_keyboard(reader: Reader, lang: str) -> None:
    words = WORDS[lang]
    page = reader.open(f"/?lang={lang}")
    page.evaluate("window.same = true")
    _press_until(page, "Tab", _focused(page, "e.matches('.qj-search input')"), 14)
    page.keyboard.type("kstb")
    after(page, lambda: page.keyboard.press("Enter"))
    assert re.search(rf"/search\?lang={lang}&q=kstb$", page.url)
    expect(_links(page, words["cross"]).first).to_be_visible()
    _press_until(page, "Tab", _focused(page, f"e.matches('a') && e.innerText === {words['cross']!r}"), 34)
    after(page, lambda: page.keyboard.press("Enter"))
    expect(page.locator(".qj-provenance")).to_contain_text(words["cross"])
    assert page.evaluate("window.same"), "no reload on the way"
    assert reader.loads == 1
    page.go_back()
    settled(page)
    expect(_links(page, words["cross"]).first).to_be_visible()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_by_pinyin_initials_chinese_and_english(reader: Reader, lang: str) -> None:
    page = reader.open(f"/trends?lang={lang}")
    field = page.locator(".qj-search input[type=search]")
    for question in ("xzfy", "xingzhengfuyi", "复议", "reconsideration"):
        field.fill(question)
        after(page, lambda: field.press("Enter"))
        expect(_links(page, WORDS[lang]["title"])).to_be_visible()
    after(page, _links(page, WORDS[lang]["title"]).click)
    opened = page.locator("details.qj-task[open]")
    expect(opened).to_have_count(1)
    expect(opened.locator("summary")).to_contain_text(WORDS[lang]["title"])
    assert reader.loads == 1


def test_what_is_being_typed_outlives_a_change_of_the_page(reader: Reader) -> None:
    """The header is drawn anew when the address changes, which may be while somebody types."""
    page = reader.open("/compare?lang=zh&metric=gdp&year=2022")
    field = page.locator(".qj-search input[type=search]")
    before = field.element_handle()
    field.press_sequentially("司法")
    page.evaluate(GO, "/compare?lang=zh&metric=gdp&year=2023")
    page.wait_for_function("e => !e.isConnected", arg=before)
    settled(page)
    expect(field).to_have_value("司法")
    expect(field).to_be_focused()
    field.press_sequentially("局")
    after(page, lambda: field.press("Enter"))
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "司法局"
    expect(field).to_have_value("司法局")


#: Questions as people ask them → what must stand in the answer, or the page that is offered first.
ANSWERED = {
    "河西和河东谁的公职律师多": "仅有河东区81人",
    "哪个区复议收案最多": "2022年行政复议收案：通州区比滨海新区多215件",
    "行政复议收案趋势": "通州区：2019年176件",
    "渭城能比什么": "项指标可与其他区比较",
    "外区有而河西没有的，哪三条值得学": "规范性文件审核与清理",
    "司法局牵头哪些，哪些到期": "期限已过",
    "滨海2024报告的全部数字": "50项指标有数据",
}
PAGES_OFFERED = {
    "图放进PPT带出处": "/report",
    "明天讲五个区": "/meeting",
    "这个数准不准": "/evidence",
    "新数字怎么加": "/about",
}


def test_one_line_answers_what_people_ask(reader: Reader) -> None:
    page = reader.open("/?lang=zh")
    field = page.locator(".qj-search input[type=search]")
    for question, wanted in ANSWERED.items():
        field.fill(question)
        after(page, lambda: field.press("Enter"))
        expect(page.locator(".qj-answer")).to_contain_text(wanted)
        expect(field).to_have_value(question)
    for question, wanted in PAGES_OFFERED.items():
        field.fill(question)
        after(page, lambda: field.press("Enter"))
        expect(page.locator(f".qj-hits a[href^='{wanted}?']").first).to_be_visible()
    assert reader.loads == 1


def test_search_keeps_large_text_and_takes_any_sign(reader: Reader) -> None:
    page = reader.open("/?lang=en&text=large")
    field = page.locator(".qj-search input[type=search]")
    for question in ("zzqqv&b=c#d", "<b>zzqqv</b>", "100%zzqqv", "区 sifaju"):
        field.fill(question)
        after(page, lambda: field.press("Enter"))
        assert page.evaluate("new URLSearchParams(location.search).get('q')") == question
        assert page.evaluate("new URLSearchParams(location.search).get('text')") == "large"
        if question != "区 sifaju":
            expect(page.get_by_text(question).first).to_be_visible()
    expect(_links(page, "District Justice Bureau").first).to_be_visible()
    assert reader.loads == 1


def test_without_script_the_field_is_a_plain_form(reader: Reader) -> None:
    page = reader.open("/?lang=zh")
    form = page.locator("form.qj-search")
    assert form.get_attribute("action") == "/search"
    reader.open("/search?lang=zh&q=sifaju")
    expect(_links(page, "区司法局").first).to_be_visible()


# -- on paper ------------------------------------------------------------------------------------------------

#: Every text that is printed: its colour and what lies under it.
_INK = """() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !e.getClientRects().length || e.closest('script, style')) continue;
    let under = e, back = 'rgba(0, 0, 0, 0)';
    while (under && /rgba\\(.*, 0\\)|transparent/.test(back)) {
      back = getComputedStyle(under).backgroundColor; under = under.parentElement;
    }
    found.push([walk.currentNode.data.trim().slice(0, 30), getComputedStyle(e).color, back]);
  }
  return found;
}"""


def _light(colour: str) -> float:
    """From 0, black, to 1, white; the word for no colour at all is white paper."""
    numbers = [float(n) for n in re.findall(r"[\d.]+", colour)]
    if len(numbers) == 4 and numbers[3] == 0:
        return 1.0
    return sum(numbers[:3]) / 3 / 255


def _on_paper(page: Page) -> bool:
    """Whether all texts are black on white; colours pass over when the page becomes paper."""
    texts = page.evaluate(_INK)
    assert len(texts) > 60
    return all(_light(ink) <= 0.25 and _light(back) >= 0.95 for _, ink, back in texts)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_brief_of_a_unit_on_paper(visitor: Visitor, scheme: str, lang: str) -> None:
    page = visitor(color_scheme=scheme).open(f"/plan?lang={lang}&tab=units&body=justice_bureau")
    expect(page.locator(".qj-header")).to_be_visible()
    button = page.locator('.qj-button[data-do="print"]')
    page.evaluate("window.print = () => { window.printed = true }")
    button.click()
    page.wait_for_function("window.printed")
    page.emulate_media(media="print")
    for hidden in (
        ".qj-header",
        ".qj-search",
        '[data-do="print"]',
        ".st-key-control-body",
        ".qj-chips",
    ):
        expect(page.locator(hidden).first).to_be_attached()
        expect(page.locator(hidden).filter(visible=True)).to_have_count(0)
    until(page, lambda: _on_paper(page), "black texts on white")
    expect(page.get_by_text(WORDS[lang]["justice"]).first).to_be_visible()
    expect(page.locator(".qj-task")).to_have_count(21)
    expect(page.locator(".qj-network img")).to_be_visible()
    page.emulate_media(media="screen")


@pytest.mark.parametrize(
    ("lang", "unit", "most"),
    [
        ("zh", "justice_bureau", 1),
        ("zh", "government_office", 1),
        ("en", "district_court", 1),
        ("en", "justice_bureau", 2),
    ],
)
def test_sheets_of_a_brief(reader: Reader, lang: str, unit: str, most: int) -> None:
    """Even the unit that leads 21 tasks is told on one sheet; in English, with its longer names, on two."""
    page = reader.open(f"/plan?lang={lang}&tab=units&body={unit}")
    sheets = re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format="A4"))
    assert len(sheets) == most


def test_a_drawing_made_for_a_dark_screen_is_turned_round_on_paper(visitor: Visitor) -> None:
    for scheme, turned in (("light", False), ("dark", True)):
        page = visitor(color_scheme=scheme).open("/plan?lang=zh&tab=units&body=justice_bureau")
        picture = page.locator(".qj-network img")
        assert picture.evaluate("e => getComputedStyle(e).filter") == "none"
        page.emulate_media(media="print")
        assert ("invert" in picture.evaluate("e => getComputedStyle(e).filter")) == turned
        page.emulate_media(media="screen")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_of_metrics_takes_what_people_type(reader: Reader, lang: str) -> None:
    """By keyboard alone; the list says that it will look for it, in the language of the page."""
    page = reader.open(f"/compare?lang={lang}")
    box = control(page, "metric").get_by_role("combobox")
    box.fill("人均GDP")
    expect(page.get_by_role("option").first).to_have_text(
        {"zh": "查找“人均GDP”", "en": "Find “人均GDP”"}[lang]
    )
    box.press("Enter")
    expect(page.locator(".qj-notice[role=status]")).to_contain_text("人均GDP")
    page.wait_for_url(re.compile("metric=gdp"))
