"""Every page, answer, picture and presentation opens on an earlier version of the data, and says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from pages.api import routes as api
from pages.meeting import routes as presenting
from pages.shared.address import PAGES
from queries.current import current_store
from queries.frame_columns import LAYOUTS
from queries.versions import store_of
from tests.pages.correcting import DISTRICT, METRIC, RIGHT, WRONG, YEAR
from tests.pages.reader import Seen, visit
from tests.pages.test_report_page import again, press
from tests.pages.two_versions import EARLIER, LATER, build_two
from tests.reports.test_hostile_names import cells_of
from tests.waiting import awaited
from views.draft import Draft, item

COMPARISON = {"metric": METRIC, "year": YEAR}


@pytest.fixture(scope="module", autouse=True)
def _two_versions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("versions")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("QUJIAN_DATA", str(folder / "facts"))
        patched.setenv("QUJIAN_STORE", str(folder / "store"))
        build_two(folder / "facts")
        yield


def _get(address: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=[*api, *presenting]))
        async with httpx.AsyncClient(transport=transport, base_url="http://district", timeout=120) as client:
            return await client.get(address)

    return awaited(ask())


def _answer(address: str) -> dict[str, Any]:
    found: dict[str, Any] = _get(f"/api/v1/{address}").json()
    return found


def _texts(workbook: bytes) -> list[str]:
    return [str(cell.value) for cell in cells_of(workbook)]


def _line(seen: Seen) -> str:
    return " ".join(seen.texts("qj-version-line"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_earlier_version_says_so_and_its_links_stay_there(page: str) -> None:
    for lang in ("zh", "en"):
        seen = visit(page, lang, data=EARLIER, text="large")
        assert EARLIER in _line(seen) and LATER in _line(seen)
        to_newest = [x for x in seen.links if LATER in x.text and x.path == f"/{page}"]
        assert to_newest and "data" not in to_newest[0].parameters
        if page == "versions":  # is about all of them
            continue
        others = [x for x in seen.links if x.href.startswith("/") and not x.path.startswith("/share/")]
        about_both = [x for x in others if x in to_newest or ("to" in x.parameters and x.path == "/versions")]
        assert {x.parameters.get("data") for x in others if x not in about_both} == {EARLIER}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_the_newest_version_says_nothing_of_it(page: str) -> None:
    seen = visit(page)
    assert not _line(seen)
    if page != "versions":
        assert not [x for x in seen.links if x.href.startswith("/") and "data" in x.parameters]


def test_pages_show_the_figures_of_their_version() -> None:
    earlier, later = visit("compare", data=EARLIER, **COMPARISON), visit("compare", **COMPARISON)
    assert WRONG in earlier.main and RIGHT not in earlier.main
    assert RIGHT in later.main and WRONG not in later.main
    assert visit("compare", data=LATER, **COMPARISON).main == later.main, "the newest one by its name too"


def test_what_is_no_version_is_named_and_the_newest_is_shown() -> None:
    for text in ("1999.01", "x" * 50, "../../etc", "<b>", "2026.12,2099.01"):
        seen = visit("compare", data=text, **COMPARISON)
        assert RIGHT in seen.main and "未按链接所指版本显示" in seen.named
        assert not [x for x in seen.links if x.href.startswith("/") and "data" in x.parameters]


def test_answers_of_the_api() -> None:
    address = f"observations?metric={METRIC}&district={DISTRICT}&year={YEAR}"
    values = {v: _answer(f"{address}&data={v}")["data"][0]["as_written"] for v in ("", EARLIER, LATER)}
    assert WRONG in values[EARLIER] and RIGHT in values[LATER] == values[""]
    answer = _get(f"/api/v1/{address}&data={EARLIER}")
    assert answer.headers["qujian-data-version"] == answer.json()["meta"]["data_version"] == EARLIER
    for strange in ("1999.01", "a b", "%2e%2e"):
        refused = _get(f"/api/v1/{address}&data={strange}")
        assert (refused.status_code, refused.json()["error"]["parameter"]) == (404, "data")


def test_tables_name_their_version() -> None:
    texts = _texts(_get(f"/api/v1/compare?metric={METRIC}&year={YEAR}&format=xlsx&data={EARLIER}").content)
    assert any(EARLIER in text for text in texts) and not any(LATER in text for text in texts)


def test_pictures() -> None:
    address = f"/api/v1/compare?metric={METRIC}&year={YEAR}&format=svg&lang=en"
    earlier, later = _get(f"{address}&data={EARLIER}").text, _get(address).text
    assert WRONG in earlier and EARLIER in earlier
    assert RIGHT in later and LATER in later


def test_presentations() -> None:
    draft = Draft(items=(item("compare", **COMPARISON),), language="zh").as_link()
    earlier, later = (_get(f"/stage/deck?draft={draft}{data}").text for data in (f"&data={EARLIER}", ""))
    assert WRONG in earlier and RIGHT not in earlier
    assert RIGHT in later and WRONG not in later
    assert _get(f"/stage/alive?data={EARLIER}").json()["stamp"] == json.loads(earlier)["stamp"]
    assert WRONG in _get(f"/stage/wall?data={EARLIER}").text
    start = _get(f"/meeting?lang=zh&data={EARLIER}").text
    assert f'href="/meeting?data={EARLIER}&amp;lang=zh&amp;template=annual"' in start
    assert _get("/stage/deck?template=annual&data=1999.01").status_code == 404


def test_files_of_a_report() -> None:
    draft = Draft(items=(item("compare", **COMPARISON),), language="zh").as_link()
    at = visit("report", draft=draft, formats="xlsx", data=EARLIER).at
    press(at, "control-make")
    (made,) = [m for _, files in [at.session_state["made-files"]] for m in files]
    texts = _texts(made.content)
    assert any(WRONG in text for text in texts) and any(EARLIER in text for text in texts)
    assert EARLIER in " ".join(again(at).texts("qj-version-line"))


def test_what_changed_between_two_versions() -> None:
    found = _answer("changes")
    assert (found["meta"]["from"], found["meta"]["to"]) == (EARLIER, LATER)
    assert {(r["kind"], r["table"], r["metric_id"], r["district_id"]) for r in found["data"]} == {
        ("changed", "observations", METRIC, DISTRICT)
    }
    assert list(found["data"][0]) == [c.name for c in LAYOUTS["changes"]]
    written = {r["column"]: (r["before"], r["after"]) for r in found["data"]}["as_written"]
    assert WRONG in written[0] and RIGHT in written[1]
    assert _answer(f"changes?from={LATER}&to={EARLIER}")["data"][0]["after"] == found["data"][0]["before"]
    assert _answer("changes?limit=0")["data"] == []
    seen = visit("versions", "en")
    assert "1 figure was corrected" in seen.main and WRONG in seen.main and RIGHT in seen.main
    assert found["meta"]["sentence_en"].rstrip(".") in seen.main


def test_the_versions_are_listed_the_newest_first() -> None:
    found = _answer("versions")["data"]
    assert [v["version"] for v in found][:2] == [LATER, EARLIER]
    assert [v["version"] for v in found if v["is_current"]] == [LATER]
    rows = visit("versions").rows(-1)
    assert [row[0].split()[0] for row in rows] == [v["version"] for v in found]
    assert "未保存" in rows[-1][-1], "of the very first only the name is left"


def test_a_version_whose_database_is_gone_is_not_there() -> None:
    path = store_of(EARLIER).path
    content = path.read_bytes()
    path.unlink()
    try:
        seen = visit("compare", data=EARLIER, **COMPARISON)
        assert RIGHT in seen.main and EARLIER in seen.named
        assert current_store().version == LATER
    finally:
        path.write_bytes(content)
