"""Tidy rows that need words: comparisons with the reasons why figures stand beside, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from locales import words
from queries import frames
from queries.comparison import Comparison
from queries.frame_columns import REASONS
from queries.frames import Rows
from views import wording


def comparison(comparisons: Iterable[Comparison]) -> Rows:
    """Return the rows of `queries.frames.comparison` with `reasons_zh` and `reasons_en` after `reasons`."""
    shown = list(comparisons)
    rows = frames.comparison(shown)
    figures = [f for c in shown for f in c.judgement.figures]
    at = rows.names.index("reasons") + 1
    languages = (words("zh"), words("en"))
    return Rows(
        (*rows.columns[:at], *REASONS, *rows.columns[at:]),
        [
            (
                *row[:at],
                *([wording.reason(w, r, f.observation) for r in f.reasons] for w in languages),
                *row[at:],
            )
            for row, f in zip(rows.data, figures, strict=True)
        ],
    )
