"""Office files judged by the rules of their schemas, and by what the programs that open them read first."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from data.settings import today
from locales import words
from queries.store import Store
from reports.report import Report
from reports.report import report as resolved
from reports.write import document, document_parts, report_workbook, slide_master, slides
from tests.reports.test_more_items import ITEMS
from views.draft import Draft

Written = Callable[[str, str, str], bytes]
FORMATS = {"slides": "pptx", "document": "docx", "report_workbook": "xlsx"}
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture(autouse=True, scope="module")
def _small_pictures() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reports.draw.pictures.renderer.draw", lambda *_: PIXEL)
        yield


@pytest.fixture(scope="module", params=["zh", "en"])
def everything(store: Store, request: pytest.FixtureRequest) -> Report:
    """A report with a block of every further kind."""
    return resolved(store, words(request.param), Draft(items=ITEMS), today())


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return etree.fromstring(file.read(name))


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return file.namelist()


def faults(content: bytes, file: Path) -> list[str]:
    """What the schemas of Office Open XML and the programs' own rules say against a file."""
    file.write_bytes(content)
    return [f"{e.part_uri}: {e.description}" for e in OpenXmlValidator().validate(file).errors]


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("template", ["annual", "district"])
@pytest.mark.parametrize("writer", FORMATS)
def test_templates_keep_to_the_schemas(
    written: Written, tmp_path: Path, writer: str, template: str, code: str
) -> None:
    assert faults(written(writer, template, code), tmp_path / f"file.{FORMATS[writer]}") == []


@pytest.mark.parametrize("writer", [slides, document, report_workbook], ids=list(FORMATS))
def test_every_kind_of_block_keeps_to_the_schemas(everything: Report, tmp_path: Path, writer: object) -> None:
    ending = FORMATS[writer.__name__.rpartition(".")[2]]  # type: ignore[attr-defined]
    assert faults(writer.write(everything), tmp_path / f"file.{ending}") == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("writer", "count"), [(slides, 2), (report_workbook, 3)], ids=["pptx", "xlsx"])
def test_axes_have_unsigned_ids_that_meet(everything: Report, writer: object, count: int) -> None:
    content = writer.write(everything)  # type: ignore[attr-defined]
    charts = [n for n in names(content) if "/charts/chart" in n and n.endswith(".xml")]
    assert len(charts) == count, "a map has bars in a workbook and shapes on a slide"
    _axes_meet(content, charts)


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("template", ["annual", "district"])
@pytest.mark.parametrize("writer", ["slides", "report_workbook"])
def test_axes_of_templates_have_unsigned_ids_that_meet(
    written: Written, writer: str, template: str, code: str
) -> None:
    content = written(writer, template, code)
    charts = [n for n in names(content) if "/charts/chart" in n and n.endswith(".xml")]
    assert charts
    _axes_meet(content, charts)


def _axes_meet(content: bytes, charts: list[str]) -> None:
    for name in charts:
        area = part(content, name).find(f".//{CHART}plotArea")
        axes = [a for a in area if a.tag.endswith("Ax")]
        own = [a.find(f"{CHART}axId").get("val") for a in axes]
        assert len(set(own)) == len(own) == 2
        assert all(value.isdigit() and int(value) < 1 << 32 for value in own)
        assert {a.find(f"{CHART}crossAx").get("val") for a in axes} == set(own)
        used = {
            i.get("val") for plot in area if plot.tag.endswith("Chart") for i in plot.findall(f"{CHART}axId")
        }
        assert used == set(own)


@pytest.mark.parametrize("code", ["zh", "en"])
def test_documents_speak_chinese_beside_latin(written: Written, code: str) -> None:
    content = written("document", "annual", code)
    settings = part(content, "word/settings.xml")
    language = settings.find(f"{WORD}themeFontLang")
    assert language.get(f"{WORD}eastAsia") == "zh-CN"
    assert language.get(f"{WORD}val") == "en-GB"
    order = [e.tag for e in settings]
    assert order.index(f"{WORD}updateFields") < order.index(f"{WORD}compat")
    faces = _theme_faces(part(content, "word/theme/theme1.xml"))
    body = "仿宋" if code == "zh" else "宋体"
    assert faces == {"majorFont": ("Times New Roman", "黑体"), "minorFont": ("Times New Roman", body)}


@pytest.mark.parametrize("code", ["zh", "en"])
def test_slides_and_their_notes_have_a_theme_in_a_chinese_face(written: Written, code: str) -> None:
    content = written("slides", "annual", code)
    themes = [n for n in names(content) if n.startswith("ppt/theme/")]
    assert len(themes) == 2, "of the slides and of the notes"
    for name in themes:
        face = ("Microsoft YaHei", "Microsoft YaHei")
        assert _theme_faces(part(content, name)) == {"majorFont": face, "minorFont": face}


