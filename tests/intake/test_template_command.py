"""`python -m intake template`: exit codes, both languages, and never half a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.__main__ import main
from intake.template.read import read_template
from queries.store import Store


def test_it_writes_the_workbook(
    intake_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "hexi.xlsx"
    assert (
        main(
            [
                "template",
                "--district",
                "hexi",
                "--year",
                "2024",
                "--metrics",
                "gdp,penalties",
                "--out",
                str(out),
            ]
        )
        == 0
    )
    read = read_template(out.read_bytes())
    assert (read.district_id, read.year) == ("hexi", 2024)
    assert capsys.readouterr().out.strip() == str(out)
    assert [p.name for p in out.parent.iterdir()] == ["hexi.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--district", "nowhere"], "nowhere"),
        (["--metrics", "no_such"], "no_such"),
        (["--dimension", "no_such"], "no_such"),
        (["--year", "24"], "24"),
        (["--out", "x.csv"], ".xlsx"),
    ],
)
def test_wrong_use_is_said_in_both_languages_and_leaves_what_was_there(
    intake_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], word: str
) -> None:
    out = tmp_path / "kept.xlsx"
    out.write_bytes(b"before")
    given = ["template", "--district", "hexi", "--year", "2024", "--out", str(out), *arguments]
    assert main(given) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert all(word in line for line in said)
    assert out.read_bytes() == b"before"


def test_what_cannot_be_written_is_a_failure(
    intake_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("x")
    out = tmp_path / "file" / "x.xlsx"
    assert main(["template", "--district", "hexi", "--year", "2024", "--out", str(out)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_arguments_that_lack_are_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["template", "--year", "2024"])
    assert ended.value.code == 2
