"""`python -m reports`: names of files, exit codes, the same bytes again."""

from __future__ import annotations

from pathlib import Path

import pytest

from queries.store import Store
from reports.__main__ import main
from reports.write.fonts import FontsMissing
from views import build as building
from views.draft import Draft, item
from views.view import View

pytestmark = pytest.mark.usefixtures("store")


def run(*arguments: str) -> int:
    try:
        return main(arguments)
    except SystemExit as ended:  # argparse
        return int(ended.code or 0)


@pytest.mark.usefixtures("no_browser")
def test_files_are_named_by_template_and_language(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    wanted = ("--template", "meeting", "--language", "both", "--format", "pptx,docx", "--allow-missing")
    assert run(*wanted, "--out", str(out)) == 0
    assert sorted(p.name for p in out.iterdir()) == [
        f"qujian-meeting-{code}.{form}" for code in ("en", "zh") for form in ("docx", "pptx")
    ]


def test_a_draft_file_is_a_template(tmp_path: Path, store: Store) -> None:
    file = tmp_path / "next-year.json"
    file.write_text(Draft(language="en", items=(item("compare", metric="gdp"),)).as_json(), "utf-8")
    assert run("--template", str(file), "--format", "pptx", "--out", str(tmp_path)) == 0
    first = (tmp_path / "qujian-next-year-en.pptx").read_bytes()
    assert run("--template", str(file), "--format", "pptx", "--out", str(tmp_path)) == 0
    assert (tmp_path / "qujian-next-year-en.pptx").read_bytes() == first


@pytest.mark.parametrize("form", ["pptx", "html"])
def test_an_item_that_fails_ends_with_1_and_the_file_holds_the_others(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> View:
        raise ZeroDivisionError("float division by zero")

    monkeypatch.setitem(building.BUILDERS, "targets", fails)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    file = tmp_path / "mixed.json"
    items = (item("compare", metric="gdp"), item("targets"))
    file.write_text(Draft(language="en", items=items).as_json(), "utf-8")
    assert run("--template", str(file), "--format", form, "--out", str(tmp_path)) == 1
    assert "item 2 of 2, targets" in capsys.readouterr().err
    assert (tmp_path / f"qujian-mixed-en.{form}").stat().st_size > 10_000


@pytest.mark.usefixtures("no_browser")
def test_what_is_lacking_is_told_by_file_and_ends_with_1_unless_allowed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "one.json"
    items = (item("compare", metric="gdp"), item("practices"))
    file.write_text(Draft(language="zh", items=items).as_json(), "utf-8")
    wanted = ("--template", str(file), "--format", "pptx,docx,xlsx,pdf", "--out", str(tmp_path))
    assert run(*wanted) == 1
    said = capsys.readouterr().err
    for name in ("qujian-one-zh.docx", "qujian-one-zh.pdf"):
        assert f"{name}缺1幅图（地区生产总值" in said and f"{name} lacks 1 chart (" in said
        assert (tmp_path / name).stat().st_size > 10_000
    assert "Chromium" in said
    assert "pptx缺" not in said and "xlsx缺" not in said, "native charts need no browser"
    assert run(*wanted, "--allow-missing") == 0
    assert "qujian-one-zh.pdf lacks 1 chart" in capsys.readouterr().err


def test_a_file_that_fonts_are_missing_for_is_left_out_and_the_others_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails() -> None:
        raise FontsMissing

    monkeypatch.setattr("reports.write.pdf.faces", fails)
    file = tmp_path / "one.json"
    file.write_text(Draft(language="en", items=(item("compare", metric="gdp"),)).as_json(), "utf-8")
    assert run("--template", str(file), "--format", "xlsx,pdf,html", "--out", str(tmp_path)) == 1
    said = capsys.readouterr().err
    assert "qujian-one-en.pdf未写出。" in said and "qujian-one-en.pdf is not written." in said
    assert sorted(p.name for p in tmp_path.glob("qujian-*")) == ["qujian-one-en.html", "qujian-one-en.xlsx"]


@pytest.mark.usefixtures("no_browser")
def test_what_is_refused_for_honest_reasons_is_no_failure(tmp_path: Path) -> None:
    file = tmp_path / "refused.json"
    items = (
        item("compare", metric="gdp_growth", view="per_10k"),
        item("trend", metric="gdp_growth", view="index"),
    )
    file.write_text(Draft(language="zh", items=items).as_json(), "utf-8")
    assert run("--template", str(file), "--format", "pptx", "--out", str(tmp_path)) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--template", "nothing"],
        ["--template", "annual", "--format", "odt"],
        ["--template", "annual", "--format", ""],
        ["--template", "annual", "--language", "fr"],
        ["--template", "annual", "--districts", "hexi,atlantis"],
        ["--template", "annual", "--metrics", "nothing"],
        ["--template", "dimension", "--dimension", "nothing"],
        ["--template", "annual", "--from", "MMXX"],
        ["--template", "annual", "--from", "2024", "--to", "2020"],
        ["--template", "annual", "--format", "pptx", "--master", "none.pptx"],
    ],
)
def test_wrong_use_ends_with_2(
    tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments, "--out", str(tmp_path / "out")) == 2
    assert capsys.readouterr().err
    assert not list(tmp_path.rglob("qujian-*"))


def test_a_broken_draft_ends_with_2_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.json"
    file.write_text("{}", "utf-8")
    assert run("--template", str(file), "--out", str(tmp_path)) == 2
    said = capsys.readouterr().err
    assert "草稿" in said and "draft" in said
    assert said.count(str(file)) == 2, "each line names the file"


def test_a_folder_that_cannot_be_written_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file", "utf-8")
    assert run("--template", "meeting", "--format", "pptx", "--out", str(tmp_path / "out")) == 1


def test_years_and_metrics_are_kept_to(tmp_path: Path) -> None:
    arguments = [
        "--template",
        "annual",
        "--metrics",
        "gdp",
        "--from",
        "2021",
        "--to",
        "2022",
        "--format",
        "pptx",
        "--reliability",
        "all",
    ]
    assert run(*arguments, "--districts", "tongzhou,binhai,weicheng", "--out", str(tmp_path)) == 0
    from pptx import Presentation

    charts = [
        s.chart
        for x in Presentation(str(tmp_path / "qujian-annual-zh.pptx")).slides
        for s in x.shapes
        if s.has_chart
    ]
    assert len(charts) == 1
    assert "2022" in charts[0].plots[0].series[0].name
