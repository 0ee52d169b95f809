"""The words of the drop-down lists: what is chosen from, and what else means the same in filled copies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_NO_LETTER = re.compile(r"[\W_]+")


class Choice(NamedTuple):
    """What a code is called in a drop-down list, and other words for it."""

    code: str
    zh: str
    en: str
    others: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """Return how it is called in a language."""
        return self.zh if language == "zh" else self.en


EXACTNESS = (
    Choice("exact", "准确", "exact", ("准确数", "整")),
    Choice("approx", "约", "about", ("大约", "左右", "approx", "approximately")),
    Choice("nearly", "近", "nearly", ("接近", "将近", "almost")),
    Choice(
        "at_least", "以上", "at least", ("余", "多", "超", "超过", "不少于", "不低于", "more than", "over")
    ),
    Choice("at_most", "以下", "at most", ("以内", "不超过", "不多于", "不高于", "less than", "under")),
)
STATUS = (
    Choice("actual", "实际", "actual", ("实际数",)),
    Choice("estimate", "预计", "estimate", ("预计数", "预算", "预算数", "forecast", "budget")),
)
SCOPE = (
    Choice("district", "全区", "whole district", ("district",)),
    Choice("department", "部门", "department", ("单个部门", "区级部门")),
    Choice("area", "片区", "area", ("街镇", "街道", "功能区", "园区")),
    Choice("site", "站点", "site", ("单个场所", "场所")),
)
PERIOD = (
    Choice("year", "全年", "full year", ("年度", "year")),
    Choice("first_half", "上半年", "first half", ("first half of the year",)),
    Choice("year_end", "截至年末", "at year end", ("年末", "截至年底", "年底")),
    Choice("on_date", "截至某日", "on a date", ("as of",)),
    Choice("dates", "其他", "other dates", ("起止日期", "其他时段", "other")),
    Choice("cumulative", "累计", "cumulative", ("累计至",)),
    Choice("not_stated", "原文未写", "not stated", ("未写明", "原文未写明", "未注明")),
)
KIND = (
    Choice("annual_report", "年度报告", "annual report"),
    Choice("plan", "规划文件", "plan document", ("规划", "计划")),
    Choice("news", "新闻报道", "news item", ("新闻", "报道")),
    Choice("experience", "经验材料", "account of experience"),
    Choice("statistics", "统计资料", "statistics", ("统计公报", "统计年报")),
    Choice(
        "disclosure_report",
        "政府信息公开报告",
        "disclosure report",
        ("信息公开年报", "政府信息公开工作年度报告"),
    ),
    Choice("budget", "预算或决算", "budget or accounts", ("预算", "决算")),
    Choice("reference", "参考资料", "reference work"),
    Choice("other", "其他", "other"),
)
RELIABILITY = (
    Choice("official", "官方", "official", ("官方网站",)),
    Choice("press", "媒体", "press", ("新闻媒体",)),
    Choice("secondary", "转载", "secondary", ("汇编", "转载汇编")),
)


def plain(text: str) -> str:
    """Return a text as it is compared: full-width signs as others, no blanks, no signs, small letters."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", text)).casefold()


def chosen(choices: Sequence[Choice], text: str) -> str | None:
    """Return the code that a text of either language stands for; None where it stands for none."""
    wanted = plain(text)
    for choice in choices:
        # A person may have kept the words of both languages.
        words = (choice.code, choice.zh, choice.en, choice.zh + choice.en, *choice.others)
        if wanted in map(plain, words):
            return choice.code
    return None


def texts(choices: Sequence[Choice], language: str) -> list[str]:
    """Return what a drop-down list offers."""
    return [choice.text(language) for choice in choices]
