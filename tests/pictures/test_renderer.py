"""The warm renderer: right sizes, nothing from outside, back after a fault, twenty people at once."""

from __future__ import annotations

import io
import os
import re
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import plotly.graph_objects as go
import pypdf
import pytest
from PIL import Image

import reports.draw.pictures
from charts.captioned import Caption, captioned
from charts.dots import dots
from charts.sizes import SIZE_NAMES, SIZES
from reports.draw.chromium import BrowserUnavailable, Chromium
from reports.draw.pictures import PicturesError, Renderer, _finished, picture
from tests.charts.made import ZH, colours, comparison, observation, ranked
from tests.waiting import eventually

PIXELS = {"slide": (1280, 720), "half_a4": (794, 561), "a4": (794, 1123), "square": (1080, 1080)}
TITLE = "“滨海新区”比河东区多1,234件"
HOSTILE = '<image href="http://198.51.100.7/x.png"/> ]]> &lt; $(x)$ </script><script>alert(1)</script>'


def figure(title: str = TITLE, value: float = 1234, size: str = "slide") -> go.Figure:
    c = comparison(ranked(observation("a", value), observation("b", 12)))
    caption = Caption(title, "案件数　2022年　单位：件", ("可比：2个区。",), ("来源：《公报》。",), "区鉴")
    return captioned(dots(c, colours(c), ZH), caption, ZH, SIZES[size])  # type: ignore[index]


@pytest.mark.parametrize("size", SIZE_NAMES)
@pytest.mark.parametrize("scale", [1, 2])
def test_png_has_its_fixed_size(warm: Renderer, size: str, scale: int) -> None:
    png = picture(figure(size=size), "png", size, scale, title=TITLE)  # type: ignore[arg-type]
    image = Image.open(io.BytesIO(png))
    image.load()
    assert image.size == tuple(n * scale for n in PIXELS[size])
    assert image.text["Title"] == TITLE  # type: ignore[attr-defined]
    assert round(image.info["dpi"][0]) == 96 * scale, "Word would place it in another size"
    assert len(image.convert("RGB").getcolors(1 << 20) or ()) > 20, "an empty picture"


