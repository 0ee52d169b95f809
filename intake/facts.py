"""What a document says of itself: publisher, title, date, the year it reports on, district and kind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from intake.document import Document
from intake.proposal import DocumentFacts, Scope
from intake.prose.characters import plain, without_blanks
from queries.records import District

#: The title and the publisher stand at the beginning or at the end; what lies between is not asked.
_OPENING, _CLOSING = 1500, 800
_LONGEST_TITLE = 80

#: Words of a title by which a document is known, the more particular first; the kinds are those of documents.csv.
_KINDS = (
    ("disclosure_report", ("政府信息公开工作年度报告", "信息公开年报", "信息公开工作报告", "信息公开年度报告")),
    ("statistics", ("统计公报", "统计年报", "统计月报", "主要指标")),
    ("budget", ("预算执行", "预算草案", "决算", "部门预算", "财政预算")),
    ("plan", ("实施纲要", "实施方案", "规划", "行动计划", "工作要点", "行动方案", "实施意见", "工作计划")),
    (
        "annual_report",
        ("法治政府建设", "年度报告", "工作报告", "工作总结", "情况报告", "情况的报告", "年报", "应诉", "执法"),
    ),
)  # fmt: skip
_NEWS = re.compile(r"记者|通讯员|本报讯|网讯|消息\s*\(|日报|报道|融媒")
_TITLE_WORDS = re.compile(r"报告|公报|纲要|规划|方案|总结|年报|情况|通报|要点|意见|材料")
_YEAR = re.compile(r"(20\d\d)\s*年")
_SPAN = re.compile(r"(20\d\d)\s*年?\s*(?:-|~|至|到)\s*(20\d\d)\s*年?")
_IN_TITLE = re.compile(rf"\(\s*{_SPAN.pattern}\s*\)")
_DATE = r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?"
_PERIOD = re.compile(
    rf"(?:统计期限|统计时段|数据统计期限|期限|时间范围)\s*(?:自|为|从|:)?\s*(?:自|从)?\s*{_DATE}\s*(?:起)?\s*(?:-|~|至|到)\s*{_DATE}"
)
_PUBLISHED = re.compile(
    rf"(?:发布日期|发布时间|公开日期|成文日期|发文日期|印发日期|生成日期|时间|日期)\s*:?\s*{_DATE}"
)
_SIGNED = re.compile(rf"^\s*{_DATE}\s*$")
_IN_BRACKETS = re.compile(rf"[(\-]\s*{_DATE}")
_PUBLISHER = re.compile(
    r"(?:主办单位|发布机构|发布单位|发文机关|公开机构|信息来源|来源|编制单位)\s*:?\s*([^\s|:;,，。()]{3,30})"
)
_OFFICE = (
    r"(?:[\u4e00-\u9fa5]{2,22}?(?:办公室|委员会|政务服务办|[\u4e00-\u9fa5]{1,8}(?:局|委|办)|支队|大队|法院|检察院|中心|"
    r"街道办事处|街道|镇人民政府|乡人民政府|镇|人民政府))"
)
_OF_TITLE = re.compile(
    rf"^(?:关于)?({_OFFICE})(?=\s*(?:关于|20\d\d|年度|法治|行政|政府|依法|工作|贯彻|落实))"
)
_SITE = re.compile(r"\s*[|_].*$|\s*-\s*[\u4e00-\u9fa5]{2,20}(?:网|网站|政府)$")
_AREA = re.compile(r"(?:街道办事处|街道|镇人民政府|乡人民政府|镇|乡)$")


def document_facts(document: Document, districts: Iterable[District]) -> DocumentFacts:
    """Return what a document says of itself, to be confirmed by a person; '' and None where it does not say."""
    text = plain(document.text)
    title, shown = _title(document)
    start, end = _period(text, title)
    publisher = _publisher(text, title)
    kind = _kind(title, text)
    scope, scope_name = _scope(publisher, title)
    return DocumentFacts(
        district_id=_district(title, publisher, text, districts),
        kind=kind,
        title_zh=shown,
        publisher_zh=publisher,
        published_on=_published_on(document, text),
        report_year=_report_year(title, text, end, kind),
        period_start=start,
        period_end=end,
        scope=scope,
        scope_name_zh=scope_name,
    )


def _title(document: Document) -> tuple[str, str]:
    """Return the title in plain signs, and with its own punctuation.

    Of the first lines it is the one that sounds like one, else the file's own, else the first line.
    """
    lines = [_line(document.of(block)) for block in document.blocks[:12]]
    short = [line for line in lines if 4 <= len(line[0]) <= _LONGEST_TITLE and line[0][-1] not in "。;"]
    named = next((line for line in short[:6] if _TITLE_WORDS.search(line[0])), None)
    own = _line(document.title)
    return named or (own if own[0] else None) or (short[0] if short[:1] == lines[:1] else ("", ""))


def _line(text: str) -> tuple[str, str]:
    """A line in plain signs, and with its own punctuation; both without needless blanks and the name of the site."""
    blank = plain(text)
    known = _SITE.sub("", without_blanks(blank)).strip()
    # Sign for sign the same: what was left out of the one is left out of the other.
    signs = ((a, b) for a, b in zip(blank, text, strict=True))
    written = ""
    for sign in known:
        own = next((b for a, b in signs if a == sign), sign)
        written += sign if sign.isalnum() else own
    return known, written


def _kind(title: str, text: str) -> str:
    found = next((kind for kind, words in _KINDS if any(word in title for word in words)), "")
    if found:
        return found
    return "news" if _NEWS.search(text[:400]) else ""


def _period(text: str, title: str) -> tuple[str, str]:
    match = _PERIOD.search(text[:_OPENING])
    if not match:
        years = _SPAN.search(title) or _IN_TITLE.search(text[:300])
        in_order = years is not None and years[1] < years[2]
        return (f"{years[1]}-01-01", f"{years[2]}-12-31") if years and in_order else ("", "")
    start, end = _day(*match.groups()[:3]), _day(*match.groups()[3:])
    return (start, end) if start and end and start <= end else ("", "")


def _report_year(title: str, text: str, period_end: str, kind: str) -> int | None:
    """Return the year a document reports on: of its period, else of its title, else of its first sentences.

    A work report of a government looks back on the year before that of its session; a plan has no single year, and
    of a news article it is not to be guessed.
    """
    if kind == "plan" or _SPAN.search(title):
        return None
    if period_end:
        return int(period_end[:4])
    years = [int(year) for year in _YEAR.findall(title)]
    is_work_report = "政府工作报告" in f"{title}{text[:60]}"
    if is_work_report:
        session = years or [int(found[1]) for found in [_IN_BRACKETS.search(text[:_OPENING])] if found]
        return session[0] - 1 if session else None
    if years:
        return years[0]
    if kind == "news":
        return None
    first = _YEAR.search(text[:400])
    return int(first[1]) if first and kind else None


def _published_on(document: Document, text: str) -> str:
    if document.published_on:
        return document.published_on
    for part in (text[:_OPENING], text[-_CLOSING:]):
        if (match := _PUBLISHED.search(part)) and (day := _day(*match.groups())):
            return day
    if (match := _IN_BRACKETS.search(text[:300])) and (day := _day(*match.groups())):
        return day
    for block in reversed(document.blocks[-12:]):
        if (match := _SIGNED.match(plain(document.of(block)))) and (day := _day(*match.groups())):
            return day
    return ""


def _day(year: str, month: str, day: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _publisher(text: str, title: str) -> str:
    for part in (text[:_OPENING], text[-_CLOSING:]):
        if match := _PUBLISHER.search(part):
            return match[1].strip()
    match = _OF_TITLE.match(title)
    return match[1] if match else ""


def _scope(publisher: str, title: str) -> tuple[Scope, str]:
    """Return the office or part that a document is of: as its title names it, else its publisher."""
    match = _OF_TITLE.match(title)
    name = match[1] if match else publisher
    if not name or re.search(
        r"(?:区|市|县|新区)人民政府$|(?:区|县)政府$|网$|报$|台$|社$|人民政府办公室$|政府办公室$", name
    ):
        return "district", ""
    if _AREA.search(name):
        return "area", name
    if re.search(r"(?:局|委|办|办公室|委员会|中心|支队|大队|法院|检察院)$", name):
        return "department", name
    return "district", ""


def _district(title: str, publisher: str, text: str, districts: Iterable[District]) -> str:
    """Return the district that title and publisher name, else the one that the text names most; '' in doubt."""
    known = list(districts)
    for part in (title, publisher):
        named = [d for d in known if d.name_zh in part or _root(d) in part]
        if len(named) == 1:
            return named[0].district_id
    counts = sorted(
        ((text.count(d.name_zh) * 2 + text.count(_root(d)), d.district_id) for d in known), reverse=True
    )
    if not counts or counts[0][0] < 2:
        return ""
    is_clear = len(counts) == 1 or counts[0][0] > 2 * counts[1][0]
    return counts[0][1] if is_clear else ""


def _root(district: District) -> str:
    """Return a name without 区; where only one sign remains, the whole name."""
    root = re.sub(r"(?:新区|区|县|市)$", "", district.name_zh)
    return root if len(root) > 1 else district.name_zh
