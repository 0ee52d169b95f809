"""No slide of any template has a fault of layout, whatever master it stands on; and the finder finds faults."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation
from pptx.util import Emu, Pt

from reports.write.slide_master import own_master
from tests.reports.slide_faults import faults
from tests.reports.slide_masters import MASTERS


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("template", ["annual", "district", "meeting"])
def test_templates_have_no_fault(written, template: str, code: str) -> None:  # type: ignore[no-untyped-def]
    assert faults(Presentation(io.BytesIO(written("slides", template, code)))) == []


@pytest.mark.parametrize("name", MASTERS)
def test_no_master_leads_to_a_fault(on_master, name: str) -> None:  # type: ignore[no-untyped-def]
    assert faults(Presentation(io.BytesIO(on_master(name)))) == []


def test_the_finder_finds_each_kind_of_fault() -> None:
    presentation = own_master().presentation
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    for left, text, size in ((60, "one", 20), (65, "two", 7), (2000, "far", 12)):
        box = slide.shapes.add_textbox(Pt(left), Pt(200), Emu(900_000), Pt(30))
        box.text_frame.text = text
        box.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    found = faults(presentation)
    assert [f for f in found if "'one' over 'two'" in f]
    assert [f for f in found if "'far' over the edge" in f]
    assert [f for f in found if "type of 7 pt" in f]
    assert len(found) == 3, "the first slide is a cover and need not be full"
    presentation.slides.add_slide(presentation.slide_layouts[1])
    assert [f for f in faults(presentation) if "full" in f] == ["2: only 0% full"]
