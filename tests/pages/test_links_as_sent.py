"""Links as they arrive: with what chat programs append, out of HTML, with text glued to their end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pages.reader import Seen, table, visit
from views.draft import Draft, item

APPENDED: dict[str, Any] = {"isappinstalled": "0", "utm_source": "x"}


def _years(seen: Seen) -> tuple[int, int]:
    (slider,) = (s for s in seen.at.slider if isinstance(s.value, tuple))
    return slider.value


@pytest.mark.parametrize("word", ["singlemessage", "groupmessage", "timeline"])
@pytest.mark.parametrize("page", ["trends", "report", "evidence"])
def test_years_survive_a_chat(page: str, word: str) -> None:
    years = {"from": ["2018", word], "to": "2022"}
    seen = visit(page, **years, **APPENDED)  # type: ignore[arg-type]
    assert _years(seen) == _years(visit(page, **{"from": "2018", "to": "2022"})) == (2018, 2022)
    assert seen.named == ""


def test_two_years_survive_a_chat() -> None:
    years: dict[str, Any] = {"chart": "years", "metric": "gdp", "year": "2021"}
    seen = visit("compare", **years | {"from": ["2018", "singlemessage"]}, **APPENDED)
    assert next(s for s in seen.at.selectbox if s.key == "control-from").value == "2018"
    assert seen.named == ""


@pytest.mark.parametrize("page", ["", "compare", "trends", "map", "district", "plan", "practices", "search"])
def test_a_chat_alone_is_no_reason_to_complain(page: str) -> None:
    assert visit(page, **{"from": "singlemessage"}, **APPENDED).named == ""


def test_a_name_out_of_html_is_healed() -> None:
    seen = visit("compare", **{"amp;metric": "gdp", "amp;year": "2023"})
    assert seen.main == visit("compare", metric="gdp", year="2023").main
    assert all("amp;" not in link.href.replace("&amp;", "&") for link in seen.links)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_glued_to_a_link_is_told_and_the_year_kept(lang: str) -> None:
    seen = visit("compare", lang, metric="gdp", year="2022，请查收")
    assert "year=2022，请查收" in seen.named
    assert next(s for s in seen.at.selectbox if s.key == "control-year").value == "2022"


def test_text_glued_to_a_draft_leaves_it_readable() -> None:
    draft = Draft(items=(item("compare", metric="gdp", year="2023"),)).as_link()
    seen = visit("report", draft=f"{draft}，请查收")
    assert "请查收" in seen.named
    assert "损坏" not in seen.named
    assert visit("report", draft=draft).named == ""


@pytest.mark.parametrize("page", ["", "compare", "trends", "map", "district", "plan", "practices", "evidence",
                                  "report", "search"])  # fmt: skip
def test_names_nobody_knows_are_told(page: str) -> None:
    for lang in ("zh", "en"):
        assert "jahr" in visit(page, lang, jahr="2023").named


def test_the_first_valid_value_counts_and_others_are_named() -> None:
    seen = visit("compare", metric="gdp", year=["nope", "2023", "2022"])  # type: ignore[arg-type]
    assert next(s for s in seen.at.selectbox if s.key == "control-year").value == "2023"
    assert "year=nope" in seen.named
    assert "year=2022" in seen.named


@pytest.mark.parametrize("name", ["limit", "format", "offset", "endpoint", "formats"])
def test_a_parameter_of_the_api_breaks_no_page(name: str) -> None:
    for page in ("evidence", "compare", "trends", "district", "practices", "plan"):
        seen = visit(page, **{name: "csv"})
        assert [x.href for x in seen.links if x.path.startswith("/api/") and x.parameters.get(name) not in
                (None, "csv", "xlsx", "png", "svg", "pdf", "10000")] == []  # fmt: skip


@pytest.mark.parametrize("page", ["compare", "map"])
def test_the_first_of_several_metrics_is_carried_on_to_a_page_of_one(page: str) -> None:
    links = visit("trends", metric="gdp,resident_population").links
    assert {x.parameters["metric"] for x in links if x.path == f"/{page}"} == {"gdp"}


def test_downloads_of_evidence_are_written_from_its_filters() -> None:
    chosen = {
        "districts": "hexi,nope",
        "metric": "gdp",
        "from": "2018",
        "limit": "5",
        "draft": "x",
        "q": "亿",
    }
    seen = visit("evidence", **chosen)
    (csv,) = [x for x in seen.links if x.path == "/api/v1/observations" and x.parameters["format"] == "csv"]
    assert csv.parameters == {
        "format": "csv",
        "q": "亿",
        "districts": "hexi",
        "metric": "gdp",
        "from": "2018",
        "limit": "10000",
    }


@pytest.mark.parametrize("page", ["compare", "trends", "map"])
def test_downloads_carry_choices_and_nothing_unknown(page: str) -> None:
    seen = visit(page, metric="gdp", view="nope", reliability="nope", estimates="nope", districts="hexi,nope")
    links = [x for x in seen.links if x.path.startswith("/api/")]
    assert links
    assert [x.href for x in links if "nope" in x.href] == []


REFUSED = {
    "metric": "gdp",
    "view": "per_10k",
    "estimates": "no",
    "districts": "hexi,tongzhou",
    "year": "2023",
}


@pytest.mark.parametrize(
    ("page", "parameters"),
    [
        ("compare", REFUSED),
        ("map", REFUSED | {"view": "per_km2", "reliability": "official,press"}),
        ("trends", {"metric": "gdp_growth", "view": "index"}),
    ],
)
def test_what_is_taken_away_is_what_is_shown_where_a_view_is_refused(
    page: str, parameters: dict[str, str]
) -> None:
    seen = visit(page, **parameters)
    assert seen.named, "the refusal is said"
    links = [x for x in seen.links if x.path in ("/api/v1/compare", "/api/v1/trend")]
    assert links
    assert {x.parameters.get("view", "published") for x in links} == {"published"}


@pytest.mark.parametrize("page", ["compare", "map"])
def test_where_nothing_is_drawn_no_picture_is_offered(page: str) -> None:
    with_figures = {o["metric_id"] for o in table("observations")}
    metric = next(m["metric_id"] for m in table("metrics") if m["metric_id"] not in with_figures)
    links = [x for x in visit(page, metric=metric).links if x.path.startswith("/api/")]
    assert {x.parameters["format"] for x in links} == {"csv", "xlsx"}


@pytest.mark.parametrize(
    "lang, said", [("zh", "链接中共5项，显示前4项"), ("en", "Shown are the first 4 of 5")]
)
def test_metrics_beyond_the_most_are_named(lang: str, said: str) -> None:
    metrics = "recon_received,recon_concluded,gdp,gdp_growth,resident_population"
    whole = "".join(visit("trends", lang, metric=metrics).bodies)
    assert (
        said in whole
        and ("Resident population" if lang == "en" else "常住人口") in whole.split(said)[1][:120]
    )
    assert said not in "".join(visit("trends", lang, metric="gdp,gdp_growth").bodies)
