"""1,500 districts: what our own templates make, our own parser reads; what has no room is said in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charts.sizes import SIZE_NAMES, SizeName
from data.settings import today
from locales import words
from queries.store import Store, open_store
from reports.draw.view_pictures import laid_out
from reports.files import make
from reports.presentation.running_orders import beginnings, of_pages, order_of_address
from reports.report import answer
from reports.templates import TEMPLATES, Choice, Template, draft, title_of
from tests.benchmarks import synthetic
from views.build import build
from views.draft import LONGEST_FILE, MOST_ITEMS, Draft, from_json, from_link, item
from views.selection import MOST_SHOWN
from views.spec import SpecError, view_spec
from views.wording import NAMED

DISTRICTS, METRICS, YEARS = 1500, 12, 2
LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("many")
    return open_store(synthetic.build(folder, DISTRICTS, METRICS, YEARS))


def _round(made: Draft) -> Draft:
    """The draft through its file, and through its link where it has room in one."""
    text = made.as_json()
    assert len(text.encode()) <= LONGEST_FILE and made.fits_file
    assert from_json(text) == from_json(text.encode()) == made
    try:
        link = made.as_link()
    except SpecError as error:
        assert all(error.message.values())
    else:
        assert from_link(link) == made
    return from_json(text)


@pytest.mark.parametrize(
    "template, language", [*((t, "both") for t in TEMPLATES), ("annual", "zh"), ("meeting", "en")]
)
def test_a_template_over_all_districts_is_read_again(many: Store, template: Template, language: str) -> None:
    everyone = tuple(many.catalogue.districts)
    made = _round(draft(many, template, Choice(districts=everyone), language))  # type: ignore[arg-type]
    assert 0 < len(made.items) <= MOST_ITEMS
    if template in ("district", "dimension", "brief"):
        last = made.items[-1]
        assert last.spec.kind == "text" and str(MOST_ITEMS) in last.title
        begun = {i.spec.get("district") for i in made.items} - {""}
        assert f"{DISTRICTS - len(begun):,}" in last.title
        assert len(made.items) == MOST_ITEMS
        assert any(i.spec.kind == ("brief" if template == "brief" else "missing") for i in made.items)
    else:
        assert all(i.spec.kind != "text" for i in made.items)
        assert {len(i.spec.many("districts")) for i in made.items} == {DISTRICTS}


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_choice_of_districts_and_metrics_is_read_again_and_shown(
    many: Store, data: st.DataObject
) -> None:
    catalogue = many.catalogue
    n = data.draw(st.sampled_from([1, 2, 9, DISTRICTS]))
    first = data.draw(st.integers(0, DISTRICTS - n))
    choice = Choice(
        tuple(catalogue.districts)[first : first + n],
        tuple(data.draw(st.lists(st.sampled_from(sorted(catalogue.metrics)), max_size=2, unique=True))),
    )
    made = _round(draft(many, data.draw(st.sampled_from(TEMPLATES)), choice))
    shown = {i.spec.kind: i for i in made.items}
    assert shown
    for entry in shown.values():
        assert answer(many, words(data.draw(st.sampled_from(LANGUAGES))), entry, today()).title


def test_what_the_start_page_of_the_meeting_offers_opens(many: Store) -> None:
    offered = [b for _, group in beginnings(many, words("zh")) for b in group]
    assert len(offered) > DISTRICTS
    for b in (*offered[:4], offered[-1]):
        order = order_of_address(many, b.parameters)
        assert order is not None and not order.messages
        assert _round(order.draft).items


def test_every_district_in_an_address_is_one_order(many: Store) -> None:
    everyone = ",".join(many.catalogue.districts)
    order = order_of_address(many, {"template": "annual", "districts": everyone})
    assert order is not None and not order.messages
    assert len(_round(order.draft).items[0].spec.many("districts")) == DISTRICTS
    made, skipped = of_pages(many, [f"/compare?metric=m001&year=2011&districts={everyone}"] * 30)
    assert skipped == 6 and len(made.items[0].spec.many("districts")) == DISTRICTS


def test_titles_name_some_districts_and_count_the_rest(many: Store) -> None:
    made = draft(many, "district", Choice(districts=tuple(many.catalogue.districts)[: NAMED + 4]))
    assert title_of(many, words("zh"), made).count("、") == NAMED - 1
    assert "4" in title_of(many, words("zh"), made).split("和")[1]
    assert " and 4 more districts" in title_of(many, words("en"), made)


def test_a_workbook_over_all_districts_is_written(many: Store) -> None:
    made = draft(many, "annual", Choice(tuple(many.catalogue.districts), ("m001",)))
    (file,) = make(many, Draft(items=made.items[:1]), ("xlsx",), today())
    assert file.content[:2] == b"PK"


@pytest.mark.parametrize(
    "broken",
    [
        {"shared": []},
        {"shared": {"1": "a"}},
        {"shared": {"@1": ["a"]}},
        {"shared": {"@1": "@1"}},
        {"shared": {f"@{n}": "a" for n in range(200)}},
        {"items": [{"kind": "compare", "parameters": {"metric": "gdp", "districts": "@1"}}]},
    ],
)
def test_what_is_shared_is_read_strictly(broken: dict[str, object]) -> None:
    import json

    with pytest.raises(SpecError):
        from_json(json.dumps({"qujian_draft": 1, "language": "zh", "items": []} | broken))


def test_a_draft_that_no_file_holds_is_known_before_it_is_kept() -> None:
    comment = "字" * 10_000
    assert Draft(items=(item("text", title="a", comment=comment),)).fits_file
    assert not Draft(items=(item("text", title="a", comment=comment),) * MOST_ITEMS).fits_file


def test_a_file_is_no_longer_for_what_items_share(tmp_path: Path) -> None:
    ids = [f"district-with-a-long-name-{n}" for n in range(1500)]
    one = Draft(items=(item("compare", metric="gdp", districts=ids),))
    two = Draft(items=(*one.items, item("trend", metric="gdp", districts=ids)))
    assert len(two.as_json()) < 1.1 * len(one.as_json())


@pytest.mark.parametrize("size", SIZE_NAMES)
@pytest.mark.parametrize(
    ("kind", "parameters"),
    [
        ("compare", {"metric": "m001", "year": "2011"}),
        ("trend", {"metric": "m001"}),
        ("years", {"metric": "m001", "from_": "2010", "year": "2011"}),
        ("scatter", {"metric": "m001", "metric2": "m004", "year": "2011"}),
    ],
)
def test_a_picture_names_as_many_districts_as_can_be_read_and_counts_them(
    many: Store, kind: str, parameters: dict[str, str], size: SizeName
) -> None:
    districts = ",".join(many.catalogue.districts)
    view = build(many, words("zh"), view_spec(kind, districts=districts, **parameters), today())
    figure = laid_out(view, size, data_version="", released_on="")
    names = {words("zh").pick(d, "name") for d in many.catalogue.districts.values()}
    texts = [a.text for a in figure.layout.annotations]
    labels = [*texts, *(figure.layout.yaxis.ticktext or ()), *(t for x in figure.data for t in x.text or ())]
    drawn = sum(label in names for label in labels)
    fewest = {"slide": 6, "half_a4": 6, "square": 12, "a4": 25}[size]
    assert fewest <= drawn <= MOST_SHOWN
    assert f"图中只列前{drawn}个区" in "".join(texts), "how many are drawn"
    assert re.search(r"另有[\d,]+个区，见数据表文件", "".join(texts)), "how many are not"


@pytest.mark.parametrize("kind", ["heat", "metrics", "practices"])
def test_a_table_with_a_column_a_district_stays_one(many: Store, kind: str) -> None:
    view = build(many, words("zh"), view_spec(kind, districts=",".join(many.catalogue.districts)), today())
    assert view.table is not None
    assert MOST_SHOWN < len(view.table.columns) < MOST_SHOWN + 5
    assert any(f"前{MOST_SHOWN}个" in note.text and "1,500" in note.text for note in view.notes)
