"""How this is used is one page, a click away from every other; the foot of a page reports an error on it."""

from __future__ import annotations

import re

import pytest

from data import settings
from pages.shared.address import PAGES
from tests.pages.reader import said, table, visit


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_leads_there_from_its_header_and_its_foot(page: str, lang: str) -> None:
    seen = visit(page, lang)
    (mine,) = seen.find("qj-own")
    assert [a.get("href") for a in mine.iter("a")] == [f"/about?lang={lang}"]
    (foot,) = seen.find("qj-foot")
    assert [a.get("href") for a in foot.iter("a")] == [
        f"/about?lang={lang}",
        f"/about?lang={lang}#adding",
        f"/versions?lang={lang}",
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_its_parts_have_addresses(lang: str) -> None:
    seen = visit("about", lang)
    parts = {e.get("id"): said(e) for e in seen.root.iter("h3")}
    (contents,) = seen.find("qj-contents")
    assert {a.get("href"): said(a) for a in contents.iter("a")} == {
        f"/about?lang={lang}#{i}": name for i, name in parts.items()
    }
    assert list(parts) == ["what", "sources", "comparison", "adding", "errors", "signs"]


def test_it_counts_what_the_data_hold() -> None:
    documents = table("documents")
    kinds = {k: sum(d["reliability"] == k for d in documents) for k in ("official", "press", "secondary")}
    said_so = (
        f"{len(table('observations'))}条数据，取自{len(documents)}份文件：官方{kinds['official']}，"
        f"媒体{kinds['press']}，转载{kinds['secondary']}。"
    )
    assert said_so.replace(" ", "") in visit("about").main.replace(" ", "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rules_and_steps_are_numbered_and_no_folder_of_the_server_is_shown(lang: str) -> None:
    seen = visit("about", lang)
    rules, steps = (list(e) for e in seen.root.iter("ol"))
    assert (len(rules), len(steps)) == (6, 6)
    for wanted in ("documents.csv", "observations.csv", "make check", "make build"):
        assert any(wanted in said(step) for step in steps)
    whole = "".join(seen.bodies)
    for folder in (settings.data_folder(), settings.store_folder()):
        assert str(folder.resolve()) not in whole


@pytest.mark.parametrize(
    ("question", "lang"),
    [
        ("怎么加数据", "zh"),
        ("新数字怎么加", "zh"),
        ("使用说明", "zh"),
        ("how to add data", "en"),
        ("how are new figures added", "en"),
    ],
)
def test_the_search_leads_there(question: str, lang: str) -> None:
    everywhere = [x.path for x in visit("search", lang).links].count("/about")
    assert [x.path for x in visit("search", lang, q=question).links].count("/about") == everywhere + 1


def test_an_error_is_reported_with_version_and_figure() -> None:
    version = table("releases")[-1]["version"]
    for parameters, figure in (({}, ""), ({"observation": "TJ-141"}, "TJ-141")):
        (foot,) = visit("evidence", **parameters).find("qj-foot")
        (text,) = (e for e in foot.iter("p") if "qj-copy" in e.get("class", ""))
        assert version in said(text)
        assert re.findall(r"数据编号：(\S+)", said(text)) == ([figure] if figure else [])
        assert [e for e in text.iter("span") if "data-address" in e.attrib]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_explains_every_state_of_a_task(lang: str) -> None:
    (signs,) = visit("about", lang).find("qj-signs")
    marks = [said(e) for e in signs.iter("dt")]
    meanings = [said(e) for e in signs.iter("dd")]
    for rule in {r["state"]: r for r in reversed(table("state_rules"))}.values():
        at = marks.index(f"{rule['sign']} {rule[f'name_{lang}']}")
        assert meanings[at] == rule[f"text_{lang}"]
