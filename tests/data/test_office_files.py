"""CSV files as offices save them: what is lossless is read and said, every other cause has one line."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.__main__ import main
from data.build import DataError, build
from data.check import Facts, check, load
from data.contracts import TABLES

Damage = Callable[[str], bytes]


def _slashed(text: str) -> str:
    """Whole cells that are dates, as Excel writes them."""
    return re.sub(r"(?<=,)(\d{4})-0?(\d{1,2})-0?(\d{1,2})(?=,)", r"\1/\2/\3", text)


def _separated(text: str, separator: str) -> str:
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator, lineterminator="\n").writerows(csv.reader(io.StringIO(text)))
    return made.getvalue()


def _changed(facts: Any, damage: Callable[[str], str | bytes], table: str = "observations") -> Facts:
    path: Path = facts.file(table)
    made = damage(path.read_text(encoding="utf-8"))
    path.write_bytes(made if isinstance(made, bytes) else made.encode())
    return load(facts.path)


def _observations(folder: Path) -> list[Any]:
    """The figures of a folder as the build is given them."""
    rows: list[Any] = []
    load(folder, lambda table, values: rows.append(values) if table == "observations" else None)
    return rows


def _texts(facts: Facts) -> list[str]:
    return [v.text("zh") for v in facts.violations]


READ = [
    ("GB18030", lambda t: t.encode("gb18030"), "编码是 GB18030"),
    ("UTF-16", lambda t: t.encode("utf-16"), "编码是 UTF-16"),
    ("UTF-16 BE", lambda t: b"\xfe\xff" + t.encode("utf-16-be"), "编码是 UTF-16"),
    ("BOM", lambda t: t.encode("utf-8-sig"), ""),
    ("dates", lambda t: _slashed(t).encode(), "整列日期写成 2009/1/1，{dates}格"),
    ("empty rows", lambda t: (t + ",,,,,\n" * 3).encode(), "末尾有3个空行"),
    ("as Excel does", lambda t: _slashed(t).replace("\n", "\r\n").encode("gb18030"), "整列日期写成"),
]


@pytest.mark.parametrize(("damage", "said"), [c[1:] for c in READ], ids=[c[0] for c in READ])
def test_what_loses_nothing_is_read_and_said(facts: Any, damage: Damage, said: str) -> None:
    before = _observations(facts.path)
    after = _changed(facts, damage)
    assert _texts(after) == []
    assert _observations(facts.path) == before
    said = said.format(dates=2 * len(before))
    notes = [v.text("zh") for v in after.notes]
    assert any(said in note for note in notes) if said else notes == []


NAMED = [
    ("semicolons", lambda t: _separated(t, ";"), "分隔符是分号"),
    ("tabs", lambda t: _separated(t, "\t"), "分隔符是制表符"),
    ("sep line", lambda t: "sep=,\n" + t, "第一行是 sep=,，不是表头"),
    ("title line", lambda t: "各区数据一览表,,,\n" + t, "第一行不是表头，表头在第2行"),
    ("no header", lambda t: t.split("\n", 1)[1], "第一行不是表头"),
    ("trailing commas", lambda t: re.sub(r"(?m)$", ",", t.rstrip("\n")), "一列没有名称"),
    (
        "ragged",
        lambda t: t.replace("\n", ",\n").replace(",\n", "\n", 1),
        "（共{rows}处，首见于第2、3、4、5、6行）",
    ),
]


@pytest.mark.parametrize(("damage", "said"), [c[1:] for c in NAMED], ids=[c[0] for c in NAMED])
def test_one_line_a_cause(facts: Any, damage: Callable[[str], str], said: str) -> None:
    rows = len(facts.rows("observations"))
    [text] = _texts(_changed(facts, damage))
    assert said.format(rows=rows) in text


def test_lines_are_those_of_the_file_below_a_title(facts: Any) -> None:
    line = facts.change("observations", 10, value="ten")
    found = _changed(facts, lambda t: "各区数据\n\n" + t).violations
    assert (line + 2, "value") in [(v.line, v.column) for v in found]
    assert len(found) == 2


def test_a_damaged_utf8_file_is_not_read_as_another_encoding(facts: Any) -> None:
    [text] = _texts(_changed(facts, lambda t: t.encode().replace("年".encode(), "年".encode()[:2], 1)))
    assert "不是 UTF-8" in text


def test_many_of_one_cause_are_one_line_with_count_and_places(
    facts: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUJIAN_DATA", str(facts.path))
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    facts.write("observations", [row | {"qualifier": "确数"} for row in facts.rows("observations")])
    assert main(["check"]) == 1
    [line] = capsys.readouterr().out.splitlines()
    assert "observations.csv:2: qualifier: '确数': 不是允许的值" in line
    assert f"共{len(facts.rows('observations'))}处，首见于第2、3、4、5、6行" in line


@pytest.mark.parametrize("mark", ["\u200b", "\u00a0", "\ufeff", "\u202e", "\u2066", "\u00ad"])
def test_what_nobody_sees_in_a_name_is_named(facts: Any, mark: str) -> None:
    line = facts.change("districts", 0, name_zh=f"河{mark}西区")
    [found] = check(facts.path)
    assert (found.line, found.column) == (line, "name_zh")
    assert f"U+{ord(mark):04X}" in found.reason_zh


def test_rows_alike_but_for_their_identifier_are_named(facts: Any) -> None:
    row = facts.rows("observations")[7]
    line = facts.append("observations", **(row | {"observation_id": "again"}))
    found = load(facts.path)
    assert found.violations == []
    assert [(v.file, v.line, v.value) for v in found.notes] == [("observations.csv", line, "again")]
    assert "第9行" in found.notes[0].reason_zh


def _mutated(raw: bytes, chance: random.Random) -> bytes:
    """The bytes with something cut, doubled, swapped or put in at places of chance."""
    snippets = [b'"', b",", b"\n", b"\r", b";", b"\0", b"\xff", b"\xef\xbb\xbf", b"sep=;\n", b"9" * 5000]
    snippets += [
        "区".encode("gb18030"),
        "\u202e".encode(),
        b"2009/13/45",
        b"1e999",
        b"-",
        b"any",
        b"x" * 200_000,
    ]
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randint(0, len(raw)) for _ in range(2))
        kind = chance.randrange(5)
        if kind == 0:
            raw = raw[:at] + chance.choice(snippets) + raw[at:]
        elif kind == 1:
            raw = raw[:at] + raw[min(to, at + 40) :]
        elif kind == 2:
            raw = raw[:at] + raw[at : at + 300] * 2 + raw[at + 300 :]
        elif kind == 3:
            raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
        else:
            raw = raw.replace(chance.choice([b",", b"\n", b"-", b"1"]), chance.choice(snippets[:9]), 30)
    return raw


@pytest.mark.parametrize("seed", range(len(TABLES) * 4))
def test_no_mutation_of_a_file_ends_in_a_traceback(facts: Any, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = facts.file(TABLES[seed % len(TABLES)].name)
    path.write_bytes(_mutated(path.read_bytes(), chance))
    found = load(facts.path)
    assert all(v.reason_zh and v.text("zh") and v.text("en") for v in (*found.violations, *found.notes))
    if found.violations:
        return
    try:
        assert build(facts.path, tmp_path / "store").is_file()
    except DataError as error:
        assert error.violations
