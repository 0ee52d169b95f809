"""Forms whose every cell is known, such as the national disclosure form: found, checked and proposed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from data.violations import Reason
from intake.document import Document
from intake.forms.cell_proposals import Figure, proposal_of
from intake.forms.differences import difference
from intake.forms.found import FormFound
from intake.forms.labels import label_key
from intake.forms.matching import FormTables, FoundCell, find_form
from intake.forms.registry import Form, forms
from intake.forms.sum_rules import sums_of
from intake.forms.sums import Evidence, checks_of_sums, with_checks
from intake.proposal import Check, DocumentFacts, Proposal

#: So many labels of a form in one paragraph: its table lost its cells.
_RUN_TOGETHER = 6


def best_form(document: Document, report_year: int | None) -> FormTables | None:
    """Return the form that fits best, by cells found, then by the year of the report; None where none does."""
    found = [one for form in forms() if (one := find_form(document, form)).cells]
    return max(found, key=lambda one: _fitness(one, report_year), default=None)


def form_found(tables: FormTables, document: Document, facts: DocumentFacts) -> FormFound:
    """Return the figures of a form and what its checks say."""
    form = tables.form
    name = Reason(form.name_zh, form.name_en)
    ordered = [tables.cells[cell.path] for cell in form.cells if cell.path in tables.cells]
    ordered.sort(key=lambda one: not one.cell.metric_id)
    incomplete = list(_missing_tables(tables, document))
    sums = _sums(tables, document)
    proposals = [
        (one.cell.path, proposal_of(_figure(one, form), one.value.number, document, facts, name))
        for one in ordered
        if one.value.number is not None
    ]
    checks = (*incomplete, *sums)
    figures = tuple(with_checks(_with_gaps(proposals, incomplete, form), sums_of(form), sums))
    return FormFound(
        form.form_id, form.name_zh, form.name_en, len(form.cells), len(tables.cells), figures, checks
    )


def _with_gaps(
    proposals: Iterable[tuple[str, Proposal]], incomplete: Iterable[Check], form: Form
) -> Iterator[tuple[str, Proposal]]:
    """Yield figures with what is said of their table, where it was not found in full."""
    by_table: dict[str, tuple[Check, ...]] = {}
    for check in incomplete:
        table = check.name.rpartition("/")[0]
        by_table[table] = (*by_table.get(table, ()), check)
    for path, proposal in proposals:
        yield path, replace(proposal, checks=by_table.get(f"{form.form_id}:{path[0]}", ()))


def run_together(document: Document) -> Iterator[Check]:
    """Yield what says that a table of a form stands in a paragraph, without its cells."""
    cells = forms()[0].cells  # the forms share most labels
    leaves = {leaf for cell in cells for leaf in (cell.row_leaf, cell.column_leaf) if len(leaf) > 3}
    for block in document.blocks:
        key = label_key(document.of(block))
        if sum(leaf in key for leaf in leaves) >= _RUN_TOGETHER:
            yield Check(
                "disclosure:run_together",
                "cannot_tell",
                Reason(
                    "表格文字连成一段，没有分格，无法逐格识读；请用网页、Word、Excel 或带表格线的 PDF。",
                    "A table of the form stands here as one run of text, without cells, and cannot be read; use the "
                    "page, a Word or Excel file, or a PDF with ruled tables.",
                ),
                (block.address,),
            )


def headings_without_tables(document: Document) -> Iterator[Check]:
    """Yield the tables of a form that have a heading and nothing below it that could be read."""
    titles = {label_key(title): title for form in forms()[:1] for title in form.tables}
    for block in document.blocks:
        key = label_key(document.of(block))
        title = next((title for known, title in titles.items() if key == known), None)
        if title is not None:
            yield _not_found(title, (block.address,))


def _missing_tables(tables: FormTables, document: Document) -> Iterator[Check]:
    form = tables.form
    for title in form.tables:
        cells = [cell for cell in form.cells if cell.table == title]
        missing = [cell.path for cell in cells if cell.path not in tables.cells]
        if len(missing) == len(cells):
            yield _not_found(title, (), form.form_id)
            continue
        differs, lacking = difference(title, tables, document)
        if differs:
            yield differs
        missing = [path for path in missing if path not in lacking]
        if missing:
            zh, en = "、".join(missing[:5]), ", ".join(missing[:5])
            yield Check(
                f"{form.form_id}:{title[0]}/complete",
                "read_wrongly",
                Reason(
                    f"“{title}”有{len(missing)}格未找到，不作零处理：{zh}。",
                    f"{len(missing)} cells of table {title[0]} were not found; they are not zero: {en}.",
                ),
                tuple(table.address for table in tables.tables),
            )


def _sums(tables: FormTables, document: Document) -> tuple[Check, ...]:
    evidence = Evidence(
        {path: one.value for path, one in tables.cells.items()},
        {path: one.place.address for path, one in tables.cells.items()},
        frozenset(tables.repeated),
    )
    return checks_of_sums(sums_of(tables.form), evidence, document.format)


def _figure(one: FoundCell, form: Form) -> Figure:
    cell = one.cell
    return Figure(
        path=f"{form.form_id}:{cell.path}",
        label=cell.path.split("/", 1)[-1].replace("/", " · "),
        row_label=one.label_zh,
        section=cell.table,
        metric_id=cell.metric_id,
        unit_zh=cell.unit_zh,
        period=cell.period,
        place=one.place,
        value=one.value,
    )


def _fitness(tables: FormTables, year: int | None) -> tuple[int, bool]:
    form = tables.form
    return len(tables.cells), year is None or form.first_year <= year <= form.last_year


def _not_found(title: str, places: tuple[str, ...], form_id: str = "disclosure") -> Check:
    return Check(
        f"{form_id}:{title[0]}/found",
        "cannot_tell",
        Reason(
            f"未找到“{title}”的表格，可能是图片或版式不同；其数字未识读，不作零处理。",
            f"Table {title[0]} of the disclosure form was not found: it may be a picture or laid out otherwise. Its "
            "figures were not read; they are not zero.",
        ),
        places,
    )
