"""Streamlit's own English words have Chinese ones, some better English ones; this Streamlit still says them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import streamlit

FILE = Path(__file__).resolve().parents[2] / "pages/shared/words.json"
#: Key names and file formats stay as they are.
AS_THEY_ARE = {"Enter", "Ctrl"}
#: Put together in the browser from several pieces.
PUT_TOGETHER = {
    "1 option available.",
    "Browse files",
    "Choose date, {}",
    "{} — end",
    "{} — start",
    "Next match",
    "Press Ctrl+Enter to apply",
    "Press Enter to apply",
    "Press Enter to submit form",
    "Press ⌘+Enter to apply",
    "Previous match",
    "Select all matches",
    "{} options available.",
}


Pairs = list[tuple[str, str]]


def _languages() -> dict[str, Pairs]:
    return dict(json.loads(FILE.read_text("utf-8"), object_pairs_hook=list))


@pytest.fixture(scope="module", params=["zh-CN", "en"])
def pairs(request: pytest.FixtureRequest) -> Pairs:
    return _languages()[request.param]


def test_each_once_and_in_order(pairs: Pairs) -> None:
    keys = [key for key, _ in pairs]
    assert keys == sorted(set(keys))


def test_both_languages_are_there_and_english_is_what_differs() -> None:
    chinese, english = (dict(_languages()[tag]) for tag in ("zh-CN", "en"))
    assert len(chinese) > 50
    assert english.keys() <= chinese.keys()
    assert all(key != value for key, value in english.items())


def test_keys_are_what_the_script_looks_up(pairs: Pairs) -> None:
    """The script trims a text, asks for two letters in a row, and fills one gap."""
    for key, value in pairs:
        assert key == key.strip()
        assert re.search(r"[A-Za-z]{2}", key)
        assert key.count("{}") <= 1
        assert value.count("{}") <= key.count("{}")


def test_values_are_chinese() -> None:
    found = _languages()["zh-CN"]
    assert found
    for key, value in found:
        assert re.search(r"[\u4e00-\u9fff]", value), key
        assert set(re.findall(r"[A-Za-z]{4,}", value)) <= AS_THEY_ARE, key


def test_no_translation_is_translated_again(pairs: Pairs) -> None:
    keys = {key for key, _ in pairs}
    assert [value for _, value in pairs if value in keys] == []


def test_streamlit_still_says_them(pairs: Pairs) -> None:
    folder = Path(streamlit.__file__).parent / "static/static/js"
    said = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.js")))
    unused = [
        key
        for key, _ in pairs
        if key not in PUT_TOGETHER
        and not all(piece.strip() in said for piece in key.split("{}") if len(piece.strip()) > 2)
    ]
    assert unused == []
