"""A reader without a browser: visits a page as Streamlit runs it and looks at what came out."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element, SubElement

from streamlit.testing.v1 import AppTest

from locales import words
from tests.waiting import SLOWEST

ROOT = Path(__file__).resolve().parents[2]

FAILURE = "This page has failed; the fault has been logged. The other pages work."
Row = dict[str, str]


@cache
def table(name: str, folder: Path = ROOT / "data") -> list[Row]:
    """The rows of one CSV file."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def by_id(name: str, key: str) -> dict[str, Row]:
    return {row[key]: row for row in table(name)}


def year_of(o: Row) -> int:
    return int(o["period_end"][:4])


@dataclass(frozen=True)
class Link:
    """An anchor: where it leads, with which parameters, and what it says."""

    href: str
    text: str
    css: str

    @property
    def path(self) -> str:
        return urlsplit(self.href).path

    @property
    def parameters(self) -> dict[str, str]:
        return {k: v[0] for k, v in parse_qs(urlsplit(self.href).query, keep_blank_values=True).items()}


class Seen:
    """What a visit shows."""

    def __init__(self, at: AppTest, lang: str) -> None:
        self.at, self.lang = at, lang

    @cached_property
    def bodies(self) -> list[str]:
        """The pieces of HTML, the header first."""
        return [str(e.proto.body) for e in self.at.get("html")]

    @cached_property
    def root(self) -> Element:
        return tree("".join(self.bodies))

    def find(self, css: str) -> list[Element]:
        """The elements of a class."""
        return [e for e in self.root.iter() if css in e.get("class", "").split()]

    def texts(self, css: str) -> list[str]:
        return [said(e) for e in self.find(css)]

    @property
    def text(self) -> str:
        """Everything that can be read, the header included."""
        return said(self.root)

    @cached_property
    def main(self) -> str:
        """Everything below the header."""
        return said(tree("".join(self.bodies[1:])))

    @cached_property
    def links(self) -> list[Link]:
        return [
            Link(a.get("href", ""), said(a), a.get("class", ""))
            for a in self.root.iter("a")
            if "href" in a.attrib
        ]

    @property
    def figure_links(self) -> list[Link]:
        """The numbers that lead to their evidence."""
        return [x for x in self.links if "qj-figure" in x.css.split()]

    @cached_property
    def charts(self) -> list[dict[str, Any]]:
        return [json.loads(e.proto.spec) for e in self.at.get("plotly_chart")]

    @cached_property
    def maps(self) -> list[dict[str, Any]]:
        return [json.loads(e.proto.json) for e in self.at.get("deck_gl_json_chart")]

    def marks(self) -> Iterator[str]:
        """The observation ids that marks in charts carry."""
        for chart in self.charts:
            for trace in chart["data"]:
                for data in trace.get("customdata") or ():
                    yield data[0]

    def rows(self, n: int = 0) -> list[list[str]]:
        """The cells of the n-th table's body, as text."""
        body = list(self.root.iter("table"))[n].find("tbody")
        assert body is not None
        return [[said(cell) for cell in row] for row in body]

    def head(self, n: int = 0) -> list[str]:
        return [said(cell) for cell in next(list(self.root.iter("table"))[n].iter("tr"))]

    @property
    def named(self) -> str:
        """What the page says it left out of the address."""
        return " ".join(self.texts("qj-warn"))


def said(element: Element) -> str:
    """The text of an element as one line."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


class _Tree(HTMLParser):
    """Builds a tree; every element but the void ones must be closed, and in order."""

    VOID = frozenset({"br", "img", "hr", "input", "meta", "link"})

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("div")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = SubElement(self.open[-1], tag, {k: v or "" for k, v in attrs})
        if tag not in self.VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


def tree(markup: str) -> Element:
    """A piece of HTML as a tree; it must be well-formed."""
    parser = _Tree()
    parser.feed(markup)
    parser.close()
    assert len(parser.open) == 1, f"<{parser.open[-1].tag}> is never closed"
    return parser.open[0]


def visit(page: str, /, lang: str = "zh", **parameters: str) -> Seen:
    """Open a page at an address; it must come up whole."""
    seen = run_page(page, lang, **parameters)
    assert [str(e.value) for e in seen.at.exception] == []
    assert words(lang).gettext(FAILURE) not in seen.text
    assert len(seen.bodies) > 1, "nothing below the header"
    return seen


def run_page(page: str, /, lang: str = "zh", **parameters: str) -> Seen:
    """Open a page at an address, whatever comes of it."""
    at = AppTest.from_file(str(ROOT / "pages/frame.py"), default_timeout=SLOWEST)
    if page:
        at.switch_page(f"{page}.py")
    at.query_params["lang"] = lang
    for key, value in parameters.items():
        at.query_params[key] = value
    return Seen(at.run(), lang)
