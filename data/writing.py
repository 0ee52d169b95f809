"""From rows to the tables of a database, in batches, so that millions of them need no more memory than thousands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from data import schema, search_index, summaries
from data.contracts import BY_NAME

if TYPE_CHECKING:
    import duckdb

    from data.cells import Value

Columns = tuple[tuple[str, str], ...]
#: So many rows go into the database at once.
_BATCH = 20_000
#: What DuckDB may take besides the rows that are on their way; what needs more is written to disk meanwhile.
MEMORY = "512MB"

#: Figures as they are read, before they are put in order.
_READ = "observations_read"
#: In the order of lists, the newest first: figures asked for together lie together, so that DuckDB reads few blocks
#: for them, and the first of a list are found without sorting. Words are looked for in `searched`.
_ORDERED = f"""
    INSERT INTO observations BY NAME
    SELECT o.*, year(o.period_end)::INTEGER AS year,
           lower(concat_ws(' ', as_written, observation_id, note_zh, note_en, scope_name_zh, scope_name_en)) AS searched
    FROM {_READ} AS o JOIN metrics AS m USING (metric_id) JOIN districts AS d USING (district_id)
    ORDER BY m.ordinal, d.ordinal, o.period_end DESC, o.observation_id"""

#: Districts that share a name bear that of their city with it, everywhere: 南通市通州区; Tongzhou, Nantong.
_BY_CITY = """
    UPDATE districts SET {name} = {both}
    WHERE {name} IN (SELECT {name} FROM districts GROUP BY {name} HAVING count(*) > 1)"""
_WITH_CITY = {"name_zh": "city_zh || name_zh", "name_en": "name_en || ', ' || city_en"}


class Writer:
    """Takes the rows of the files one by one and writes them in batches."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._waiting: dict[str, list[tuple[Value, ...]]] = {name: [] for name in BY_NAME}
        self._written = dict.fromkeys(BY_NAME, 0)
        self._cells = {name: itemgetter(*table.column_names) for name, table in BY_NAME.items()}
        connection.execute(schema.definition(_READ, _columns("observations"), temporary=True))

    def take(self, table: str, values: dict[str, Value]) -> None:
        """Add a row of a file, all of whose cells could be read."""
        waiting = self._waiting[table]
        waiting.append(self._cells[table](values))
        if len(waiting) >= _BATCH:
            self._write(table)

    def close(self) -> None:
        """Write what is left, tell districts of one name apart, and put figures in their order."""
        for table in self._waiting:
            self._write(table)
        for name, both in _WITH_CITY.items():
            self._connection.execute(_BY_CITY.format(name=name, both=both))
        self._connection.execute(_ORDERED)
        self._connection.execute(f"DROP TABLE {_READ}")

    def _write(self, table: str) -> None:
        rows = self._waiting[table]
        if not rows:
            return
        columns: list[Sequence[Any]] = [*zip(*rows, strict=True)]
        if table in schema.PLACE:
            start = self._written[table]
            columns.append(range(start, start + len(rows)))
        _insert_columns(
            self._connection, _READ if table == "observations" else table, _columns(table), columns
        )
        self._written[table] += len(rows)
        rows.clear()


def _columns(table: str) -> Columns:
    """The columns of a file, and where a row stood in it."""
    place = schema.PLACE.get(table)
    return schema.of_file(BY_NAME[table]) + (((place, "INTEGER"),) if place else ())


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Write what follows from the facts in the same database: counts, and what is found by its name."""
    summaries.fill(connection)
    insert(connection, "names", search_index.NAMES, search_index.name_rows(connection.cursor()))
    insert(connection, "search_index", search_index.COLUMNS, search_index.rows(connection.cursor()))


def insert(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Columns, rows: Iterable[Sequence[Any]]
) -> None:
    """Write rows into a table, batch by batch."""
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        _insert_columns(connection, table, columns, [*zip(*batch, strict=True)])


def _insert_columns(
    connection: duckdb.DuckDBPyConnection, table: str, columns: Columns, cells: Sequence[Sequence[Any]]
) -> None:
    import pyarrow as pa

    types = {
        "VARCHAR": pa.string(),
        "INTEGER": pa.int32(),
        "DOUBLE": pa.float64(),
        "DATE": pa.date32(),
        "VARCHAR[]": pa.list_(pa.string()),
    }
    arrays = [
        pa.array(_floats(column) if kind == "DOUBLE" else column, types[kind])
        for column, (_, kind) in zip(cells, columns, strict=True)
    ]
    connection.register("incoming", pa.table(arrays, names=[name for name, _ in columns]))
    connection.execute(f'INSERT INTO "{table}" BY NAME SELECT * FROM incoming')
    connection.unregister("incoming")


def _floats(cells: Iterable[Any]) -> list[float | None]:
    return [None if cell is None else float(cell) for cell in cells]
