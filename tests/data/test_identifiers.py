"""What the check lets through as an identifier, links and drafts understand; and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.cells import CellError, parse
from data.check import check
from data.contracts import TABLES
from data.identifiers import is_identifier
from views.spec import KINDS, fits

COLUMNS = [
    (t.name, c) for t in TABLES for c in t.columns if c.name == f"{t.name.rstrip('s')}_id" or c.pattern
]
IDENTIFIERS = [(t, c) for t, c in COLUMNS if c.name.endswith("_id") or c.name == "state"]
OF_DRAFTS = [
    (kind, name)
    for kind, known in KINDS.items()
    for name in known.parameters
    if name in ("metric", "metric2", "districts", "district", "dimension", "unit", "state")
]


def _passes_check(text: str) -> set[bool]:
    passed = set()
    for _, column in IDENTIFIERS:
        try:
            parse(column, text)
            passed.add(True)
        except CellError:
            passed.add(False)
    return passed


@given(
    st.text(st.sampled_from("aZ0_-.é区 /,%"), min_size=1, max_size=6) | st.just("a" * 80) | st.just("a" * 81)
)
def test_files_and_drafts_accept_the_same_identifiers(text: str) -> None:
    assert len(IDENTIFIERS) > 10
    assert len(OF_DRAFTS) > 20
    assert _passes_check(text) == {is_identifier(text)}
    if "," not in text:  # a list of two
        assert {fits(kind, name, text) for kind, name in OF_DRAFTS} == {is_identifier(text)}


@pytest.mark.parametrize("text", ["he.xi", "河西", "he xi", "he/xi", "-hexi", "h" * 81])
def test_another_identifier_is_named_by_file_line_and_column(facts: Any, text: str) -> None:
    line = facts.append(
        "districts", **(facts.rows("districts")[0] | {"district_id": text, "adcode": "120101"})
    )
    [found] = check(facts.path)
    assert (found.file, found.line, found.column) == ("districts.csv", line, "district_id")


def test_a_district_in_capitals_has_its_templates(
    facts: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.build import build
    from queries.store import Store
    from reports.templates import TEMPLATES, Choice, draft
    from views.draft import from_link

    for table in TABLES:
        path = facts.file(table.name)
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("hexi,", "HeXi,").replace("hexi;", "HeXi;"), encoding="utf-8")
    assert check(facts.path) == []
    store = Store(build(facts.path, tmp_path / "store"))
    assert "HeXi" in store.catalogue.districts
    for template in TEMPLATES:
        dimension = "reconsideration" if template == "dimension" else ""
        made = draft(store, template, Choice(("HeXi", "hedong"), (), None, None, dimension), "both")
        assert made.items
        assert from_link(made.as_link()) == made
