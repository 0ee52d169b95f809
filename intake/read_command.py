"""`python -m intake read FILE…`: the proposed figures of documents, as a table or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.violations import terminal_language
from intake.document import IntakeError

if TYPE_CHECKING:
    from intake.proposal import DocumentFacts, Proposal, Reading
    from intake.template.filled import FilledTemplate
    from queries.store import Store

WORDS = {
    "en": {
        "about": "Propose the figures of documents; nothing is written. Exit 0 read, 1 nothing readable, 2 wrong use.",
        "files": "documents to read",
        "district": "the district the documents are of (default: as they say)",
        "year": "the year they report on (default: as they say)",
        "kind": "their kind, as in documents.csv (default: as they say)",
        "json": "write a JSON list instead of a table",
        "unknown": "{name}: unknown district; known are {known}",
        "failed": "{file}: {reason}",
        "none": "no figures found",
        "count": "{count} figures proposed",
        "not_said": "not stated",
    },
    "zh": {
        "about": "提出文件中的数据供核对；不写入任何内容。退出码：0 已读取，1 均无法读取，2 用法有误。",
        "files": "要读取的文件",
        "district": "文件所属的区（默认按文件所写）",
        "year": "所报告的年度（默认按文件所写）",
        "kind": "文件种类，同 documents.csv（默认按文件所写）",
        "json": "输出 JSON 列表",
        "unknown": "{name}：没有这个区，现有：{known}",
        "failed": "{file}：{reason}",
        "none": "未找到数据",
        "count": "共提出{count}项数据",
        "not_said": "未写明",
    },
}
KINDS = (
    "annual_report", "budget", "disclosure_report", "experience", "news", "other", "plan", "reference", "statistics",
)  # fmt: skip


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand with its options."""
    words = WORDS[terminal_language()]
    parser = commands.add_parser("read", help=words["about"], description=words["about"])
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=words["files"])
    parser.add_argument("--district", metavar="ID", help=words["district"])
    parser.add_argument("--year", type=_year, metavar="YEAR", help=words["year"])
    parser.add_argument("--kind", choices=KINDS, metavar="KIND", help=words["kind"])
    parser.add_argument("--json", action="store_true", help=words["json"])


def _year(text: str) -> int:
    year = int(text)
    if not 1949 <= year <= 2100:
        raise ValueError(text)
    return year


def run(options: argparse.Namespace) -> int:
    """Read the files and write what they propose; faults of single files go to the error stream, in both languages."""
    from data.build import build
    from queries.store import open_store

    words = WORDS[terminal_language()]
    store = open_store(build())
    known = store.catalogue.districts
    if options.district and options.district not in known:
        print(words["unknown"].format(name=options.district, known=", ".join(known)), file=sys.stderr)
        return 2
    found: list[tuple[Path, Reading]] = []
    for path in options.files:
        try:
            found.append((path, _read(path, store, options)))
        except IntakeError as error:
            reason = f"{error.reason.zh} / {error.reason.en}"
            print(words["failed"].format(file=path, reason=reason), file=sys.stderr)
        except OSError as error:
            print(words["failed"].format(file=path, reason=error.strerror or error), file=sys.stderr)
    if options.json:
        rows = [as_json(path, proposal) for path, reading in found for proposal in reading.proposals]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for path, reading in found:
            _print(path, reading, words)
    return 0 if found else 1


def _read(path: Path, store: Store, options: argparse.Namespace) -> Reading:
    from intake.facts import document_facts
    from intake.isolated import open_isolated
    from intake.reading_of import read_document
    from intake.template.filled import FilledTemplate

    found = open_isolated(path, path.name)
    if isinstance(found, FilledTemplate):
        return _of_workbook(path, found)
    facts = document_facts(found, store.catalogue.districts.values())
    reading = read_document(found, store, _given(facts, options))
    failed = (check.text for check in reading.checks if check.conclusion != "holds")
    _note(path, *(f"{said.zh} / {said.en}" for said in (*found.warnings, *failed)))
    return reading


def _note(path: Path, *lines: str) -> None:
    """Say what a person must know of a file that was read, on the error stream."""
    for line in lines:
        print(WORDS[terminal_language()]["failed"].format(file=path, reason=line), file=sys.stderr)


def _of_workbook(path: Path, filled: FilledTemplate) -> Reading:
    """Return the figures of a filled workbook; what is wrong in it goes to the error stream, in both languages."""
    from intake.proposal import DocumentFacts, Reading

    _note(path, *(f"{fault.text('zh')} / {fault.text('en')}" for fault in filled.faults))
    facts = DocumentFacts(filled.district_id, title_zh=path.name, report_year=filled.year)
    return Reading(facts, filled.proposals)


def _given(facts: DocumentFacts, options: argparse.Namespace) -> DocumentFacts:
    """Return the facts with what the command line says of the documents."""
    if options.year and options.year != facts.report_year:
        facts = facts._replace(report_year=options.year, period_start="", period_end="")
    return facts._replace(district_id=options.district or facts.district_id, kind=options.kind or facts.kind)


def as_json(path: Path, proposal: Proposal) -> dict[str, Any]:
    """Return a proposal under the names that scripts rely on; numbers are numbers, and a form is an object or null."""
    form, _, cells = proposal.form.partition(":")
    return {
        "file": str(path),
        "value": _number(proposal.value),
        "value_low": _number(proposal.value_low),
        "value_high": _number(proposal.value_high),
        "unit_zh": proposal.unit_zh,
        "qualifier": proposal.qualifier,
        "status": proposal.status,
        "period_start": proposal.period.start,
        "period_end": proposal.period.end,
        "period_basis": proposal.period.basis,
        "scope": proposal.scope,
        "scope_name_zh": proposal.scope_name_zh,
        "metric_ids": list(proposal.metric_ids),
        "as_written": proposal.as_written,
        "label": proposal.label,
        "section": proposal.section,
        "place": proposal.place,
        "char_start": proposal.char_start,
        "char_end": proposal.char_end,
        "form": {"id": form, "path": cells} if form else None,
        "checks": [
            {
                "name": c.name,
                "conclusion": c.conclusion,
                "zh": c.text.zh,
                "en": c.text.en,
                "places": list(c.places),
            }
            for c in proposal.checks
        ],
        "warnings": [{"zh": warning.zh, "en": warning.en} for warning in proposal.warnings],
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _print(path: Path, reading: Reading, words: dict[str, str]) -> None:
    facts = reading.facts
    said = (facts.title_zh, facts.district_id, facts.kind, facts.report_year, facts.published_on)
    print(f"{path}: {' · '.join(str(part) for part in said if part) or words['not_said']}")
    for proposal in reading.proposals:
        period = (
            f"{proposal.period.start}/{proposal.period.end}" if proposal.period.start else words["not_said"]
        )
        number = f"{proposal.value:,f} {proposal.unit_zh}"
        metric = proposal.metric_ids[0] if proposal.candidates else "–"
        print(f"  {number:>16}  {proposal.qualifier:8}  {period:21}  {metric:32}  {proposal.as_written}")
    count = len(reading.proposals)
    print(words["count"].format(count=count) if count else words["none"])
