"""Browsers that cannot start the pages, and connections that are refused: said in words, with a way out.

No old browser can be installed where tests run. What it lacks is taken away instead: its name, the program it cannot
read, and what scripts may call.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visitor

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "pages" / "shared", ROOT / "reports" / "presentation")
#: Gives older browsers what libraries call; the one place where the names below may stand.
STAND_INS = ROOT / "reports" / "presentation" / "older.js"
#: Newer than Chromium 90 → the version that brought it.
SCRIPT_FEATURES = {
    r"\.at\(": 92,
    r"\bcrypto\.randomUUID\b": 92,
    r"\bObject\.hasOwn\b": 93,
    r"\bstatic\s*\{": 94,
    r"\.findLast(Index)?\(": 97,
    r"\bstructuredClone\b": 98,
    r"\bAbortSignal\.(timeout|any)\b": 103,
    r"\.(toSorted|toReversed|toSpliced)\(": 110,
    r"\bcolor-mix\(": 111,
    r"\bstartViewTransition\b": 111,
    r"/v\.test\(": 112,
    r"\.checkVisibility\(": 105,
    r"\b(showPopover|togglePopover)\b": 114,
    r"\b(Object|Map)\.groupBy\b": 117,
    r"\bPromise\.withResolvers\b": 119,
    r"\bURL\.(canParse|parse)\b": 120,
    r"\bArray\.fromAsync\b": 121,
    r"\.(isSubsetOf|isSupersetOf|symmetricDifference)\(": 122,
    r"\bPromise\.try\b": 128,
}
STYLE_FEATURES = {
    r"\bcolor-mix\(": 111,
    r"\b(light-dark|oklch|oklab|lch|lab)\(": 111,
    r"[{;}]\s*&": 112,
    r"@(layer|container|scope|starting-style)\b": 99,
    r"\b\d+(\.\d+)?[dsl]v[hw]\b": 108,
    r"\bsubgrid\b": 117,
    r"[{;]\s*(translate|rotate|scale)\s*:": 104,
    r"\(\s*(width|height)\s*[<>]": 104,
    r":has\(": 105,
}
#: Only pages that Streamlit draws, and those need a later kernel than the one that brought it.
ALLOWED = {
    ("style.css", r":has\("),
    ("tables.css", r":has\("),
    ("tables.css", r"@(layer|container|scope|starting-style)\b"),
}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
@pytest.mark.parametrize(("ending", "features"), [("js", SCRIPT_FEATURES), ("css", STYLE_FEATURES)])
def test_our_scripts_and_styles_need_nothing_newer_than_chromium_90(
    folder: Path, ending: str, features: dict[str, int]
) -> None:
    files = [f for f in folder.glob(f"*.{ending}") if f != STAND_INS]
    assert files
    found = [
        f"{file.name}:{n}: {match.group()} needs Chromium {version}"
        for file in files
        for n, line in enumerate(_bare(file.read_text("utf-8")).splitlines(), 1)
        for pattern, version in features.items()
        if (file.name, pattern) not in ALLOWED and (match := re.search(pattern, line))
    ]
    assert found == []


def test_no_page_writes_styles_newer_than_chromium_90() -> None:
    sources = [f for name in ("pages", "reports", "charts", "views") for f in (ROOT / name).rglob("*.py")]
    assert sources
    pattern = re.compile(r"\b(color-mix|oklch|light-dark)\(")
    assert [f.name for f in sources if pattern.search(f.read_text("utf-8"))] == []


def _bare(text: str) -> str:
    """The text without comments, with its lines."""
    return re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.DOTALL)


#: What Chromium 90 does not have, taken away before any script of the document runs.
AS_CHROMIUM_90 = """
for (const [owner, name] of [[Array.prototype, 'at'], [String.prototype, 'at'], [Object, 'hasOwn'],
    [window, 'structuredClone'], [Array.prototype, 'findLast'], [AbortSignal, 'timeout'], [AbortSignal, 'any'],
    [Array.prototype, 'toSorted'], [Array.prototype, 'toReversed'], [Promise, 'withResolvers'],
    [Object, 'groupBy'], [HTMLElement.prototype, 'inert'], [URL, 'canParse']]) delete owner[name];
