"""Office masters of the kinds that are met: 4:3 with all layouts, one placeholder, none, a coloured band."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Emu

from reports.write.slide_master import TEMPLATE
from views.draft import item

COMMENT = "请先看通州区：收案比上年增加，审结率保持稳定。滨海新区口径不同，宜先核对。"
#: What is set on each of them.
ITEMS = (
    item("compare", metric="recon_received", year=2022),
    item("compare", metric="public_lawyers", year=2024, comment=COMMENT),
    item("compare", metric="public_lawyer_units", year=2024, comment=COMMENT * 20),
    item("map", metric="gdp", year=2022, comment=COMMENT),
    item("trend", metric="gdp"),
    item("trend", metric="recon_received", districts=["tongzhou"]),
    item("practice_counts"),
    item("text", title="会前说明", comment=COMMENT * 6),
)
#: The bands of the master with bands, as shares of the slide: left, top, width, height.
BANDS = ((0.0, 0.0, 1.0, 0.04), (0.0, 0.0, 0.06, 1.0), (0.0, 0.92, 1.0, 0.08))


def _saved(presentation: Any) -> bytes:
    file = io.BytesIO()
    presentation.save(file)
    return file.getvalue()


def narrow() -> bytes:
    """4:3, with all the layouts of PowerPoint and a slide that must not stay."""
    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[0]).shapes.title.text = "left over"
    return _saved(presentation)


def _only(kinds: tuple[str, ...]) -> bytes:
    """Our own size, with layouts that keep placeholders of some kinds alone and are all called custom."""
    presentation = Presentation(str(TEMPLATE))
    for layout in presentation.slide_layouts:
        layout.element.attrib.pop("type", None)
        for s in list(layout.placeholders):
            if s.element.ph.get("type") not in kinds:
                s.element.getparent().remove(s.element)
    return _saved(presentation)


def one_placeholder() -> bytes:
    """Layouts with a title and nothing else."""
    return _only(("title", "ctrTitle"))


def no_placeholder() -> bytes:
    """Layouts with nothing."""
    return _only(())


def bands() -> bytes:
    """4:3 with coloured bands at three edges of the master."""
    presentation = Presentation()
    wide, high = presentation.slide_width, presentation.slide_height
    shapes = presentation.slides.add_slide(presentation.slide_layouts[6]).shapes
    tree = presentation.slide_master.shapes._spTree
    for left, top, width, height in BANDS:
        place = (int(wide * left), int(high * top), int(wide * width), int(high * height))
        band = shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Emu, place))
        tree.insert(2, band.element)
    assert tree.findall(qn("p:sp"))
    return _saved(presentation)


MASTERS: Mapping[str, Callable[[], bytes]] = {
    "narrow": narrow,
    "one placeholder": one_placeholder,
    "no placeholder": no_placeholder,
    "bands": bands,
}
