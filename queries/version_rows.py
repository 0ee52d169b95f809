"""Versions of the data, and what changed between two of them, as tidy rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from queries import frame_columns as layout
from queries.differences import RowDifference
from queries.frames import Rows
from queries.versions import RowName, Version, Why

#: By which column a row is told from others, the first that it has.
_NAMED_BY = ("as_written", "title_zh", "name_zh", "text_zh", "note_zh", "term")


def versions(found: Iterable[Version]) -> Rows:
    """Return a row a version, the newest first."""
    rows = [
        (
            v.version, v.released_on, v.text_zh, v.text_en, v.is_current, v.published_at or "", v.published_by or "",
            v.added, v.changed, v.withdrawn,
        )
        for v in found
    ]  # fmt: skip
    return Rows(layout.VERSIONS, rows)


def changes(found: Iterable[RowDifference], reasons: Mapping[RowName, Sequence[Why]]) -> Rows:
    """Return a row a value that differs, and one a row of the facts that is new or gone."""
    return Rows(layout.CHANGES, [row for d in found for row in _rows(d, reasons.get((d.table, d.key), ()))])


def _rows(d: RowDifference, reasons: Sequence[Why]) -> Iterator[tuple[Any, ...]]:
    period_end = d.value("period_end")
    about = (
        d.value("district_id") or "",
        d.value("metric_id") or "",
        period_end.year if isinstance(period_end, dt.date) else None,
        "\n".join(why.reason for why in reasons),
        *(", ".join(dict.fromkeys(getattr(why, who) for why in reasons)) for who in ("author", "decided_by")),
    )
    head = (d.table, "+".join(d.key), d.kind)
    for column in d.columns:
        yield *head, column, plain((d.before or {})[column]), plain((d.after or {})[column]), *about
    if not d.columns:
        yield *head, "", _called(d.before), _called(d.after), *about


def _called(values: Mapping[str, Any] | None) -> str:
    """What a row is called or says."""
    return next((str(values[name]) for name in _NAMED_BY if values and values.get(name)), "")


def plain(value: Any) -> str:
    """Return a value as text: of whole numbers the digits, of lists their members."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(map(str, value))
    return f"{value:.15g}" if isinstance(value, float) else str(value)
