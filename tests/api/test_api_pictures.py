"""Pictures from the API: kinds, names, refusals, and no stall for anybody else."""

from __future__ import annotations

import io
from collections.abc import Callable
from urllib.parse import unquote

import httpx
import pytest
from PIL import Image

from pages.api import ENDPOINTS
from pages.api.names import FileName
from reports.jobs import worker_pool
from reports.jobs.job_queue import QueueFull
from tests.queries import oracle

Get = Callable[..., httpx.Response]
CENSUS = "/compare?metric=resident_population&year=2020"
#: How many metrics and years compare.
READY = sum(bool(oracle.judge(m, oracle.observations(m, y)).ordered) for m, y in oracle.all_sets())
SCATTER = "/compare?metric=resident_population&metric2=hukou_population&year=2022&chart=scatter"


@pytest.mark.parametrize(
    ("url", "kind", "begins"),
    [
        (f"{CENSUS}&format=png&scale=2", "image/png", b"\x89PNG"),
        (f"{CENSUS}&format=svg&lang=en", "image/svg+xml", b"<?xml"),
        (f"{CENSUS}&format=pdf&size=a4&details=yes", "application/pdf", b"%PDF"),
        (f"{CENSUS}&format=png&chart=map", "image/png", b"\x89PNG"),
        (
            "/compare?metric=resident_population&year=2023&from=2020&format=svg&chart=years",
            "image/svg+xml",
            b"<?xml",
        ),
        ("/trend?metric=recon_received&format=png&size=square", "image/png", b"\x89PNG"),
        ("/trend?metric=recon_received&format=svg&chart=own", "image/svg+xml", b"<?xml"),
        ("/trend?metric=recon_received&format=svg&view=index&lang=en", "image/svg+xml", b"<?xml"),
        ("/trend?metric=recon_received&format=svg&view=growth", "image/svg+xml", b"<?xml"),
        (f"{SCATTER}&format=svg", "image/svg+xml", b"<?xml"),
        ("/comparisons?dimension=context&format=svg&lang=en", "image/svg+xml", b"<?xml"),
        ("/comparisons?chart=heat&format=pdf", "application/pdf", b"%PDF"),
        ("/ready?format=svg&size=square", "image/svg+xml", b"<?xml"),
        ("/practices?dimension=disputes&format=png", "image/png", b"\x89PNG"),
        ("/coverage?by=metric&dimension=disputes&format=svg", "image/svg+xml", b"<?xml"),
        ("/gaps?district=hexi&format=svg&size=a4&details=yes", "image/svg+xml", b"<?xml"),
        ("/tasks?districts=hedong&format=svg&size=a4", "image/svg+xml", b"<?xml"),
        ("/targets?format=svg", "image/svg+xml", b"<?xml"),
    ],
)
def test_every_chart_is_a_picture(get: Get, url: str, kind: str, begins: bytes) -> None:
    answer = get(url)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(kind)
    assert answer.content.startswith(begins)


def test_the_name_says_metric_districts_period_format_and_language(get: Get) -> None:
    header = get(f"{CENSUS}&districts=binhai,tongzhou&format=svg&lang=zh").headers["content-disposition"]
    plain = "qujian-resident-population-binhai-tongzhou-2020-slide-zh.svg"
    assert header.startswith(f'attachment; filename="{plain}"')
    assert unquote(header.split("''")[1]) == "常住人口_滨海新区、通州区_2020_幻灯片_zh.svg"


FOUR = "districts=hexi,binhai,hedong,tongzhou"
TREND = "/trend?metric=recon_received&from=2022"


def test_different_pictures_have_different_names(get: Get) -> None:
    urls = [
        *(f"{CENSUS}&size={size}" for size in ("slide", "half_a4", "a4", "square")),
        f"{CENSUS}&details=yes",
        f"{CENSUS}&lang=en",
        f"{CENSUS}&chart=map",
        f"{CENSUS}&reliability=official,press",
        f"{CENSUS}&estimates=no",
        f"{CENSUS}&group=all&districts=hexi,binhai",
        f"{CENSUS}&districts=hexi,binhai",
        f"{CENSUS}&{FOUR}",
        f"{CENSUS}&{FOUR.replace('tongzhou', 'weicheng')}",
        "/compare?metric=resident_population&from=2010&year=2020&chart=years",
        "/trend?metric=resident_population&from=2010&to=2020",
        *(f"{TREND}&chart={chart}" for chart in ("one", "shared", "own")),
        *(f"{TREND}&view={view}" for view in ("index", "change", "growth")),
        f"{TREND}&view=index&base=2023",
        "/comparisons?chart=heat",
        "/comparisons?chart=metrics",
        "/comparisons?chart=heat&dimension=context",
        "/practices?",
        "/practices?dimension=disputes",
        "/gaps?district=hexi",
        "/gaps?district=hexi&sort=others",
        "/coverage?by=metric&metric=public_lawyers",
        "/coverage?by=metric&metric=recon_received",
    ]
    headers = [get(f"{url}&format=svg").headers["content-disposition"] for url in urls]
    for form in ('filename="', "filename*="):
        names = [h.split(form)[1].split(";")[0].rstrip('"') for h in headers]
        assert sorted({*names}) == sorted(names)
        assert max(len(unquote(n).encode()) for n in names) < 230


