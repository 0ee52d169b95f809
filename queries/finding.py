"""Search over everything: districts, metrics, systems, tasks, units, honours, documents; Chinese, English or pinyin."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from pypinyin import Style, lazy_pinyin

from queries.store import Store

#: Longer questions are cut: nobody types them.
LONGEST = 100


class Hit(NamedTuple):
    """Something that can be opened: what it is, its id, both names, and to whom it belongs."""

    kind: str
    hit_id: str
    name_zh: str
    name_en: str
    district_id: str | None


class _Entry(NamedTuple):
    hit: Hit
    names: str
    text: str


_SOURCES = (
    ("district", "SELECT district_id, name_zh, name_en, district_id, '' FROM districts ORDER BY ordinal"),
    (
        "metric",
        """SELECT metric_id, name_zh, name_en, NULL, definition_zh || ' ' || definition_en
           FROM metrics ORDER BY ordinal""",
    ),
    (
        "practice",
        """SELECT practice_id, name_zh, name_en, NULL, question_zh || ' ' || question_en
           FROM practices ORDER BY ordinal""",
    ),
    (
        "system",
        """SELECT system_id, name_zh, name_en, district_id, summary_zh || ' ' || summary_en
           FROM systems WHERE kind <> 'honour' ORDER BY system_id""",
    ),
    (
        "honour",
        """SELECT system_id, name_zh, name_en, district_id, summary_zh || ' ' || summary_en
           FROM systems WHERE kind = 'honour' ORDER BY system_id""",
    ),
    (
        "task",
        "SELECT task_id, title_zh, title_en, district_id, chapter_zh || ' ' || chapter_en FROM tasks ORDER BY ordinal",
    ),
    ("unit", "SELECT unit_id, name_zh, name_en, NULL, '' FROM units ORDER BY unit_id"),
    (
        "document",
        """SELECT document_id, title_zh, title_en, district_id, publisher_zh || ' ' || publisher_en
           FROM documents ORDER BY ordinal""",
    ),
)


@lru_cache(maxsize=2)
def _index(store: Store) -> tuple[_Entry, ...]:
    """Everything that can be found, once per store."""
    entries = []
    for kind, sql in _SOURCES:
        for hit_id, zh, en, district_id, more in store.rows(sql):
            names = " ".join([zh, en, _pinyin(zh), _initials(zh)]).lower()
            entries.append(
                _Entry(Hit(kind, hit_id, zh, en, district_id), names, f"{names} {more} {hit_id}".lower())
            )
    return tuple(entries)


def _pinyin(text: str) -> str:
    return "".join(lazy_pinyin(text, errors="ignore"))


def _initials(text: str) -> str:
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="ignore"))


def find(store: Store, question: str, limit: int = 60) -> list[Hit]:
    """What holds every word of the question; names before other text, then in the order of kinds."""
    index = _index(store)
    wanted = question[:LONGEST].lower().split()
    if not wanted:
        return []
    in_names = [e.hit for e in index if all(w in e.names for w in wanted)]
    named = set(in_names)
    in_text = (e.hit for e in index if e.hit not in named and all(w in e.text for w in wanted))
    return [*in_names[:limit], *islice(in_text, max(0, limit - len(in_names)))]
