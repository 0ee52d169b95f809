"""Pictures for paper from the API: `dpi`, and the language inside the file."""

from __future__ import annotations

import io
from collections.abc import Callable

import httpx
import pypdf
import pytest
from PIL import Image

Get = Callable[..., httpx.Response]
CENSUS = "/compare?metric=resident_population&year=2020"
PIXELS = {
    "slide": (4000, 2250),
    "half_a4": (2481, 1753),
    "a4": (2481, 3509),
    "square": (3375, 3375),
}


@pytest.mark.parametrize("size", PIXELS)
def test_300_dpi_in_every_size(get: Get, size: str) -> None:
    image = Image.open(io.BytesIO(get(f"{CENSUS}&format=png&size={size}&dpi=300").content))
    assert image.size == PIXELS[size]
    assert [round(d) for d in image.info["dpi"]] == [300, 300]


def test_tables_are_printed_as_finely(get: Get) -> None:
    image = Image.open(io.BytesIO(get("/targets?format=png&size=a4&dpi=150").content))
    assert image.size == (1240, 1754)
    assert [round(d) for d in image.info["dpi"]] == [150, 150]


@pytest.mark.parametrize("more", ["dpi=1200", "dpi=fine", "dpi=300&scale=2"])
def test_other_densities_are_refused_by_name(get: Get, more: str) -> None:
    answer = get(f"{CENSUS}&format=png&{more}")
    assert answer.status_code == 422
    assert answer.json()["error"]["parameter"] == "dpi"


@pytest.mark.parametrize(("code", "tag"), [("zh", "zh-cn"), ("en", "en-gb")])
@pytest.mark.parametrize("address", [CENSUS, "/targets?"])
def test_the_language_of_a_pdf_is_that_of_its_texts(get: Get, address: str, code: str, tag: str) -> None:
    pdf = pypdf.PdfReader(io.BytesIO(get(f"{address}&format=pdf&lang={code}").content))
    assert str(pdf.trailer["/Root"]["/Lang"]).lower() == tag
