"""Of whom a figure is: the whole district, one of its offices, or a part of it; what is not sure is asked."""

from __future__ import annotations

import re

from data.violations import Reason
from intake.proposal import DocumentFacts, Scope
from intake.prose.clauses import Clause

_WHOLE = re.compile(r"全区|全县|全域|辖区内?|区域内")
_OWN = re.compile(
    r"我(?:局|办|委|院|中心|单位|部门|大队|支队)|本(?:局|办|委|单位|部门|机关)|全(?:局|办|委|院)"
)
_LEVEL = re.compile(r"区本级|区级|本级|区直")
_STREET = re.compile(
    r"(?P<name>(?<![各个全区、在和与及])[\u4e00-\u9fa5]{2,4}?(?:街道办事处|街道|镇))(?!道|政府部门|街)|各?(?:街道|街镇|镇街|乡镇)(?:合计|共)?"
)
_ZONE = re.compile(
    r"(?P<name>[\u4e00-\u9fa5]{2,6}?(?:开发区|高新区|保税区|产业园区|产业园|自贸区|自贸试验区|生态城|园区))"
)
_WIDER = re.compile(
    r"(?:^|[,，、])?(?P<name>全国|全省|全市|天津市|北京市|全州|全球)(?!首|率先|第|前列|先进|最|优秀|排名|统一|范围)"
)
#: Rows of tables by office, and by street or town.
_OFFICE_ROW = re.compile(r"[\u4e00-\u9fa5](?:局|委|委员会|办公室|中心|支队|大队|法院|检察院)$")
_AREA_ROW = re.compile(r"[\u4e00-\u9fa5](?:街道|街道办事处|街道办|镇|乡|开发区|高新区|园区)$")
_NO_STREET = re.compile(r"^(?:[各个区级在向为对由和与及以从至]|所有|全部|多个|部分)")

#: So many signs before a figure, and behind its beginning, may say whose it is.
_NEAR, _BEHIND = 80, 12

Whose = tuple[Scope, str, tuple[Reason, ...]]


def scope_of(clause: Clause, place: int, facts: DocumentFacts) -> Whose:
    """Return scope and its name of a figure at a place of the document, with what a person must be asked."""
    offset = max(0, place - clause.start)
    words = clause.text[max(0, offset - _NEAR) : offset + _BEHIND]
    if match := _WIDER.search(words):
        return (*_of_document(facts), (_wider(match["name"]),))
    if _WHOLE.search(words):
        return "district", "", ()
    if match := _OWN.search(words):
        return _own(match.group(), facts)
    if match := _LEVEL.search(words):
        name = match.group()
        return "department", name, (_question(name),)
    if (match := _STREET.search(words)) and match["name"] and not _NO_STREET.match(match["name"]):
        return "area", match["name"], (_question(match["name"]),)
    if match := _ZONE.search(words):
        return "area", match["name"], (_question(match["name"]),)
    return (*_of_document(facts), ())


def scope_of_row(label: str, facts: DocumentFacts) -> Whose:
    """Return scope and its name of the figures in a row of a table: of an office or part where it is called one."""
    name = label.strip()
    if _OFFICE_ROW.search(name):
        return "department", name, (_question(name),)
    if _AREA_ROW.search(name):
        return "area", name, (_question(name),)
    return (*_of_document(facts), ())


def _of_document(facts: DocumentFacts) -> tuple[Scope, str]:
    return facts.scope, "" if facts.scope == "district" else facts.scope_name_zh


def _own(word: str, facts: DocumentFacts) -> Whose:
    name = facts.scope_name_zh or facts.publisher_zh
    if facts.scope != "district" and name:
        return facts.scope, name, ()
    return "department", name or word, (_question(word),)


def _question(name: str) -> Reason:
    return Reason(
        f"文中写的是“{name}”，请确认是否全区数据",
        f"The text says {name}: is the figure of the whole district?",
    )


def _wider(name: str) -> Reason:
    return Reason(
        f"文中写的是“{name}”，可能不是本区数据",
        f"The text says {name}: the figure may not be of the district",
    )
