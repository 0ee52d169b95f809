"""How far a figure may lie off because it was rounded when it was written: half a unit of its last digit."""

from __future__ import annotations

import pytest

from queries.intervals import Interval
from queries.records import Observation
from queries.rounding import as_rounded, half_unit
from queries.store import Store
from tests.queries import oracle, plain_views
from tests.queries.made_facts import observation

#: metric, value, as written, half a unit of the last digit
CASES = [
    # people and cases, counted one by one unless written in 万 or 亿
    ("recon_concluded", 1550, "已审结1,550件", 0),
    ("recon_concluded", 1550, "已审结1550件", 0),
    ("new_urban_jobs", 134_000, "新增就业13.4万人", 500),
    ("new_urban_jobs", 134_000, "新增就业13.40万人", 50),
    ("new_urban_jobs", 130_000, "新增就业13万人", 5_000),
    ("new_urban_jobs", 134_000, "新增就业134000人", 0),
    ("new_urban_jobs", 134_000, "新增就業13.4萬人", 500),
    ("resident_population", 1_563_102, "156.3102万人", 0.5),
    ("resident_population", 100_000_000, "1亿人", 50_000_000),
    ("business_requests_resolved", 80, "解决诉求近80个", 0),
    # the number wanted, not the first number of the text
    ("new_urban_jobs", 32_000, "50批次3.2万余人", 500),
    ("recon_concluded", 27, "2019年受理176件，纠错27件", 0),
    ("recon_concluded", 3_035, "为三千零三十五件", 0),
    # rates
    ("recon_resolution_rate", 31, "综合化解率31%", 0.5),
    ("recon_correction_rate", 24.2, "纠错率24.2%", 0.05),
    ("recon_correction_rate", 10.88, "直接纠错率10.88%", 0.005),
    ("recon_correction_rate", 24, "纠错率24.0%", 0.05),
    # a fall is written without its sign
    ("penalties_growth", -27.9, "较上年减少27.9%", 0.05),
    ("penalties_growth", -15, "较上年下降15%", 0.5),
    ("penalties_growth", -15, "较上年下降15.0%", 0.05),
    ("penalties_growth", 200, "增长两倍", 0.5),
    # money in 亿, also written in 万亿 or 万
    ("gdp", 6981.86, "6981.86亿元", 0.005),
    ("gdp", 758.1, "通州區 | … 758.10", 0.005),
    ("gdp", 1253.4, "完成1,253.4亿元", 0.05),
    ("gdp", 10_000, "突破1万亿元", 5_000),
    ("gdp", 12_300, "1.23万亿元", 50),
    ("gdp", 1000, "突破千亿元大关", 0.5),
    ("gdp", 1000.6, "1000.6億元", 0.05),
    ("gdp", 0.5, "5000万元", 0.00005),
    # ranges: the end that is the value
    ("gdp_growth", 8, "增长5%—8%", 0.5),
    ("gdp_growth", 5.5, "增长5.5%-6%", 0.05),
    ("new_urban_jobs", 60_000, "5万至6万人", 5_000),
    # areas
    ("land_area", 39.63, "39.63平方公里", 0.005),
    ("land_area", 37, "河西区 37.00", 0.005),
    ("land_area", 906, "906平方公里", 0.5),
]


@pytest.mark.parametrize(("metric_id", "value", "written", "half"), CASES)
def test_half_a_unit_of_the_last_digit_written(
    store: Store, metric_id: str, value: float, written: str, half: float
) -> None:
    o = observation("X", "hexi", metric_id, 2020, float(value), float(value), as_written=written)
    metric = store.catalogue.metrics[metric_id]
    assert half_unit(metric, o) == pytest.approx(half, rel=1e-12, abs=0)
    assert as_rounded(metric, o) == pytest.approx(Interval(value - half, value + half))


@pytest.mark.parametrize("span", [(75, 80), (500, None), (0, 30)])
def test_what_is_no_point_is_not_widened(store: Store, span: tuple[float, float | None]) -> None:
    """近80个 is 75 to 80 and 500余 is 500 and more: their bounds already hold the rounding."""
    o = observation("X", "hexi", "new_urban_jobs", 2020, *span, as_written="近80个")
    found = as_rounded(store.catalogue.metrics["new_urban_jobs"], o)
    assert found == (span[0], float("inf") if span[1] is None else span[1])


def test_every_figure_of_the_facts(store: Store) -> None:
    names = ", ".join(Observation._fields)
    observations = store.records(Observation, f"SELECT {names} FROM observations")
    assert observations
    for o in observations:
        row = oracle.by_id("observations", "observation_id")[o.observation_id]
        expected = plain_views.half_unit(plain_views.metric(o.metric_id), row["value"], row["as_written"])
        assert half_unit(store.catalogue.metrics[o.metric_id], o) == pytest.approx(float(expected)), row
