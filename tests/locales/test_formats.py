"""Numbers, amounts, dates and lists as each language writes them."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

from locales import LANGUAGES, words
from locales.units import display_unit

ROOT = Path(__file__).resolve().parents[2]

ZH, EN = words("zh"), words("en")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, None, "0"),
        (934, None, "934"),
        (934.0, None, "934"),
        (1234567, None, "1,234,567"),
        (1234.5, None, "1,234.5"),
        (0.1, None, "0.1"),
        (14.60, None, "14.6"),
        (100.0, None, "100"),
        (1000, None, "1,000"),
        (1e16, None, "10,000,000,000,000,000"),
        (1e-7, None, "0.0000001"),
        (-5, None, "−5"),
        (-1234.5, None, "−1,234.5"),
        (-0.0, None, "0"),
        (-0.04, 1, "0"),
        (2.449, 1, "2.4"),
        (2.46, 1, "2.5"),
        (99.96, 1, "100"),
        (3, 2, "3"),
    ],
)
@pytest.mark.parametrize("code", LANGUAGES)
def test_numbers(code: str, value: float, decimals: int | None, text: str) -> None:
    assert words(code).number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (9_999, "9,999", "9,999"),
        (10_000, "1万", "10k"),
        (12_345, "1.2万", "12.3k"),
        (822_000, "82.2万", "822k"),
        (1_000_000, "100万", "1m"),
        (1_520_000, "152万", "1.5m"),
        (150_000_000, "1.5亿", "150m"),
        (2_000_000_000, "20亿", "2bn"),
        (-25_000, "−2.5万", "−25k"),
        (0.5, "0.5", "0.5"),
    ],
)
def test_short_forms(value: float, zh: str, en: str) -> None:
    assert (ZH.compact(value), EN.compact(value)) == (zh, en)


def _metric(unit_zh: str, unit_en: str, decimals: int = 2) -> SimpleNamespace:
    return SimpleNamespace(unit_zh=unit_zh, unit_en=unit_en, decimals=decimals)


@pytest.mark.parametrize(
    ("value", "unit_zh", "unit_en", "zh", "en"),
    [
        (934, "件", "cases", "934件", "934 cases"),
        (1013.88, "亿元", "100 million yuan", "1,013.88亿元", "101.388 billion yuan"),
        (450, "亿元", "100 million yuan", "450亿元", "45 billion yuan"),
        (0.3, "亿元", "100 million yuan", "0.3亿元", "0.03 billion yuan"),
        (4_500, "万元", "10,000 yuan", "4,500万元", "45 million yuan"),
        (12, "万元/人", "10,000 yuan per person", "12万元/人", "0.12 million yuan per person"),
        (1.2, "亿美元", "100 million US dollars", "1.2亿美元", "0.12 billion US dollars"),
        (24.2, "%", "%", "24.2%", "24.2%"),
        (0, "件", "cases", "0件", "0 cases"),
    ],
)
def test_amounts_with_units(value: float, unit_zh: str, unit_en: str, zh: str, en: str) -> None:
    metric = _metric(unit_zh, unit_en)
    assert ZH.with_unit(ZH.amount(value, metric), metric) == zh
    assert EN.with_unit(EN.amount(value, metric), metric) == en


def test_amounts_have_no_binary_dust() -> None:
    metric = _metric("亿元", "100 million yuan")
    for tenths in range(1, 20_000, 7):
        value = tenths / 10
        assert EN.amount(value, metric).replace(",", "") == f"{tenths / 100:.2f}".rstrip("0").rstrip(".")


def test_scale_and_amount_agree() -> None:
    for zh, en in (("亿元", "100 million yuan"), ("万元", "10,000 yuan"), ("件", "cases")):
        metric = _metric(zh, en)
        for translator in (ZH, EN):
            assert translator.amount(1000, metric) == translator.number(
                round(1000 * translator.scale(metric), 9)
            )
        assert ZH.scale(metric) == 1


DAY = dt.date


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        (DAY(2022, 1, 1), DAY(2022, 12, 31), "2022年", "2022"),
        (DAY(2021, 1, 1), DAY(2025, 12, 31), "2021—2025年", "2021–2025"),
        (DAY(2022, 12, 31), DAY(2022, 12, 31), "2022年12月31日", "31 Dec 2022"),
        (DAY(2022, 1, 1), DAY(2022, 6, 30), "2022年1月1日至2022年6月30日", "1 Jan 2022 to 30 Jun 2022"),
        (DAY(2021, 7, 1), DAY(2022, 12, 31), "2021年7月1日至2022年12月31日", "1 Jul 2021 to 31 Dec 2022"),
    ],
)
def test_periods(start: dt.date, end: dt.date, zh: str, en: str) -> None:
    assert (ZH.span(start, end), EN.span(start, end)) == (zh, en)


def test_days_and_years() -> None:
    assert (ZH.date(DAY(2025, 5, 1)), EN.date(DAY(2025, 5, 1))) == ("2025年5月1日", "1 May 2025")
    assert [EN.date(DAY(2025, m, 9)).split()[1] for m in range(1, 13)] == [
        DAY(2025, m, 1).strftime("%b") for m in range(1, 13)
    ]
    assert (ZH.year(2025), EN.year(2025)) == ("2025年", "2025")


@pytest.mark.parametrize(
    ("parts", "zh", "en"),
    [
        ([], "", ""),
        (["甲"], "甲", "甲"),
        (["甲", "乙"], "甲和乙", "甲 and 乙"),
        (["甲", "乙", "丙"], "甲、乙和丙", "甲, 乙 and 丙"),
    ],
)
def test_lists(parts: list[str], zh: str, en: str) -> None:
    assert (ZH.joined(parts), EN.joined(iter(parts))) == (zh, en)


def test_singular_and_plural() -> None:
    def say(code: str, n: int) -> str:
        return words(code).ngettext("{n} figure", "{n} figures", n)

    assert [say("en", n) for n in (0, 1, 2, 1234)] == ["0 figures", "1 figure", "2 figures", "1,234 figures"]
    assert len({re_n.replace(str(n), "") for n in (0, 1, 2) for re_n in [say("zh", n)]}) == 1


def test_pairs_of_the_data() -> None:
    record = SimpleNamespace(name_zh="河西区", name_en="Hexi", note_zh=None, note_en="")
    assert (ZH.pick(record, "name"), EN.pick(record, "name")) == ("河西区", "Hexi")
    assert (ZH.pick(record, "note"), EN.pick(record, "note")) == ("", "")


def test_an_unknown_text_stays_and_an_unknown_language_is_the_default() -> None:
    assert ZH.gettext("No such text {a}", a="甲") == "No such text 甲"
    assert words("fr").code == words("").code == words("<script>").code == "zh"


def test_names_and_tags_of_languages() -> None:
    assert {code: words(code).tag for code in LANGUAGES} == {"zh": "zh-CN", "en": "en-GB"}


def test_no_published_digit_is_lost() -> None:
    """Every figure of the data is shown with all its digits, in both languages."""
    with (ROOT / "data/metrics.csv").open(encoding="utf-8", newline="") as file:
        metrics = {row["metric_id"]: row for row in csv.DictReader(file)}
    lost = {}
    with (ROOT / "data/observations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            m = metrics[row["metric_id"]]
            metric = _metric(m["unit_zh"], m["unit_en"], int(m["decimals"]))
            for translator, unit in ((ZH, m["unit_zh"]), (EN, m["unit_en"])):
                shown = Decimal(
                    translator.amount(float(row["value"]), metric).replace(",", "").replace("−", "-")
                )
                if shown / display_unit(unit)[0] != Decimal(row["value"]):
                    lost[row["observation_id"]] = (row["value"], shown)
    assert lost == {}
