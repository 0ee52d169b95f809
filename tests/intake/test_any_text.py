"""Whatever a text holds: places are right, nothing fails, and nothing takes long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.facts import document_facts
from intake.prose import proposals_of_prose
from intake.reading.text_file import document_of
from queries.records import District
from tests.intake.invented_texts import WORK_REPORT
from tests.intake.reading_texts import OF_2024

DISTRICTS = (District("hexi", "", "河西区", "Hexi", "", "", "", "", 1),)
WORDS = st.sampled_from(
    [
        "共", "约", "近", "不足", "分别", "均为", "增长", "下降", "2024年", "截至", "12月", "百分之", "“",
        "”", "《", "》",
        "(", ")", "、", "，", "。", "\n", " ", "　", "件", "%", "万元", "个百分点", "余", "至", "3",
        "1,234", "５", "0.5", "十",
        "两项", "以上", "街道", "每年", "第", "力争", "受理率", "和",
    ]
)  # fmt: skip
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=40).map("".join)


@given(TEXTS)
def test_places_hold_the_figure(text: str) -> None:
    document = document_of(f"检查7次。\n{text}", "")
    document_facts(document, DISTRICTS)
    proposals = proposals_of_prose(document, OF_2024)
    assert proposals[0].value == 7
    for proposal in proposals:
        written = document.text[proposal.char_start : proposal.char_end]
        assert written
        assert any(sign.isnumeric() or sign == "两" for sign in written)
        assert len(proposal.as_written) <= 30
        place = next(block for block in document.blocks if block.address == proposal.place)
        assert place.start <= proposal.char_start < proposal.char_end <= place.end
        if proposal.value_low is not None:
            assert proposal.value_low <= proposal.value
        if proposal.value_high is not None:
            assert proposal.value <= proposal.value_high


@pytest.mark.parametrize(
    "text",
    [
        WORK_REPORT * 220,
        "9" * 100_000,
        "1," * 50_000,
        "((((" * 25_000,
        "《" * 100_000,
        "“" * 100_000,
        "十" * 100_000,
        "每年" * 50_000,
        "分别1、" * 25_000,
        "百分之" * 33_000,
        "1件" * 50_000,
        "近约超" * 33_000,
        "件" + " " * 100_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_long_and_hostile_texts_are_read_at_once(text: str) -> None:
    document = document_of(text, "")
    begun = time.process_time()
    document_facts(document, DISTRICTS)
    proposals_of_prose(document, OF_2024)
    # time of this process only, and far above what it takes: what is not linear takes minutes
    assert time.process_time() - begun < 20
