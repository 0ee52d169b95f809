"""Plans, practices and search: every tab and filter in both languages, whatever the address asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from locales import words
from tests.pages.reader import Link, Row, Seen, by_id, said, table, visit
from tests.waiting import SLOWEST

LANGUAGES = ("zh", "en")
UNITS = by_id("units", "unit_id")
TASKS = table("tasks")
CARRIERS = table("task_units")
DISTRICTS = table("districts")
SYSTEMS = by_id("systems", "system_id")


def _titles(seen: Seen) -> list[str]:
    """What stands in bold on the first line of each task."""
    found = [next(task.iter("b")) for task in seen.find("qj-task")]
    return [said(b) for b in found]


def _ordinals(seen: Seen) -> list[int]:
    return [int(title.split(".")[0]) for title in _titles(seen)]


def _carried(unit_id: str) -> list[int]:
    tasks = by_id("tasks", "task_id")
    return sorted({int(tasks[r["task_id"]]["ordinal"]) for r in CARRIERS if r["unit_id"] == unit_id})


def _follow(link: Link, lang: str) -> Seen:
    more = {k: v for k, v in link.parameters.items() if k != "lang"}
    return visit(link.path.strip("/"), lang, **more)


def _chips(seen: Seen) -> list[Link]:
    """The links above the tasks: all of them, and those by state."""
    return [Link(a.get("href", ""), said(a), "") for p in seen.find("qj-chips") for a in p.iter("a")]


# -- tasks ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_tasks_with_their_chapters_units_and_dates(lang: str) -> None:
    seen = visit("plan", lang)
    assert _titles(seen) == [f"{t['ordinal']}. {t[f'title_{lang}']}" for t in TASKS]
    assert str(len(TASKS)) in seen.texts("qj-count")[0]
    chapters = dict.fromkeys(f"{t['chapter_no']}. {t[f'chapter_{lang}']}" for t in TASKS)
    assert seen.texts("qj-side") == list(chapters)
    for task, element in zip(TASKS, seen.find("qj-task"), strict=True):
        body = said(element)
        carriers = [r["unit_id"] for r in CARRIERS if r["task_id"] == task["task_id"]]
        assert [u for u in carriers if UNITS[u][f"name_{lang}"] not in body] == []
        for target in table("targets"):
            assert (target["as_written"] in body) == (target["task_id"] == task["task_id"]) or (
                target["as_written"] in {t["as_written"] for t in table("targets") if t is not target}
            )
    assert not [t for t in seen.find("qj-task") if "open" in t.attrib]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"unit": "justice_bureau"}, _carried("justice_bureau")),
        ({"unit": "tax_bureau,audit_bureau"}, sorted({*_carried("tax_bureau"), *_carried("audit_bureau")})),
        ({"unit": "sub_districts"}, _carried("sub_districts")),
        ({"state": "passed_no_result"}, [2, 16, 25, 26, 31, 34, 35, 36]),
        ({"state": "met"}, []),
        ({"state": "met,passed_no_result"}, [2, 16, 25, 26, 31, 34, 35, 36]),
        ({"dimension": "emergency"}, [9, 10, 11, 12]),
        ({"unit": "justice_bureau", "dimension": "emergency"}, [11]),
        ({"unit": "district_court", "state": "passed_no_result"}, [26]),
        ({"unit": "", "state": "", "dimension": ""}, [int(t["ordinal"]) for t in table("tasks")]),
    ],
)
def test_filters(parameters: dict[str, str], expected: list[int], lang: str) -> None:
    seen = visit("plan", lang, **parameters)
    assert _ordinals(seen) == expected
    assert str(len(expected)) in seen.texts("qj-count")[0]
    assert seen.named == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_task_is_opened_by_its_link(lang: str) -> None:
    opened = [t for t in visit("plan", lang, task="hedong-task-16").find("qj-task") if "open" in t.attrib]
    assert [said(next(t.iter("b"))).split(".")[0] for t in opened] == ["16"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("parameters", "carried"),
    [
        ({}, [int(t["ordinal"]) for t in TASKS]),
        ({"tab": "units"}, [int(t["ordinal"]) for t in TASKS]),
        ({"tab": "units", "body": "justice_bureau"}, _carried("justice_bureau")),
        ({"unit": "justice_bureau"}, _carried("justice_bureau")),
        ({"unit": "tax_bureau,audit_bureau"}, sorted({*_carried("tax_bureau"), *_carried("audit_bureau")})),
    ],
    ids=str,
)
def test_states_count_and_lead_to_the_tasks_of_the_units_chosen(
    parameters: dict[str, str], carried: list[int], lang: str
) -> None:
    seen = visit("plan", lang, **parameters)
    chips = [x for x in seen.links if x.path == "/plan" and x.css.startswith("qj-level-")]
    assert chips
    (everything,) = (x for x in _chips(seen) if "state" not in x.parameters)
    assert _ordinals(_follow(everything, lang)) == carried
    total = 0
    for chip in chips:
        count = int(re.findall(r"\d+", chip.text)[-1])
        followed = _follow(chip, lang)
        assert len(followed.find("qj-task")) == count, (
            "the number on the chip is the number of tasks behind it"
        )
        assert set(_ordinals(followed)) <= set(carried)
        total += count
    assert total == len(carried) > 0


@pytest.mark.parametrize(("day", "passed"), [("2022-12-31", 0), ("2023-01-01", 2), ("2026-01-01", 8)])
def test_states_follow_the_day(monkeypatch: pytest.MonkeyPatch, day: str, passed: int) -> None:
    monkeypatch.setenv("QUJIAN_TODAY", day)
    for lang in LANGUAGES:
        assert len(visit("plan", lang, state="passed_no_result").find("qj-task")) == passed


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "parameters", [{}, {"tab": "units", "body": "justice_bureau"}, {"tab": "targets"}], ids=str
)
def test_nothing_is_called_overdue(parameters: dict[str, str], lang: str) -> None:
    text = "".join(visit("plan", lang, **parameters).bodies).lower()
    assert "overdue" not in text.replace("this does not mean overdue", "")
    assert not re.search("逾期|超期", text.replace("不等于逾期未完成", ""))


# -- units ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_units_those_that_lead_most_first_and_groups_last(lang: str) -> None:
    seen = visit("plan", lang, tab="units")
    rows = seen.rows()
    names = [r[0] for r in rows]
    assert sorted(names) == sorted(u[f"name_{lang}"] for u in UNITS.values())
    assert names[0] == UNITS["justice_bureau"][f"name_{lang}"]
    groups = {u[f"name_{lang}"] for u in UNITS.values() if u["kind"] == "group"}
    assert set(names[-len(groups) :]) == groups
    for row in rows:
        unit_id = next(u for u, r in UNITS.items() if r[f"name_{lang}"] == row[0])
        for role, cell in zip(("lead", "responsible"), row[2:4], strict=True):
            n = sum((r["unit_id"], r["role"]) == (unit_id, role) for r in CARRIERS)
            assert cell == (str(n) if n else "–")
        assert row[4] == str(len(_carried(unit_id)))
        assert (row[5] == "–") == (row[0] in groups)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_shared_tasks_of_two_units_are_the_same_both_ways(lang: str) -> None:
    seen = visit("plan", lang, tab="units")
    rows, head = seen.rows(1), seen.head(1)[1:]
    assert [r[0] for r in rows] == head
    for i, row in enumerate(rows):
        assert row[i + 1] == "\\"
        assert [r[i + 1] for r in rows] == row[1:]
    ids = [next(u for u, r in UNITS.items() if r[f"name_{lang}"] == name) for name in head]
    together = len({*_carried(ids[0])} & {*_carried(ids[1])})
    assert rows[0][2] == str(together)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "unit_id", ["justice_bureau", "human_resources_bureau", "district_party_office", "sub_districts"]
)
def test_the_brief_of_a_unit(unit_id: str, lang: str) -> None:
    seen = visit("plan", lang, tab="units", body=unit_id)
    assert seen.texts("qj-finding") == [UNITS[unit_id][f"name_{lang}"]]
    assert sorted(_ordinals(seen)) == _carried(unit_id)
    lead = sorted(
        int(by_id("tasks", "task_id")[r["task_id"]]["ordinal"])
        for r in CARRIERS
        if (r["unit_id"], r["role"]) == (unit_id, "lead")
    )
    assert _ordinals(seen)[: len(lead)] == lead, "what it leads stands first"
    assert bool(seen.find("qj-network")) == (unit_id != "sub_districts"), "a group shares with nobody"
    assert [b for b in seen.root.iter("button") if b.get("data-do") == "print"]
    outline = by_id("documents", "document_id")["hedong-outline-2022"]
    assert outline[f"title_{lang}"] in seen.main
    for picture in seen.find("qj-network"):
        alt = next(picture.iter("img")).get("alt", "")
        partners = {
            r["unit_id"]
            for r in CARRIERS
            if r["task_id"] in {x["task_id"] for x in CARRIERS if x["unit_id"] == unit_id}
            and r["unit_id"] != unit_id
            and UNITS[r["unit_id"]]["kind"] != "group"
        }
        assert {p for p in partners if UNITS[p][f"name_{lang}"] not in alt} == set()


# -- requirements and figures --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_requirement_against_every_district(lang: str) -> None:
    seen = visit("plan", lang, tab="targets")
    rows = seen.rows()
    assert len(rows) == len(table("targets")) > 0
    assert seen.head()[3:] == [d[f"name_{lang}"] for d in DISTRICTS]
    text = " ".join(r[0] for r in rows)
    assert [t["as_written"] for t in table("targets") if t["as_written"] not in text] == []
    assert {len(r) for r in rows} == {3 + len(DISTRICTS)}
    undated = [r for r in rows if r[1] == words(lang).gettext("no date")]
    assert len(undated) == 1
    assert undated[0][2].startswith("–"), "a sign beside the word"


def test_a_figure_appears_with_its_verdict_and_the_way_to_its_evidence(
    facts: Callable[[Callable[[str, list[Row]], list[Row]]], Path],
) -> None:
    def change(name: str, rows: list[Row]) -> list[Row]:
        if name != "observations":
            return rows
        like = next(
            o for o in rows if (o["qualifier"], o["scope"], o["status"]) == ("exact", "district", "actual")
        )
        period = {"period_start": "2025-01-01", "period_end": "2025-12-31", "period_basis": "year"}
        made = [
            ("OWN-1", "hedong", "enforcement_reviews_per_year", "1"),
            ("OTHER-1", "hexi", "enforcement_reviews_per_year", "2"),
            ("OWN-2", "hedong", "annual_reports_per_year", "1"),
        ]
        return rows + [
            like | period | {"observation_id": i, "district_id": d, "metric_id": m}
            | dict.fromkeys(("value", "value_low", "value_high"), v)
            for i, d, m, v in made
        ]  # fmt: skip

    facts(change)
    for lang, met, not_met in (("zh", "达到", "未达到"), ("en", "met", "not met")):
        seen = visit("plan", lang, tab="targets")
        rows = {
            t["target_id"]: r
            for t, r in zip(sorted(table("targets"), key=lambda t: t["target_id"]), seen.rows(), strict=True)
        }
        reviews, reports = rows["HD-009"], rows["HD-012"]
        assert reviews[2].startswith("✕")
        assert not_met in reviews[5] and "2025" in reviews[5]
        assert met in reviews[3] and not_met not in reviews[3], "another district, held against it"
        assert reports[2].startswith("✓")
        assert {x.parameters["observation"] for x in seen.figure_links} == {"OWN-1", "OWN-2", "OTHER-1"}
        tasks = visit("plan", lang, state="met")
        assert _ordinals(tasks) == [34]
        assert _ordinals(visit("plan", lang, state="not_met")) == [31]


# -- practices -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_practices_by_district(lang: str) -> None:
    seen = visit("practices", lang)
    rows = [r for r in seen.rows() if any(r[1:])]
    assert len(rows) == len(table("practices"))
    assert seen.head()[1:] == [d[f"name_{lang}"] for d in DISTRICTS]
    for practice, row in zip(table("practices"), rows, strict=True):
        assert row[0].startswith(practice[f"name_{lang}"])
        for district, cell in zip(DISTRICTS, row[1:], strict=True):
            states = {
                s["status"]
                for s in SYSTEMS.values()
                if (s["practice_id"], s["district_id"]) == (practice["practice_id"], district["district_id"])
            }
            assert cell[0] == ("–" if not states else "○" if states == {"planned"} else "●")
    assert (
        words(lang).gettext(
            "Not found means not found in these documents; it does not mean that a district lacks it."
        )
        in seen.main
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cell_opens_what_exactly(lang: str) -> None:
    whole = visit("practices", lang, practice="cross_province_services")
    one = visit("practices", lang, practice="cross_province_services", district="binhai")
    own = [s for s in SYSTEMS.values() if s["practice_id"] == "cross_province_services"]
    for seen, shown in ((whole, own), (one, [s for s in own if s["district_id"] == "binhai"])):
        detail = said(seen.find("qj-provenance")[0])
        assert len(list(seen.find("qj-systems"))) == len({s["district_id"] for s in shown})
        assert sum(len(list(u.iter("li"))) for u in seen.find("qj-systems")) == len(shown)
        for s in shown:
            assert s[f"name_{lang}"] in detail
            assert s[f"summary_{lang}"] in detail
        lacking = [by_id("districts", "district_id")[d][f"name_{lang}"] for d in ("hedong", "weicheng")]
        assert all(name in detail for name in lacking)
    assert whole.figure_links


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_system_has_a_page_state(lang: str) -> None:
    at = AppTest.from_string(
        """
        from pages.shared.page_context import page_context
        from pages.practices_tabs.matrix import system_detail
        d = page_context()
        for (i,) in d.store.rows("SELECT system_id FROM systems ORDER BY system_id"):
            d.show("practices/detail.html", detail=system_detail(d, i, {}))
        """,
        default_timeout=SLOWEST,
    )
    at.query_params["lang"] = lang
    seen = Seen(at.run(), lang)
    assert not at.exception
    assert len(seen.bodies) == len(SYSTEMS)
    documents = by_id("documents", "document_id")
    for system_id, body in zip(sorted(SYSTEMS), seen.find("qj-provenance"), strict=True):
        row = SYSTEMS[system_id]
        text = said(body)
        for wanted in (
            row[f"name_{lang}"],
            row[f"summary_{lang}"],
            documents[row["document_id"]][f"title_{lang}"],
        ):
            assert re.sub(r"\s+", " ", wanted).rstrip("。.") in text, system_id


@pytest.mark.parametrize("system_id", sorted(SYSTEMS)[::24])
def test_a_system_opens_on_the_page(system_id: str) -> None:
    for lang in LANGUAGES:
        seen = visit("practices", lang, system=system_id)
        assert SYSTEMS[system_id][f"name_{lang}"] in said(seen.find("qj-provenance")[0])
        assert seen.named == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("district", [d["district_id"] for d in DISTRICTS])
def test_a_gap_opens_in_its_list_and_closes_to_it(district: str, lang: str) -> None:
    seen = visit("practices", lang, tab="gaps", district=district)
    entry = next(x for x in seen.links if x.path == "/practices" and "practice" in x.parameters)
    opened = _follow(entry, lang)
    rows = [r for r in opened.rows() if len(r) > 1]
    assert rows == seen.rows(), "the list is still there"
    (place,) = opened.find("qj-opened")
    having = {
        s[f"name_{lang}"]
        for s in SYSTEMS.values()
        if s["practice_id"] == entry.parameters["practice"] and s["district_id"] != district
    }
    assert having and all(name in said(place) for name in having)
    (close,) = (x for x in opened.links if "qj-close" in x.css)
    assert close.parameters == {"lang": lang, "tab": "gaps", "district": district}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("district", [d["district_id"] for d in DISTRICTS])
def test_gaps(district: str, lang: str) -> None:
    seen = visit("practices", lang, tab="gaps", district=district)
    name = by_id("districts", "district_id")[district][f"name_{lang}"]
    assert name in seen.texts("qj-finding")[0]
    rows = seen.rows()
    planned = [r for r in rows if r[1] == words(lang).gettext("planned")]
    assert rows[len(rows) - len(planned) :] == planned, "planned ones stand apart, at the end"
    numbers = [int(n) for n in re.findall(r"\d+", seen.texts("qj-subtitle")[0])]
    assert numbers == [len(rows) - len(planned), *([len(planned)] if planned else [])]
    assert name not in {x for r in rows for x in re.split("、|和|, | and ", r[2])}
    assert [x for x in seen.links if x.path == "/api/v1/gaps" and x.parameters["district"] == district]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_honours_by_year_with_their_level(lang: str) -> None:
    seen = visit("practices", lang, tab="honours")
    years = [said(next(y.iter("b"))) for y in seen.find("qj-year")]
    dated = sorted({s["year"] for s in SYSTEMS.values() if s["kind"] == "honour" and s["year"]}, reverse=True)
    assert years == [*dated, words(lang).gettext("undated")]
    for year in seen.find("qj-year"):
        text = said(year)
        wanted = said(next(year.iter("b")))
        for s in SYSTEMS.values():
            if s["kind"] == "honour" and s["year"] == (wanted if wanted in dated else ""):
                assert s[f"name_{lang}"] in text
    honours = [s for s in SYSTEMS.values() if s["kind"] == "honour"]
    assert sum(len(list(y.iter("li"))) for y in seen.find("qj-year")) == len(honours) > 0
    assert len(seen.find("qj-cards")) == 1
    assert len(list(seen.find("qj-cards")[0].iter("article"))) == 9


# -- search --------------------------------------------------------------------------------------------------


#: What to ask for to be given hits of a kind, and how their links are known.
HITS = {
    "district": ("weicheng", "/district", "district"),
    "metric": ("recon_", "/compare", "metric"),
    "practice": ("services", "/practices", "practice"),
    "system": ("hexi-sys", "/practices", "system"),
    "honour": ("demonstration", "/practices", "system"),
    "task": ("hedong-task", "/plan", "task"),
    "unit": ("bureau", "/plan", "body"),
    "group": ("departments", "/plan", "body"),
    "document": ("outline", "/evidence", "document"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", HITS)
def test_a_hit_opens_a_page_that_names_it(kind: str, lang: str) -> None:
    question, path, parameter = HITS[kind]
    found = visit("search", lang, q=question)
    listed = {said(a) for group in found.find("qj-hits") for a in group.iter("a")}
    hits = [x for x in found.links if x.text in listed and x.path == path and parameter in x.parameters]
    assert hits
    for hit in hits[:: 1 + len(hits) // 3]:
        seen = _follow(hit, lang)
        assert re.sub(r"\s+", " ", hit.text).rstrip("。.") in seen.main
        assert seen.named == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("复议", "task=hedong-task-25"),
        ("reconsideration", "task=hedong-task-25"),
        ("xingzhengfuyi", "task=hedong-task-25"),
        ("xzfy", "task=hedong-task-25"),
        ("复议 strengthening", "task=hedong-task-25"),
        ("qsfj", "body=justice_bureau"),
        ("kstb", "practice=cross_province_services"),
    ],
)
def test_search_by_chinese_english_and_pinyin(question: str, wanted: str, lang: str) -> None:
    seen = visit("search", lang, q=question)
    assert [x for x in seen.links if wanted in x.href]
    assert str(sum(len(list(u.iter("li"))) for u in seen.find("qj-hits"))) in seen.texts("qj-count")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_search_without_result_says_so(lang: str) -> None:
    seen = visit("search", lang, q="zzzz<b>")
    assert "zzzz<b>" in seen.main
    assert not seen.find("qj-hits")
    assert not visit("search", lang).find("qj-hits"), "nothing asked, nothing shown"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_document_without_figures_is_still_shown(lang: str) -> None:
    """The links of requirements, tasks and systems lead to the outline, of which no figure was taken."""
    outline = by_id("documents", "document_id")["hedong-outline-2022"]
    assert not [o for o in table("observations") if o["document_id"] == outline["document_id"]]
    seen = visit("evidence", lang, document=outline["document_id"])
    for cell in ("title", "publisher"):
        assert outline[f"{cell}_{lang}"] in seen.main
    assert outline["url"] in {x.href for x in seen.links}
    (tasks,) = [
        x for x in seen.links if x.parameters.get("document") == outline["document_id"] and x.path == "/plan"
    ]
    assert "37" in tasks.text
    assert words(lang).gettext("Nothing matches. Fewer filters show more.") not in seen.main


# -- addresses -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "parameters"),
    [
        ("plan", {"document": "nope"}),
        ("plan", {"tab": "nope"}),
        ("plan", {"unit": "nope"}),
        ("plan", {"unit": "justice_bureau,nope"}),
        ("plan", {"dimension": "nope"}),
        ("plan", {"state": "nope"}),
        ("plan", {"task": "nope"}),
        ("plan", {"tab": "units", "body": "nope"}),
        ("plan", {"tab": "targets", "document": "nope"}),
        ("practices", {"tab": "nope"}),
        ("practices", {"practice": "nope"}),
        ("practices", {"practice": "cross_province_services", "district": "nope"}),
        ("practices", {"system": "nope"}),
        ("practices", {"tab": "gaps", "district": "nope"}),
    ],
)
def test_what_is_unknown_is_named_and_the_rest_stands(
    page: str, parameters: dict[str, str], lang: str
) -> None:
    seen = visit(page, lang, **parameters)
    assert "nope" in seen.named
    assert len(seen.main) > 500
    assert visit(page, lang).named == "", "and not any more on the next visit"


def test_an_unknown_district_does_not_empty_an_open_practice() -> None:
    known = visit("practices", practice="cross_province_services")
    seen = visit("practices", practice="cross_province_services", district="nope")
    assert seen.texts("qj-systems") == known.texts("qj-systems") != []


def test_the_known_part_of_a_list_is_kept() -> None:
    assert _ordinals(visit("plan", unit="tax_bureau,nope")) == _carried("tax_bureau")


MARK = "qjmark"
VALUES = {
    "sql": f"'; DROP TABLE tasks; -- {MARK}",
    "script": f"<script>{MARK}()</script>",
    "attribute": f'"><img src=x onerror={MARK}()>',
    "javascript": f"javascript:{MARK}()",
    "long": MARK + "x" * 10_000,
    "many": ",".join(f"{MARK}{i}" for i in range(1_000)),
    "nul": f"{MARK}\x00\x01",
    "unicode": f"{MARK}\u202e\u2028\ufeff💥",
    "fields": "{values}{0}%s%(x)s${1}",
    "regex": "(.*[a-z]+",
    "path": "../../../etc/passwd",
    "commas": ",,,",
    "space": "  ",
}
KEYS = (
    "document",
    "unit",
    "dimension",
    "state",
    "task",
    "body",
    "practice",
    "district",
    "system",
    "q",
    "extra",
)


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize(
    ("page", "tab"),
    [
        ("plan", "tasks"), ("plan", "units"), ("plan", "targets"), ("practices", "matrix"), ("practices", "gaps"),
        ("practices", "honours"), ("search", ""),
    ],
)  # fmt: skip
def test_hostile_addresses(page: str, tab: str, name: str) -> None:
    value = VALUES[name]
    seen = visit(page, "en" if len(name) % 2 else "zh", tab=tab, **dict.fromkeys(KEYS, value))
    assert {e.tag for e in seen.root.iter()} & {"script", "iframe", "object", "embed", "style"} == set()
    for element in seen.root.iter():
        assert not [a for a in element.attrib if a.startswith("on")]
        for target in (element.get("href", ""), element.get("src", "")):
            assert not target or target.startswith(("/", "http://", "https://", "data:image/svg+xml,"))
    if "<" in value:
        assert value not in "".join(seen.bodies)
    assert len(seen.text) < 100_000


# -- what leads here, and what is taken away -----------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_overview_and_district_lead_to_plan_and_gaps(lang: str) -> None:
    plans = [x for x in visit("", lang).links if x.path == "/plan" and x.parameters.get("state")]
    assert {x.parameters["state"] for x in plans} == {"no_evidence", "passed_no_result"}
    for chip in plans:
        assert len(_follow(chip, lang).find("qj-task")) == int(re.findall(r"\d+", chip.text)[-1])
    own = visit("district", lang, district="hedong")
    assert [
        x for x in own.links if x.path == "/plan" and x.parameters.get("document") == "hedong-outline-2022"
    ]
    other = visit("district", lang, district="hexi")
    assert not [x for x in other.links if x.path == "/plan" and "document" in x.parameters]
    for seen, district in ((own, "hedong"), (other, "hexi")):
        assert [
            x
            for x in seen.links
            if x.parameters.get("tab") == "gaps" and x.parameters["district"] == district
        ]


@pytest.mark.parametrize(
    ("page", "parameters", "endpoint"),
    [
        ("plan", {}, "tasks"),
        ("plan", {"tab": "units"}, "units"),
        ("plan", {"tab": "targets"}, "targets"),
        ("practices", {}, "practices"),
        ("practices", {"tab": "gaps"}, "gaps"),
        ("practices", {"tab": "honours"}, "systems"),
    ],
)
def test_everything_can_be_taken_away(page: str, parameters: dict[str, str], endpoint: str) -> None:
    links = [x for x in visit(page, **parameters).links if x.path == f"/api/v1/{endpoint}"]
    pictures = set() if endpoint in ("units", "systems") else {"png", "svg", "pdf"}
    assert {x.parameters["format"] for x in links} == {"csv", "xlsx"} | pictures


# -- a second plan by rows alone -----------------------------------------------------------------------------


def test_a_second_plan_appears_on_the_pages(
    facts: Callable[[Callable[[str, list[Row]], list[Row]]], Path],
) -> None:
    document = "tongzhou-lbg-2023"

    def change(name: str, rows: list[Row]) -> list[Row]:
        if name == "tasks":
            own = {"task_id": "tz-1", "district_id": "tongzhou", "ordinal": "1", "document_id": document}
            more = {"title_zh": "通州独有之事", "title_en": "A matter of Tongzhou alone", "due": "2026-12-31"}
            return [*rows, rows[0] | own | more]
        if name == "units":
            return [
                *rows,
                {
                    "unit_id": "tz_office",
                    "name_zh": "通州某办",
                    "name_en": "Tongzhou office",
                    "kind": "office",
                },
            ]
        if name == "task_units":
            lead = {"task_id": "tz-1", "unit_id": "tz_office", "role": "lead"}
            return [*rows, lead, {"task_id": "tz-1", "unit_id": "justice_bureau", "role": "responsible"}]
        return rows

    facts(change)
    for lang, task, unit in (
        ("zh", "通州独有之事", "通州某办"),
        ("en", "A matter of Tongzhou alone", "Tongzhou office"),
    ):
        seen = visit("plan", lang, document=document)
        assert _titles(seen) == [f"1. {task}"]
        assert len(visit("plan", lang).find("qj-task")) == len(table("tasks"))
        assert visit("plan", lang, document=document, tab="units").rows()[0][0] == unit
        for name in (task, unit):
            (hit,) = [x for x in visit("search", lang, q=name).links if x.text == name]
            opened = _follow(hit, lang)
            assert opened.named == ""
            assert name in opened.main
        within = [x for x in seen.links if x.parameters.get("body") == "justice_bureau"]
        assert within
        assert _ordinals(_follow(within[0], lang)) == [1], (
            "a unit of two plans is shown in the plan one comes from"
        )
        assert [
            x
            for x in visit("district", lang, district="tongzhou").links
            if x.parameters.get("document") == document
        ]
        assert [
            x for x in visit("", lang).links if x.path == "/plan" and x.parameters.get("document") == document
        ]
