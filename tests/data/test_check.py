"""Every way in which the facts can be broken is found, at its file, line and column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from data.check import check
from data.contracts import TABLES
from data.rules import RULES, Rule
from data.violations import Violation


class Mutation(NamedTuple):
    """Change `cells` in the first row of `table` that fits `where`: `column` is accused, with `words`."""

    table: str
    cells: dict[str, str]
    column: str
    words: str
    where: dict[str, str] = {}  # noqa: RUF012


def exact(value: str) -> dict[str, str]:
    return {"value": value, "value_low": value, "value_high": value}


COUNT = {"metric_id": "penalties", "qualifier": "exact"}
SHARE = {"metric_id": "recon_correction_rate", "qualifier": "exact"}
AT_LEAST = {"qualifier": "at_least", "metric_id": "gdp"}

CELLS = [
    Mutation("districts", {"adcode": "1201"}, "adcode", "must match"),
    Mutation("districts", {"name_zh": ""}, "name_zh", "must not be empty"),
    Mutation("districts", {"name_en": " Hexi"}, "name_en", "blanks"),
    Mutation("districts", {"name_en": "He\x00xi"}, "name_en", "control character"),
    Mutation("districts", {"name_en": "He\txi"}, "name_en", "control character"),
    Mutation("districts", {"city_en": "T" * 1001}, "city_en", "shorten"),
    Mutation("dimensions", {"ordinal": "first"}, "ordinal", "whole number"),
    Mutation("dimensions", {"ordinal": "-1"}, "ordinal", "out of range"),
    Mutation("metrics", {"measure": "weight"}, "measure", "choose one of count, rate"),
    Mutation("metrics", {"dimension_id": "weather"}, "dimension_id", "not in dimensions.csv"),
    Mutation("metrics", {"decimals": "1.5"}, "decimals", "whole number"),
    Mutation("documents", {"published_on": "31.05.2025"}, "published_on", "existing day"),
    Mutation("documents", {"published_on": "2025-02-30"}, "published_on", "existing day"),
    Mutation("documents", {"published_on": "1925-05-31"}, "published_on", "out of range"),
    Mutation("documents", {"published_on": "2205-05-31"}, "published_on", "out of range"),
    Mutation("documents", {"report_year": "25"}, "report_year", "four digits"),
    Mutation("documents", {"report_year": "1025"}, "report_year", "out of range"),
    Mutation("documents", {"url": "www.cnr.cn"}, "url", "must match"),
    Mutation("observations", {"value": "1,234"}, "value", "is not a number", COUNT),
    Mutation("observations", {"value": "12万"}, "value", "is not a number", COUNT),
    Mutation("observations", {"value": "nan"}, "value", "is not a number", COUNT),
    Mutation("observations", {"value": "1e400"}, "value", "is not a number", COUNT),
    Mutation("observations", {"value": "9" * 39}, "value", "out of range", COUNT),
    Mutation("observations", {"district_id": "heping"}, "district_id", "not in districts.csv"),
    Mutation("observations", {"document_id": "none"}, "document_id", "not in documents.csv"),
    Mutation("observations", {"as_written": "字" * 31}, "as_written", "at most 30"),
    Mutation("observations", {"period_end": ""}, "period_end", "must not be empty"),
    Mutation("targets", {"task_id": "hedong-task-99"}, "task_id", "not in tasks.csv"),
    Mutation("task_units", {"unit_id": "nobody"}, "unit_id", "not in units.csv"),
    Mutation("systems", {"practice_id": "nothing"}, "practice_id", "not in practices.csv"),
    Mutation("doubts", {"metric_ids": "land_area;gpd"}, "metric_ids", "not in metrics.csv"),
    Mutation("doubts", {"metric_ids": "land_area;"}, "metric_ids", "empty item"),
    Mutation("doubts", {"district_ids": "hexi;hexi"}, "district_ids", "twice"),
    Mutation("relations", {"result_metric_id": "gpd"}, "result_metric_id", "not in metrics.csv"),
    Mutation("preferences", {"criterion": "beauty"}, "criterion", "choose one of"),
    Mutation("releases", {"version": "first"}, "version", "must match"),
]

BETWEEN_CELLS = [
    Mutation("metrics", {"unit_zh": "个"}, "unit_zh", "must be %", {"measure": "rate"}),
    Mutation("metrics", {"share": "yes"}, "share", "only where measure is rate", {"measure": "index"}),
    Mutation(
        "documents",
        {"published_on": "2023-01-01"},
        "published_on",
        "before the year",
        {"report_year": "2024"},
    ),
    Mutation("documents", {"url": ""}, "url", "no seed_file", {"seed_file": ""}),
    Mutation("synonyms", {"dimension_id": "digital"}, "metric_id", "and not both", {"metric_id": "gdp"}),
    Mutation("synonyms", {"dimension_id": ""}, "metric_id", "must be given", {"metric_id": ""}),
    Mutation("synonyms", {"view": "per_10k"}, "view", "only where metric_id", {"metric_id": ""}),
    Mutation("documents", {"final_accounts": "yes"}, "final_accounts", "kind is budget", {"kind": "plan"}),
    Mutation("observations", {"period_end": "2000-12-31"}, "period_end", "before period_start", COUNT),
    Mutation(
        "observations",
        {"period_end": "2026-02-28"},
        "period_end",
        "must equal period_start",
        {"period_basis": "as_of"},
    ),
    Mutation(
        "observations", {"period_start": "2000-01-01"}, "period_end", "31 December", {"period_basis": "year"}
    ),
    Mutation("observations", {"value_low": "999999999"}, "value_low", "above value", {"qualifier": "approx"}),
    Mutation("observations", {"value_high": "0"}, "value_high", "below value", {"qualifier": "approx"}),
    Mutation("observations", {"value_high": ""}, "qualifier", "is exact", COUNT),
    Mutation("observations", {"value_low": ""}, "qualifier", "is exact", COUNT),
    Mutation("observations", {"value_low": ""}, "qualifier", "is at_least", AT_LEAST),
    Mutation("observations", {"value_high": "999999"}, "qualifier", "is at_least", AT_LEAST),
    Mutation("observations", {"qualifier": "at_least"}, "qualifier", "is at_least", SHARE),
    Mutation("observations", {"qualifier": "at_most", "value_high": ""}, "qualifier", "is at_most", COUNT),
    Mutation("observations", {"value_low": ""}, "qualifier", "is approx", {"qualifier": "approx"}),
    Mutation("observations", exact("101"), "value", "0-100", SHARE),
    Mutation("observations", {"value_low": "-1"}, "value_low", "0-100", SHARE),
    Mutation("observations", {"value_high": "101"}, "value_high", "0-100", SHARE),
    Mutation("observations", exact("-1"), "value", "negative", COUNT),
    Mutation("observations", {"value_low": "-1"}, "value_low", "negative", COUNT),
    Mutation("observations", {"value_high": "-1"}, "value_high", "negative", COUNT),
    Mutation("observations", exact("1.5"), "value", "more decimals", COUNT),
    Mutation(
        "observations",
        {"scope_name_zh": "", "scope_name_en": ""},
        "scope_name_zh",
        "whole district",
        {"scope": "site"},
    ),
    Mutation("observations", {"scope_name_en": ""}, "scope_name_en", "both", {"scope": "site"}),
    Mutation("observations", {"note_zh": "须知", "note_en": ""}, "note_en", "both"),
    Mutation("targets", {"due": "2020-12-31"}, "due", "before period_start", {"period_start": "2021-01-01"}),
    Mutation("targets", {"value": "120"}, "value", "0-100", {"metric_id": "court_appearance_rate"}),
    Mutation("targets", {"value": "-2"}, "value", "negative", {"metric_id": "npc_hearings_per_year"}),
    Mutation("targets", {"value": "2.5"}, "value", "more decimals", {"metric_id": "npc_hearings_per_year"}),
    Mutation("targets", {"scope_name_en": ""}, "scope_name_en", "both", {"scope_name_zh": "区政府"}),
    Mutation("targets", {"district_id": "hexi"}, "task_id", "another district", {"target_id": "HD-003"}),
    Mutation("systems", {"level": "city"}, "level", "only for honours", {"kind": "platform"}),
    Mutation("systems", {"status": "in_use"}, "status", "only for honours", {"kind": "honour"}),
    Mutation("systems", {"status": "awarded"}, "status", "only for honours", {"kind": "platform"}),
    Mutation("doubts", {"year_to": "2001"}, "year_to", "before year_from", {"year_from": "2009"}),
    Mutation("doubts", {"bars": "none"}, "bars", "exactly where", {"severity": "do_not_compare"}),
    Mutation("doubts", {"bars": "both"}, "bars", "exactly where", {"severity": "note"}),
    Mutation(
        "relations", {"part_metric_ids": "gdp;land_area"}, "part_metric_ids", "one metric", {"kind": "growth"}
    ),
    Mutation("relations", {"part_metric_ids": "gdp"}, "part_metric_ids", "two or more", {"kind": "sum"}),
    Mutation("relations", {"slack": "-1"}, "slack", "negative"),
]


def apply(facts: Any, mutation: Mutation) -> int:
    return int(
        facts.change(mutation.table, lambda row: mutation.where.items() <= row.items(), **mutation.cells)
    )


def at(found: list[Violation], file: str, line: int, column: str) -> list[str]:
    return [v.reason_en for v in found if (v.file, v.line, v.column) == (file, line, column)]


def test_the_real_facts_are_in_order(facts: Any) -> None:
    assert check(facts.path) == []


@pytest.mark.parametrize(
    "mutation", CELLS + BETWEEN_CELLS, ids=lambda m: f"{m.table}-{m.column}-{m.words}".replace(" ", "_")
)
def test_broken_cell(facts: Any, mutation: Mutation) -> None:
    line = apply(facts, mutation)
    found = check(facts.path)
    reasons = at(found, f"{mutation.table}.csv", line, mutation.column)
    assert any(mutation.words in reason for reason in reasons), [v.text() for v in found]
    assert {v.line for v in found if v.file == f"{mutation.table}.csv"} == {line}, (
        "an innocent line is accused"
    )


def test_every_rule_is_tried_above() -> None:
    def tried(table: str, rule: Rule) -> bool:
        return any(
            (m.table, m.column) == (table, rule.column) and m.words in rule.reason.en for m in BETWEEN_CELLS
        )

    untried = {
        (table, rule.column) for table, rules in RULES.items() for rule in rules if not tried(table, rule)
    }
    assert untried == {("absences", "year_to")}  # its file has no rows: tried below


def test_absences_are_checked(facts: Any) -> None:
    good = {
        "metric_id": "gdp",
        "district_id": "hexi",
        "kind": "not_published",
        "document_id": "hexi-cnr-2025",
        "note_zh": "未公布",
        "note_en": "Not published",
    }
    facts.append("absences", **good)
    assert check(facts.path) == []
    line = facts.append("absences", **good, year_from="2022", year_to="2021")
    again = facts.append("absences", **good)
    found = check(facts.path)
    assert "before year_from" in at(found, "absences.csv", line, "year_to")[0]
    assert "line 2 already" in at(found, "absences.csv", again, "metric_id+district_id+year_from+year_to")[0]
    assert len(found) == 2


def test_what_must_be_unique_stands_once(facts: Any) -> None:
    """The last row of every file takes over what only the first may have."""
    expected = []
    for table in TABLES:
        rows = facts.rows(table.name)
        names = [c.name for c in table.columns if c.unique or (c.name,) == table.key]
        if not names or not rows:
            continue
        rows = rows if len(rows) > 1 else [*rows, dict(rows[0])]
        rows[-1].update({name: rows[0][name] for name in names})
        facts.write(table.name, rows)
        expected += [(table.file, len(rows) + 1, name) for name in names]
    found = check(facts.path)
    assert len(expected) > 20
    for place in expected:
        assert any("line 2 already" in reason for reason in at(found, *place)), place


def test_keys_of_several_columns(facts: Any) -> None:
    first = facts.rows("task_units")[0]
    line = facts.append("task_units", **first)
    task = facts.change("tasks", 1, ordinal=facts.rows("tasks")[0]["ordinal"])
    found = check(facts.path)
    assert "line 2" in at(found, "task_units.csv", line, "task_id+unit_id+role")[0]
    assert "line 2" in at(found, "tasks.csv", task, "document_id+ordinal")[0]
    assert len(found) == 2


def test_all_is_reported_at_once(facts: Any) -> None:
    expected = {
        ("districts.csv", facts.change("districts", 0, adcode="x"), "adcode"),
        ("doubts.csv", facts.change("doubts", 3, severity="loud"), "severity"),
        (
            "observations.csv",
            facts.change("observations", 10, value="ten", note_zh="只有中文", note_en=""),
            "value",
        ),
        ("observations.csv", 12, "note_en"),
        ("observations.csv", facts.change("observations", 500, metric_id="nothing"), "metric_id"),
        ("units.csv", facts.change("units", -1, kind="club"), "kind"),
    }
    found = check(facts.path)
    assert {(v.file, v.line, v.column) for v in found} == expected
    assert all(v.reason_zh and v.reason_en for v in found)
    assert [(v.file, v.line) for v in found] == sorted((v.file, v.line) for v in found)


def replace(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda raw: raw.replace(old.encode(), new.encode(), 1)


WHOLE_FILES = [
    ("empty", lambda raw: b"", "districts", 0, "", "is empty"),
    ("header only", lambda raw: raw.splitlines(True)[0], "districts", 0, "", "no rows"),
    ("bad byte late", lambda raw: raw + b"\xff", "districts", 7, "", "not UTF-8"),
    ("missing column", replace("adcode", "adkode"), "districts", 1, "adcode", "missing column"),
    ("extra column", replace("adcode", "adkode"), "districts", 1, "adkode", "not a column"),
    ("missing key", replace("district_id", "id"), "districts", 1, "district_id", "missing column"),
    (
        "twice a column",
        replace("city_zh,city_en", "city_zh,city_zh"),
        "districts",
        1,
        "city_zh",
        "more than once",
    ),
    ("too few cells", replace("河东区,Hedong,", "河东区,"), "districts", 4, "", "has 7 cells"),
    ("too many cells", replace("河东区,", "河,东,区,"), "districts", 4, "", "has 10 cells"),
    ("open quote", replace("河东区", '"河东区'), "districts", 4, "", "double quotes"),
    ("stray quote", replace("河东区", '"河东"区'), "districts", 4, "", "double quotes"),
    ("NUL", replace("河东区", "河\x00区"), "districts", 4, "name_zh", "control character"),
    ("giant cell", replace("河东区", "河" * 100_000), "districts", 4, "name_zh", "shorten"),
    ("more than csv takes", replace("河东区", "河" * 200_000), "districts", 4, "name_zh", "shorten"),
    ("nothing but lines", lambda raw: b"\n" * 9, "districts", 0, "", "is empty"),
]


@pytest.mark.parametrize(
    ("damage", "table", "line", "column", "words"),
    [case[1:] for case in WHOLE_FILES],
    ids=[c[0] for c in WHOLE_FILES],
)
def test_broken_file(
    facts: Any, damage: Callable[[bytes], bytes], table: str, line: int, column: str, words: str
) -> None:
    path = facts.file(table)
    path.write_bytes(damage(path.read_bytes()))
    found = check(facts.path)
    assert words in "".join(at(found, path.name, line, column)), [v.text() for v in found][:5]
    assert all(len(v.value) <= 60 for v in found)


def test_what_cannot_be_read_accuses_no_other_file(facts: Any) -> None:
    for table in ("metrics", "districts", "documents", "dimensions"):
        facts.file(table).unlink()
    assert [(v.file, v.line) for v in check(facts.path)] == [
        ("dimensions.csv", 0),
        ("districts.csv", 0),
        ("documents.csv", 0),
        ("metrics.csv", 0),
    ]


def test_a_ragged_row_still_has_its_key(facts: Any) -> None:
    path = facts.file("districts")
    path.write_text(path.read_text(encoding="utf-8").replace("Hexi,", "Hexi,,,", 1), encoding="utf-8")
    assert [(v.file, v.line) for v in check(facts.path)] == [("districts.csv", 2)]


def test_a_folder_that_is_not_there(facts: Any) -> None:
    found = check(facts.path / "nowhere")
    assert len(found) == len([t for t in TABLES if not (t.may_be_absent or t.shipped)])
    assert all("is missing" in v.reason_en for v in found)


def test_lines_are_physical_lines(facts: Any) -> None:
    """A cell with line breaks pushes the rows below it down."""
    rows = facts.rows("units")
    rows[0]["name_en"] = "General Office\nof the\nDistrict Committee"
    rows[4]["kind"] = "club"
    facts.write("units", rows)
    assert [(v.file, v.line, v.column) for v in check(facts.path)] == [("units.csv", 8, "kind")]
    path = facts.file("units")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert ("units.csv", 8, "kind") in [(v.file, v.line, v.column) for v in check(facts.path)]


def test_harmless_differences_are_tolerated(facts: Any) -> None:
    path = facts.file("districts")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n\r\n")
    rows = facts.rows("dimensions")
    facts.write("dimensions", rows, list(reversed(facts.header("dimensions"))))
    facts.file("releases").unlink()
    assert check(facts.path) == []


def test_text_of_a_violation() -> None:
    line = Violation("a.csv", 3, "kind", "club", "不是允许的值", "is not an allowed value")
    assert line.text() == "a.csv:3: kind: 'club': is not an allowed value"
    assert line.text("zh") == "a.csv:3: kind: 'club': 不是允许的值"
    assert Violation("a.csv", 0, "", "", "是空的", "is empty").text() == "a.csv:0: is empty"