def test_a_name_too_long_keeps_what_differs() -> None:
    found = FileName("q" * 190 + "-zh", "区" * 90 + "_zh").marked([("a4", "A4"), ("notes", "附说明")], "zh")
    assert found.plain.endswith("q-a4-notes-zh") and found.full.endswith("区_A4_附说明_zh")
    assert max(len(n.encode()) for n in found) <= 200


def test_tables_are_named_alike(get: Get) -> None:
    header = get("/trend?metric=recon_received&districts=tongzhou&format=csv").headers["content-disposition"]
    assert 'filename="qujian-recon-received-tongzhou-2019-2024.csv"' in header


def test_language_is_that_of_the_picture(get: Get) -> None:
    zh, en = (get(f"{CENSUS}&format=svg&lang={code}").text for code in ("zh", "en"))
    assert "常住人口" in zh
    assert "Resident population" in en
    assert "常住人口" not in en


def test_map_says_that_it_is_schematic(get: Get) -> None:
    assert "示意图" in get(f"{CENSUS}&format=svg&chart=map&lang=zh").text


@pytest.mark.parametrize(
    ("url", "columns", "rows", "name"),
    [
        (
            "/compare?metric=recon_received&from=2020&year=2023&chart=years",
            {"year_before", "value_before", "value_after", "change_low"},
            1,
            "qujian-recon-received-all-2020-2023.csv",
        ),
        (SCATTER, {"value_x", "value_y"}, 3, "qujian-hukou-population-resident-population-all-2022.csv"),
        ("/trend?metric=recon_received&view=growth", {"growth_low", "first_year"}, None, None),
        ("/comparisons?chart=heat", {"metric_id", "rank_first"}, None, "qujian-comparisons-all.csv"),
        ("/ready", {"metric_id", "year", "districts"}, READY, "qujian-ready-all.csv"),
        ("/doubts?districts=weicheng", {"doubt_id", "text_zh"}, None, None),
    ],
)
def test_tables_behind_the_pictures(
    get: Get, url: str, columns: set[str], rows: int | None, name: str | None
) -> None:
    answer = get(url + ("&" if "?" in url else "?") + "format=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert columns <= set(lines[0].split(","))
    assert len(lines) > 1
    assert rows is None or len(lines) == rows + 1
    assert name is None or f'filename="{name}"' in answer.headers["content-disposition"]


def test_pictures_are_refused_as_their_rows_are(get: Get) -> None:
    for url in (
        "/gaps?",
        "/gaps?district=nowhere",
        "/tasks?state=lost",
        "/comparisons?dimension=x",
        "/coverage?by=x",
        "/ready?reliability=gossip",
        f"{SCATTER}&reliability=gossip",
    ):
        plain, drawn = (get(f"{url}&format={f}") for f in ("json", "png"))
        assert plain.status_code in (404, 422)
        assert (drawn.status_code, drawn.json()["error"]) == (plain.status_code, plain.json()["error"])


def test_double_size_has_twice_the_pixels(get: Get) -> None:
    sizes = [
        Image.open(io.BytesIO(get(f"{CENSUS}&format=png&size=slide&scale={n}").content)).size for n in (1, 2)
    ]
    assert sizes == [(1280, 720), (2560, 1440)]


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ("&format=png&size=poster", 422, "malformed_value"),
        ("&format=png&scale=9", 422, "malformed_value"),
        ("&format=png&lang=fr", 422, "malformed_value"),
        ("&format=png&chart=pie", 422, "malformed_value"),
        ("&format=png&chart=years", 422, "missing_parameter"),
        ("&format=gif", 422, "malformed_value"),
    ],
)
def test_what_is_malformed_is_refused_by_name(get: Get, more: str, status: int, code: str) -> None:
    answer = get(CENSUS + more)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_nothing_to_draw_is_said(get: Get) -> None:
    answer = get("/compare?metric=resident_population&year=1950&format=png")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "nothing_to_draw")


def test_without_a_browser_the_answer_says_what_to_install(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    worker_pool.pictures.close()
    monkeypatch.setenv("PATH", "/nonexistent")
    answer = get(f"{CENSUS}&format=png")
    worker_pool.pictures.close()  # the next one knows the way to the browser again
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    error = answer.json()["error"]
    assert error["code"] == "pictures_no_browser"
    assert "apt-get install chromium" in error["message"]
    assert "apt-get install chromium" in error["message_zh"]
    assert get(f"{CENSUS}&format=xlsx").status_code == 200


@pytest.mark.parametrize(
    ("raised", "status", "code"),
    [
        (QueueFull(), 503, "pictures_busy"),
        (worker_pool.WorkerLost("killed"), 500, "pictures_failed"),
    ],
)
def test_a_worker_pool_that_cannot_is_said(
    get: Get, monkeypatch: pytest.MonkeyPatch, raised: Exception, status: int, code: str
) -> None:
    def run(*_: object) -> None:
        raise raised

    monkeypatch.setattr(worker_pool.pictures, "run", run)
    answer = get(f"{CENSUS}&format=png")
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_every_address_goes_by_the_name_of_what_answers_it() -> None:
    """The process that draws finds an address by that name."""
    assert {name: e._question.__name__ for name, e in ENDPOINTS.items() if e._question} == {
        name: name for name in ENDPOINTS
    }
