"""`python -m intake template`: write the workbook to fill."""

from __future__ import annotations

import argparse
import sys
import uuid
from pathlib import Path

from data.violations import DataError, terminal_language
from intake.document import IntakeError


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to those of `python -m intake`."""
    about = "填报模板 The workbook for a district to fill in"
    parser = commands.add_parser("template", help=about, description=about)
    parser.add_argument("--district", required=True, metavar="ID", help="区的标识 id of the district")
    parser.add_argument("--year", required=True, type=int, metavar="Y", help="年份 year")
    parser.add_argument(
        "--out", required=True, type=Path, metavar="FILE.xlsx", help="写入的文件 the file to write"
    )
    wanted = parser.add_mutually_exclusive_group()
    wanted.add_argument(
        "--metrics", default="", metavar="a,b", help="指标标识，逗号分隔 ids joined by commas"
    )
    wanted.add_argument("--dimension", metavar="ID", help="只要某一维度的指标 metrics of a dimension only")
    parser.add_argument(
        "--language", choices=("zh", "en"), default="zh", help="以哪种文字为主，缺省为中文 default zh"
    )


def run(options: argparse.Namespace) -> int:
    """Write the workbook asked for and return 0; 1 where it failed, 2 where it was wrongly asked for."""
    from data.build import build
    from intake.template.write import template
    from queries.store import open_store

    if options.out.suffix.lower() != ".xlsx":
        return _fail(2, "--out 应为 .xlsx 文件", "--out must be an .xlsx file")
    metrics = [text.strip() for text in options.metrics.split(",") if text.strip()]
    try:
        store = open_store(build())
    except (DataError, OSError) as error:
        detail = str(error).splitlines()[0] if str(error) else type(error).__name__
        return _fail(1, f"没有可用的数据库：{detail}", f"there is no database: {detail}")
    try:
        content = template(
            store, options.district, options.year, metrics, options.dimension, options.language
        )
    except IntakeError as error:
        return _fail(2, *error.reason)
    try:
        _put(options.out, content)
    except OSError as error:
        return _fail(1, f"未能写入 {options.out}：{error.strerror}", f"{options.out}: {error.strerror}")
    print(options.out)
    return 0


def _put(path: Path, content: bytes) -> None:
    """Write all of a file or nothing: what stood there before stays until the new one is whole. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _fail(code: int, zh: str, en: str) -> int:
    lines = (zh, en) if terminal_language() == "zh" else (en, zh)
    print("\n".join(lines), file=sys.stderr)
    return code
