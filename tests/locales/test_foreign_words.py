"""Streamlit's own English words have Chinese ones, and they are words that this Streamlit still says."""

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


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = json.loads(FILE.read_text("utf-8"), object_pairs_hook=list)
    return found


def test_each_once_and_in_order(pairs: list[tuple[str, str]]) -> None:
    keys = [key for key, _ in pairs]
    assert len(keys) > 50
    assert keys == sorted(set(keys))


def test_keys_are_what_the_script_looks_up(pairs: list[tuple[str, str]]) -> None:
    """The script trims a text, asks for two letters in a row, and fills one gap."""
    for key, value in pairs:
        assert key == key.strip()
        assert re.search(r"[A-Za-z]{2}", key)
        assert key.count("{}") <= 1
        assert value.count("{}") <= key.count("{}")


def test_values_are_chinese(pairs: list[tuple[str, str]]) -> None:
    for key, value in pairs:
        assert re.search(r"[\u4e00-\u9fff]", value), key
        assert set(re.findall(r"[A-Za-z]{4,}", value)) <= AS_THEY_ARE, key


def test_no_translation_is_translated_again(pairs: list[tuple[str, str]]) -> None:
    keys = {key for key, _ in pairs}
    assert [value for _, value in pairs if value in keys] == []


def test_streamlit_still_says_them(pairs: list[tuple[str, str]]) -> None:
    folder = Path(streamlit.__file__).parent / "static/static/js"
    said = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.js")))
    unused = [
        key
        for key, _ in pairs
        if key not in PUT_TOGETHER
        and not all(piece.strip() in said for piece in key.split("{}") if len(piece.strip()) > 2)
    ]
    assert unused == []
