"""From every number, dot and shape to its evidence in one click; what is downloaded is what is shown."""

from __future__ import annotations

import csv
import io
import re
import zlib
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Reader, Visitor
from tests.browser.reading import after, control, links_of, middle, point_at, settled, tap, text, until

ROOT = Path(__file__).resolve().parents[2]
Row = dict[str, str]


@pytest.fixture
def reader(walker: Visitor) -> Reader:
    """Whoever looks for evidence goes from page to page."""
    return walker()


def _facts() -> dict[str, Row]:
    with (ROOT / "data/observations.csv").open(encoding="utf-8", newline="") as file:
        return {row["observation_id"]: row for row in csv.DictReader(file)}


FACTS = _facts()
#: A blank sheet packs into far fewer bytes than a map.
BLANK = 4_000
ADDRESSES = {
    "": "/?lang=zh",
    "compare": "/compare?lang=zh&metric=gdp&year=2023",
    "trends": "/trends?lang=zh&metric=gdp",
    "map": "/map?lang=zh",
    "district": "/district?lang=zh&district=tongzhou",
    "evidence": "/evidence?lang=zh&metric=gdp",
}


def _shown(page: Page) -> Row:
    """The figure whose evidence is open."""
    (observation_id,) = parse_qs(urlsplit(page.url).query)["observation"]
    found = FACTS[observation_id]
    card = page.locator(".qj-provenance").inner_text()
    assert found["as_written"] in card
    assert str(page.locator(".qj-big").get_attribute("title")).endswith(observation_id)
    return found


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_number_leads_to_its_evidence(reader: Reader, name: str) -> None:
    page = reader.open(ADDRESSES[name])
    link = page.locator("a.qj-figure:visible").last
    written = link.inner_text()
    after(page, link.click)
    assert urlsplit(page.url).path == "/evidence"
    value = Decimal(_shown(page)["value"])
    assert f"{value:,f}".rstrip("0").rstrip(".") in written or f"{value:,f}" in written


@pytest.mark.parametrize("name", ["compare", "trends"])
def test_a_dot_leads_to_its_evidence(reader: Reader, name: str) -> None:
    page = reader.open(ADDRESSES[name])
    wanted = links_of(page, "a.qj-figure")
    dot = page.locator(".js-plotly-plot .scatterlayer .point").last
    x, y = point_at(page, lambda: middle(dot), page.locator(".hoverlayer .hovertext").first)
    after(page, lambda: page.mouse.click(x, y))
    found = _shown(page)
    assert any(f"observation={found['observation_id']}" in href for href in wanted)
    page.go_back()
    page.wait_for_url(f"**/{name}?**")
    settled(page)
    expect(page.locator(".js-plotly-plot")).to_have_count(1)
    point_at(page, lambda: middle(dot), page.locator(".hoverlayer .hovertext").first)
    assert urlsplit(page.url).path == f"/{name}", "back at the chart, which is alive again, and it stays"


def _pixels(page: Page) -> bytes:
    shot = page.locator("canvas").first.screenshot(type="png")
    data = b"".join(
        shot[m.start() + 4 : m.start() + 4 + int.from_bytes(shot[m.start() - 4 : m.start()], "big")]
        for m in re.finditer(rb"IDAT", shot)
    )
    return zlib.decompress(data)


def _drawn(page: Page, not_as: bytes = b"") -> bytes:
    """The map when it has come to rest: it is drawn over several frames, and a jump is a flight."""
    last, now = b"", _pixels(page)

    def rests() -> bool:
        nonlocal last, now
        last, now = now, _pixels(page)
        return last == now != not_as and len(zlib.compress(now)) > BLANK

    until(page, rests, "a map at rest, neither blank nor the one before", pause=250)
    return now


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_map_is_drawn(reader: Reader, lang: str) -> None:
    page = reader.open(f"/map?lang={lang}&metric=resident_population&year=2020")
    expect(page.locator("canvas").first).to_be_visible()
    drawn = _drawn(page)
    jumps = control(page, "place").get_by_role("radio")
    expect(jumps).to_have_count(4)
    after(page, jumps.nth(2).click)
    _drawn(page, not_as=drawn)


def test_the_list_beside_the_map_selects(reader: Reader) -> None:
    page = reader.open("/map?lang=zh&metric=resident_population&year=2020")
    expect(page.locator(".qj-ranked li")).to_have_count(5)
    after(page, page.locator(".qj-ranked li a:not(.qj-figure)", has_text="通州区").click)
    assert parse_qs(urlsplit(page.url).query)["district"] == ["tongzhou"]
    assert "通州区" in page.locator('.qj-ranked li[aria-current="true"]').inner_text()
    expect(page.locator(".qj-notice q")).to_have_count(1)
    after(page, page.locator(".qj-notice a", has_text="通州区").last.click)
    assert urlsplit(page.url).path == "/district"


def test_a_shape_of_the_map_selects(reader: Reader) -> None:
    page = reader.open("/map?lang=zh&metric=resident_population&year=2020&place=xianyang")
    canvas = page.locator("canvas").first
    expect(canvas).to_be_visible()
    tip = page.locator(".deck-tooltip", has_text="渭城区")
    x, y = point_at(page, lambda: middle(canvas), tip)
    after(page, lambda: tap(page, x, y))
    assert parse_qs(urlsplit(page.url).query)["district"] == ["weicheng"]
    assert "渭城区" in page.locator('.qj-ranked li[aria-current="true"]').inner_text()


