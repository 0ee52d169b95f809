"""Invented texts of four kinds, with the figures that a careful reader finds in them."""

from __future__ import annotations

import pytest

from intake.facts import document_facts
from intake.proposal import DocumentFacts
from intake.prose import proposals_of_prose
from intake.reading.text_file import document_of
from queries.records import District
from tests.intake.invented_texts import (
    COMMUNIQUE,
    ENFORCEMENT,
    FEATURE,
    LAW_REPORT,
    OUTLINE,
    RECONSIDERATION,
    WORK_REPORT,
)

DISTRICTS = (District("yunchuan", "", "云川区", "Yunchuan", "", "", "", "", 1),)
TEXTS = {
    "work report": (
        WORK_REPORT,
        DocumentFacts("yunchuan", "annual_report", "政府工作报告", "", "", 2024),
        "612.4亿元 5.3% 60.09亿元 5.1% 47.2亿元 -0.8% 6.2% 4.5% 16000人 12个 35个 23000户 21所 186件 203件 100%",
    ),
    "communique": (
        COMMUNIQUE,
        DocumentFacts("yunchuan", "statistics", "云川区2023年国民经济和社会发展统计公报", "", "", 2023),
        (
            "581.6亿元 4.9% 3.1亿元 198.2亿元 380.3亿元 1.2% 3.8% 5.6% 486000人 "
            "-2000人 91.7% 0.6个百分点 1203.5亿元 7.4% "
        "3.3% 60000户"
        ),
    ),
    "reconsideration": (
        RECONSIDERATION,
        DocumentFacts("yunchuan", "annual_report", "云川区2024年行政复议和行政应诉工作情况", "", "", 2024),
        "326件 18.5% 301件 25件 288件 160件 48件 9件 3件 68件 26.4% 74件 -6件 98.6% 3场 200人次",
    ),
    "enforcement": (
        ENFORCEMENT,
        DocumentFacts(
            "yunchuan", "annual_report", "云川区城市管理局2024年度行政执法工作报告", "云川区城市管理局", "", 2024,
            scope="department", scope_name_zh="云川区城市管理局",
        ),
        "2个 118名 9人 6人 4512次 42起 30起 12起 36.5万元 5个 900件 98% 3个工作日",
    ),
    "law report": (
        LAW_REPORT,
        DocumentFacts("yunchuan", "annual_report", "云川区2023年法治政府建设年度报告", "", "", 2023),
        (
            "286件 251件 35件 13.9% 12件 40件 40件 3件 3件 3件 96件 33.6% 96件 33.6% "
            "5.2% 3.4% -1.8个百分点 6件 4件 10件 "
            "20000份 12000张 120平方米 90% 9场 12场 23个 1200户次 1600件"
        ),
    ),
    "feature": (
        FEATURE,
        DocumentFacts("yunchuan", "", "把矛盾化解在家门口"),
        "22个 100名 58000人次 -14.2% 4300起 990起 48个 60%",
    ),
    "outline": (
        OUTLINE,
        DocumentFacts(
            "yunchuan", "plan", "云川区法治政府建设实施方案（2021—2025年）",
            period_start="2021-01-01", period_end="2025-12-31",
        ),
        "4次/年 2期/年 98% 95% 16个 20个",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_figures(name: str) -> None:
    text, facts, expected = TEXTS[name]
    found = [f"{p.value:f}{p.unit_zh}" for p in proposals_of_prose(document_of(text, ""), facts)]
    assert found == expected.split()


@pytest.mark.parametrize("name", TEXTS)
def test_facts_of_the_document(name: str) -> None:
    text, expected, _ = TEXTS[name]
    found = document_facts(document_of(text, ""), DISTRICTS)
    assert found._replace(published_on="") == expected
