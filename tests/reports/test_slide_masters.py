"""Titles, subtitles and texts go to the placeholders of an office's layouts; content keeps off bands and footers."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from reports.write.slide_layouts import layout_of
from reports.write.slide_master import office_master
from tests.reports.slide_masters import BANDS, COMMENT, MASTERS


def texts(slide) -> dict[str, str]:  # type: ignore[no-untyped-def]
    """Type of placeholder → its text."""
    return {s.element.ph.get("type") or "obj": s.text_frame.text for s in slide.placeholders}


def test_texts_stand_in_the_placeholders_of_the_layout(on_master) -> None:  # type: ignore[no-untyped-def]
    presentation = Presentation(io.BytesIO(on_master("narrow")))
    cover, *others = presentation.slides
    text = next(x for x in others if x.shapes.title.text == "会前说明")
    assert texts(cover)["ctrTitle"] == "各区对比"
    assert "区鉴" in texts(cover)["subTitle"]
    assert [x for x in others if "通州区比滨海新区多" in x.shapes.title.text]
    assert texts(text)["obj"] == COMMENT * 6
    for slide in presentation.slides:  # no prompt is shown
        assert all(s.text_frame.text for s in slide.placeholders)
        assert "left over" not in "".join(texts(slide).values())


def test_a_title_keeps_the_size_and_colour_of_the_layout(on_master) -> None:  # type: ignore[no-untyped-def]
    cover = next(iter(Presentation(io.BytesIO(on_master("narrow"))).slides))
    (run,) = cover.shapes.title.text_frame.paragraphs[0].runs
    assert run.font.size is None and run.font.color.type is None


def test_layouts_with_a_title_alone_and_with_nothing_hold_the_same_texts(on_master) -> None:  # type: ignore[no-untyped-def]
    said = []
    for name in ("one placeholder", "no placeholder"):
        presentation = Presentation(io.BytesIO(on_master(name)))
        whole = ""
        for slide in presentation.slides:
            for s in slide.shapes:
                whole += s.text_frame.text + "\n" if s.has_text_frame else ""
        said.append(whole)
    for whole in said:
        assert "各区对比" in whole and "通州区比滨海新区多" in whole and COMMENT * 6 in whole


def test_content_keeps_off_bands(on_master) -> None:  # type: ignore[no-untyped-def]
    presentation = Presentation(io.BytesIO(on_master("bands")))
    wide, high = presentation.slide_width, presentation.slide_height
    for slide in presentation.slides:
        for s in slide.shapes:
            if s.is_placeholder:
                continue
            for left, top, width, height in BANDS:
                across = min(s.left + s.width, (left + width) * wide) - max(s.left, left * wide)
                down = min(s.top + s.height, (top + height) * high) - max(s.top, top * high)
                assert across <= 12_700 or down <= 12_700, (s.name, left, top)


@pytest.mark.parametrize("name", MASTERS)
def test_files_on_any_master_keep_to_the_schemas(on_master, name: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "slides.pptx"
    file.write_bytes(on_master(name))
    assert [f"{e.part_uri}: {e.description}" for e in OpenXmlValidator().validate(file).errors] == []


def test_a_small_placeholder_under_the_title_is_for_the_subtitle() -> None:
    master = office_master(MASTERS["narrow"]())
    assert (master.cover.title, master.cover.subtitle) == (0, 1)
    assert master.text.body == 1 and master.content.body is None
    own = Presentation(io.BytesIO(MASTERS["narrow"]()))
    comparing = next(x for x in own.slide_layouts if x.element.get("type") == "twoTxTwoObj")
    found = layout_of(comparing, (own.slide_width, own.slide_height))
    assert found.subtitle == 1, "the text under the title"


def test_the_file_says_the_truth_of_itself(written) -> None:  # type: ignore[no-untyped-def]
    content = written("slides", "annual", "zh")
    presentation = Presentation(io.BytesIO(content))
    assert (presentation.slide_width, presentation.slide_height) == (12_192_000, 6_858_000)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        properties = file.read("docProps/app.xml").decode()
        chapters = file.read("ppt/presentation.xml").decode()
    n = len(presentation.slides)
    assert f"<Slides>{n}</Slides>" in properties and "<PresentationFormat>Widescreen<" in properties
    notes = sum(s.has_notes_slide for s in presentation.slides)
    assert f"<Notes>{notes}</Notes>" in properties
    assert len(re.findall(r"<p14:sldId ", chapters)) == n, "each slide is in one chapter"
    assert 'name="矛盾纠纷化解"' in chapters


def test_texts_and_lines_take_the_colours_of_the_theme(written) -> None:  # type: ignore[no-untyped-def]
    """Only what no theme has is a colour of its own: the ground of shaded cells, districts past the sixth accent."""
    with zipfile.ZipFile(io.BytesIO(written("slides", "annual", "zh"))) as file:
        for name in file.namelist():
            if re.match(r"ppt/(slides|charts)/[^_]+\.xml$", name):
                content = file.read(name)
                assert b"srgbClr" not in content, name
                assert b"schemeClr" in content or b"<a:tbl>" not in content