#: Where Tongzhou and Binhai lie on the map of Tianjin and Beijing, in shares of its width and height.
TONGZHOU, BINHAI = (0.35, 0.17), (0.6, 0.68)


def test_after_a_tap_the_list_is_still_the_legend_of_the_map(reader: Reader) -> None:
    """Streamlit pales whatever is not selected; the shade of the largest would then be that of a smaller figure."""
    page = reader.open("/map?lang=zh&metric=resident_population&year=2020&place=tianjin-beijing")
    canvas = page.locator("canvas").first
    expect(canvas).to_be_visible()

    def at(share: tuple[float, float]) -> tuple[float, float]:
        box = canvas.bounding_box()
        assert box
        return box["x"] + share[0] * box["width"], box["y"] + share[1] * box["height"]

    x, y = point_at(page, lambda: at(TONGZHOU), page.locator(".deck-tooltip", has_text="通州区"))
    after(page, lambda: tap(page, x, y))
    assert parse_qs(urlsplit(page.url).query)["district"] == ["tongzhou"]
    page.mouse.move(2, 2)  # what is under the mouse is drawn lighter
    swatch = page.locator(".qj-ranked li", has_text="滨海新区").locator(".qj-swatch")
    wanted = [
        int(n) for n in re.findall(r"\d+", swatch.evaluate("e => getComputedStyle(e).backgroundColor"))
    ][:3]

    def same() -> bool:
        picture = Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")
        shown = picture.getpixel((int(BINHAI[0] * picture.width), int(BINHAI[1] * picture.height)))
        return max(abs(a - b) for a, b in zip(shown, wanted, strict=True)) <= 4

    until(page, same, "the shade of the list on the map")


def test_a_cell_of_the_overview_opens_its_figures(reader: Reader) -> None:
    page = reader.open("/?lang=zh")
    cell = page.locator(".qj-cell").nth(7)
    count = cell.locator("b").inner_text()
    after(page, cell.click)
    assert urlsplit(page.url).path == "/evidence"
    assert page.locator(".qj-count").first.inner_text() == f"{count}条数据"


def _download(page: Page, nth: int = 0) -> list[Row]:
    with page.expect_download() as started:
        page.locator(".qj-downloads a", has_text="CSV").nth(nth).click()
    content = started.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "or Excel and WPS show no Chinese"
    assert started.value.suggested_filename.endswith(".csv")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", ["compare", "trends", "district", "evidence"])
def test_the_csv_file_holds_the_figures_of_the_page(reader: Reader, name: str) -> None:
    page = reader.open(ADDRESSES[name])
    rows = _download(page)
    keep = {
        "compare": lambda o: o["metric_id"] == "gdp" and o["period_end"].startswith("2023"),
        "trends": lambda o: o["metric_id"] == "gdp",
        "district": lambda o: o["district_id"] == "tongzhou",
        "evidence": lambda o: o["metric_id"] == "gdp",
    }[name]
    expected = {i: o for i, o in FACTS.items() if keep(o)}
    assert expected
    assert {r["observation_id"] for r in rows} == expected.keys()
    for row in rows:
        fact = FACTS[row["observation_id"]]
        assert Decimal(row["value"]) == Decimal(fact["value"])
        for column in ("value_low", "value_high"):
            assert (Decimal(row[column]) if row[column] else None) == (
                Decimal(fact[column]) if fact[column] else None
            )
        assert row["as_written"].removeprefix("'") == fact["as_written"]


@pytest.mark.parametrize("tab", ["documents", "metrics"])
def test_the_lists_of_evidence_download(reader: Reader, tab: str) -> None:
    page = reader.open(f"/evidence?lang=zh&tab={tab}")
    with (ROOT / f"data/{tab}.csv").open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file))
    key = f"{tab.removesuffix('s')}_id"
    assert [r[key] for r in _download(page)] == [r[key] for r in facts]


@pytest.mark.sweep
def test_every_offered_file_can_be_had(reader: Reader) -> None:
    """Tables of every page; of the pictures, which are all drawn alike, those of one."""
    found = {}
    for name, address in ADDRESSES.items():
        page = reader.open(address)
        for href in links_of(page, ".qj-downloads a"):
            if name == "compare" or not re.search("format=(png|svg|pdf)", href):
                found[href] = page.request.get(href).status
    assert found
    assert {href: status for href, status in found.items() if status != 200} == {}


def test_filters_narrow_the_table(reader: Reader) -> None:
    page = reader.open("/evidence?lang=zh")
    page.locator(".st-key-filters summary").click()
    field = control(page, "q").locator("input")
    field.fill("行政复议")
    after(page, lambda: field.press("Enter"))
    assert parse_qs(urlsplit(page.url).query)["q"] == ["行政复议"]
    count = int(page.locator(".qj-count").inner_text().removesuffix("条数据"))
    assert 0 < count < len(FACTS)
    after(page, lambda: (field.fill("zzzz"), field.press("Enter")))
    expect(page.locator("a.qj-figure")).to_have_count(0)
    assert text(page)
