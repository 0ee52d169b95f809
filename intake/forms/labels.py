"""Labels of forms as published in a hundred ways, brought to one spelling. What else may vary belongs here."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: 一、 （一） 1. (1) ① at the beginning; 第二十条第（一）项 begins with 第 and keeps its own.
_NUMBERING = re.compile(
    r"^(?:\([一二三四五六七八九十]+\)[、.]?|[一二三四五六七八九十]+[、.]|\(\d+\)[、.]?|\d+[、.)]|\d+(?=[一-鿿]))"
)
#: What stands in brackets at the end explains the label and may be left out: 合计（宗）, 部分公开（区分处理的…）.
_NOTE = re.compile(r"\([^()]*\)?$")
_UNIT = re.compile(r"\((?:单位[::])?(万元|亿元|元|件|宗|起|次|个|家|人|条|项|份)\)")
_OTHER_SIGNS = re.compile(r"[^0-9A-Za-z一-鿿]")
_BRACKETS = str.maketrans("【】〔〕[]{}", "()()()()")
#: One word for what is written in several.
_SAME = (
    ("合计", "总计"),
    ("共计", "总计"),
    ("其它", "其他"),
    ("行政规范性文件", "规范性文件"),
)
#: Beside a label these say nothing: 序号, units in a column of their own.
_IDLE = frozenset(("序号", "单位", "件", "宗", "起", "次", "个", "项", "元", "万元", "数量", "件数"))


def compact(text: str) -> str:
    """Return a text without blanks and line breaks, full-width signs as half-width, brackets as ( and )."""
    found = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return "".join(sign for sign in found if not sign.isspace() and unicodedata.category(sign) != "Cf")


@lru_cache(maxsize=20_000)
def label_key(text: str) -> str:
    """Return by what a label is compared: no numbering, no note in brackets at its end, no punctuation."""
    found = compact(text)
    bare = _NUMBERING.sub("", found, count=1)
    without_note = _NOTE.sub("", bare)
    found = _OTHER_SIGNS.sub("", without_note or bare)
    for written, one in _SAME:
        found = found.replace(written, one)
    return "" if found in _IDLE else found


def unit_in_label(text: str) -> str:
    """Return the unit that a label gives in brackets (合计（宗）, 单位：万元); '' where it gives none."""
    found = _UNIT.findall(compact(text))
    return str(found[-1]) if found else ""
