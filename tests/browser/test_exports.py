"""What readers take away, in a real browser: a picture as a file, the sentence copied or selected, refusals read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.browser.conftest import Reader

CENSUS = "/compare?lang=zh&metric=resident_population&year=2020"


@pytest.mark.parametrize(
    "address",
    [
        CENSUS,
        "/trends?lang=zh&metric=recon_received",
        CENSUS.replace("compare", "map"),
        "/compare?lang=zh&chart=heat",
        "/practices?lang=zh&tab=gaps&district=hexi",
    ],
)
def test_a_picture_is_saved_under_its_own_name(reader: Reader, address: str, tmp_path: Path) -> None:
    page = reader.open(address)
    link = page.locator('.qj-exports > p a[data-do="make"]').first
    with page.expect_download() as saved:
        link.click()
    name = saved.value.suggested_filename
    assert re.fullmatch(r"(常住人口|行政复议收案|多指标对比|他区有而本区未见)_.*_zh(_地图)?\.png", name), name
    saved.value.save_as(tmp_path / "picture.png")
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")


def test_the_sentence_is_copied_with_its_sources(reader: Reader) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open(CENSUS)
    page.locator('.qj-exports [data-do="copy-text"]').first.click()
    page.get_by_text("语句已复制。").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "滨海新区" in copied
    assert "来源" in copied


def test_the_picture_is_copied(reader: Reader) -> None:
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = reader.open(CENSUS)
    page.locator('[data-do="copy-picture"]').first.click()
    page.get_by_text("图片已复制。").wait_for()
    kinds = page.evaluate("navigator.clipboard.read().then((all) => all.flatMap((one) => one.types))")
    assert "image/png" in kinds


def test_where_copying_is_forbidden_the_text_is_selected_and_the_picture_saved(reader: Reader) -> None:
    page = reader.open(CENSUS)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator('.qj-exports [data-do="copy-text"]').first.click()
    page.get_by_text("文字已选中").wait_for()
    assert "来源" in page.evaluate("getSelection().toString()")
    with page.expect_download() as saved:
        page.locator('[data-do="copy-picture"]').first.click()
    assert saved.value.suggested_filename.endswith("_zh.png")


def test_a_refusal_is_said_beside_the_link(reader: Reader) -> None:
    reader.faults_expected = True  # the browser notes the refused answer
    page = reader.open(CENSUS)
    page.route(
        "**/api/v1/compare**",
        lambda route: route.fulfill(
            status=503,
            content_type="application/json",
            body='{"error": {"message_zh": "本机没有安装", "message": "x"}}',
        ),
    )
    page.locator('.qj-exports > p a[data-do="make"]').first.click()
    page.get_by_text("本机没有安装").wait_for()
