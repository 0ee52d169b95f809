"""How much of what a careful reader finds in five documents does intake propose? A line for each, never one number.

`python -m tests.benchmarks.bench_intake [FOLDER]`; else QUJIAN_ANNOTATED, else `../shared/documents` beside the
checkout.
Rules are tuned on 000 (Hexi) and 001 (Binhai) only.

How it is measured:
- The person's part is taken as done: kind, year, date and district of a document are those of documents.csv;
  period and scope are as intake proposes them.
- *Figures with a unit* are the annotated facts whose wording has a numeral with a unit: ranks without a numeral (首创,
  首批), what only follows from words (逐月) and years are *facts* and no figures.
- *Found*: a proposal overlaps the annotated place, its value is equal, its unit is the same or another measure word of
  counting, and its qualifier is the annotated one. One proposal serves one fact: where 100% stands for three rates,
  three proposals are asked for. A document whose text stands twice is annotated once; either place will do.
- *Worth keeping*: the share of proposals that found a fact.
- *Period right*: of found figures: same end, and the same start unless the period is a day or open (as_of, cumulative).
  Where the annotator found no period, a proposal must claim none: as_published or nothing.
- *Metric among five*: of found figures that observations.csv holds, by the document and the value, under one metric or
  several; right if one of these is among the candidates. Wordings of the document itself are left out of the examples.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from data.build import build
from intake.candidates import Candidates, examples_of
from intake.facts import document_facts
from intake.proposal import DocumentFacts, Proposal
from intake.prose import proposals_of_prose
from intake.reading import read_file
from intake.unit_kinds import fit
from queries.observations import of_metrics
from queries.question import metric_synonyms
from queries.records import Document
from queries.store import Store, open_store

_DEFAULT = Path(__file__).parents[3] / "shared" / "documents"
_NUMERAL = re.compile(r"[\d一二三四五六七八九十百千两]")
#: Units of the annotation that are no measure words: ranks and years.
_NO_FIGURES = ("位次", "批次", "年份")


class Outcome(NamedTuple):
    """What came of one document, as counts: right and of how many."""

    figures: tuple[int, int]
    facts: tuple[int, int]
    kept: tuple[int, int]
    periods: tuple[int, int]
    metrics: tuple[int, int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table of shares, a line a document; 0 also where the documents are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, default=os.environ.get("QUJIAN_ANNOTATED") or _DEFAULT
    )
    parser.add_argument(
        "--show", action="store_true", help="name what of the two tuned documents was missed or not asked"
    )
    options = parser.parse_args(arguments)
    annotated = Path(options.folder) / "annotated_facts.csv"
    if not annotated.is_file():
        print(
            f"bench_intake: no {annotated}; name the folder of the annotated documents, or set QUJIAN_ANNOTATED"
        )
        return 0
    with annotated.open(encoding="utf-8-sig", newline="") as file:
        facts = list(csv.DictReader(file))
    store = open_store(build())
    names = ("figures", "all facts", "worth keeping", "period", "metric in five")
    print(f"{'document':38}{'kind':14}" + "".join(f"{name:>22}" for name in names))
    for record in store.catalogue.documents.values():
        if record.seed_file and (Path(options.folder) / record.seed_file).is_file():
            mine = [fact for fact in facts if fact["document"] == record.seed_file]
            path = Path(options.folder) / record.seed_file
            outcome = measured(
                path, record, mine, store, show=options.show and record.seed_file[:3] in ("000", "001")
            )
            print(f"{record.seed_file:38}{record.kind:14}" + "".join(map(_share, outcome)))
    return 0


def _share(pair: tuple[int, int]) -> str:
    right, every = pair
    return f"{f'{right}/{every} = {right / every:.2f}' if every else '–':>22}"


def measured(
    path: Path, record: Document, facts: list[dict[str, str]], store: Store, *, show: bool = False
) -> Outcome:
    """Return what came of one document."""
    document = read_file(path.read_bytes(), path.name)
    said = document_facts(document, store.catalogue.districts.values())
    proposals = proposals_of_prose(document, _confirmed(record, said))
    pairs = _pairs(facts, proposals, document.text)
    if show:
        _show(facts, proposals, pairs)
    figures = [i for i, fact in enumerate(facts) if _is_figure(fact)]
    periods = [_period_right(facts[i], proposals[j]) for i, j in pairs.items()]
    metrics = _metrics_right(record, facts, proposals, pairs, store)
    return Outcome(
        figures=(sum(i in pairs for i in figures), len(figures)),
        facts=(len(pairs), len(facts)),
        kept=(len(set(pairs.values())), len(proposals)),
        periods=(sum(periods), len(periods)),
        metrics=(sum(metrics), len(metrics)),
    )


def _confirmed(record: Document, said: DocumentFacts) -> DocumentFacts:
    day = record.published_on
    return said._replace(
        district_id=record.district_id or "",
        kind=record.kind,
        title_zh=record.title_zh,
        publisher_zh=record.publisher_zh,
        published_on=day.isoformat() if day else "",
        report_year=record.report_year,
    )


def _is_figure(fact: dict[str, str]) -> bool:
    return fact["unit"] not in _NO_FIGURES and bool(_NUMERAL.search(fact["as_written"]))


def _pairs(facts: list[dict[str, str]], proposals: Sequence[Proposal], text: str) -> dict[int, int]:
    """Return which proposal found which fact, by their positions; each serves once, the next in label first."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for i, fact in enumerate(facts):
        start, end = int(fact["char_start"]), int(fact["char_end"])
        places = (
            [start]
            if text.count(fact["as_written"]) < 2
            else [m.start() for m in re.finditer(re.escape(fact["as_written"]), text)]
        )
        spans = [(place, place + end - start) for place in places]
        fitting = [
            j for j, proposal in enumerate(proposals) if j not in taken and _fits(fact, proposal, spans)
        ]
        if fitting:
            pairs[i] = min(fitting, key=lambda j: (abs(proposals[j].char_start - start) > 60, j))
            taken.add(pairs[i])
    return pairs


