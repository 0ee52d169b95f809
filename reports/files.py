"""Drafts to files: which formats there are, which writer makes each, and what the files are called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, get_args

from locales import words
from queries.store import Store
from reports.content import Report
from reports.model import Draft, Language
from reports.resolve import report

Format = Literal["pptx", "docx", "xlsx", "pdf"]
FORMATS: tuple[Format, ...] = get_args(Format)
#: The module that writes a format: `write(report) -> bytes`.
WRITERS = {"pptx": "reports.slides", "docx": "reports.document", "xlsx": "reports.book", "pdf": "reports.pdf"}
MEDIA = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}


@dataclass(frozen=True)
class Made:
    """A file."""

    name: str
    content: bytes
    form: Format


def languages(language: Language) -> tuple[str, ...]:
    """The languages of the files: `both` makes one file in each."""
    return ("zh", "en") if language == "both" else (language,)


def make(
    store: Store,
    draft: Draft,
    formats: Sequence[Format],
    name: str = "",
    master: bytes | None = None,
    begins: Callable[[str], None] = lambda _: None,
) -> Iterator[Made]:
    """The files of a draft one after another; `begins` is told the name of each before it is written."""
    for code in languages(draft.language):
        resolved = report(store, words(code), draft, name)
        for form in formats:
            file = f"qujian-{resolved.name}-{code}.{form}"
            begins(file)
            yield Made(file, _write(resolved, form, master), form)


def _write(resolved: Report, form: Format, master: bytes | None) -> bytes:
    """The report in one format. Writers are imported when they are needed: a heavy one holds up nobody else."""
    writer = import_module(WRITERS[form])
    content: bytes = writer.write(resolved, master) if form == "pptx" and master else writer.write(resolved)
    return content
