"""The search over figures finds what is written, however its signs are typed."""

from __future__ import annotations

import pytest

from queries.evidence import Filters, matching_documents, matching_metrics, search
from queries.store import Store


@pytest.mark.parametrize(
    "typed, written",
    [
        ("行政複議", "行政复议"),
        ("ＧＤＰ", "gdp"),
        ("２０２２", "2022"),
        ("“行政复议”", "行政复议"),
        ("《行政复议》，2022", "行政复议 2022"),
    ],
)
def test_typed_otherwise_finds_the_same(store: Store, typed: str, written: str) -> None:
    expected = search(store, Filters(text=written))
    assert expected.total > 0
    assert search(store, Filters(text=typed)) == expected
    catalogue = store.catalogue
    assert matching_metrics(catalogue, typed) == matching_metrics(catalogue, written)
    assert matching_documents(catalogue, typed) == matching_documents(catalogue, written)


def test_signs_within_a_number_count(store: Store) -> None:
    figures = search(store, Filters(text="24.2%")).figures
    assert figures
    assert all("24.2%" in f"{o.as_written} {o.note_zh} {o.note_en}" for o in figures)