@pytest.mark.parametrize("title", [TITLE, HOSTILE])
def test_svg_asks_nobody_for_anything(warm: Renderer, title: str) -> None:
    svg = picture(figure(title), "svg", title=title, description=title).decode()
    bare = svg.replace("http://www.w3.org/", "")
    shown = re.sub(r">[^<]*<", "><", bare)
    assert "http" not in shown
    assert not re.search(r"<(script|image|foreignObject|iframe|a|use)\b", svg, re.I)
    assert not re.search(r"\bon\w+=|javascript:", shown)
    assert "Noto Sans CJK SC" in svg
    assert "<svg " in svg and 'width="1280"' in svg
    import xml.etree.ElementTree as ElementTree

    root = ElementTree.fromstring(svg)
    texts = "".join("".join(t.itertext()) for t in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "单位：件" in texts


def test_an_image_from_outside_is_not_fetched(warm: Renderer) -> None:
    made = figure()
    with socket.create_server(("127.0.0.1", 0)) as outside:
        address = f"http://127.0.0.1:{outside.getsockname()[1]}/x.png"
        made.add_layout_image(source=address, x=0, y=1, sizex=1, sizey=1)
        try:
            picture(made, "png")
        except PicturesError as error:
            assert error.code == "failed"
        outside.setblocking(False)
        with pytest.raises(BlockingIOError):  # nobody has knocked
            outside.accept()


def test_pdf_is_text_with_embedded_fonts(warm: Renderer) -> None:
    reader = pypdf.PdfReader(io.BytesIO(picture(figure(), "pdf", "a4", title=TITLE)))
    page = reader.pages[0]
    assert TITLE in page.extract_text().replace("\n", "")
    assert reader.metadata is not None and reader.metadata.title == TITLE
    assert [round(float(x)) for x in page.mediabox[2:]] == [596, 842]
    assert fonts_of(reader)
    assert all(embedded for embedded in fonts_of(reader).values()), fonts_of(reader)


def fonts_of(reader: pypdf.PdfReader) -> dict[str, bool]:
    """Name of each font → whether it is embedded and maps to Unicode."""
    found = {}
    for o in range(1, len(reader.xref[0]) + 1):
        try:
            item = reader.get_object(o)
        except Exception:  # noqa: BLE001 - free entries
            continue
        if isinstance(item, dict) and item.get("/Type") == "/Font" and item.get("/Subtype") == "/Type0":
            descriptor = item["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            found[str(item["/BaseFont"])] = "/ToUnicode" in item and any(
                k in descriptor for k in ("/FontFile", "/FontFile2", "/FontFile3")
            )
    return found


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_figure_gives_the_same_bytes(warm: Renderer, form: str) -> None:
    first, second = (picture(figure(), form, title=TITLE, released_on="2026-11-22") for _ in range(2))  # type: ignore[arg-type]
    assert first == second


def test_it_comes_back_after_its_browser_is_killed(warm: Renderer) -> None:
    picture(figure(), "png")
    killed = warm.pid
    assert killed
    os.killpg(killed, signal.SIGKILL)  # what was started may be a script that waits for the browser
    assert picture(figure(), "png")
    assert warm.pid != killed


def test_twenty_people_each_get_their_own(warm: Renderer) -> None:
    def ask(i: int) -> bytes:
        return picture(figure(f"图{i}", 100 + i), "svg")

    with ThreadPoolExecutor(20) as people:
        found = list(people.map(ask, range(20)))
    assert len(found) == 20
    for i, svg in enumerate(found):
        assert re.search(rf">图{i}<", svg.decode()), i


def test_a_figure_that_cannot_be_drawn_is_refused_and_the_next_one_is_drawn(warm: Renderer) -> None:
    with pytest.raises(PicturesError) as refused:
        warm.draw('{"data": [{"type": "scatter"}], "layout": (', "svg", 100, 100, 1)
    assert refused.value.code == "failed"
    assert picture(figure(), "svg")


def test_too_many_are_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports.draw.pictures, "WAITING", 0.05)
    mine = Renderer()
    with mine._queue.turn(), pytest.raises(PicturesError) as refused:
        mine.draw("{}", "svg", 10, 10, 1)
    assert refused.value.code == "busy"


def test_without_a_browser_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    mine = Renderer()
    with pytest.raises(PicturesError) as refused:
        mine.draw("{}", "svg", 10, 10, 1)
    assert refused.value.code == "no_browser"
    assert all("apt-get install chromium" in text for text in refused.value.message.values())


def test_a_browser_that_does_not_start_leaves_nothing_behind(tmp_path: object) -> None:
    before = set(threading.enumerate())
    with pytest.raises(BrowserUnavailable):
        Chromium("/bin/false", time.monotonic() + 5)
    with pytest.raises(BrowserUnavailable):
        Chromium("/nonexistent/chromium", time.monotonic() + 5)
    assert set(threading.enumerate()) <= before


def test_an_idle_browser_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports.draw.pictures, "IDLE", 0.2)
    mine = Renderer()
    mine.draw('{"data": [], "layout": {}}', "svg", 100, 100, 1)
    eventually(lambda: mine.pid is None, "the end of an idle browser")


def test_the_order_in_which_attributes_were_set_makes_no_difference() -> None:
    size = SIZES["slide"]
    made = {
        _finished(f"<svg {head}><g/></svg>", size, TITLE, "")
        for head in (
            'class="main-svg" width="10" height="5" style="background: white" viewBox="0 0 10 5"',
            'viewBox="0 0 10 5" style="background: white" class="main-svg" width="10" height="5"',
        )
    }
    assert len(made) == 1 and b'viewBox="0 0 10 5"' in made.pop()