def _fits(fact: dict[str, str], proposal: Proposal, spans: list[tuple[int, int]]) -> bool:
    same_unit = fact["unit"] == proposal.unit_zh or bool(fit(proposal.unit_zh, fact["unit"]))
    return (
        any(proposal.char_start < last and first < proposal.char_end for first, last in spans)
        and Decimal(fact["value"]) == proposal.value
        and same_unit
        and fact["qualifier"] == proposal.qualifier
    )


def _period_right(fact: dict[str, str], proposal: Proposal) -> bool:
    period = proposal.period
    if not fact["period_end"]:
        return period.basis in ("", "as_published")
    open_start = period.basis in ("as_of", "cumulative", "as_published") or not fact["period_start"]
    return period.end == fact["period_end"] and (open_start or period.start == fact["period_start"])


def _metrics_right(
    record: Document,
    facts: list[dict[str, str]],
    proposals: Sequence[Proposal],
    pairs: dict[int, int],
    store: Store,
) -> list[bool]:
    rows = of_metrics(store, list(store.catalogue.metrics), [record.district_id or ""])
    existing = [o for o in rows if o.document_id == record.document_id]
    examples = examples_of(store, without=[record.document_id])
    candidates = Candidates(store.catalogue.metrics, metric_synonyms(store), examples)
    right = []
    for i, j in pairs.items():
        fact, proposal = facts[i], proposals[j]
        said = fact["as_written"]
        metrics = {
            o.metric_id
            for o in existing
            if o.observation_id == fact["fact_id"]
            or (Decimal(str(o.value)) == Decimal(fact["value"]) and o.as_written == said)
        }
        exact = {o.metric_id for o in existing if o.observation_id == fact["fact_id"]}
        if metrics:
            context = f"{proposal.section} {proposal.as_written}"
            found = candidates.of(proposal.label, proposal.unit_zh, context)
            right.append(bool((exact or metrics) & {c.metric_id for c in found}))
    return right


def _show(facts: list[dict[str, str]], proposals: Sequence[Proposal], pairs: dict[int, int]) -> None:
    for i, fact in enumerate(facts):
        if i not in pairs:
            print(
                "  missed:",
                fact["fact_id"],
                fact["as_written"],
                fact["value"],
                fact["unit"],
                fact["qualifier"],
            )
    for j, proposal in enumerate(proposals):
        if j not in pairs.values():
            print("  not asked:", proposal.value, proposal.unit_zh, proposal.as_written)


if __name__ == "__main__":
    raise SystemExit(main())