#: What the schema lets settings hold, in its order; only what a file of ours may have.
SETTINGS = [
    "writeProtection",
    "view",
    "zoom",
    "removePersonalInformation",
    "embedTrueTypeFonts",
    "saveSubsetFonts",
    "mirrorMargins",
    "bordersDoNotSurroundHeader",
    "proofState",
    "attachedTemplate",
    "stylePaneFormatFilter",
    "trackRevisions",
    "documentProtection",
    "autoFormatOverride",
    "defaultTabStop",
    "autoHyphenation",
    "evenAndOddHeaders",
    "bookFoldPrinting",
    "drawingGridVerticalSpacing",
    "characterSpacingControl",
    "noLineBreaksAfter",
    "noLineBreaksBefore",
    "updateFields",
    "hdrShapeDefaults",
    "footnotePr",
    "endnotePr",
    "compat",
    "docVars",
    "rsids",
    "mathPr",
    "attachedSchema",
    "themeFontLang",
    "clrSchemeMapping",
    "doNotAutoCompressPictures",
    "shapeDefaults",
    "decimalSymbol",
    "listSeparator",
]


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize("template", ["annual", "brief"])
def test_settings_stand_in_the_order_of_the_schema(written: Written, template: str, code: str) -> None:
    found = [e.tag.rpartition("}")[2] for e in part(written("document", template, code), "word/settings.xml")]
    assert "updateFields" in found and "themeFontLang" in found
    assert set(found) <= set(SETTINGS)
    assert found == sorted(found, key=SETTINGS.index)


def _theme_faces(theme: etree._Element) -> dict[str, tuple[str, str]]:
    return {
        name: tuple(theme.find(f".//{MAIN}{name}/{MAIN}{kind}").get("typeface") for kind in ("latin", "ea"))
        for name in ("majorFont", "minorFont")
    }


@pytest.mark.parametrize("writer", ["slides", "document"])
def test_nothing_of_the_template_contradicts_the_file(written: Written, writer: str) -> None:
    content = written(writer, "annual", "zh")
    found = names(content)
    assert found
    assert [n for n in found if "Effects" in n or "thumbnail" in n] == []
    counted = part(content, "docProps/app.xml") if writer == "slides" else None
    assert (counted is None) == ("docProps/app.xml" not in found), "slides are counted anew"


TEMPLATES = sorted(Path(slide_master.TEMPLATE).parent.iterdir())


def test_there_is_a_template_for_slides_and_one_for_documents_in_each_language() -> None:
    assert [t.name for t in TEMPLATES] == ["document.en.docx", "document.zh.docx", "slides.pptx"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.name)
def test_templates_hold_what_writers_rely_on_and_nothing_left_over(template: Path, tmp_path: Path) -> None:
    content = template.read_bytes()
    assert faults(content, tmp_path / template.name) == []
    left_over = re.compile(
        r"thumbnail|docProps/(app|custom)|printerSettings|customXml|Effects|/slides/|media/"
    )
    assert [n for n in names(content) if left_over.search(n)] == []
    core = part(content, "docProps/core.xml")
    assert {e.tag.rpartition("}")[2] for e in core if e.text} == {"created", "modified", "revision"}
    if template.suffix == ".pptx":
        opened = Presentation(str(template))
        assert [x.element.get("type") for x in opened.slide_layouts] == [
            "title",
            "titleOnly",
            "obj",
            "secHead",
        ]
        kinds = [p.element.ph.get("type") for p in opened.slide_master.placeholders]
        assert kinds == ["title", "body", "dt", "ftr", "sldNum"]
        assert [n for n in names(content) if "notesMaster" in n and n.endswith(".xml")], "else one is made"
    else:
        opened = Document(str(template))
        assert {"TOC Heading", "toc 1", "toc 2"} <= {s.name for s in opened.styles}
        assert document_parts.size_of(opened, "Body Text") >= 12
        assert [p.text for p in opened.paragraphs] == []
        levels = [opened.styles[f"Heading {n}"].element.pPr.numPr.ilvl.val for n in (1, 2)]
        assert levels == [0, 1], "headings number themselves"


def test_what_powerpoint_and_word_add_to_a_template_stays_out_of_files(
    everything: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The templates of both libraries were saved by the programs themselves: picture, counts, texts of the writer."""
    slides_, paper = (
        Presentation(),
        Document(str(document_parts.TEMPLATES / f"document.{everything.words.code}.docx")),
    )
    slides_.slides.add_slide(slides_.slide_layouts[0]).shapes.title.text = "left over"
    slides_.save(str(tmp_path / "slides.pptx"))
    paper.add_paragraph("left over")
    paper.save(str(tmp_path / f"document.{everything.words.code}.docx"))
    monkeypatch.setattr(slide_master, "TEMPLATE", tmp_path / "slides.pptx")
    monkeypatch.setattr(document_parts, "TEMPLATES", tmp_path)
    for content in (slides.write(everything), document.write(everything)):
        assert [n for n in names(content) if re.search("thumbnail|printerSettings", n)] == []
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            assert not any(b"left over" in file.read(n) for n in file.namelist())
