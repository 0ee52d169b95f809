"""What a web page says of itself in its head: its title and its day of publication."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from intake.reading.html_pieces import lines_of
from intake.reading.stated import day_of

_TITLES = ("articletitle", "og:title", "title")
_DAYS = (
    "pubdate",
    "publishdate",
    "publish_date",
    "publicationdate",
    "article:published_time",
    "firstpublishedtime",
)
#: Between the title of an article and the name of the site.
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-—–]+\s+|(?<=[\u4e00-\u9fff])[-—–]+(?=[\u4e00-\u9fff])")


class Statements(NamedTuple):
    """Title and day of publication (YYYY-MM-DD); '' where a page does not say."""

    title: str = ""
    published_on: str = ""


def statements(page: etree._Element) -> Statements:
    """Return what the head of a page says, and its first heading where the head is silent."""
    metas = {
        (meta.get("name") or meta.get("property") or "").lower(): " ".join(
            (meta.get("content") or "").split()
        )
        for meta in page.iter("meta")
    }
    title = next((metas[name] for name in _TITLES[:2] if metas.get(name)), "")
    days = (day_of(metas[name]) for name in _DAYS if name in metas)
    return Statements(title or _heading(page) or _window_title(page), next((day for day in days if day), ""))


def _heading(page: etree._Element) -> str:
    found = [said for heading in page.iter("h1") if (said := " ".join(lines_of(heading)))]
    return found[0] if len(found) == 1 else ""


def _window_title(page: etree._Element) -> str:
    for title in page.iter("title"):
        return _SITE.split(" ".join((title.text or "").split()))[0].strip()
    return ""
