"""Workbooks are written without the libraries that draw: no process that writes one has to load them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from data.build import build
from tests.conftest import TODAY

ROOT = Path(__file__).resolve().parent.parent.parent
#: What the process of its own does first: a report of every kind of item, and the API's answers.
WRITE = {
    "reports": """
import datetime as dt
from queries.current import current_store
from reports import files
from reports.templates import Choice, draft
store = current_store()
made = [
    file.content
    for template in ("annual", "meeting")
    for file in files.make(store, draft(store, template, Choice()), ("xlsx",), dt.date.fromisoformat(TODAY))
]
""",
    "api": """
import anyio, httpx
from starlette.applications import Starlette
from pages.api import routes
PLAIN = ("trend?metric=gdp", "observations", "ready", "gaps?district=hexi")
ADDRESSES = ("compare?metric=resident_population&year=2020", *PLAIN)

async def ask():
    transport = httpx.ASGITransport(Starlette(routes=routes))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answers = [
            await client.get(f"/api/v1/{address}{'&' if '?' in address else '?'}format=xlsx") for address in ADDRESSES
        ]
    return [answer.raise_for_status().content for answer in answers]

made = anyio.run(ask)
""",
}
CHECK = """
import sys
assert len(made) >= 2 and all(content.startswith(b"PK") for content in made), "no workbooks"
print(*sorted({"plotly", "pydeck"} & set(sys.modules)))
"""


@pytest.mark.parametrize("who", WRITE)
def test_writing_a_workbook_loads_no_library_that_draws(who: str) -> None:
    build()
    program = f"TODAY = {TODAY!r}\n{WRITE[who]}{CHECK}"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "", f"loaded: {ran.stdout}"
