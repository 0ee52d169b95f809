"""Briefs of at most twelve slides a district, the rest as an appendix, one file a district; continuation is marked."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pptx import Presentation

from reports.__main__ import main
from reports.per_district import by_district
from reports.templates import Choice, draft
from reports.write import slides
from reports.write.slide_extent import MOST
from views.draft import Draft, item

NUMBERED = re.compile(r"（(\d+)/(\d+)）$")


def titles(content: bytes) -> list[str]:
    return [x.shapes.title.text for x in Presentation(io.BytesIO(content)).slides]


@pytest.mark.parametrize(("district", "is_cut"), [("tongzhou", True), ("weicheng", False)])
def test_a_brief_has_at_most_twelve_slides_and_says_what_it_leaves_out(
    make, district: str, is_cut: bool
) -> None:  # type: ignore[no-untyped-def]
    report = make("district", "zh", districts=(district,))
    content = slides.write(report, None, "brief")
    found = titles(content)
    assert 3 < len(found) <= MOST
    bare = {NUMBERED.sub("", t) for t in found}
    left = [v for v in report.views if v.title not in bare]
    cells = [
        c.text
        for x in Presentation(io.BytesIO(content)).slides
        for s in x.shapes
        if s.has_table
        for row in s.table.rows
        for c in row.cells
    ]
    said = [c for c in cells if c.startswith("本简报另有")]
    assert bool(left) == bool(said) == is_cut
    assert all(c.startswith(f"本简报另有{len(left)}项") for c in said)


def test_the_appendix_holds_the_rest(make) -> None:  # type: ignore[no-untyped-def]
    report = make("district", "zh", districts=("tongzhou",))
    brief, whole = titles(slides.write(report, None, "brief")), titles(slides.write(report, None, "appendix"))
    at = whole.index("附录")
    assert whole[: at - 1] == brief[: at - 1] and at <= MOST
    bare = [NUMBERED.sub("", t) for t in whole]
    assert all(v.title in bare for v in report.views)
    assert len(whole) > len(brief)


def test_several_districts_have_a_chapter_each_and_none_of_more_than_twelve_slides(make) -> None:  # type: ignore[no-untyped-def]
    report = make("district", "zh", districts=("hexi", "tongzhou"))
    found = titles(slides.write(report, None, "brief"))
    starts = [found.index(name) for name in ("河西区", "通州区")]
    ends = [starts[1], found.index("阅读说明") if "阅读说明" in found else len(found)]
    assert all(0 < end - start <= MOST for start, end in zip(starts, ends, strict=True))


def test_what_goes_on_is_numbered_on_every_slide(written) -> None:  # type: ignore[no-untyped-def]
    found = titles(written("slides", "district", "zh"))
    numbers = [m for t in found if (m := NUMBERED.search(t))]
    assert numbers
    assert not any("（说明）" in t for t in found)
    seen = [(NUMBERED.sub("", m.string), int(m[1]), int(m[2])) for m in numbers]
    for title, _, of in seen:
        assert [n for t, n, o in seen if (t, o) == (title, of)] == list(range(1, of + 1))
        assert title not in found, "the first of several is numbered too"


def test_a_longer_chapter_has_a_slide_before_it(make) -> None:  # type: ignore[no-untyped-def]
    report = make("annual", "zh")
    presentation = Presentation(io.BytesIO(slides.write(report)))
    dividers = [x for x in presentation.slides if x.slide_layout.element.get("type") == "secHead"]
    names = [x.shapes.title.text for x in dividers]
    longer = [name for name, views in report.sections if len(views) >= 3 and views[0].spec.kind != "older"]
    assert longer and set(longer) <= set(names)
    body = "\n".join(s.text_frame.text for s in dividers[names.index(longer[0])].placeholders)
    assert dict(report.sections)[longer[0]][0].name in body


def test_notes_without_room_stand_at_the_end(make) -> None:  # type: ignore[no-untyped-def]
    report = make(Draft(items=(item("trend", metric="gdp"),)), "zh")
    presentation = Presentation(io.BytesIO(slides.write(report)))
    everything = "".join(
        "".join(
            t.text or "" for t in x.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")
        )
        for x in presentation.slides
    )
    (view,) = report.views
    assert len(view.notes) > 5 and all(n.text in everything for n in view.notes)
    assert "其余说明见文末" in everything


def test_drafts_of_single_districts_come_apart(store) -> None:  # type: ignore[no-untyped-def]
    whole = draft(store, "district", Choice(("hexi", "tongzhou")))
    parts = by_district(whole)
    assert list(parts) == ["hexi", "tongzhou"]
    assert sum(len(p.items) for p in parts.values()) == len(whole.items)
    assert by_district(draft(store, "meeting", Choice())) == {}


def test_the_command_line_writes_a_file_a_district(tmp_path: Path) -> None:
    arguments = ["--template", "district", "--format", "pptx", "--districts", "hexi,weicheng", "--each"]
    assert main([*arguments, "--out", str(tmp_path)]) == 0
    files = sorted(p.name for p in tmp_path.iterdir())
    assert files == ["qujian-district-hexi-zh.pptx", "qujian-district-weicheng-zh.pptx"]
    for name, district in zip(files, ("河西区", "渭城区"), strict=True):
        found = titles((tmp_path / name).read_bytes())
        assert len(found) <= MOST and found[0].startswith(district)
