"""What can be counted when the database is built and would else be counted with every question.

The tables are filled by SQL from the facts, after these; `queries` reads them in place of all figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import duckdb


class Summary(NamedTuple):
    """A table of counts: its columns and the query that fills them, in their order."""

    columns: tuple[tuple[str, str], ...]
    query: str


SUMMARIES: dict[str, Summary] = {
    "coverage": Summary(
        (
            ("metric_id", "VARCHAR"),
            ("district_id", "VARCHAR"),
            ("figures", "INTEGER"),
            ("newest_year", "INTEGER"),
            ("oldest_year", "INTEGER"),
            ("official", "INTEGER"),
            ("press", "INTEGER"),
            ("secondary", "INTEGER"),
            ("whole_years", "INTEGER"),
        ),
        """SELECT o.metric_id, o.district_id, count(*), max(o.year), min(o.year),
                  count(*) FILTER (d.reliability = 'official'), count(*) FILTER (d.reliability = 'press'),
                  count(*) FILTER (d.reliability = 'secondary'),
                  count(DISTINCT o.year) FILTER (o.scope = 'district' AND o.scope_name_zh IS NULL)
           FROM observations AS o JOIN documents AS d USING (document_id)
           GROUP BY o.metric_id, o.district_id ORDER BY o.metric_id, o.district_id""",
    ),
    "metric_years": Summary(
        (
            ("metric_id", "VARCHAR"),
            ("year", "INTEGER"),
            ("districts", "INTEGER"),
            ("whole_districts", "INTEGER"),
        ),
        """SELECT metric_id, year, count(DISTINCT district_id),
                  count(DISTINCT district_id) FILTER (scope = 'district' AND scope_name_zh IS NULL)
           FROM observations GROUP BY metric_id, year ORDER BY metric_id, year""",
    ),
    "document_use": Summary(
        (
            ("document_id", "VARCHAR"),
            ("district_id", "VARCHAR"),
            ("figures", "INTEGER"),
            ("systems", "INTEGER"),
        ),
        """SELECT document_id, district_id, count(*) FILTER (is_figure), count(*) FILTER (NOT is_figure)
           FROM (SELECT document_id, district_id, true AS is_figure FROM observations
                 UNION ALL SELECT document_id, district_id, false FROM systems)
           GROUP BY document_id, district_id ORDER BY document_id, district_id""",
    ),
}


def statements() -> list[str]:
    """The statements that fill the tables."""
    return [f'INSERT INTO "{name}" {summary.query}' for name, summary in SUMMARIES.items()]


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables from the facts of the same database."""
    for statement in statements():
        connection.execute(statement)
