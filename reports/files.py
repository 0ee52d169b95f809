"""Drafts to files: which formats there are, which writer makes each, and what the files are called."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Literal, get_args

from locales import words
from queries.store import Store, open_store
from reports.report import Report, in_place_of, report
from reports.write.fonts import FontsMissing
from reports.write.slide_extent import Extent
from views.draft import Draft, Language, from_json
from views.view import View

_log = logging.getLogger(__name__)

Format = Literal["pptx", "docx", "xlsx", "pdf", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)
#: The module that writes a format: `write(report) -> bytes`.
WRITERS = {
    "pptx": "reports.write.slides",
    "docx": "reports.write.document",
    "xlsx": "reports.write.report_workbook",
    "pdf": "reports.write.pdf",
}
#: The one format that holds both languages, and so is written from the draft itself, not from a report.
PRESENTATION: Format = "html"
MEDIA = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
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
    today: dt.date,
    name: str = "",
    master: bytes | None = None,
    begins: Callable[[str], None] = lambda _: None,
    cannot: Callable[[str, FontsMissing], None] | None = None,
    extent: Extent = "whole",
) -> Iterator[Made]:
    """The files of a draft one after another; `begins` is told the name of each before it is written.

    A file that needs fonts which are not installed is told to `cannot` and left out; FontsMissing without one.
    """
    for code in languages(draft.language):
        resolved = report(store, words(code), draft, today, name) if set(formats) != {PRESENTATION} else None
        for form in formats:
            file = name_of(draft, code, form, name)
            begins(file)
            try:
                content = (
                    _write(resolved, form, master, extent)
                    if resolved and form != PRESENTATION
                    else _staged(store, draft, code, today)
                )
            except FontsMissing as error:
                if cannot is None:
                    raise
                cannot(file, error)
                continue
            yield Made(file, content, form)


def name_of(draft: Draft, code: str, form: Format, name: str = "") -> str:
    """What the file of a draft in one language is called."""
    return f"qujian-{name or draft.template or 'report'}-{code}.{form}"


def made(
    path: Path, draft_json: str, code: str, form: Format, today: dt.date, extent: Extent = "whole"
) -> Made:
    """One file of a draft over the store at a path, on a day: all that a worker is told."""
    draft = from_json(draft_json)
    if form == PRESENTATION:
        content = _staged(open_store(path), draft, code, today)
    else:
        content = _write(_resolved(path, draft_json, code, today), form, None, extent)
    return Made(name_of(draft, code, form), content, form)


@lru_cache(maxsize=4)
def _resolved(path: Path, draft_json: str, code: str, today: dt.date) -> Report:
    """The same report is wanted in one format after another."""
    return report(open_store(path), words(code), from_json(draft_json), today)


def _staged(store: Store, draft: Draft, code: str, today: dt.date) -> bytes:
    """The running order as one HTML file that opens in this language."""
    from reports.presentation.document import closed, title

    return closed(_presentation_json(store, draft.as_json(), today), title(store, draft, code), code)


@lru_cache(maxsize=2)
def _presentation_json(store: Store, draft_json: str, today: dt.date) -> str:
    """The same presentation stands in the file of every language."""
    from reports.presentation.data import presentation_json

    return presentation_json(store, from_json(draft_json), today)


def _write(resolved: Report, form: Format, master: bytes | None, extent: Extent) -> bytes:
    """The report in one format. Writers are imported when they are needed: a heavy one holds up nobody else."""
    writer = import_module(WRITERS[form])

    def write(report: Report) -> bytes:
        is_slides = form == "pptx"
        content: bytes = writer.write(report, master, extent) if is_slides else writer.write(report)
        return content

    try:
        return write(resolved)
    except (FontsMissing, OSError):  # no fault of any item
        raise
    except Exception:
        sound = tuple(_sound(write, resolved, view) for view in resolved.views)
        if sound == resolved.views or not any(a is b for a, b in zip(sound, resolved.views, strict=True)):
            raise
        return write(replace(resolved, views=sound))


def _sound(write: Callable[[Report], bytes], resolved: Report, view: View) -> View:
    """The view if it can be written alone; else one that says in its place that it cannot be shown."""
    try:
        write(replace(resolved, views=(view,)))
    except Exception as error:  # noqa: BLE001 - it is logged, and the rest of the file stands
        return in_place_of(view, "written", error)
    return view
