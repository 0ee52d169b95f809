"""The reader's own district comes first and is marked; what an address says of districts counts before it."""

from __future__ import annotations

import json

import pytest

from pages.shared.address import PAGES
from queries.current import current_store
from reports.presentation.running_orders import of_pages
from tests.pages.kept import forget
from tests.pages.reader import Seen, by_id, said, table, visit

DISTRICTS = by_id("districts", "district_id")
IDS = list(DISTRICTS)
OWN = "tongzhou"
OWN_FIRST = [OWN, *(i for i in IDS if i != OWN)]


def _chosen(seen: Seen, parameter: str) -> object:
    """What a control of a page is set to."""
    controls = [*seen.at.selectbox, *seen.at.multiselect]
    return next(control.value for control in controls if control.key == f"control-{parameter}")


def _names(ids: list[str]) -> list[str]:
    return [DISTRICTS[i]["name_zh"] for i in ids]


def test_cards_and_matrices_begin_with_it() -> None:
    seen = visit("", own=OWN)
    cards = [card.find("h3/a") for card in seen.find("qj-district")]
    assert [said(a) for a in cards if a is not None] == _names(OWN_FIRST)
    assert seen.head()[1:] == _names(OWN_FIRST)
    (card,) = seen.find("qj-own-card")
    assert [said(e) for e in card.iter("span") if "qj-mine" in e.get("class", "")] == ["本区"]
    assert len(seen.find("qj-mine")) == 1
    assert visit("").find("qj-mine") == []


def test_each_card_offers_it_and_the_own_one_takes_it_back() -> None:
    offered = [e.get("data-own") for e in visit("", own=OWN).root.iter("button") if e.get("data-do") == "own"]
    assert offered == ["", *OWN_FIRST[1:]]


@pytest.mark.parametrize("page", PAGES)
def test_the_header_of_every_page_knows_it(page: str) -> None:
    for own in ("", OWN):
        (select,) = (e for e in visit(page, **({"own": own} if own else {})).root.iter("select"))
        options = {e.get("value"): said(e) for e in select}
        assert list(options) == ["", *IDS]
        assert [e.get("value") for e in select if "selected" in e.attrib] == ([own] if own else [])


@pytest.mark.parametrize("page", ["compare", "trends", "map"])
def test_controls_begin_with_it_unless_the_address_says_districts(page: str) -> None:
    assert _chosen(visit(page, own=OWN), "districts") == OWN_FIRST
    seen = visit(page, own=OWN, districts="hexi,tongzhou")
    assert _chosen(seen, "districts") == ["hexi", "tongzhou"], "in the order of the link"
    assert seen.named == ""


def test_the_district_page_and_the_gap_list_open_with_it_unless_the_address_says_which() -> None:
    assert visit("district", own=OWN).texts("qj-finding")[0].startswith("通州区：")
    assert visit("district", own=OWN, district="hexi").texts("qj-finding")[0].startswith("河西区：")
    assert visit("district").texts("qj-finding")[0].startswith(_names(IDS[:1])[0])
    gaps = visit("practices", tab="gaps", own=OWN).main
    assert gaps == visit("practices", tab="gaps", district=OWN).main
    assert visit("practices", tab="gaps", own=OWN, district="hexi").main != gaps


def test_the_map_shows_where_it_lies_and_selects_it() -> None:
    seen = visit("map", own="weicheng")
    (current,) = (e for e in seen.root.iter("li") if e.get("aria-current") == "true")
    assert "渭城区" in said(current)
    assert seen.find("qj-mine")
    rims = {
        f["properties"]["district_id"]: f["properties"]["rim_width"]
        for layer in seen.maps[0]["layers"]
        if layer["id"] == "districts"
        for f in layer["data"]["features"]
    }
    assert [i for i, width in rims.items() if width > min(rims.values())] == ["weicheng"]
    chosen = visit("map", own="weicheng", district="hexi")
    (current,) = (e for e in chosen.root.iter("li") if e.get("aria-current") == "true")
    assert "河西区" in said(current)
    assert len(set(rims.values())) == 2


@pytest.mark.parametrize(
    ("page", "parameters"),
    [
        ("compare", {"metric": "resident_population", "year": "2020"}),
        ("compare", {"metric": "gdp", "chart": "years"}),
        ("trends", {"metric": "gdp"}),
    ],
)
def test_charts_mark_it_by_weight_and_leave_its_colour(page: str, parameters: dict[str, str]) -> None:
    marked = json.dumps(visit(page, own="binhai", **parameters).charts, ensure_ascii=False)
    plain = json.dumps(visit(page, **parameters).charts, ensure_ascii=False)
    assert "<b>滨海新区</b>" in marked
    assert "<b>滨海新区</b>" not in plain
    assert "<b>河西区</b>" not in marked
    assert marked.count("#C8501E") == plain.count("#C8501E") > 0


@pytest.mark.parametrize("page", PAGES)
def test_one_that_nobody_knows_is_named_and_the_rest_works(page: str) -> None:
    seen = visit(page, own="nope")
    assert "own=nope" in seen.named
    assert seen.main.replace(seen.named, "").strip() == visit(page).main.strip()
    assert visit(page, own=OWN).named == ""


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_it_reaches_another_reader(page: str) -> None:
    before = visit(page).bodies
    forget()
    visit(page, own=OWN)
    assert visit(page).bodies == before


def test_links_are_written_without_it_and_the_other_language_keeps_it() -> None:
    links = visit("district", own=OWN).links
    switches = [x for x in links if x.text in ("中文", "EN")]
    assert {x.parameters["own"] for x in switches} == {OWN}
    assert [x.href for x in links if x not in switches and "own" in x.parameters] == []


def test_beyond_eight_districts_it_is_among_those_shown(facts) -> None:  # type: ignore[no-untyped-def]
    def more(name: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
        if name != "districts":
            return rows
        extra = [
            rows[0]
            | {"district_id": f"d{n}", "adcode": f"99010{n}", "name_zh": f"甲{n}区", "name_en": f"D{n}"}
            for n in range(6)
        ]
        return [*rows, *extra]

    facts(more)
    cards = visit("", own="d5").texts("qj-district")
    assert len(cards) == 8
    assert cards[0].startswith("甲5区")
    assert "显示甲5区和其余10个区中的前7个区。" in visit("", own="d5").main
    assert len(table("districts")) == 5


@pytest.mark.parametrize("own", [OWN, "nope"])
def test_a_meeting_of_the_pages_open_shows_what_they_show(own: str) -> None:
    expected = own if own in DISTRICTS else IDS[0]
    for address in (f"/district?lang=zh&own={own}", f"/practices?lang=zh&tab=gaps&own={own}"):
        made, skipped = of_pages(current_store(), [address])
        assert skipped == 0
        assert {i.spec.get("district") for i in made.items} == {expected}
    made, _ = of_pages(current_store(), [f"/district?lang=zh&own={own}&district=hexi"])
    assert {i.spec.get("district") for i in made.items} == {"hexi"}
