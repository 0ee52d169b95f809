"""Every link, download and picture of every page leads where it says: nothing is left out there, nothing forgotten."""

from __future__ import annotations

import re

import pytest

from pages.shared.address import PAGES
from tests.pages.crawling import fault, get, inner, kind, starts
from tests.pages.reader import Link, visit

PICTURES = {"png", "svg", "pdf"}


def _links(*, every: bool) -> dict[object, Link]:
    """The links of all starts, each once; one of each kind unless `every`."""
    found: dict[object, Link] = {}
    for page, parameters in starts():
        for link in inner(visit(page, **parameters)):
            found.setdefault(link.href if every else kind(link), link)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_no_link_carries_on_what_its_target_does_not_have(page: str) -> None:
    """The parameters of the API and of chat programs stay behind; the draft stays on the page Report."""
    found = [parameters for start, parameters in starts() if start == page]
    assert found
    for parameters in found:
        seen = visit(page, **parameters)
        links = inner(seen)
        assert len(links) > 10
        for link in links:
            assert "isappinstalled" not in link.parameters, link.href
            if link.path.startswith("/api/"):
                assert link.parameters.get("limit") in (None, "10000"), link.href
            else:
                assert not {"limit", "format"} & link.parameters.keys(), link.href
            if page != "report":
                assert "draft" not in link.parameters, link.href


def test_a_link_of_each_kind_leads_where_it_says() -> None:
    links = {k: x for k, x in _links(every=False).items() if x.parameters.get("format") not in PICTURES}
    assert len(links) > 60
    pages = [x for x in links.values() if x.path.strip("/") in PAGES]
    others = [x for x in links.values() if x not in pages]
    assert len(others) > 20
    faults = {x.href: found for x in (*others, *pages[::4]) if (found := fault(x))}
    assert faults == {}


@pytest.mark.sweep
@pytest.mark.timeout(3600)
def test_every_link_leads_where_it_says() -> None:
    links = _links(every=True)
    assert len(links) > 1000
    drawn = {kind(x): x for x in links.values() if x.parameters.get("format") in PICTURES}
    others = [x for x in links.values() if x.parameters.get("format") not in PICTURES]
    assert drawn
    faults = {x.href: found for x in (*others, *drawn.values()) if (found := fault(x))}
    print(f"{len(others) + len(drawn)} links followed")
    assert faults == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_start_of_the_meeting_leads_where_it_says(lang: str) -> None:
    found = re.findall(r'<a href="(/[^"]*)"', get(f"/meeting?lang={lang}").text)
    links = [Link(href.replace("&amp;", "&"), "", "") for href in found]
    assert len(links) > 10
    assert {x.href: why for x in links if (x.path != "/wall" and (why := fault(x)))} == {}
