"""What calls of the API and draft files have meant, as plain values that can be kept and compared.

`python -m tests.contract.collection` writes answers.json and drafts.json anew, over the frozen facts beside it. Where a
call or a draft is added, it is run in a checkout of the state that is to be kept, with this folder and
`tests/waiting.py` copied there. What is kept now is of commit 159dbd8.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import httpx
from openpyxl import load_workbook
from starlette.applications import Starlette

from pages.api import routes
from tests.waiting import awaited

HERE = Path(__file__).parent
FACTS = HERE / "data"
#: The day of all answers: the state of a task depends on it.
TODAY = "2026-11-22"
#: How many rows of an answer are kept.
FIRST = 2

Plain = dict[str, Any]


def calls() -> list[str]:
    """Return the calls of the collection, without the notes between them."""
    lines = (HERE / "calls.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def kept(name: str) -> Plain:
    """Return a kept file: what each call or each draft has meant."""
    found: Plain = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    return found


def answered(call: str) -> Plain:
    """Return what the API answers to a call, as `answer_of` says."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://district") as client:
            return await client.get("/api/v1" + call)

    return answer_of(awaited(ask()))


def answer_of(response: httpx.Response) -> Plain:
    """Return what a script relies on in an answer: status, columns, number of rows, the first of them, and `meta`."""
    kind = response.headers.get("content-type", "").partition(";")[0]
    found: Plain = {"status": response.status_code, "type": kind}
    if kind == "text/csv":
        names, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
        return found | {"columns": names, "count": len(rows), "rows": rows[:FIRST]}
    if kind != "application/json":
        sheet = load_workbook(io.BytesIO(response.content), read_only=True).worksheets[0]
        names, *cells = [
            [c if c is None else _cell(c) for c in row] for row in sheet.iter_rows(values_only=True)
        ]
        return found | {"columns": names, "count": len(cells), "rows": cells[:FIRST]}
    content = response.json()
    if "error" in content:
        return found | {"error": _error(content["error"])}
    data = content["data"]
    meta = {name: value for name, value in content["meta"].items() if name not in ("data_version", "count")}
    if "documents" in meta:
        meta["documents"] = [d["document_id"] for d in meta["documents"]]
    return found | {
        "columns": list(data[0]) if data else [],
        "count": len(data),
        "rows": [list(row.values()) for row in data[:FIRST]],
        "meta": meta,
    }


def _cell(value: object) -> str:
    """Return a cell of a workbook as a text; a day as the files of the data write it."""
    return value.date().isoformat() if isinstance(value, dt.datetime) else str(value)


def _error(error: Plain) -> Plain:
    """Return code and parameter, and of what is unknown the names that are known; sentences may be put better."""
    listed = re.search(r"Known: (.*)\.", error["message"])
    known = {"known": sorted(listed[1].split(", "))} if listed else {}
    return {"code": error["code"], "parameter": error["parameter"], **known}


def drafts() -> list[Path]:
    """Return the draft files of the collection."""
    return sorted((HERE / "drafts").glob("*.json"))


def draft_of(draft: Any) -> Plain:
    """Return what a draft holds, values that are not empty in the order of their names, and its link."""
    return {
        "link": draft.as_link(),
        "title": draft.title,
        "language": draft.language,
        "template": draft.template,
        "items": [_item(i) for i in draft.items],
    }


def _item(item: Any) -> Plain:
    spec = getattr(item, "spec", item)
    return {
        "kind": spec.kind,
        "parameters": {name: value for name, value in sorted(spec.parameters.items()) if value},
        "title": item.title,
        "comment": item.comment,
    }


def _write(name: str, found: Plain) -> None:
    lines = ",\n".join(
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
        for key, value in found.items()
    )
    (HERE / f"{name}.json").write_text(f"{{\n{lines}\n}}\n", "utf-8")


def main() -> None:
    """Write what the calls and drafts mean in this checkout."""
    try:
        from views.draft import from_json
    except ImportError:  # before the views had a package of their own
        from reports.model import from_json  # type: ignore[import-not-found, no-redef]
    with tempfile.TemporaryDirectory() as store:
        os.environ |= {"QUJIAN_DATA": str(FACTS), "QUJIAN_STORE": store, "QUJIAN_TODAY": TODAY}
        _write("answers", {call: answered(call) for call in calls()})
    read = {path.name: draft_of(from_json(path.read_bytes())) for path in drafts()}
    _write("drafts", read)


if __name__ == "__main__":
    main()
