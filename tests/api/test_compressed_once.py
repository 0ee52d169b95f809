"""Scripts of installed packages: the same to every browser, compressed for those who take that, and once for all."""

from __future__ import annotations

import gzip
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from charts.plotly_figures import plotly_file
from pages.meeting import routes
from pages.shared import packed
from tests.waiting import awaited

STREAMLIT = next(name for name in sorted(packed.FILES) if name.endswith(".js"))
FILES = {STREAMLIT: packed.FILES[STREAMLIT], "/stage/plotly.js": plotly_file()}


@pytest.mark.parametrize("address", FILES)
def test_a_script_is_whole_either_way_and_compressed_once(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compressed: list[Path] = []

    def compress(path: Path) -> bytes:
        compressed.append(path)
        return gzip.compress(path.read_bytes())

    monkeypatch.setattr(packed, "packed", compress)

    async def ask() -> None:
        app = packed.Packed(Starlette(routes=list(routes)))
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://qujian") as client:
            for encoding, said in (("gzip", "gzip"), ("identity", None), ("gzip", "gzip")):
                answer = await client.get(address, headers={"Accept-Encoding": encoding})
                assert answer.status_code == 200
                assert answer.headers.get("Content-Encoding") == said
                assert answer.headers["Vary"] == "Accept-Encoding"
                assert "immutable" in answer.headers["Cache-Control"]
                assert answer.headers["Content-Type"].startswith("text/javascript")
                assert answer.content == FILES[address].read_bytes()

    awaited(ask())
    assert compressed == [FILES[address]]
