"""Whatever an address says, the page comes up, names what it does not know, and lets nothing of it become HTML."""

from __future__ import annotations

import itertools

import pytest

from pages.shared.address import PAGES
from tests.pages.reader import Seen, run_page, said, table, visit

MARK = "qjmark"
VALUES = {
    "sql": f"'; DROP TABLE observations; -- {MARK}",
    "sql in an id": "hexi' OR '1'='1",
    "a far year": "99999",
    "below nought": "-1",
    "a float": "1e309",
    "not a number": "NaN",
    "script": f"<script>{MARK}()</script>",
    "attribute": f'"><img src=x onerror={MARK}()>',
    "javascript": f"javascript:{MARK}()",
    "ten thousand": MARK + "x" * 10_000,
    "many": ",".join(f"{MARK}{i}" for i in range(2_000)),
    "nul": f"{MARK}\x00\x01\x1f",
    "unicode": f"{MARK}\u202e\u2028\ufeff💥㊙﷽",
    "other digits": "２０２３",
    "superscript": "²",
    "fields": "{values}{0}%s%(x)s${1}",
    "commas": ",,,",
    "space": "  ",
    "path": "../../../etc/passwd",
    "empty": "",
}
KEYS = (
    "metric", "districts", "district", "year", "from", "to", "view", "tab", "q", "page", "observation", "dimension",
    "document", "reliability", "qualifier", "scope", "status", "text", "missing", "selection", "group",
    "draft", "item", "template", "language", "formats", "saved",
)  # fmt: skip


def _harmless(seen: Seen, value: str) -> None:
    """Nothing that acts, but the search field of the header."""
    assert {e.tag for e in seen.root.iter()} & {"script", "iframe", "object", "embed", "style"} == set()
    assert {(e.get("class"), e.get("action")) for e in seen.root.iter("form")} <= {("qj-search", "/search")}
    for element in seen.root.iter():
        assert not [a for a in element.attrib if a.startswith("on")]
        for name in ("href", "src"):
            target = element.get(name, "")
            assert target.startswith(("/", "http://", "https://", "data:image/svg+xml,")) or not target
    if "<" in value:
        assert value not in "".join(seen.bodies)


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("page", PAGES)
def test_everything_hostile_at_once(page: str, name: str) -> None:
    seen = visit(page, "en" if len(name) % 2 else "zh", **dict.fromkeys(KEYS, VALUES[name]))
    _harmless(seen, VALUES[name])
    assert len(seen.text) < 100_000


UNDERSTOOD = {
    "": ("missing",),
    "compare": ("metric", "districts", "year"),
    "trends": ("metric", "districts", "from", "to"),
    "map": ("metric", "districts", "year", "view", "district"),
    "district": ("district",),
    "brief": ("district", "reliability"),
    "plan": ("district", "tab", "q", "dimension", "unit", "task"),
    "practices": ("districts", "dimension", "tab", "practice", "q"),
    "search": ("q", "kind", "page"),
    "evidence": (
        "observation", "tab", "q", "page", "districts", "metric", "dimension", "document", "reliability",
        "qualifier", "scope", "status", "from", "to",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("page", "key"), [(page, key) for page, keys in UNDERSTOOD.items() for key in keys])
def test_one_at_a_time(page: str, key: str) -> None:
    for name in ("sql", "attribute", "nul"):
        _harmless(visit(page, "zh", **{key: VALUES[name]}), VALUES[name])


@pytest.mark.parametrize("language", VALUES.values(), ids=VALUES)
def test_a_hostile_language(language: str) -> None:
    seen = run_page("compare", language)
    assert not seen.at.exception
    _harmless(seen, language)


@pytest.mark.parametrize(
    ("page", "parameters", "stays"),
    [
        ("compare", {"metric": "nope"}, "plotly"),
        ("compare", {"metric": "gdp", "year": "1801"}, "plotly"),
        ("compare", {"metric": "gdp", "districts": "hexi,nope,tongzhou"}, "plotly"),
        ("compare", {"metric": "gdp", "districts": "nope"}, "plotly"),
        ("trends", {"metric": "gdp,nope"}, "plotly"),
        ("trends", {"metric": "nope"}, "plotly"),
        ("trends", {"metric": "gdp", "districts": "nope,hexi"}, "plotly"),
        ("trends", {"metric": "gdp", "from": "nope"}, "plotly"),
        ("map", {"metric": "nope"}, "deck"),
        ("map", {"view": "nope"}, "deck"),
        ("map", {"metric": "gdp", "districts": "hexi,nope"}, "deck"),
        ("district", {"district": "nope"}, ""),
        ("evidence", {"observation": "nope"}, ""),
        ("evidence", {"tab": "nope"}, ""),
        ("evidence", {"metric": "gdp,nope"}, ""),
        ("evidence", {"document": "nope"}, ""),
        ("evidence", {"reliability": "nope"}, ""),
        ("evidence", {"from": "nope", "to": "2020"}, ""),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_unknown_is_named_and_the_rest_works(
    page: str, parameters: dict[str, str], stays: str, lang: str
) -> None:
    seen = visit(page, lang, **parameters)
    unknown = next(v for value in parameters.values() for v in value.split(",") if v in {"nope", "1801"})
    assert unknown in seen.named
    assert seen.figure_links
    if stays:
        assert len(seen.charts if stays == "plotly" else seen.maps) == 1
    assert "nope" not in visit(page, lang).named, "and not any more on the next visit"


def test_the_known_part_of_a_list_is_kept() -> None:
    seen = visit("compare", metric="gdp", districts="tongzhou,nope,hexi", year="2023")
    (chart,) = seen.charts
    assert set(chart["layout"]["yaxis"]["ticktext"]) == {"通州区", "河西区"}


def test_years_the_wrong_way_round_are_named() -> None:
    seen = visit("trends", metric="gdp", **{"from": "2020", "to": "2015"})
    assert "2020" in seen.named
    assert seen.charts


def test_a_page_number_beyond_the_end_is_the_last_page() -> None:
    sheets = -(-len(table("observations")) // 50)
    last = visit("evidence", page=str(sheets))
    for number in (str(sheets + 1), "999999"):
        assert [x.href for x in visit("evidence", page=number).figure_links][-1].split("observation=")[1] == (
            last.figure_links[-1].parameters["observation"]
        )
    assert visit("evidence", page="0").rows() == visit("evidence").rows()


def test_search_takes_its_words_as_they_are() -> None:
    assert visit("evidence", q="%").texts("qj-count")[0] != visit("evidence").texts("qj-count")[0]
    for pattern in ("_", "\\", "'", '"', "*", "(", "["):
        seen = visit("evidence", q=pattern + "zzzz")
        assert len(seen.figure_links) == 0


def test_the_same_parameters_twice_change_nothing() -> None:
    """A visit leaves nothing behind for the next one."""
    first = visit("compare", metric="gdp", year="2023").main
    for value in itertools.islice(VALUES.values(), 4):
        visit("compare", metric=value)
    assert visit("compare", metric="gdp", year="2023").main == first
    assert said(visit("compare", metric="gdp", year="2023").root)


@pytest.mark.parametrize("page", PAGES)
def test_names_of_our_own_arguments_in_an_address_break_nothing(page: str) -> None:
    visit(page, "en", formats="x", endpoint="x", words="x", page="2", d="x", key="x", form="x")


def test_links_carry_a_value_on_as_it_is() -> None:
    value = "行政 & metric=gdp #a?b"
    seen = visit("evidence", q=value)
    carried = [x.parameters["q"] for x in seen.links if x.text in {"中文", "EN"}]
    assert carried == [value, value]
