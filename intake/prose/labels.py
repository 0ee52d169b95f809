"""The words that say what is counted: those before a number, those behind it, and lists of them."""

from __future__ import annotations

import re

from intake.prose.characters import without_blanks
from intake.prose.vocabulary import COMPARED, FALLS, OTHERWISE, RISES

_LONGEST, _LONGEST_BEHIND = 40, 16
_NOTHING = (
    "共计", "总计", "合计", "累计", "总共", "共有", "共", "达到了", "达到", "达", "为", "是", "有", "约",
    "近", "仅", "已经", "已", "均",
    "都", "各", "分别", "同比", "保持在", "保持", "稳定在", "占", "现有", "完成", "实现", "的", "在", "了",
    "每年", "数量为", "数量达", "到",
)  # fmt: skip
_TAIL = re.compile(rf"(?:{'|'.join(sorted(_NOTHING, key=len, reverse=True))})+$")
_HEAD = re.compile(
    r"^(?:[、,，;:()\s“”\"]|其中|截至|截止|目前|预计|全年|今年|去年|本年度?|近年来|年内|一年来|以来|"
    r"[底末](?=[,，、])|共计|共(?![同享建])|累计|总计|已经|已|还(?!建)|并(?!网|联)|且|和(?!解)|以及|及(?!时)|与|"
    r"另|又|\d{4}年度?(?:底|末)?|\d{1,2}月(?:份|底|末)?|\d{1,2}日|上半年|下半年|[一二三四前]季度|[一二三四五]是|我[区市县办局院委]?)+"
)
_SIGNS = "、,，;:()“”\"'‘’·… "
_AFTER_ENDS = re.compile(r"[、;:()]|其中|同比|环比|比上年|较上年|比去年|较去年|增长|下降|分别|[和及与]$")
_SPLIT = re.compile(r"、|以及|和|及|与")
#: 第一、第二、第三产业增加值: what the last is, all are.
_ORDINAL = re.compile(r"第?[一二三]")
_ORDERED = re.compile(r"第?[一二三](.+)")
_CHANGE = re.compile(
    rf"(?P<word>{'|'.join(sorted((*RISES, *FALLS), key=len, reverse=True))})"
    r"(?P<reached>到|至|为)?(?:了|幅度|率|近|约)?(?:达到|达|为)?\s*[“\"]?$"
)
_COMPARED = re.compile(rf"(?:{'|'.join(COMPARED)}|比\d{{4}}年|较\d{{4}}年|净|实际)+$")
#: After these a number behind 为 is a growth; after all other words it is what is reached.
_RATE_WORDS = ("增幅", "增速", "降幅")


def before(text: str) -> str:
    """Return the words before a number without blanks, dates and what says nothing of the thing counted."""
    said = without_blanks(text)
    previous = None
    while said != previous:
        previous = said
        said = _HEAD.sub("", said)
        said = (said if said.endswith(OTHERWISE) else _TAIL.sub("", said)).strip(_SIGNS)
    return said[-_LONGEST:]


def after(text: str) -> str:
    """Return the noun behind a number: up to the next sign of a list, and no longer than a noun with its quotation."""
    said = without_blanks(text)
    end = _AFTER_ENDS.search(said)
    return (said[: end.start()] if end else said)[:_LONGEST_BEHIND].strip(_SIGNS)


def parts_of_list(text: str) -> tuple[str, ...]:
    """Return the items of A、B和C as labels of their own; one item where it is no list.

    A list with 、 is divided by 和, 及, 与 only behind its last 、, for these also stand within an item.
    """
    said = before(text)
    if "、" not in said:
        parts = [part.strip() for part in _SPLIT.split(said, maxsplit=1)]
        return tuple(part for part in parts if part)
    *first, last = said.split("、")
    ends = [part for part in _SPLIT.split(last, maxsplit=1) if part.strip()]
    items = [part.strip(_SIGNS) for part in (*first, *ends) if part.strip(_SIGNS)]
    ordered = _ORDERED.match(items[-1]) if items else None
    tail = ordered[1] if ordered else ""
    return tuple(f"{item}{tail}" if _ORDINAL.fullmatch(item) else item for item in items)


def change_of(text: str, is_rate: bool) -> tuple[int, str]:
    """Return 1 or -1 where the words end in a rise or fall, with what stands before; else 0.

    What is counted falls only in comparison (较上年减少3件); 新增3家 counts what is new.
    """
    said = without_blanks(text)
    match = _CHANGE.search(said)
    if not match or (match["reached"] and match["word"] not in _RATE_WORDS):
        return 0, text
    word, rest = match["word"], said[: match.start()]
    compared = _COMPARED.search(rest)
    if word in ("增", "减", "降") and (rest.endswith(("新", "递", "核", "压", "扩", "消")) and not compared):
        return 0, text
    if not is_rate and not compared:
        return 0, text
    bare = _COMPARED.sub("", rest)
    return (-1 if word in FALLS else 1), bare