"""
OLD_NAME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/92.0.4515.131 Safari/537.36"
PANEL = ".qj-unstarted"


def _abort(route: Route) -> None:
    route.abort()


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("zh", "本页未能启动：需要 Chromium 110 或更新的内核"),
        ("en", "This page could not start: it needs a Chromium kernel of 110 or newer"),
    ],
)
def test_a_kernel_too_old_is_named_with_the_one_needed(visitor: Visitor, lang: str, sentence: str) -> None:
    reader = visitor(user_agent=OLD_NAME)
    reader.faults_expected = True
    page = reader.page
    page.add_init_script(AS_CHROMIUM_90)
    page.route(
        re.compile(r"/static/js/index\."),
        lambda route: route.fulfill(body="class A { static {", content_type="text/javascript"),
    )
    page.goto(f"/compare?lang={lang}")
    panel = page.locator(PANEL)
    expect(panel).to_contain_text(sentence)
    expect(panel).to_contain_text("92")
    assert page.locator(".qj-away:visible").count() == 0, "nothing was lost"
    _ways_out(page, lang)


def _ways_out(page: Page, lang: str) -> None:
    links = page.eval_on_selector_all(f"{PANEL} a", "all => all.map(a => a.getAttribute('href'))")
    assert [link.split("?")[0] for link in links] == ["/meeting", "/stage/file"]
    for link in links:
        answer = page.request.get(link)
        assert answer.status == 200
        assert f"lang={lang}" in link
        assert "text/html" in answer.headers["content-type"]


def test_a_program_that_does_not_arrive_is_not_called_a_lost_connection(visitor: Visitor) -> None:
    reader = visitor()
    reader.faults_expected = True
    reader.page.route(re.compile(r"/static/js/index\."), _abort)
    reader.page.goto("/?lang=zh")
    expect(reader.page.locator(PANEL)).to_contain_text("本页尚未启动")
    expect(reader.page.locator(PANEL)).to_contain_text("Chromium 110")
    assert "连接中断" not in reader.page.locator("body").inner_text()


def test_a_refused_websocket_is_said_to_administrators_and_withdrawn_once_it_is_there(
    visitor: Visitor,
) -> None:
    reader = visitor()
    reader.faults_expected = True
    page = reader.page
    refused = {"now": True}
    page.route_web_socket(
        re.compile("/_stcore/stream"),
        lambda ws: ws.close() if refused["now"] else ws.connect_to_server() and None,
    )
    page.goto("/compare?lang=zh&metric=gdp&year=2023")
    panel = page.locator(PANEL)
    expect(panel).to_contain_text("WebSocket")
    expect(panel).to_contain_text("Upgrade")
    expect(panel).to_contain_text("Connection")
    _ways_out(page, "zh")
    assert page.locator(".qj-away:visible").count() == 0
    refused["now"] = False
    expect(page.locator(".qj-pages")).to_be_visible()
    expect(panel).to_have_count(0)


@pytest.mark.parametrize(
    "address",
    [
        "/meeting?lang=zh&template=annual",
        "/meeting?lang=en&template=annual",
        "/wall?lang=en",
        "/meeting?lang=zh",
    ],
)
def test_meeting_and_wall_run_on_chromium_90(visitor: Visitor, address: str) -> None:
    """Without what came later: every screen draws its chart or table, and nothing fails."""
    reader = visitor(user_agent=OLD_NAME.replace("92", "90"))
    page = reader.page
    page.add_init_script(AS_CHROMIUM_90)
    page.goto(address)
    expect(page.locator("main")).to_be_visible()
    if "template" in address:
        for _ in range(4):
            page.keyboard.press("ArrowRight")
        expect(page.locator(".screen.on .js-plotly-plot, .screen.on table").first).to_be_visible()
        page.keyboard.press("t")
        expect(page.locator(".screen.on table")).to_be_visible()
    elif "wall" in address:
        expect(page.locator("#wall .turns .main-svg").first).to_be_visible()
        size = page.locator("#wall h1").evaluate("n => getComputedStyle(n).fontSize")
        assert size == "30px"
    assert reader.faults == []
