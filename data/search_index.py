"""Everything that can be found by its name, with its names as people type them: folded, in pinyin, by its initials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from data.folding import folded

if TYPE_CHECKING:
    import duckdb

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
        for record_id, zh, en, district_id, more in connection.execute(sql).fetchall():
            names = _names(zh, en)
            text = f"{names} {folded(f'{more} {record_id}')}"
            yield kind, record_id, zh, en, district_id, names, text, position
            position += 1


def _names(zh: str, en: str) -> str:
    """Both names folded, the Chinese one also without blanks, in pinyin (ü as v and as u) and by its initials."""
    chinese, pinyin = folded(zh), full_pinyin(zh)
    parts = (chinese, chinese.replace(" ", ""), folded(en), pinyin, pinyin.replace("v", "u"), initials(zh))
    return " ".join(dict.fromkeys(parts))


def full_pinyin(text: str) -> str:
    """Return the pinyin of a Chinese text in one word, without tones; ü is v."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text, errors="ignore"))


def initials(text: str) -> str:
    """Return the first letters of the pinyin of a Chinese text."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="ignore"))
