"""Every text of the interface is translated, completely, and every translation is still a text of the interface."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from locales import LANGUAGES, words
from locales.extract import FUNCTIONS, PACKAGES, messages

ROOT = Path(__file__).resolve().parents[2]
TEXTS = sorted(messages(ROOT), key=str)
#: Latin words that Chinese readers read as they are.
#: Below: browsers, and what administrators set in a proxy.
AS_THEY_ARE = {"Excel", "JavaScript", "JSON", "https", "Ctrl"} | {
    *("Chromium", "Firefox", "Safari", "WebSocket", "Upgrade", "Connection", "stcore", "stream")
}


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (ROOT / "locales/zh/LC_MESSAGES/qujian.po").open("rb") as file:
        return read_po(file, locale="zh", abort_invalid=True)


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _translation(catalogue: Catalog, text: str | tuple[str, ...]) -> tuple[str, ...]:
    message = catalogue.get(text)
    return () if message is None else _forms(message.string)


def _recorded(catalogue: Catalog) -> Iterator[Message]:
    return (m for m in catalogue if m.id)


def test_there_are_texts() -> None:
    assert len(TEXTS) > 100


def test_every_text_is_translated(catalogue: Catalog) -> None:
    empty = [t for t in TEXTS if not _translation(catalogue, t) or not all(_translation(catalogue, t))]
    assert empty == [], "run `python -m locales` and fill in what it names"


def test_no_translation_is_obsolete(catalogue: Catalog) -> None:
    known = set(TEXTS)
    assert [m.id for m in _recorded(catalogue) if m.id not in known] == [], "run `python -m locales`"
    assert list(catalogue.obsolete) == []
    assert [m.id for m in _recorded(catalogue) if m.fuzzy] == []


def test_number_of_forms(catalogue: Catalog) -> None:
    """Chinese has one form for all numbers."""
    several = [
        t
        for t in TEXTS
        if not isinstance(t, str) and len(_translation(catalogue, t)) != catalogue.num_plurals
    ]
    assert several == []


def test_fields_are_the_same_in_both_languages(catalogue: Catalog) -> None:
    other = {}
    for text in TEXTS:
        wanted = set().union(*map(_fields, _forms(text)))
        for translation in _translation(catalogue, text):
            if _fields(translation) != wanted:
                other[text] = translation
    assert other == {}


def test_translations_are_chinese(catalogue: Catalog) -> None:
    """No English word is left in a translation, and what is a sentence has Chinese signs."""
    left = {}
    for text in TEXTS:
        for translation in _translation(catalogue, text):
            bare = re.sub(r"\{\w*\}", "", translation)
            if set(re.findall(r"[A-Za-z]{4,}", bare)) - AS_THEY_ARE or re.search(r"[,.;:?!](\s|$)", bare):
                left[text] = translation
    assert left == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_can_be_filled_in(code: str) -> None:
    translator = words(code)
    for text in TEXTS:
        values = dict.fromkeys(set().union(*map(_fields, _forms(text))) - {"n"}, "甲")
        if isinstance(text, str):
            filled = translator.gettext(text, **values, **({"n": "3"} if "n" in _fields(text) else {}))
            assert "甲" in filled or not values
        else:
            for n in (0, 1, 2, 12_345):
                filled = translator.ngettext(*text, n, **values)
                assert "甲" in filled or not values
        assert "{" not in filled


def test_every_call_can_be_found() -> None:
    """A text that is put together in a call is found by nobody, and so never translated."""
    hidden = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in FUNCTIONS:
                    texts = node.args[: FUNCTIONS[node.func.attr]]  # type: ignore[attr-defined]
                    if not all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in texts):
                        hidden.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert hidden == []


def test_unranked_figures_are_called_so(catalogue: Catalog) -> None:
    """A figure is ranked or not ranked; 并列 is said of a tie, which is a rank, and of two metrics in one chart."""
    vague = [t for t in TEXTS if re.search(r"\bbeside\b|outside the order", " ".join(_forms(t)))]
    ties = [t for t in TEXTS if any("并列" in form for form in _translation(catalogue, t))]
    assert vague == []
    assert [t for t in ties if not re.search("share the|cause", " ".join(_forms(t)))] == []


#: Punctuation that differs between languages, in text. A comma alone joins the parts of a colour.
SIGNS = re.compile(r"[;:,](\s|$)|[()；：，（）、]")


@pytest.mark.parametrize("path", sorted(ROOT.glob("pages/templates/**/*.html")), ids=lambda p: p.stem)
def test_punctuation_of_templates_is_the_translators(path: Path) -> None:
    source = path.read_text("utf-8")
    tree = Environment(autoescape=True).parse(source)
    shown = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", "", source, flags=re.DOTALL)
    texts = [unescape(text) for text in re.sub(r"<[^>]*>", "\n", shown).splitlines()]
    patterns = [c.value for c in tree.find_all(nodes.Const) if isinstance(c.value, str)]
    assert [text for text in texts if SIGNS.search(text)] == []
    assert [p for p in patterns if p != "," and SIGNS.search(p) and re.fullmatch(r"(\W|%[sd])+", p)] == []


def test_texts_stand_only_in_the_packages_that_are_searched() -> None:
    outside = [
        str(path.relative_to(ROOT))
        for path in [ROOT / "app.py", *(ROOT / "data").rglob("*.py")]
        if re.search(r"\bn?gettext\(", path.read_text("utf-8"))
    ]
    assert outside == []


def _chinese(path: Path) -> Iterator[str]:
    """The Chinese texts of a source file, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield from re.findall(r"[\u4e00-\u9fff]+", node.value)


def test_no_chinese_in_the_code_of_pages() -> None:
    """Chinese texts stand in the catalogue and the data; in code only what both languages share."""
    allowed = {"中文", "市"}
    found = {
        f"{path.relative_to(ROOT)}: {text}"
        for package in ("pages", "charts")
        for path in sorted((ROOT / package).rglob("*.py"))
        if "api" not in path.parts
        for text in set(_chinese(path)) - allowed
    }
    # Plotly's own words are given to it beside the chart.
    assert {f for f in found if not f.startswith("charts/frame.py")} == set()
