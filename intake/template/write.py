"""The workbook to fill, for a district and a year: notes, documents, prepared rows, and what reading back needs."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

from intake.document import IntakeError
from intake.template import notes, write_documents, write_figures, write_hidden, write_notes
from intake.template.chosen import Chosen
from intake.template.last_known import in_words, last_known
from intake.template.layout import SHEETS
from intake.template.styles import Styles
from queries.records import Metric
from queries.store import Store

YEARS = range(1949, 2101)
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
#: The date inside files made from data without a release: the same rows make the same file.
_UNRELEASED = dt.datetime(2026, 1, 1)


def template(
    store: Store,
    district_id: str,
    year: int,
    metric_ids: Sequence[str] = (),
    dimension_id: str | None = None,
    language: str = "zh",
) -> bytes:
    """Return the workbook for some metrics, those of a dimension, or (neither given) all of them.

    Raises IntakeError where a district, metric or dimension is unknown or the year is none.
    """
    chosen = _chosen(store, district_id, year, metric_ids, dimension_id, language)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        _properties(book, chosen)
        names = {key: book.add_worksheet(name.text(language)) for key, name in SHEETS.items()}
        styles = Styles(book)
        write_hidden.write(book, chosen)
        write_notes.write(names["notes"], chosen, styles)
        write_documents.write(names["documents"], chosen, styles)
        write_figures.write(names["figures"], chosen, styles)
    return file.getvalue()


def _chosen(
    store: Store,
    district_id: str,
    year: int,
    metric_ids: Sequence[str],
    dimension_id: str | None,
    language: str,
) -> Chosen:
    catalogue = store.catalogue
    if district_id not in catalogue.districts:
        raise _unknown("区", "district", [district_id], catalogue.districts)
    if year not in YEARS:
        raise IntakeError(
            f"年份 {year} 无效，请写 {YEARS[0]} 至 {YEARS[-1]} 之间的年份",
            f"{year} is no year to ask for: write one from {YEARS[0]} to {YEARS[-1]}",
        )
    metrics = _metrics(store, metric_ids, dimension_id)
    known = last_known(store, district_id, year)
    return Chosen(
        district=catalogue.districts[district_id],
        year=year,
        dimensions=tuple(catalogue.dimensions.values()),
        metrics=metrics,
        every_metric=tuple(catalogue.metrics.values()),
        last={
            m.metric_id: in_words(store, m, known[m.metric_id], language)
            for m in metrics
            if m.metric_id in known
        },
        language=language,
        data_version=store.version,
        released_on=store.meta.get("released_on", ""),
        content_hash=store.content_hash,
    )


def _metrics(store: Store, metric_ids: Sequence[str], dimension_id: str | None) -> tuple[Metric, ...]:
    """Return the metrics asked for by dimension, each in the order of the data."""
    catalogue = store.catalogue
    unknown = catalogue.known_metrics(metric_ids).unknown
    if unknown:
        raise _unknown("指标", "metric", unknown, ())
    if dimension_id is not None and dimension_id not in catalogue.dimensions:
        raise _unknown("维度", "dimension", [dimension_id], catalogue.dimensions)
    order = list(catalogue.dimensions)
    found = [
        m
        for m in catalogue.metrics.values()
        if (not metric_ids or m.metric_id in metric_ids)
        and (dimension_id is None or m.dimension_id == dimension_id)
    ]
    if not found:
        raise IntakeError(
            "所选指标都不属于该维度，请改选",
            "none of these metrics belongs to the dimension: choose others",
        )
    return tuple(sorted(found, key=lambda m: order.index(m.dimension_id)))


def _unknown(zh: str, en: str, ids: Sequence[str], known: Iterable[str]) -> IntakeError:
    named = ", ".join(ids)
    offered = ", ".join(known)
    return IntakeError(
        f"没有标识为 {named} 的{zh}" + (f"，可用：{offered}" if offered else "，请查数据字典"),
        f"no {en} has the id {named}"
        + (f"; there are: {offered}" if offered else "; see the data dictionary"),
    )


def _properties(book: xlsxwriter.Workbook, chosen: Chosen) -> None:
    created = dt.datetime.fromisoformat(chosen.released_on) if chosen.released_on else _UNRELEASED
    book.set_properties({"title": chosen.named(notes.TITLE), "author": "Qujian 区鉴", "created": created})
