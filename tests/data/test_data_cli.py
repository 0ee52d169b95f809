"""`python -m data`, the settings and the dictionary."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data import settings
from data.__main__ import main
from data.contracts import TABLES
from data.dictionary import dictionary


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def test_check_counts_rows(
    facts: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUJIAN_DATA", str(facts.path))
    assert main(["check"]) == 0
    output = capsys.readouterr().out
    assert output.startswith(f"ok: {len(TABLES)} files, districts {len(facts.rows('districts'))}, ")
    assert f"observations {len(facts.rows('observations'))}" in output


@pytest.mark.parametrize(
    ("variable", "locale", "words"),
    [
        ("LC_ALL", "zh_CN.UTF-8", "不是允许的值"),
        ("LC_ALL", "en_GB.UTF-8", "is not an allowed value"),
        ("LANG", "zh_CN.UTF-8", "不是允许的值"),
        ("LANG", "C", "is not an allowed value"),
    ],
)
def test_violations_are_printed_in_the_language_of_the_terminal(
    facts: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    variable: str,
    locale: str,
    words: str,
) -> None:
    monkeypatch.setenv("QUJIAN_DATA", str(facts.path))
    monkeypatch.delenv("LC_ALL")
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.setenv(variable, locale)
    facts.change("units", 2, kind="club")
    facts.change("doubts", 0, severity="loud")
    for command in ("check", "build"):
        assert main([command]) == 1
        lines = capsys.readouterr().out.splitlines()
        assert [line.split(words)[0] for line in lines] == [
            "doubts.csv:2: severity: 'loud': ",
            "units.csv:4: kind: 'club': ",
        ]


def test_build_says_when_there_is_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--out", str(tmp_path)]) == 0
    path = capsys.readouterr().out.strip()
    assert Path(path).is_file()
    assert main(["build", "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out.strip() == f"{path} (unchanged)"


def test_build_goes_to_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / "store"))
    assert main(["build"]) == 0
    assert (tmp_path / "store" / "current.json").is_file()


def test_a_store_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["build", "--out", str(tmp_path / "file")]) == 1
    assert "failed" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["destroy"], ["check", "--fast"], ["build", "--out"]])
def test_wrong_use(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_help_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--help"])
    assert caught.value.code == 0
    output = capsys.readouterr().out
    assert all(word in output for word in ("check", "build", "dictionary", "QUJIAN_DATA"))


def test_the_dictionary_is_up_to_date(tmp_path: Path) -> None:
    assert main(["dictionary", "--out", str(tmp_path / "made.md")]) == 0
    kept = (settings.PACKAGE_FOLDER / "DICTIONARY.md").read_text(encoding="utf-8")
    assert (tmp_path / "made.md").read_text(encoding="utf-8") == kept, "run: python -m data dictionary"


def test_the_dictionary_names_everything(facts: Any) -> None:
    made = dictionary(facts.path)
    for table in TABLES:
        assert f"### {table.file}" in made
        assert all(f"| `{name}` |" in made for name in table.column_names)
    assert all(f"| `{row['metric_id']}` | {row['name_zh']} |" in made for row in facts.rows("metrics"))


def test_broken_facts_have_no_dictionary(
    facts: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUJIAN_DATA", str(facts.path))
    facts.change("units", 2, kind="club")
    assert main(["dictionary", "--out", str(tmp_path / "made.md")]) == 1
    assert "units.csv:4" in capsys.readouterr().out
    assert not (tmp_path / "made.md").exists()


def test_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert settings.data_folder() == settings.PACKAGE_FOLDER
    assert settings.store_folder() == settings.PACKAGE_FOLDER / "build"
    monkeypatch.setenv("QUJIAN_DATA", str(tmp_path / "facts"))
    monkeypatch.setenv("QUJIAN_STORE", str(tmp_path / "store"))
    assert settings.data_folder() == tmp_path / "facts"
    assert settings.store_folder() == tmp_path / "store"


def test_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUJIAN_TODAY", "2024-02-29")
    assert settings.today() == date(2024, 2, 29)


@pytest.mark.parametrize("text", ["2023-02-29", "29.2.2024", "20240229", "today", "2024-W09-4"])
def test_today_malformed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("QUJIAN_TODAY", text)
    with pytest.raises(ValueError, match=r"QUJIAN_TODAY.*YYYY-MM-DD"):
        settings.today()
