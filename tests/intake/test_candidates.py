"""Which metrics a figure may be of: by its words and wordings accepted before; the unit must fit."""

from __future__ import annotations

import time

import pytest

from intake.candidates import Candidates, Example
from queries.store import Store


@pytest.mark.parametrize(
    ("label", "unit", "metric_id"),
    [
        ("简易程序", "起", "penalties_summary"),
        ("一般公共预算收入", "亿元", "general_budget_revenue"),
        ("一般公共预算收入增长", "%", "general_budget_revenue_growth"),
        ("行政机关负责人出庭应诉率", "%", "court_appearance_rate"),
        ("持证执法人员", "名", "enforcement_officers"),
        ("年末常住人口", "人", "resident_population"),
        ("共收到行政复议申请", "件", "recon_received"),
    ],
)
def test_the_metric_is_among_five(intake_store: Store, label: str, unit: str, metric_id: str) -> None:
    found = Candidates.of_store(intake_store).of(label, unit, label)
    assert metric_id in [candidate.metric_id for candidate in found]
    assert len(found) <= 5
    assert all(candidate.reason.zh and candidate.reason.en for candidate in found)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_the_unit_must_fit(intake_store: Store) -> None:
    candidates = Candidates.of_store(intake_store)
    metrics = intake_store.catalogue.metrics
    assert all(metrics[c.metric_id].unit_zh == "%" for c in candidates.of("行政处罚增长", "%", ""))
    assert not candidates.of("行政处罚", "平方米", "")


def test_money_in_another_unit_is_offered_and_said(intake_store: Store) -> None:
    found = Candidates.of_store(intake_store).of("一般公共预算收入", "万元", "")
    best = next(c for c in found if c.metric_id == "general_budget_revenue")
    assert "换算" in best.reason.zh
    assert "converted" in best.reason.en


def test_a_growth_is_of_a_growth_and_a_level_of_a_level(intake_store: Store) -> None:
    candidates = Candidates.of_store(intake_store)
    assert "gdp_growth" in [c.metric_id for c in candidates.of("地区生产总值增长", "%", "")]
    assert not any(c.metric_id.endswith("_growth") for c in candidates.of("税收占比", "%", ""))


def test_an_accepted_wording_is_known_at_once(intake_store: Store) -> None:
    label = "蓝鲸驿站"
    assert not Candidates.of_store(intake_store).of(label, "个", "")
    taught = Candidates.of_store(intake_store, [Example("communities", "建成蓝鲸驿站3个", "个")])
    (best, *_) = taught.of(label, "个", "")
    assert best.metric_id == "communities"
    assert "蓝鲸驿站" in best.reason.zh


def test_words_like_nothing_have_no_candidate(intake_store: Store) -> None:
    assert Candidates.of_store(intake_store).of("喵喵咪咪", "个", "") == ()
    assert Candidates({}).of("人口", "人", "") == ()


def test_many_examples_are_quick(intake_store: Store) -> None:
    metrics = list(intake_store.catalogue.metrics)
    examples = [Example(metrics[i % len(metrics)], f"第{i}类事项办理数量", "件") for i in range(2000)]
    candidates = Candidates(intake_store.catalogue.metrics, (), examples)
    begun = time.process_time()
    for _ in range(100):
        candidates.of("全年办理各类事项数量", "件", "全年共办理各类事项数量1200件")
    # 5 ms each on a quiet machine; ten times that would be another algorithm
    assert time.process_time() - begun < 5
