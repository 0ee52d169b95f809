"""A large store of invented figures with the project's own schema: 3,000 districts × 100 metrics × 15 years.

`python -m tests.benchmarks.synthetic FOLDER` writes it; other benchmarks call `build`. Every run gives the same rows:
they come from hashes of their numbers, not from chance. Nothing of it is true and nothing of it is shipped.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import duckdb

from data import schema, store
from data.settings import PACKAGE_FOLDER
from data.writing import derive

DISTRICTS, METRICS, YEARS = 3000, 100, 15
FIRST_YEAR = 2010
#: As the build of the real store has it: `data.build` writes small blocks.
_CONFIG = {**store.DUCKDB_CONFIG, "default_block_size": "16384"}

_DISTRICT = "'d' || lpad(({n})::VARCHAR, 4, '0')"
_METRIC = "'m' || lpad(({n})::VARCHAR, 3, '0')"
_DOCUMENT = "{district} || '-' || {year}"

_SMALL_TABLES = f"""
INSERT INTO districts BY NAME
SELECT {_DISTRICT.format(n="d")} AS district_id, (100000 + d)::VARCHAR AS adcode, '区' || d AS name_zh,
       'District ' || d AS name_en, '市' || d // 10 AS city_zh, 'City ' || d // 10 AS city_en,
       '省' || d // 100 AS province_zh, 'Province ' || d // 100 AS province_en, d::INTEGER AS ordinal
FROM range({{districts}}) AS t(d) ORDER BY d;

INSERT INTO metrics BY NAME
SELECT {_METRIC.format(n="m")} AS metric_id,
       (SELECT list(dimension_id ORDER BY ordinal) FROM dimensions)[1 + m % 10] AS dimension_id,
       '指标' || m AS name_zh, 'Metric ' || m AS name_en, '件' AS unit_zh, 'cases' AS unit_en, 'count' AS measure,
       'neutral' AS better, CASE WHEN m % 3 = 0 THEN 'stock' ELSE 'flow' END AS basis, 'no' AS per_capita,
       'no' AS share, 0 AS decimals, '虚构的指标' AS definition_zh, 'An invented metric' AS definition_en,
       m::INTEGER AS ordinal
FROM range({{metrics}}) AS t(m) ORDER BY m;

INSERT INTO documents BY NAME
SELECT {_DOCUMENT.format(district=_DISTRICT.format(n="d"), year="y")} AS document_id,
       {_DISTRICT.format(n="d")} AS district_id, y || '年区' || d || '报告' AS title_zh,
       'Report of district ' || d || ' for ' || y AS title_en, '区政府' AS publisher_zh,
       'District government' AS publisher_en, 'annual_report' AS kind, make_date(y + 1, 2, 1) AS published_on,
       y::INTEGER AS report_year, 'no' AS final_accounts, 'https://example.invalid/' || d || '/' || y AS url,
       CASE hash(d, y) % 10 WHEN 0 THEN 'secondary' WHEN 1 THEN 'press' ELSE 'official' END AS reliability,
       (row_number() OVER (ORDER BY d, y) - 1)::INTEGER AS ordinal
FROM range({{districts}}) AS t(d), range({FIRST_YEAR}, {FIRST_YEAR} + {{years}}) AS u(y) ORDER BY d, y;

INSERT INTO systems BY NAME
SELECT 's' || d || '-' || p.practice_id AS system_id, {_DISTRICT.format(n="d")} AS district_id, p.dimension_id,
       '平台' AS name_zh, 'Platform' AS name_en, 'platform' AS kind, '虚构的平台' AS summary_zh,
       'An invented platform' AS summary_en, CASE hash(d, p.ordinal, 1) % 4 WHEN 0 THEN 'planned' ELSE 'in_use' END
       AS status, {_DOCUMENT.format(district=_DISTRICT.format(n="d"), year=FIRST_YEAR)} AS document_id, p.practice_id
FROM range({{districts}}) AS t(d), practices AS p WHERE hash(d, p.ordinal) % 2 = 0 ORDER BY d, p.ordinal;

