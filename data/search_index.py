"""What things are called, as people type it: folded, in pinyin, by initials; and all that can be found by its name.

Made when the database is built: the readings of all Chinese signs take half a second to load, and much room.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from data.folding import folded

if TYPE_CHECKING:
    import duckdb

#: By which words a question means which district, dimension or metric; of several that are called so each has a row.
NAMES = (("name", "VARCHAR"), ("kind", "VARCHAR"), ("id", "VARCHAR"))
COLUMNS = (
    ("kind", "VARCHAR"),
    ("id", "VARCHAR"),
    ("name_zh", "VARCHAR"),
    ("name_en", "VARCHAR"),
    ("district_id", "VARCHAR"),
    ("names", "VARCHAR"),
    ("text", "VARCHAR"),
    ("position", "INTEGER"),
)

#: So many rows are fetched at once.
_BATCH = 10_000
#: So many names are read only once a process: each version that is published or tried has nearly all of the last.
_READINGS = 4_096

_OWN_NAMES = (
    "CASE WHEN starts_with(name_zh, city_zh) THEN substr(name_zh, length(city_zh) + 1) ELSE name_zh END",
    "CASE WHEN ends_with(name_en, ', ' || city_en) THEN left(name_en, -length(city_en) - 2) ELSE name_en END",
)

#: What the names of districts end in; people leave it out.
_ENDINGS = ("新区", "区", "县", "市")

#: Each kind in the order of results → its records with further text in which words are looked for.
SOURCES = {
    "district": "SELECT district_id, name_zh, name_en, district_id, '' FROM districts ORDER BY ordinal",
    "metric": """SELECT metric_id, name_zh, name_en, NULL, definition_zh || ' ' || definition_en
                 FROM metrics ORDER BY ordinal""",
    "practice": """SELECT practice_id, name_zh, name_en, NULL, question_zh || ' ' || question_en
                   FROM practices ORDER BY ordinal""",
    "system": """SELECT system_id, name_zh, name_en, district_id, summary_zh || ' ' || summary_en
                 FROM systems WHERE kind <> 'honour' ORDER BY system_id""",
    "honour": """SELECT system_id, name_zh, name_en, district_id, summary_zh || ' ' || summary_en
                 FROM systems WHERE kind = 'honour' ORDER BY system_id""",
    "task": """SELECT task_id, title_zh, title_en, district_id, chapter_zh || ' ' || chapter_en
               FROM tasks ORDER BY ordinal""",
    "unit": "SELECT unit_id, name_zh, name_en, NULL, '' FROM units ORDER BY unit_id",
    "document": """SELECT document_id, title_zh, title_en, district_id, publisher_zh || ' ' || publisher_en
                   FROM documents ORDER BY ordinal""",
}

Row = tuple[str, str, str, str, str | None, str, str, int]


def rows(connection: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    """Yield the rows of the index, from the facts in a database."""
    position = 0
    for kind, sql in SOURCES.items():
        connection.execute(sql)
        for record_id, zh, en, district_id, more in _fetched(connection):
            names = _names(zh, en)
            text = f"{names} {folded(f'{more} {record_id}')}"
            yield kind, record_id, zh, en, district_id, names, text, position
            position += 1


def _fetched(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while found := connection.fetchmany(_BATCH):
        yield from found


def name_rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, str]]:
    """Yield by which names districts, dimensions and metrics are meant, from the facts in a database."""
    for kind, called in (("district", _of_district), ("dimension", _of_other), ("metric", _of_other)):
        # A district that bears its city's name too, to be told from another, is called by its own all the same.
        zh, en = _OWN_NAMES if kind == "district" else ("name_zh", "name_en")
        sql = f"SELECT {kind}_id, {zh}, {en} FROM {kind}s ORDER BY ordinal"
        for record_id, name_zh, name_en in connection.execute(sql).fetchall():
            for name in dict.fromkeys(called(record_id, name_zh, name_en)):
                if name:
                    yield name, kind, record_id


def _of_district(district_id: str, zh: str, en: str) -> Iterator[str]:
    for name in (zh, *(zh.removesuffix(e) for e in _ENDINGS if len(zh.removesuffix(e)) > 1)):
        yield from (folded(name), full_pinyin(name))
    yield from (folded(en), folded(en).split(" ")[0], folded(district_id), initials(zh))


def _of_other(_record_id: str, zh: str, en: str) -> tuple[str, ...]:
    return folded(zh), folded(zh).replace(" ", ""), folded(en), full_pinyin(zh)


def _names(zh: str, en: str) -> str:
    """Both names folded, the Chinese one also without blanks, in pinyin (ü as v and as u) and by its initials."""
    chinese, pinyin = folded(zh), full_pinyin(zh)
    parts = (chinese, chinese.replace(" ", ""), folded(en), pinyin, pinyin.replace("v", "u"), initials(zh))
    return " ".join(dict.fromkeys(parts))


@lru_cache(_READINGS)
def full_pinyin(text: str) -> str:
    """Return the pinyin of a Chinese text in one word, without tones; ü is v."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text, errors="ignore"))


@lru_cache(_READINGS)
def initials(text: str) -> str:
    """Return the first letters of the pinyin of a Chinese text."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="ignore"))
