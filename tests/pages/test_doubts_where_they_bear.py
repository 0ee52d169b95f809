"""Every doubt of the files is read where its figures are shown: in the answers, on the pages, with each figure."""

from __future__ import annotations

import pytest

from data.build import build
from data.settings import today
from locales import words
from queries.comparison import compare
from queries.current import current_store
from queries.evidence import evidence
from queries.records import Doubt
from queries.store import Store
from queries.trend import trend
from tests.pages.reader import Row, table, visit
from tests.queries import oracle
from views.build import build as view
from views.spec import view_spec
from views.wording import gravity


@pytest.fixture
def store() -> Store:
    build()
    return current_store()


DOUBTS = table("doubts")
DISTRICTS = [d["district_id"] for d in table("districts")]


def _touched(doubt: Row) -> list[Row]:
    """The figures that a doubt touches."""
    return [o for o in table("observations") if doubt in oracle.doubts_of(o)]


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda d: d["doubt_id"])
def test_answers_and_evidence_carry_it_for_every_figure(store: Store, doubt: Row) -> None:
    touched = _touched(doubt)
    assert touched, "a doubt that touches no figure warns nobody"
    for metric_id, year in {(o["metric_id"], oracle.year_of(o)) for o in touched}:
        c = compare(store, metric_id, year, DISTRICTS)
        assert doubt["doubt_id"] in {d.doubt_id for d in c.doubts}
    for metric_id in {o["metric_id"] for o in touched}:
        assert doubt["doubt_id"] in {d.doubt_id for d in trend(store, metric_id, DISTRICTS).doubts}
    for o in touched[::3]:
        found = evidence(store, o["observation_id"])
        assert found is not None
        assert doubt["doubt_id"] in {d.doubt_id for d in found.doubts}


def _bears_on_series(doubt: Row, o: Row) -> bool:
    """What forbids only comparing districts does not bear on a metric that one district alone has."""
    having = {x["district_id"] for x in oracle.observations(o["metric_id"])}
    return doubt["bars"] != "districts" or len(having) > 1


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda d: d["doubt_id"])
def test_views_say_it_in_both_languages(store: Store, doubt: Row) -> None:
    """A ranking is of one year: what forbids only comparing years is said of series and of the figure itself."""
    o = _touched(doubt)[0]
    metric = o["metric_id"]
    for lang in ("zh", "en"):
        for spec, bears in (
            (view_spec("compare", metric=metric, year=oracle.year_of(o)), doubt["bars"] != "years"),
            (view_spec("trend", metric=metric), _bears_on_series(doubt, o)),
        ):
            noted = {note.text for note in view(store, words(lang), spec, today()).notes}
            assert (doubt[f"text_{lang}"] in noted) == bears


@pytest.mark.parametrize("doubt", DOUBTS[::12], ids=lambda d: d["doubt_id"])
def test_pages_say_what_views_say(doubt: Row) -> None:
    o = _touched(doubt)[0]
    parameters = {"metric": o["metric_id"], "year": str(oracle.year_of(o))}
    for lang in ("zh", "en"):
        wanted = " ".join(doubt[f"text_{lang}"].split())
        assert (wanted in visit("compare", lang, **parameters).main) == (doubt["bars"] != "years")
        assert (wanted in visit("trends", lang, metric=o["metric_id"]).main) == _bears_on_series(doubt, o)
        assert wanted in visit("evidence", lang, observation=o["observation_id"]).main


def test_what_forbids_only_years_does_not_say_that_districts_cannot_be_compared() -> None:
    def said(bars: str, severity: str = "do_not_compare") -> tuple[str, str]:
        d = Doubt("made", [], [], None, None, severity, bars, "存疑", "Doubtful")
        return gravity(words("zh"), d), gravity(words("en"), d)

    assert said("years") == ("跨年不可比", "Do not compare years")
    assert said("districts") == ("跨区不可比", "Do not compare districts")
    assert said("both")[1] == "Do not compare"
    assert said("none", "note")[1] == "Note"
