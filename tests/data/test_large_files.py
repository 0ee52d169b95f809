"""Files of any length: read in pieces, in a memory that does not grow with them, with the same findings."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path
from typing import Any

import duckdb
import pytest

from data import decoding, writing
from data.build import build
from data.check import load
from data.decoding import NotText, encoding
from data.violations import Findings, Reason, Violation, violation


def _many(facts: Any, count: int) -> list[dict[str, str]]:
    """So many figures, each the like of a shipped one under an identifier of its own."""
    rows = facts.rows("observations")
    return [rows[i % len(rows)] | {"observation_id": f"n-{i}", "section": str(i)} for i in range(count)]


def _peak(facts: Any, count: int) -> int:
    """The greatest memory of Python's objects while so many figures are checked, in bytes."""
    facts.write("observations", _many(facts, count))
    tracemalloc.start()
    try:
        assert load(facts.path).violations == []
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_rows(facts: Any) -> None:
    few, many = _peak(facts, 5_000), _peak(facts, 12_000)
    # A row kept as its values would take 3,000 bytes and more; what is kept of it are some hashes.
    assert (many - few) / 7_000 < 100


def _content(path: Path) -> dict[str, list[Any]]:
    with duckdb.connect(path, read_only=True) as connection:
        names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        return {n: connection.execute(f'SELECT * FROM "{n}" ORDER BY rowid').fetchall() for n in names}


def test_batches_make_no_difference(facts: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _content(build(facts.path, tmp_path / "whole"))
    monkeypatch.setattr(writing, "_BATCH", 7)
    assert _content(build(facts.path, tmp_path / "batches")) == whole
    assert whole["observations"]


def test_nothing_is_left_beside_the_database(facts: Any, tmp_path: Path) -> None:
    path = build(facts.path, tmp_path)
    assert {p.name for p in tmp_path.iterdir() if p != facts.path} == {path.name, "current.json"}


def test_repeats_far_apart_are_named_with_both_lines(facts: Any) -> None:
    rows = _many(facts, 2_000)
    rows[1_990] |= {"observation_id": "n-3"}
    rows[1_995] |= {"section": rows[1_995 - 768 * 2]["section"]}  # the like of a row two rounds before
    facts.write("observations", rows)
    found = load(facts.path)
    assert [(v.line, v.column, v.value) for v in found.violations] == [(1_992, "observation_id", "n-3")]
    assert "第5行" in found.violations[0].reason_zh
    assert [(v.line, v.value) for v in found.notes] == [(1_997, "n-1995")]
    assert "第461行" in found.notes[0].reason_zh


@pytest.mark.parametrize("block", [1, 2, 3, 5, 8])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_signs_may_lie_across_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codec: str, block: int
) -> None:
    monkeypatch.setattr(decoding, "_BLOCK", block)
    path = tmp_path / "file.csv"
    text = "区,名称\n河西,天津市河西区\n𠮷,渭城\n"
    path.write_bytes(text.encode(codec))
    found = encoding(path)
    assert path.read_bytes().decode(found.codec) == text


@pytest.mark.parametrize("block", [1, 4, 16])
def test_the_broken_line_is_counted_over_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(decoding, "_BLOCK", block)
    path = tmp_path / "file.csv"
    path.write_bytes(
        "河西区\n滨海新区\n河东区\n".encode() + "通州区".encode()[:-1] + b"\n" + "渭城区\n".encode()
    )
    with pytest.raises(NotText) as caught:
        encoding(path)
    assert caught.value.line == 4


def _plainly(found: list[Violation]) -> list[tuple[str, int, str]]:
    """The same lines worked out from all findings at once: file, first line, and how many there are of the cause."""
    causes: dict[tuple[str, str, str], list[Violation]] = {}
    for item in sorted(set(found)):
        causes.setdefault((item.file, item.column, item.reason_en), []).append(item)
    lines = []
    for members in causes.values():
        if len(members) > 5:
            lines.append((members[0].file, members[0].line, f"{len(members)} places"))
        else:
            lines += [(m.file, m.line, "") for m in members]
    return sorted(lines)


@pytest.mark.parametrize("seed", range(20))
def test_findings_in_any_order_come_to_the_same_lines(seed: int) -> None:
    chance = random.Random(seed)
    reasons = [Reason("甲", "a"), Reason("乙", "b")]
    found = [
        violation(
            chance.choice(["x.csv", "y.csv"]), line, chance.choice(["", "value"]), "", chance.choice(reasons)
        )
        for line in chance.sample(range(1, 200), chance.randint(1, 60))
    ]
    findings = Findings()
    for item in found:
        findings.add([item])
    shown = [
        (
            v.file,
            v.line,
            f"{v.reason_en.split('(')[1].split(' places')[0]} places" if "(" in v.reason_en else "",
        )
        for v in findings.lines()
    ]
    assert sorted(shown) == _plainly(found)
