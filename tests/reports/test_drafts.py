"""Drafts come back as they were kept, and broken ones are refused in both languages."""

from __future__ import annotations

import base64
import json
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.store import Store
from reports.report import unknown
from reports.templates import TEMPLATES, Choice, draft
from tests.reports.hostile import COMMENTS, TITLES
from views.draft import LONGEST_COMMENT, MOST_ITEMS, Draft, Origin, from_json, from_link, item
from views.draft_values import LONGEST_TITLE
from views.plain_text import neutral
from views.spec import SpecError


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates_come_back_from_link_and_file(store: Store, template: str) -> None:
    made = draft(store, template, Choice())  # type: ignore[arg-type]
    assert made.items
    assert unknown(store, made) == []
    assert from_json(made.as_json()) == made
    assert from_link(made.as_link()) == made
    assert re.fullmatch(r"[A-Za-z0-9_-]+", made.as_link())


@given(st.text(max_size=300))
def test_neutral_texts_are_quiet(text: str) -> None:
    quiet = neutral(text, lines=True)
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]", quiet
    )
    assert neutral(quiet, lines=True) == quiet
    assert "\n" not in neutral(text)


@pytest.mark.parametrize("name", TITLES)
def test_hostile_titles_stay_texts(name: str) -> None:
    made = Draft(items=(item("text", title=TITLES[name]),))
    assert from_json(made.as_json()) == made


@pytest.mark.parametrize("name", COMMENTS)
def test_hostile_comments_stay_texts(name: str) -> None:
    made = Draft(items=(item("text", comment=COMMENTS[name]),))
    assert from_json(made.as_json()) == made


@given(st.text(max_size=200))
def test_any_link_is_read_or_refused(value: str) -> None:
    with pytest.raises(SpecError):
        from_link(value)


@given(st.binary(max_size=200))
def test_any_packed_bytes_are_refused(value: bytes) -> None:
    with pytest.raises(SpecError):
        from_link(base64.urlsafe_b64encode(zlib.compress(value)).decode().rstrip("="))


def test_a_bomb_is_refused() -> None:
    packed = base64.urlsafe_b64encode(zlib.compress(b'"' + b"x" * 4_000_000 + b'"', 9)).decode().rstrip("=")
    with pytest.raises(SpecError):
        from_link(packed)


GOOD = {"qujian_draft": 1, "title": "x", "language": "zh", "items": []}
BROKEN = {
    "no draft": {},
    "a list": [],
    "version": GOOD | {"qujian_draft": 2},
    "true": GOOD | {"qujian_draft": True},
    "language": GOOD | {"language": "fr"},
    "language list": GOOD | {"language": []},
    "title": GOOD | {"title": 3},
    "long title": GOOD | {"title": "x" * (LONGEST_TITLE + 1)},
    "strange": GOOD | {"colour": "red"},
    "items": GOOD | {"items": {}},
    "many": GOOD | {"items": [{"kind": "text"}] * (MOST_ITEMS + 1)},
    "kind": GOOD | {"items": [{"kind": "video"}]},
    "kind list": GOOD | {"items": [{"kind": []}]},
    "item": GOOD | {"items": ["x"]},
    "no metric": GOOD | {"items": [{"kind": "compare"}]},
    "two metrics": GOOD | {"items": [{"kind": "compare", "parameters": {"metric": "a,b"}}]},
    "year": GOOD | {"items": [{"kind": "compare", "parameters": {"metric": "a", "year": "20x2"}}]},
    "year number": GOOD | {"items": [{"kind": "compare", "parameters": {"metric": "a", "year": 2022}}]},
    "sql": GOOD | {"items": [{"kind": "compare", "parameters": {"metric": "'; DROP TABLE x"}}]},
    "foreign parameter": GOOD | {"items": [{"kind": "text", "parameters": {"metric": "a"}}]},
    "long comment": GOOD | {"items": [{"kind": "text", "comment": "x" * (LONGEST_COMMENT + 1)}]},
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_drafts_are_refused_in_both_languages(name: str) -> None:
    with pytest.raises(SpecError) as refused:
        from_json(json.dumps(BROKEN[name]))
    assert re.search("[\u4e00-\u9fff]", refused.value.message["zh"])
    assert not re.search("[\u4e00-\u9fff]", refused.value.message["en"])


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a":NaN}', '{"a":1,"a":2}', b"\xff\xfe"])
def test_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(SpecError):
        from_json(text)


def test_a_file_with_a_mark_of_order_is_read() -> None:
    assert from_json(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()) == Draft("x")


def test_a_draft_too_long_for_a_link_says_so() -> None:
    import random

    noise = "".join(chr(random.Random(1).randrange(0x4E00, 0x9FFF)) for _ in range(10_000))
    noise = "".join(chr(0x4E00 + random.Random(i).randrange(20_000)) for i in range(10_000))
    with pytest.raises(SpecError):
        Draft(items=(item("text", comment=noise),)).as_link()


def test_a_link_carries_where_a_draft_was_opened_from_and_a_file_does_not() -> None:
    opened = Draft(title="x", origin=Origin(12, 3))
    assert from_link(opened.as_link()) == opened
    assert from_json(opened.as_json()) == Draft(title="x")


@pytest.mark.parametrize(
    "origin", ["[1]", "[1, 2, 3]", "[true, 1]", "[0, 1]", "[1, -1]", '["1", 1]', "{}", "7"]
)
def test_a_malformed_origin_is_refused(origin: str) -> None:
    with pytest.raises(SpecError):
        from_json(f'{{"qujian_draft": 1, "origin": {origin}}}')


def test_who_signs_the_day_and_attachments_are_kept_and_read_strictly() -> None:
    whole = Draft(signature="某区司法局", dated="2026-11-28", attachments=("数据表", "来源一览"))
    assert from_json(whole.as_json()) == from_link(whole.as_link()) == whole
    bare = json.loads(Draft().as_json())
    assert not bare.keys() & {"signature", "date", "attachments"}, "old programs read drafts without them"
    for wrong in ({"date": "28.11.2026"}, {"attachments": "a"}, {"attachments": [1]}, {"signature": 3}):
        with pytest.raises(SpecError):
            from_json(json.dumps(bare | wrong))
