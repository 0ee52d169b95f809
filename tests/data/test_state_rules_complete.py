"""A table of state rules that leaves a case open is refused before a page can meet that case."""

from __future__ import annotations

from typing import Any

from data.check import check


def test_a_missing_case_is_named_by_its_columns(facts: Any) -> None:
    facts.write("state_rules", facts.rows("state_rules")[:-1])
    found = check(facts.path)
    assert {v.value for v in found} == {"evidence=none, timing=undated", "evidence=none, timing=open"}
    assert {(v.file, v.column) for v in found} == {("state_rules.csv", "evidence+timing")}


def test_a_rule_that_is_never_reached_is_named(facts: Any) -> None:
    rows = facts.rows("state_rules")
    rows[-1]["ordinal"], rows[-2]["ordinal"] = rows[-2]["ordinal"], rows[-1]["ordinal"]
    facts.write("state_rules", rows)
    [found] = check(facts.path)
    assert (found.line, found.column, found.value) == (len(rows), "ordinal", "8")
    assert "never reached" in found.reason_en


def test_a_rule_that_cannot_be_read_is_the_only_fault(facts: Any) -> None:
    line = facts.change("state_rules", -1, evidence="maybe")
    assert [(v.file, v.line, v.column) for v in check(facts.path)] == [("state_rules.csv", line, "evidence")]
