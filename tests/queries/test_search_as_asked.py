"""Questions as people ask them: names, years and what is asked in any order and writing, synonyms, small errors."""

from __future__ import annotations

import datetime as dt
from itertools import permutations

import pytest

from locales import words
from queries.question import understood
from queries.question_words import AIMS
from queries.search import search_everything
from queries.store import Store
from tests.queries import oracle
from views.answer import Answer, answer

DAY = dt.date(2026, 11, 27)


def _answer(store: Store, question: str, code: str = "zh") -> Answer:
    found = answer(store, words(code), search_everything(store, question), DAY)
    assert found is not None, question
    return found


# -- understood ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("glue", ["", " ", "，", "　"])
@pytest.mark.parametrize("order", list(permutations(("河东区", "2024年", "公职律师"))))
def test_district_metric_and_year_in_any_order_and_spacing(
    store: Store, order: tuple[str, ...], glue: str
) -> None:
    q = understood(store, glue.join(order))
    assert (q.district_ids, q.years, q.metric_ids[:1]) == (("hedong",), (2024,), ("public_lawyers",))


@pytest.mark.parametrize(
    "question",
    [
        "2024河东公职律师",
        "河東區２０２４年公職律師是多少？",
        "hedong gongzhilvshi 2024",
        "hédōng gōngzhílǜshī 2024",
        "2024 Hedong public-sector lawyers",
    ],
)
def test_writings_that_mean_the_same_figure(store: Store, question: str) -> None:
    found = _answer(store, question)
    row = next(
        o
        for o in oracle.observations("public_lawyers")
        if o["district_id"] == "hedong" and oracle.year_of(o) == 2024
    )
    assert found.observation is not None
    assert found.observation.observation_id == row["observation_id"]
    assert row["value"] in found.heading


@pytest.mark.parametrize("row", oracle.table("synonyms"), ids=lambda r: r["term"])
def test_every_synonym_finds_what_it_stands_for(store: Store, row: oracle.Row) -> None:
    q = understood(store, row["term"])
    assert row["metric_id"] in ("", *q.metric_ids[:1])
    assert row["dimension_id"] in ("", *q.dimension_ids)
    assert q.view == row["view"]
    found = search_everything(store, row["term"])
    assert found.hits, "a synonym that finds nothing helps nobody"
    if row["metric_id"]:
        assert found.metric_ids[0] == row["metric_id"]


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("复议维持", "recon_upheld"),
        ("通州 复议 维持", "recon_upheld"),
        ("行政检查同比变化", "inspections_growth"),
        ("无废河西接入单位", "zero_waste_units_connected"),
        ("复议收案最多", "recon_received"),
    ],
)
def test_a_longer_name_says_more_than_the_synonym_in_it(store: Store, question: str, metric: str) -> None:
    assert search_everything(store, question).metric_ids[0] == metric


@pytest.mark.parametrize("aim", AIMS)
def test_every_word_for_what_is_asked_is_understood(store: Store, aim: str) -> None:
    for word in AIMS[aim]:  # type: ignore[index]
        assert aim in understood(store, f"公职律师 {word}").aims, word
        if not word.isascii():
            assert aim in understood(store, f"公职律师{word}").aims, word


@pytest.mark.parametrize(
    ("typed", "metric"),
    [
        ("公值律师", "public_lawyers"),
        ("公职津师", "public_lawyers"),
        ("reconsideraton", "recon_received"),
        ("xingzhenfuyi", "recon_received"),
    ],
)
def test_small_errors_of_typing_find_it_all_the_same(store: Store, typed: str, metric: str) -> None:
    assert search_everything(store, typed).metric_ids[0] == metric


@pytest.mark.parametrize(
    "typed", ["kdjfkdj", "zzzz<b>", "hangzhengfuyi", "", "。。。", "不存在之物", "通州 不存在之物"]
)
def test_what_is_called_nothing_like_it_is_not_found(store: Store, typed: str) -> None:
    found = search_everything(store, typed)
    assert found.hits == ()
    assert answer(store, words("zh"), found, DAY) is None


# -- answered ------------------------------------------------------------------------------------------------

#: question → kind of view, parameters that it must have
ANSWERS = [
    ("滨海和河东谁的公职律师多", "compare", {"metric": "public_lawyers", "districts": "binhai,hedong"}),
    ("哪个区复议收案最多", "compare", {"metric": "recon_received"}),
    (
        "which district has most reconsideration applications received",
        "compare",
        {"metric": "recon_received"},
    ),
    ("复议收案趋势", "trend", {"metric": "recon_received"}),
    ("通州复议 2019 2024", "years", {"metric": "recon_received", "from": "2019", "year": "2024"}),
    ("外区有而河西没有的，哪三条值得学", "gaps", {"district": "hexi"}),
    ("司法局牵头哪些，哪些到期", "tasks", {"unit": "justice_bureau"}),
    ("滨海2024报告的全部数字", "figures", {"district": "binhai", "from": "2024", "to": "2024"}),
    ("人均GDP", "compare", {"metric": "gdp", "view": "per_10k"}),
    ("数字政府", "metrics", {"dimension": "digital"}),
]


@pytest.mark.parametrize("code", ["zh", "en"])
@pytest.mark.parametrize(("question", "kind", "wanted"), ANSWERS)
def test_the_view_that_answers(
    store: Store, question: str, kind: str, wanted: dict[str, str], code: str
) -> None:
    view = _answer(store, question, code).view
    assert view is not None
    assert view.spec.kind == kind
    assert wanted.items() <= view.spec.parameters.items()


@pytest.mark.parametrize(
    ("question", "years"), [("滨海2024全部数字", "2024"), ("滨海2022 2024全部数字", "2022–2024")]
)
def test_a_list_of_figures_says_the_years_that_it_keeps_to(store: Store, question: str, years: str) -> None:
    view = _answer(store, question).view
    assert view is not None
    assert years in view.subtitle.split(" · ")
    first, last = int(years[:4]), int(years[-4:])
    assert {e.observation.year for e in view.evidence} <= {*range(first, last + 1)}


def test_what_a_district_can_be_compared_by(store: Store) -> None:
    found = _answer(store, "渭城能比什么")
    assert found.comparisons
    for c in found.comparisons:
        assert "weicheng" in {f.observation.district_id for f in c.judgement.compared}


def test_a_figure_that_no_source_has_is_said_to_be_missing(store: Store) -> None:
    years = {oracle.year_of(o) for o in oracle.observations("public_lawyers") if o["district_id"] == "hedong"}
    assert 2015 not in years
    found = _answer(store, "河东公职律师2015")
    assert found.observation is None
    assert found.heading == "2015年河东区公职律师：现有来源未见"
    assert "81" in found.view.sentence if found.view else False, "the years that have one are said"


def test_every_figure_of_a_whole_district_answers_its_own_question(store: Store) -> None:
    metrics, districts = (
        {r[key]: r["name_zh"] for r in oracle.table(name)}
        for name, key in (("metrics", "metric_id"), ("districts", "district_id"))
    )
    whole = [o for o in oracle.table("observations") if o["scope"] == "district" and not o["scope_name_zh"]]
    assert len(whole) > 300
    for o in whole[::5]:
        question = f"{oracle.year_of(o)}年{districts[o['district_id']]}{metrics[o['metric_id']]}"
        found = search_everything(store, question)
        assert found.metric_ids[0] == o["metric_id"], question
        chosen = _answer(store, question).observation
        assert chosen is not None, question
        assert (chosen.metric_id, chosen.district_id, chosen.year) == (
            o["metric_id"],
            o["district_id"],
            oracle.year_of(o),
        )
