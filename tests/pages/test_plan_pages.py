"""Plans, practices and search: every tab and filter in both languages, whatever the address asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.settings import today
from locales import words
from queries.current import current_store
from queries.practices import gaps, order_of, practice_matrix
from tests.pages.reader import Link, Row, Seen, by_id, said, table, visit
from tests.waiting import SLOWEST
from views.draft import from_link
from views.spec import ViewSpec, view_spec

LANGUAGES = ("zh", "en")
UNITS = by_id("units", "unit_id")
TASKS = table("tasks")
CARRIERS = table("task_units")
DISTRICTS = table("districts")
SYSTEMS = by_id("systems", "system_id")


#: The tasks whose date has passed by now, by their own date or by the latest of their requirements.
DUE = (2, 16, 25, 26, 31, 34, 35, 36)


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
    chapters = dict.fromkeys(t[f"chapter_{lang}"] for t in TASKS)
    assert seen.texts("qj-side") == list(chapters), "tasks are numbered, chapters are not: one numbering"
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
    assert (str(len(expected)) if expected else words(lang).gettext("Nothing matches.")) in seen.texts(
        "qj-count"
    )[0]
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
        due = len({*_carried(unit_id)} & {*DUE})
        assert row[5] == (str(due) if due else "–")
        assert (row[6] == "–") == (row[0] in groups)


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
    (finding,) = seen.texts("qj-finding")
    assert finding.startswith(UNITS[unit_id][f"name_{lang}"])
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


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("unit_id", ["justice_bureau", "tax_bureau", "sub_districts", "district_court"])
@pytest.mark.parametrize("tab", ["tasks", "units"])
def test_a_finding_says_what_the_unit_chosen_leads_shares_in_and_what_is_due(
    tab: str, unit_id: str, lang: str
) -> None:
    chosen = {"tab": "units", "body": unit_id} if tab == "units" else {"unit": unit_id}
    seen = visit("plan", lang, **chosen)
    mine = _carried(unit_id)
    tasks = by_id("tasks", "task_id")
    lead = {
        int(tasks[r["task_id"]]["ordinal"])
        for r in CARRIERS
        if (r["unit_id"], r["role"]) == (unit_id, "lead")
    }
    due = [n for n in mine if n in DUE]
    (finding,) = seen.texts("qj-finding")
    assert UNITS[unit_id][f"name_{lang}"] in finding
    w, day = words(lang), words(lang).date(today())
    for text in (
        w.ngettext("leads {n} task", "leads {n} tasks", len(lead)),
        w.ngettext("takes part in {n} task", "takes part in {n} tasks", len(mine) - len(lead)),
        w.ngettext("{n} due by {date}", "{n} due by {date}", len(due), date=day),
    ):
        assert text in finding
    listed = [a for p in seen.find("qj-due") for a in p.iter("a")]
    assert [int(said(a).split(".")[0]) for a in listed] == due
    for link in [x for x in seen.links if x.parameters.get("task")]:
        opened = [t for t in _follow(link, lang).find("qj-task") if "open" in t.attrib]
        assert len(opened) == 1, "it opens where the reader is"


def test_a_unit_chosen_in_one_tab_stays_chosen_in_the_other() -> None:
    carried = _carried("justice_bureau")
    assert sorted(_ordinals(visit("plan", tab="units", unit="justice_bureau"))) == carried
    assert _ordinals(visit("plan", tab="tasks", body="justice_bureau")) == carried
    assert _ordinals(visit("plan", tab="tasks", body="justice_bureau", unit="")) == [
        int(t["ordinal"]) for t in TASKS
    ], "and can be let go"
    filtered = visit("plan", unit="justice_bureau,tax_bureau", state="no_evidence", dimension="emergency")
    to_units = [x for x in filtered.links if x.parameters.get("tab") == "units"]
    assert to_units
    for link in to_units:
        assert link.parameters["unit"] == "justice_bureau,tax_bureau", "the filters stay for the way back"
        assert (link.parameters["state"], link.parameters["dimension"]) == ("no_evidence", "emergency")


@pytest.mark.parametrize("dimension", ["", "emergency", "disputes"])
def test_counts_by_state_follow_the_dimension_too(dimension: str) -> None:
    seen = visit("plan", dimension=dimension)
    for chip in (x for x in _chips(seen) if "state" in x.parameters):
        assert len(_ordinals(_follow(chip, "zh"))) == int(re.findall(r"\d+", chip.text)[-1])


@pytest.mark.parametrize(
    ("own", "shown"), [("weicheng", "weicheng"), ("hedong", "hedong"), ("binhai", "hedong"), ("", "hedong")]
)
def test_the_plan_of_the_own_district_is_shown_unless_another_is_chosen(
    facts: Callable[[Callable[[str, list[Row]], list[Row]]], Path], own: str, shown: str
) -> None:
    document = next(d["document_id"] for d in table("documents") if d["district_id"] == "weicheng")

    def change(name: str, rows: list[Row]) -> list[Row]:
        if name == "tasks":
            return [
                *rows,
                rows[0]
                | {"task_id": "WC-1", "district_id": "weicheng", "document_id": document, "ordinal": "1"},
            ]
        if name == "task_units":
            return [*rows, rows[0] | {"task_id": "WC-1"}]
        return rows

    facts(change)
    finding = {"weicheng": "渭城区", "hedong": "河东区"}[shown]
    (text,) = visit("plan", own=own).texts("qj-finding")
    assert text.startswith(finding)
    (text,) = visit("plan", own=own, document=TASKS[0]["document_id"]).texts("qj-finding")
    assert text.startswith("河东区"), "what a link says counts"


# -- requirements and figures --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_requirement_against_every_district(lang: str) -> None:
    seen = visit("plan", lang, tab="targets")
    rows = seen.rows()
    assert len(rows) == len(table("targets")) > 0
    assert seen.head()[3:] == [], "columns that would be empty in every row are one sentence"
    names = words(lang).joined(d[f"name_{lang}"] for d in DISTRICTS)
    (said_once,) = (t for t in seen.texts("qj-small") if names in t)
    assert str(len(rows)) in said_once
    text = " ".join(r[0] for r in rows)
    assert [t["as_written"] for t in table("targets") if t["as_written"] not in text] == []
    assert {len(r) for r in rows} == {3}
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
        assert seen.head()[3:] == [
            d[f"name_{lang}"] for d in DISTRICTS if d["district_id"] in ("hexi", "hedong")
        ]
        assert not_met in reviews[4] and "2025" in reviews[4]
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


def _in_use(practice_id: str, district_id: str) -> bool:
    own = [s for s in SYSTEMS.values() if (s["practice_id"], s["district_id"]) == (practice_id, district_id)]
    return any(s["status"] != "planned" for s in own)


def _lacking(district: str) -> dict[str, list[str]]:
    """The practices that others have in use and a district has not, with those others."""
    others = [d["district_id"] for d in DISTRICTS if d["district_id"] != district]
    found = {
        p["practice_id"]: [d for d in others if _in_use(p["practice_id"], d)] for p in table("practices")
    }
    return {i: having for i, having in found.items() if having and not _in_use(i, district)}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("district", [d["district_id"] for d in DISTRICTS])
def test_gaps_open_in_place_with_what_the_sources_give(district: str, lang: str) -> None:
    seen = visit("practices", lang, tab="gaps", district=district)
    finding = by_id("districts", "district_id")[district][f"name_{lang}"]
    assert finding in seen.texts("qj-finding")[0]
    rows = seen.find("qj-fold")
    buttons = [next(b for b in row.iter("button") if b.get("data-do") == "shortlist") for row in rows]
    shown = [b.get("data-id", "") for b in buttons]
    wanted = _lacking(district)
    assert sorted(shown) == sorted(wanted)
    assert ["open" in row.attrib for row in rows] == [i < 3 for i in range(len(rows))], (
        "the first three stand open"
    )
    documents = by_id("documents", "document_id")
    since, results = (words(lang).gettext(name) for name in ("Since", "Results"))
    for practice, row in zip(shown, rows, strict=True):
        text = said(row)
        having = [
            s
            for s in SYSTEMS.values()
            if s["practice_id"] == practice and s["district_id"] in wanted[practice]
        ]
        for s in having:
            assert s[f"name_{lang}"] in text
            assert re.sub(r"\s+", " ", s[f"summary_{lang}"]) in text or s["status"] == "awarded"
            assert documents[s["document_id"]][f"publisher_{lang}"] in text
        head = [said(th) for th in next(row.iter("thead")).iter("th")]
        assert (since in head) == any(s["year"] for s in having if s["status"] == "in_use")
        assert (results in head) == any(s["status"] == "awarded" for s in having)
        lacking = [name for name in (since, results) if name not in head]
        assert (
            not lacking
            or words(lang).gettext(
                "Not stated in these documents: {what}.", what=words(lang).enumerated(lacking)
            )
            in text
        ), "said once, not in every line"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("district", [d["district_id"] for d in DISTRICTS])
def test_gaps_are_counted_with_those_planned_apart(district: str, lang: str) -> None:
    seen = visit("practices", lang, tab="gaps", district=district)
    planned_here = [
        words(lang).gettext("planned here") in said(next(r.iter("summary"))) for r in seen.find("qj-fold")
    ]
    assert planned_here == sorted(planned_here), "planned ones stand apart, at the end"
    lacking, planned = planned_here.count(False), planned_here.count(True)
    numbers = [int(n) for n in re.findall(r"\d+", seen.texts("qj-finding")[0])]
    assert numbers == [lacking, *([planned] if planned else [])]
    assert re.search(r"20\d\d", seen.texts("qj-subtitle")[0]), "from which years the documents are"
    assert [x for x in seen.links if x.path == "/api/v1/gaps" and x.parameters["district"] == district]


@pytest.mark.parametrize("order", ["others", "results", "official"])
def test_gaps_stand_in_the_order_chosen_and_go_along_in_it(order: str) -> None:
    seen = visit("practices", tab="gaps", district="hedong", sort=order, dimension="functions")
    shown = [b.get("data-id") for b in seen.root.iter("button") if b.get("data-do") == "shortlist"]
    store = current_store()
    matrix = practice_matrix(store, list(store.catalogue.districts)).of_dimension("functions")
    assert shown == [g.practice.practice_id for g in gaps(matrix, "hedong", order_of(order))] != []
    for link in (x for x in seen.links if x.path == "/api/v1/gaps"):
        assert link.parameters["dimension"] == "functions"
        assert link.parameters.get("sort", "others") == order


def _added(seen: Seen) -> list[ViewSpec]:
    """What the buttons on a page add to the report."""
    found = [b.get("data-item", "") for b in seen.root.iter("button") if b.get("data-do") == "add"]
    return [i.spec for packed in found for i in from_link(packed).items]


def test_the_shortlist_goes_into_the_report() -> None:
    first = [
        b.get("data-id", "")
        for b in visit("practices", tab="gaps").root.iter("button")
        if b.get("data-do") == "shortlist"
    ][:3]
    usual, whole = _added(visit("practices", tab="gaps"))
    assert usual == view_spec("gaps", district="hexi", shortlist=first), (
        "the first three until the reader chooses"
    )
    assert whole == view_spec("gaps", district="hexi")
    chosen = visit("practices", tab="gaps", shortlist="legal_advisers,data_platform", dimension="capacity")
    assert chosen.named == ""
    assert _added(chosen)[0] == view_spec(
        "gaps", district="hexi", shortlist="legal_advisers,data_platform"
    ), "also what the filter does not show"
    assert len(_added(visit("practices", tab="gaps", shortlist=""))) == 1, (
        "an empty shortlist is offered to no report"
    )
    assert "zero_waste" in visit("practices", tab="gaps", shortlist="zero_waste").named, "Hexi has it itself"


def test_what_was_chosen_stays_when_a_practice_is_closed() -> None:
    narrowed = {"districts": "binhai,hedong", "dimension": "functions", "district": "hedong"}
    opened = visit("practices", practice="one_matter_one_visit", cell="binhai", **narrowed)
    (close,) = (x for x in opened.links if "qj-close" in x.css)
    assert close.parameters == {"lang": "zh", **narrowed}
    cells = [x for x in opened.links if x.css.startswith("qj-cell")]
    assert cells and all(x.parameters.items() >= narrowed.items() for x in cells)


@pytest.mark.parametrize("tab", ["matrix", "honours"])
def test_filters_by_district_and_dimension(tab: str) -> None:
    seen = visit("practices", tab=tab, districts="hexi,weicheng", dimension="disputes")
    others = [d["name_zh"] for d in DISTRICTS if d["district_id"] not in ("hexi", "weicheng")]
    assert seen.named == ""
    if tab == "matrix":
        assert seen.head()[1:] == ["河西区", "渭城区"]
        wanted = {p["name_zh"] for p in table("practices") if p["dimension_id"] == "disputes"}
        assert {w for w in wanted if w in seen.main} == wanted
        assert len([r for r in seen.rows() if any(r[1:])]) == len(wanted)
    else:
        honours = [
            s
            for s in SYSTEMS.values()
            if (s["kind"], s["dimension_id"]) == ("honour", "disputes")
            and s["district_id"] in ("hexi", "weicheng")
        ]
        years = "".join(said(y) for y in seen.find("qj-year"))
        assert sum(len(list(y.iter("li"))) for y in seen.find("qj-year")) == len(honours) > 0
        assert not [o for o in others if o in years]
        assert str(len(honours)) in seen.texts("qj-finding")[0]


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
        ("practices", {"tab": "honours"}, "honours"),
    ],
)
def test_everything_can_be_taken_away(page: str, parameters: dict[str, str], endpoint: str) -> None:
    links = [x for x in visit(page, **parameters).links if x.path == f"/api/v1/{endpoint}"]
    pictures = set() if endpoint == "units" else {"png", "svg", "pdf"}
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
