"""Invented texts of four kinds, with the figures that a careful reader finds in them."""

from __future__ import annotations

import pytest

from intake.facts import document_facts
from intake.proposal import DocumentFacts
from intake.prose import proposals_of_prose
from intake.reading.text_file import document_of
from queries.records import District
from tests.intake.invented_texts import COMMUNIQUE, ENFORCEMENT, RECONSIDERATION, WORK_REPORT

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
