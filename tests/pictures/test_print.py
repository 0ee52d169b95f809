"""Pictures for paper: 300 pixels an inch with their density written, in every format; their language said."""

from __future__ import annotations

import io
from typing import get_args

import pypdf
import pytest
from lxml import etree
from PIL import Image

from charts.sizes import PER_INCH, SIZE_NAMES, SIZES, SizeName
from reports.draw.pictures import FINEST, Renderer, picture
from tests.pictures.test_renderer import TITLE, figure

#: Inches on paper.
INCHES = {"slide": (13.333, 7.5), "half_a4": (8.27, 5.845), "a4": (8.27, 11.69), "square": (11.25, 11.25)}


@pytest.mark.parametrize("size", SIZE_NAMES)
@pytest.mark.parametrize("dpi", [96, 150, 300])
def test_a_png_is_as_large_on_paper_at_every_density(warm: Renderer, size: SizeName, dpi: int) -> None:
    image = Image.open(io.BytesIO(picture(figure(size=size), "png", size, dpi / PER_INCH, title=TITLE)))
    image.load()
    assert [round(d) for d in image.info["dpi"]] == [dpi, dpi]
    assert [n / dpi for n in image.size] == pytest.approx(INCHES[size], abs=0.02)


def test_no_picture_is_finer_than_a_printed_page_needs() -> None:
    assert set(get_args(SizeName)) == set(SIZES)
    assert max(s.pixels[0] * s.pixels[1] for s in SIZES.values()) * FINEST**2 < 12_000_000
    for scale in (0, 0.5, FINEST + 0.1, 1000):
        with pytest.raises(ValueError, match="scale"):
            picture(figure(), "png", "a4", scale)


@pytest.mark.parametrize("tag", ["zh-CN", "en-GB"])
def test_a_picture_says_in_which_language_it_is(warm: Renderer, tag: str) -> None:
    pdf = pypdf.PdfReader(io.BytesIO(picture(figure(), "pdf", title=TITLE, language=tag)))
    assert str(pdf.trailer["/Root"]["/Lang"]).lower() == tag.lower()
    svg = etree.fromstring(picture(figure(), "svg", title=TITLE, language=tag))
    assert svg.get("{http://www.w3.org/XML/1998/namespace}lang") == tag
    png = Image.open(io.BytesIO(picture(figure(), "png", title=TITLE, language=tag)))
    png.load()
    assert (png.text["Title"], png.text["Title"].lang) == (TITLE, tag)  # type: ignore[attr-defined]
