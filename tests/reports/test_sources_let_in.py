"""Reports and meetings leave secondary sources out unless somebody lets them in, and say how many figures that is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.settings import today
from locales import words
from queries.quality import RELIABILITY
from queries.store import Store
from reports.__main__ import main
from reports.presentation.running_orders import answer, order_of_address
from reports.report import left_out, resolve
from reports.templates import TEMPLATES, Choice, Template, draft
from tests.queries import oracle
from views.draft import Draft, from_json, from_link, item, with_reliability
from views.spec import KINDS

DOCUMENTS = oracle.by_id("documents", "document_id")
SECONDARY = [
    o for o in oracle.table("observations") if DOCUMENTS[o["document_id"]]["reliability"] == "secondary"
]


def _asks(made: Draft) -> set[str]:
    """What the items that choose among sources ask for."""
    return {i.spec.get("reliability") for i in made.items if "reliability" in KINDS[i.spec.kind].parameters}


@pytest.mark.parametrize("template", TEMPLATES)
def test_templates_leave_secondary_sources_out_of_every_block(store: Store, template: Template) -> None:
    made = draft(store, template, Choice())
    assert _asks(made) == {"official,press"}
    for i in made.items:
        view = resolve(store, words("zh"), i, today())
        shown = {e.document.reliability for e in view.evidence}
        assert "secondary" not in shown, i


def test_everything_is_let_in_where_that_is_asked_for(store: Store) -> None:
    made = draft(store, "annual", Choice(reliability=RELIABILITY))
    assert _asks(made) == {""}
    shown = {
        e.document.reliability for i in made.items for e in resolve(store, words("zh"), i, today()).evidence
    }
    assert "secondary" in shown


def test_what_is_left_out_is_counted_and_said(store: Store) -> None:
    assert SECONDARY
    for o in SECONDARY[::5]:
        metric, year = o["metric_id"], oracle.year_of(o)
        n = sum((x["metric_id"], oracle.year_of(x)) == (metric, year) for x in SECONDARY)
        entry = item("compare", metric=metric, year=year, reliability="official,press")
        notes = {
            code: [n.text for n in resolve(store, words(code), entry, today()).notes] for code in ("zh", "en")
        }
        assert f"未列入转载来源的数据{n}项。" in notes["zh"]
        assert any(text.startswith(f"{n} figure") and "secondary" in text for text in notes["en"])
        whole = resolve(store, words("zh"), item("compare", metric=metric, year=year), today())
        assert not any("未列入" in note.text for note in whole.notes)


def test_a_draft_says_how_many_figures_of_its_districts_it_leaves_out(store: Store) -> None:
    text = left_out(store, words("zh"), draft(store, "annual", Choice(("hexi", "binhai"))))
    n = sum(o["district_id"] in {"hexi", "binhai"} for o in SECONDARY)
    assert f"{n}项" in text
    assert left_out(store, words("zh"), Draft(items=(item("compare", metric="gdp"),))) == ""


def test_drafts_of_before_mean_what_they_meant(store: Store) -> None:
    items = [
        {"kind": "figures", "parameters": {"district": "weicheng"}},
        {"kind": "compare", "parameters": {"metric": "gdp", "year": "2022"}},
    ]
    old = json.dumps({"qujian_draft": 1, "title": "", "language": "zh", "items": items})
    made = from_json(old)
    assert from_link(made.as_link()) == made
    for i in made.items:
        wanted = {
            o["observation_id"]
            for o in SECONDARY
            if i.spec.kind == "compare" and (o["metric_id"], oracle.year_of(o)) == ("gdp", 2022)
        }
        assert wanted <= {
            e.observation.observation_id for e in resolve(store, words("zh"), i, today()).evidence
        }


def test_the_choice_reaches_every_item_that_has_one() -> None:
    made = Draft(
        items=(item("compare", metric="gdp", title="own"), item("practices"), item("text", comment="x"))
    )
    changed = with_reliability(made, ("official",))
    assert [i.spec.get("reliability") for i in changed.items] == ["official", "", ""]
    assert changed.items[0].title == "own"
    assert with_reliability(changed, ()) == made


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [({}, "official,press"), ({"reliability": "all"}, ""), ({"reliability": "official"}, "official")],
)
def test_a_meeting_by_its_address(store: Store, parameters: dict[str, str], expected: str) -> None:
    order = order_of_address(store, {"template": "meeting", **parameters})
    assert order is not None
    assert _asks(order.draft) == {expected}
    answered = answer(store, "metric:gdp", parameters.get("reliability", ""))
    assert answered is not None
    assert _asks(answered) == {expected}


def test_an_unknown_kind_of_source_is_named(store: Store) -> None:
    order = order_of_address(store, {"template": "meeting", "reliability": "rumour"})
    assert order is not None
    assert "reliability=rumour" in order.messages[0]["zh"]
    assert _asks(order.draft) == {"official,press"}


def test_the_command_names_what_it_does_not_know(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--template", "meeting", "--format", "html", "--out", str(tmp_path), "--reliability", "rumour"]
    assert main(given) == 2
    assert "official,press" in capsys.readouterr().err
