"""QR codes are drawn of this server's own addresses, and of no other."""

from __future__ import annotations

import httpx
import pytest
from starlette.applications import Starlette

from pages.shared.sharing import LONGEST, routes
from tests.waiting import awaited

OWN = "http://qujian.example:8501"


def _answer(address: str | None) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=Starlette(routes=routes))
        async with httpx.AsyncClient(transport=transport, base_url=OWN) as client:
            return await client.get("/share/qr.svg", params={} if address is None else {"address": address})

    return awaited(ask())


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"{OWN}/compare?lang=zh&metric=gdp", 200),
        (f"{OWN}/compare?lang=zh&districts=hexi,binhai", 200),
        ("http://elsewhere.invalid/compare", 403),
        ("http://qujian.example:80/compare", 403),
        ("javascript:alert(1)", 403),
        ("http://[", 403),
        ("/compare", 403),
        (None, 422),
        ("", 422),
        (f"{OWN}/{'x' * LONGEST}", 422),
    ],
)
def test_own_addresses_only(address: str | None, status: int) -> None:
    answer = _answer(address)
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["content-type"] == "image/svg+xml"
        assert answer.content.startswith(b"<?xml") or b"<svg" in answer.content[:100]
    else:
        assert answer.json()["error"]["message_zh"]