INSERT INTO doubts BY NAME
SELECT 'doubt_' || m AS doubt_id, [{_METRIC.format(n="m")}] AS metric_ids,
       [{_DISTRICT.format(n="m * 7")}] AS district_ids, 2012 AS year_from, 2014 AS year_to,
       'do_not_compare' AS severity, 'both' AS bars, '虚构的存疑事项' AS text_zh, 'An invented doubt' AS text_en
FROM range(least(40, {{metrics}})) AS t(m) ORDER BY m;

INSERT INTO meta VALUES ('data_version', 'synthetic'), ('content_hash', 'synthetic');
"""

_OBSERVATIONS = f"""
INSERT INTO observations BY NAME
WITH figures AS (
    SELECT d, m, y, hash(d, m, y) AS h, (hash(d, m, y) % 100000)::DOUBLE AS value,
           CASE WHEN h % 10 = 0 THEN 'at_least' WHEN h % 10 = 1 THEN 'approx' ELSE 'exact' END AS qualifier
    FROM range({{metrics}}) AS t(m), range({{districts}}) AS u(d), range({FIRST_YEAR}, {FIRST_YEAR} + {{years}}) AS v(y)
)
SELECT 'S-' || m || '-' || d || '-' || y AS observation_id, {_DISTRICT.format(n="d")} AS district_id,
       {_METRIC.format(n="m")} AS metric_id,
       CASE WHEN m % 3 = 0 THEN make_date(y, 12, 31) ELSE make_date(y, 1, 1) END AS period_start,
       make_date(y, 12, 31) AS period_end, CASE WHEN m % 3 = 0 THEN 'as_of' ELSE 'year' END AS period_basis, value,
       CASE qualifier WHEN 'approx' THEN greatest(value - 50, 0) ELSE value END AS value_low,
       CASE qualifier WHEN 'exact' THEN value WHEN 'approx' THEN value + 50 END AS value_high, qualifier,
       CASE WHEN h % 20 = 2 THEN 'estimate' ELSE 'actual' END AS status,
       CASE WHEN h % 25 = 3 THEN 'department' ELSE 'district' END AS scope,
       CASE WHEN h % 25 = 3 THEN '某局' END AS scope_name_zh, CASE WHEN h % 25 = 3 THEN 'A bureau' END AS scope_name_en,
       {_DOCUMENT.format(district=_DISTRICT.format(n="d"), year="y")} AS document_id,
       value::BIGINT || '件' AS as_written, y::INTEGER AS year,
       lower(concat_ws(' ', as_written, observation_id, scope_name_zh, scope_name_en)) AS searched,
       (row_number() OVER (ORDER BY m, d, y) - 1)::INTEGER AS position
FROM figures ORDER BY metric_id, district_id, period_end DESC, position;
"""


def build(folder: Path, districts: int = DISTRICTS, metrics: int = METRICS, years: int = YEARS) -> Path:
    """The store in this folder; written if it is not there yet. It takes about half a minute on two cores."""
    path = folder / store.database_name(f"synthetic-{districts}-{metrics}-{years}")
    if path.exists():
        return path
    temporary_path = store.temporary(folder, path.name)
    with duckdb.connect(str(temporary_path), config=_CONFIG) as connection:
        connection.execute("SET preserve_insertion_order = true")
        for statement in schema.definitions():
            connection.execute(statement)
        for table in ("dimensions", "practices", "preferences"):
            file = PACKAGE_FOLDER / f"{table}.csv"
            connection.execute(
                f"INSERT INTO {table} BY NAME SELECT * FROM read_csv(?, header = true, quote = '\"')",
                [str(file)],
            )
        sizes = {"districts": districts, "metrics": metrics, "years": years}
        connection.execute(_SMALL_TABLES.format(**sizes))
        connection.execute(_OBSERVATIONS.format(**sizes))
        derive(connection)
        connection.execute("CHECKPOINT")
    temporary_path.rename(path)
    return path


def main() -> None:
    """Write the store and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    path = build(folder)
    size = path.stat().st_size / 1e6
    print(
        f"{path}  {DISTRICTS * METRICS * YEARS:,} figures  {size:,.0f} MB  {time.perf_counter() - start:.1f} s"
    )


if __name__ == "__main__":
    main()
