"""`python -m intake`: proposed figures of documents; each subcommand has a module of its own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from data.violations import terminal_language
from intake import read_command
from intake.template import command as template_command

#: What each subcommand is called, and the module that adds its options and runs it.
COMMANDS = {"read": read_command, "template": template_command}
_ABOUT = {
    "en": "Propose the figures of documents, or write a workbook to fill; no figure is stored.",
    "zh": "读取文件，提出其中的数据供核对；或生成填报模板。不写入任何数据。",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; 0 done, 1 nothing readable (2, by argparse: wrong use)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser("python -m intake", description=_ABOUT[terminal_language()])
    commands = parser.add_subparsers(dest="command", required=True, metavar=" | ".join(COMMANDS))
    for module in COMMANDS.values():
        module.add_parser(commands)
    options = parser.parse_args(arguments)
    code: int = COMMANDS[options.command].run(options)
    return code


if __name__ == "__main__":
    sys.exit(main())
