"""`python -m data`: check the facts, build the database, describe them; the workspace from the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data import settings
from data.contracts import TABLES
from data.store import StoreError
from data.violations import DataError, Violation, terminal_language
from data.workspace import commands as workspace

COMMANDS = ("check", "build", "dictionary", *workspace.COMMANDS)
WORDS = {
    "en": {
        "about": "Check the facts, build the database from them, describe them.",
        "after": "Facts are read from the folder QUJIAN_DATA, databases are written to QUJIAN_STORE.",
        "check": "name everything that is wrong with the CSV files; exit 1 if anything is",
        "build": "check the facts and build the database if they have changed; exit 1 if they are broken",
        "dictionary": "write the data dictionary as Markdown",
        "out": "folder of the databases (default: QUJIAN_STORE or data/build)",
        "file": "file to write (default: data/DICTIONARY.md)",
        "ok": "ok: {files} files, {rows}",
        "unchanged": "{path} (unchanged)",
        "note": "note: {text}",
        "found": "{count} found",
        "kept": "{count} found; nothing was built, the database built last stays in use",
        "failed": "failed: {error}",
    },
    "zh": {
        "about": "检查数据、据此建库、生成数据字典。",
        "after": "数据读自 QUJIAN_DATA 文件夹，数据库写入 QUJIAN_STORE 文件夹。",
        "check": "列出 CSV 文件的全部问题；有问题则退出码为1",
        "build": "检查数据，有变化则重新建库；数据有误则退出码为1",
        "dictionary": "生成 Markdown 格式的数据字典",
        "out": "数据库文件夹（默认 QUJIAN_STORE 或 data/build）",
        "file": "写入的文件（默认 data/DICTIONARY.md）",
        "ok": "ok：{files}个文件，{rows}",
        "unchanged": "{path}（无变化）",
        "note": "提示：{text}",
        "found": "共{count}处问题",
        "kept": "共{count}处问题；未建库，继续使用上一次建成的数据库",
        "failed": "失败：{error}",
    },
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; 0 done, 1 broken facts or failure (2, by argparse: wrong use)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    words = WORDS[terminal_language()]
    options = _parser(words).parse_args(arguments)
    try:
        if options.command == "check":
            return _check(words)
        if options.command == "build":
            return _build(words, options.out)
        if options.command in workspace.COMMANDS:
            return workspace.run(options)
        return _dictionary(options.out)
    except DataError as error:
        return _complain(error.violations, words["kept" if options.command == "build" else "found"])
    except StoreError as error:
        print(words["failed"].format(error=error.reason.text(terminal_language())), file=sys.stderr)
        return 1
    except OSError as error:
        print(words["failed"].format(error=error), file=sys.stderr)
        return 1


def _parser(words: dict[str, str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m data", description=words["about"], epilog=words["after"])
    commands = parser.add_subparsers(dest="command", required=True, metavar=" | ".join(COMMANDS))
    commands.add_parser("check", help=words["check"], description=words["check"])
    build = commands.add_parser("build", help=words["build"], description=words["build"])
    build.add_argument("--out", type=Path, metavar="DIR", help=words["out"])
    dictionary = commands.add_parser("dictionary", help=words["dictionary"], description=words["dictionary"])
    dictionary.add_argument("--out", type=Path, metavar="FILE", help=words["file"])
    workspace.add_parsers(commands)
    return parser


def _check(words: dict[str, str]) -> int:
    from data.boundaries import boundaries, without_shape
    from data.check import load
    from data.progress import bar

    with bar() as progress:
        facts = load(settings.data_folder(), progress=progress)
    shapes = boundaries(facts.values("districts"))
    for note in (*facts.notes, *without_shape(shapes, facts.lines("districts"))):
        print(words["note"].format(text=note.text(terminal_language())))
    violations = facts.violations + shapes.violations
    if violations:
        return _complain(violations, words["found"])
    rows = ", ".join(f"{table.name} {facts.counts[table.name]}" for table in TABLES)
    print(words["ok"].format(files=len(TABLES), rows=rows))
    return 0


def _build(words: dict[str, str], out: Path | None) -> int:
    from data.build import build, is_current
    from data.progress import bar

    unchanged = is_current(out=out)
    with bar() as progress:
        path = build(out=out, progress=progress)
    print(words["unchanged"].format(path=path) if unchanged else path)
    return 0


def _dictionary(out: Path | None) -> int:
    from data.dictionary import dictionary

    path = out or settings.PACKAGE_FOLDER / "DICTIONARY.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dictionary(settings.data_folder()), encoding="utf-8", newline="\n")
    print(path)
    return 0


def _complain(violations: Sequence[Violation], summary: str) -> int:
    for violation in violations:
        print(violation.text(terminal_language()))
    print(summary.format(count=len(violations)), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
