"""Lists are narrowed by what a reader looks for; the address holds it, and where nothing is left it can be undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from data.settings import today
from locales import words
from queries.current import current_store
from queries.plans import plans
from queries.ready import comparable_metrics
from tests.pages.crawling import get
from tests.pages.reader import Row, Seen, by_id, said, table, visit

METRICS = by_id("metrics", "metric_id")


def _none(row: Row, key: str, wanted: str) -> bool:
    """Whether a row is about all of something, or about what is wanted."""
    ids = [i for i in re.split(r"[;,|\s]+", row[key]) if i]
    return not ids or wanted in ids


DOCUMENTS: list[tuple[dict[str, str], Callable[[Row], bool]]] = [
    ({"districts": "hexi,tongzhou"}, lambda d: d["district_id"] in {"hexi", "tongzhou"}),
    ({"reliability": "official"}, lambda d: d["reliability"] == "official"),
    ({"read": "full"}, lambda d: bool(d["seed_file"])),
    ({"read": "excerpts", "districts": "hexi"}, lambda d: not d["seed_file"] and d["district_id"] == "hexi"),
    ({"from": "2023", "to": "2024"}, lambda d: d["published_on"][:4] in ("2023", "2024")),
]


@pytest.mark.parametrize(("chosen", "keep"), DOCUMENTS)
def test_documents(chosen: dict[str, str], keep: Callable[[Row], bool]) -> None:
    wanted = [d["title_zh"] for d in table("documents") if keep(d)]
    assert 0 < len(wanted) < len(table("documents"))
    seen = visit("evidence", tab="documents", **chosen)
    assert seen.texts("qj-count")[0] == f"{len(wanted)}份文件"
    assert all(row[0].startswith(title) for row, title in zip(seen.rows(), wanted, strict=True))
    assert _saved(seen) == len(wanted), "the file holds what the page shows"


def test_metrics_by_dimension_and_by_whether_they_compare() -> None:
    compares = comparable_metrics(current_store())
    for chosen, keep in (
        ({"dimension": "context"}, lambda m: m["dimension_id"] == "context"),
        ({"comparable": "yes"}, lambda m: m["metric_id"] in compares),
        ({"comparable": "no"}, lambda m: m["metric_id"] not in compares),
    ):
        seen = visit("evidence", tab="metrics", **chosen)
        wanted = [m["name_zh"] for m in METRICS.values() if keep(m)]
        assert [row[0] for row in seen.rows()] == wanted
        assert _saved(seen) == len(wanted)


def test_doubts_by_district_and_metric_keep_those_about_all() -> None:
    for chosen, keep in (
        ({"districts": "weicheng"}, lambda d: _none(d, "district_ids", "weicheng")),
        ({"metric": "gdp"}, lambda d: _none(d, "metric_ids", "gdp")),
    ):
        seen = visit("evidence", tab="doubts", **chosen)
        wanted = {d["text_zh"] for d in table("doubts") if keep(d)}
        assert {row[2] for row in seen.rows()} == wanted
        assert 0 < len(wanted) < len(table("doubts"))
        assert _saved(seen) == len(wanted)


def test_checks_by_outcome_and_district() -> None:
    seen = visit("evidence", tab="checks", outcome="disagrees", districts="binhai")
    rows = seen.rows()
    assert {(row[0], row[1]) for row in rows} == {("滨海新区", "≠ 不符")}
    assert _saved(seen) == len(rows)
    everywhere = visit("evidence", tab="checks", outcome="disagrees").rows()
    assert len(rows) < len(everywhere) < len(visit("evidence", tab="checks").rows())


def _saved(seen: Seen) -> int:
    """How many rows the file has that a page offers of its list."""
    href = next(x.href for x in seen.links if "format=csv" in x.href)
    answer = get(href.replace("format=csv", "format=json"))
    assert answer.status_code == 200, answer.text
    return len(answer.json()["data"])


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("page", "chosen"),
    [
        ("evidence", {"tab": "checks", "outcome": "disagrees", "districts": "weicheng", "q": "2099"}),
        ("evidence", {"tab": "documents", "from": "2009", "to": "2009", "read": "full"}),
        ("evidence", {"tab": "metrics", "comparable": "yes", "q": "zzzz"}),
        ("evidence", {"tab": "doubts", "q": "zzzz"}),
        ("evidence", {"districts": "hexi", "q": "zzzz"}),
        ("plan", {"state": "met", "due": "passed"}),
        ("practices", {"tab": "honours", "year": "2017", "districts": "hexi"}),
    ],
)
def test_where_nothing_matches_each_filter_can_be_taken_away(
    page: str, chosen: dict[str, str], lang: str
) -> None:
    seen = visit(page, lang, **chosen)
    assert words(lang).gettext("Nothing matches.") in seen.texts("qj-count")
    ways = [a.get("href", "") for box in seen.find("qj-notice") for a in box.iter("a")]
    without = [set(chosen) - set(parse_qs(urlsplit(href).query)) for href in ways]
    filters = [{"from", "to"} if key == "from" else {key} for key in chosen if key not in ("tab", "to")]
    assert sorted(map(sorted, without)) == sorted(map(sorted, filters)), (
        "each link takes away one and keeps the rest"
    )


@pytest.mark.parametrize(
    ("page", "chosen"),
    [
        ("evidence", {"tab": "documents", "read": "nope"}),
        ("evidence", {"tab": "metrics", "comparable": "nope"}),
        ("evidence", {"tab": "checks", "outcome": "nope"}),
        ("plan", {"due": "nope"}),
        ("plan", {"unit_kind": "nope"}),
        ("practices", {"tab": "honours", "year": "1999"}),
    ],
)
def test_what_nobody_knows_is_named(page: str, chosen: dict[str, str]) -> None:
    seen = visit(page, **chosen)
    key, given = list(chosen.items())[-1]
    assert f"{key}={given}" in seen.named


def test_tasks_by_kind_of_unit_and_by_date() -> None:
    (plan,) = plans(current_store(), today())
    for chosen, keep in (
        (
            {"unit_kind": "court_procuratorate"},
            lambda t: any(u.kind == "court_procuratorate" for u in t.units),
        ),
        ({"due": "passed"}, lambda t: t.due is not None and t.due < today()),
        ({"due": "undated"}, lambda t: t.due is None),
        (
            {"due": "undated", "unit_kind": "group"},
            lambda t: t.due is None and any(u.kind == "group" for u in t.units),
        ),
    ):
        wanted = [t.task.ordinal for t in plan.tasks if keep(t)]
        seen = visit("plan", **chosen)
        assert [int(x.split(".")[0]) for x in seen.texts("qj-task")] == wanted
        assert 0 < len(wanted) < len(plan.tasks)
        chips = [x for x in seen.links if "state" in x.parameters and x.path == "/plan"]
        assert chips
        assert all(chosen.items() <= x.parameters.items() for x in chips), "states keep the filters"
        assert sum(int(re.findall(r"\d+", x.text)[-1]) for x in chips) == len(wanted)
        assert _saved(seen) == len(wanted)


def test_options_say_how_many_they_have() -> None:
    options = next(m for m in visit("plan").at.multiselect if m.key == "control-due").options
    (plan,) = plans(current_store(), today())
    passed = sum(t.is_due for t in plan.tasks)
    assert f"已到期（{passed}）" in options
    read = next(
        m for m in visit("evidence", tab="documents").at.multiselect if m.key == "control-read"
    ).options
    assert f"全文（{sum(bool(d['seed_file']) for d in table('documents'))}）" in read


def test_honours_of_one_year() -> None:
    wanted = [s["name_zh"] for s in table("systems") if (s["kind"], s["year"]) == ("honour", "2017")]
    seen = visit("practices", tab="honours", year="2017")
    shown = " ".join(seen.texts("qj-year"))
    assert wanted
    assert all(name in shown for name in wanted)
    assert [
        e.text for t in seen.find("qj-year") for e in t.iter("b") if re.fullmatch(r"\d{4}", e.text or "")
    ] == ["2017"]
    assert _saved(seen) == len(wanted)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_words_to_be_found_stand_among_the_filters_and_say_what_they_are_for(lang: str) -> None:
    seen = visit("evidence", lang, q="通州")
    (field,) = (f for f in seen.at.text_input if f.key == "control-q")
    assert field.label == {"zh": "在表中查找", "en": "Find in this list"}[lang]
    assert "control-q" in [f.key for e in seen.at.expander for f in e.text_input]


def test_lists_show_no_machine_names() -> None:
    """Ids such as `general_budget_revenue` and `TJ-141` may stand in addresses and titles, not among the words."""
    pages = [("evidence", {"tab": t}) for t in ("figures", "documents", "metrics", "doubts", "checks")]
    others = [("plan", {"tab": "units"}), ("plan", {"tab": "targets"}), ("practices", {}), ("district", {})]
    ids = {o["observation_id"] for o in table("observations")} | set(METRICS)
    for page, chosen in [*pages, *others, ("evidence", {"observation": "TJ-141"})]:
        seen = visit(page, "zh", **chosen)
        shown = " ".join([*map(said, seen.root.iter("table")), *seen.texts("qj-provenance")])
        shown = re.sub(r"https?://\S+", "", shown)
        found = set(re.findall(r"[A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+)+", shown))
        assert found & ids == set(), page
        assert {w for w in found if "_" in w} == set(), page
