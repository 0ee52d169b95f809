"""The rows of `documents` that a document becomes: proposed from what it says of itself, and what was confirmed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from data.contracts import BY_NAME
from data.workspace.database import Workspace
from data.workspace.intake_documents import IntakeDocument
from data.workspace.preview import rows_of
from data.workspace.waiting import keys_on_their_way
from pages.accounts.forms import Sent
from pages.editing.identifiers import identified

#: What a kind of document is called in English titles, where the reader has not typed one.
TITLES = {
    "annual_report": "Annual report on law-based government {year}, {district}",
    "disclosure_report": "Annual report on disclosure of government information {year}, {district}",
    "statistics": "Statistics {year}, {district}",
    "budget": "Budget report {year}, {district}",
    "plan": "Plan, {district}",
    "news": "News report, {district}",
    "experience": "Experience report, {district}",
}


def first_rows(taken: IntakeDocument, folder: Path) -> list[dict[str, str]]:
    """Return the rows as they were confirmed, else as the document suggests them."""
    if taken.facts.get("sources"):
        return [{k: str(v) for k, v in s.items() if k != "is_new"} for s in taken.facts["sources"]]
    found = taken.facts.get("documents") or [taken.facts.get("read", {})]
    return [_row({**taken.facts.get("read", {}), **facts}, folder) for facts in found]


def _row(facts: Mapping[str, Any], folder: Path) -> dict[str, str]:
    publishers = {row["publisher_zh"]: row["publisher_en"] for row in rows_of(folder, "documents")}
    districts = {row["district_id"]: row["name_en"] for row in rows_of(folder, "districts")}
    district, kind = str(facts.get("district_id") or ""), str(facts.get("kind") or "")
    year, publisher = str(facts.get("report_year") or ""), str(facts.get("publisher_zh") or "")
    title = TITLES.get(kind, "").format(year=year, district=districts.get(district, ""))
    return {
        "district_id": district,
        "title_zh": str(facts.get("title_zh") or ""),
        "title_en": " ".join(title.split()) if district else "",
        "publisher_zh": publisher,
        "publisher_en": publishers.get(publisher, ""),
        "kind": kind,
        "published_on": str(facts.get("published_on") or ""),
        "report_year": year,
        "final_accounts": "no",
        "url": str(facts.get("url") or ""),
        "reliability": str(facts.get("reliability") or "official"),
    }


def with_identifier(
    workspace: Workspace, folder: Path, typed: Mapping[str, str], others: Sequence[Mapping[str, Any]]
) -> dict[str, str]:
    """Return a new row of `documents` under a name that nothing else has."""
    with workspace.reading() as connection:
        keys = keys_on_their_way(connection, "documents")
    taken = frozenset({str(json.loads(key)[0]) for key in keys} | {str(o["document_id"]) for o in others})
    cells = {name: typed.get(name, "") for name in BY_NAME["documents"].column_names}
    return dict(identified(BY_NAME["documents"], cells, list(rows_of(folder, "documents")), taken))


def confirmed_facts(sent: Sent, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was confirmed of a document, as the reading of its figures takes it."""
    year = str(row.get("report_year") or "")
    scope = sent.field("scope") or "district"
    return {
        "district_id": sent.field("district") or row.get("district_id", ""),
        "kind": row.get("kind", ""),
        "title_zh": row.get("title_zh", ""),
        "publisher_zh": row.get("publisher_zh", ""),
        "published_on": row.get("published_on", ""),
        "report_year": int(year) if year.isdecimal() else None,
        "period_start": sent.field("period_start"),
        "period_end": sent.field("period_end"),
        "scope": scope if scope in ("district", "department", "area", "site") else "district",
        "scope_name_zh": sent.field("scope_name_zh") if scope != "district" else "",
        "scope_name_en": sent.field("scope_name_en") if scope != "district" else "",
    }
