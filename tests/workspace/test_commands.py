"""The workspace from the command line of the server, in the language of the terminal."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from data.__main__ import main
from data.workspace import people
from data.workspace.database import open_workspace
from tests.workspace.conftest import PASSWORD, Office

Output = pytest.CaptureFixture[str]


def _typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_the_first_administrator(settings: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    assert main(["people", "list"]) == 0
    assert "administrator" in capsys.readouterr().out, "it says how to begin"
    _typed(monkeypatch, PASSWORD + "\n")
    assert main(["people", "add", "王主任", "--role", "administrator", "--password-stdin"]) == 0
    found = people.signed_in(open_workspace(), "王主任", PASSWORD)
    assert found and found.role == "administrator"
    capsys.readouterr()
    assert main(["people", "remove", "王主任"]) == 1
    assert "administer" in capsys.readouterr().err
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    assert main(["people", "role", "没有此人", "--role", "reader"]) == 1
    assert capsys.readouterr().err == "没有名为“没有此人”的人员\n"


def test_passwords_are_typed_twice(office: Office, monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    answers = iter(["a long password", "another password", "a long password", "a long password"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    assert main(["people", "password", "editor"]) == 1
    assert people.signed_in(office.workspace, "editor", PASSWORD)
    assert main(["people", "password", "editor"]) == 0
    assert people.signed_in(office.workspace, "editor", "a long password")
    assert "a long password" not in "".join(capsys.readouterr())


def test_versions_fold_backup_restore(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    assert main(["versions"]) == 0
    assert "nothing" in capsys.readouterr().out
    publication = office.publish(office.correction(office.rows("observations")[0], note_en="x"))
    assert main(["versions"]) == 0
    assert publication.version in capsys.readouterr().out
    file = tmp_path / "backup.zip"
    assert main(["backup", str(file)]) == 0
    assert main(["fold"]) == 0
    assert "observations.csv" in capsys.readouterr().out
    assert office.rows("observations")[0]["note_en"] == "x"
    assert main(["restore", str(file)]) == 1
    assert "not empty" in capsys.readouterr().err
    monkeypatch.setenv("QUJIAN_DATABASE", f"sqlite:///{tmp_path}/again.sqlite")
    assert main(["restore", str(file)]) == 0
    assert main(["restore", str(tmp_path / "nowhere.zip")]) == 1
