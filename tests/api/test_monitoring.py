"""Health, metrics and the log: what machines read of a server, and that it tells nothing of anybody."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator

import pytest

from data import logs
from data.access import SettingError, has_metrics
from data.build import build
from pages.monitoring import following
from queries.current import current_store
from tests.workspace.asking import Client

SAMPLE = re.compile(r'[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? [0-9.e+-]+|[a-z_]+.* (\+Inf|NaN)')


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """`lines()`: what the log, set up without a terminal, has written to standard error since it was last asked."""
    root = logging.getLogger()
    before = list(root.handlers)
    levels = {name: logging.getLogger(name).level for name in logs.OURS}
    others = {name: list(logging.getLogger(name).handlers) for name in logs._OTHERS}
    logs.set_up()
    yield lambda: capsys.readouterr().err
    root.handlers[:] = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
    for name, handlers in others.items():
        logging.getLogger(name).handlers[:] = handlers


def test_the_process_lives_whatever_else_is_the_matter() -> None:
    answer = Client()("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_server_without_a_workspace_is_ready_once_its_data_are_open() -> None:
    build()
    store = current_store()
    following.look()
    answer = Client()("/readyz")
    assert answer.status_code == 200
    found = answer.json()
    assert found["data"] == {"version": store.version, "content_hash": store.content_hash}
    assert (found["ready"], found["reading"], found["published"], found["reasons"]) == (True, True, None, [])


def _answered(text: str) -> float:
    """How many requests of readers went well, as Prometheus reads it."""
    found = re.search(r'^qujian_requests_total\{method="GET",status="2xx"\} (\S+)$', text, re.MULTILINE)
    return float(found[1]) if found else 0


def test_metrics_are_read_only_where_the_office_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Client()("/metrics").status_code == 404
    monkeypatch.setenv("QUJIAN_METRICS", "on")
    build()
    before = _answered(Client()("/metrics").text)
    Client()("/api/v1/districts")
    answer = Client()("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    found = [line for line in answer.text.splitlines() if not line.startswith("#")]
    assert found
    assert [line for line in found if not SAMPLE.fullmatch(line)] == []
    assert _answered(answer.text) == before + 2
    for name in ("requests_total", "queue_length", "memory_bytes", "request_seconds_bucket", "builds_total"):
        assert f"qujian_{name}" in answer.text
    monkeypatch.setenv("QUJIAN_METRICS", "yes")
    with pytest.raises(SettingError, match="off or on"):
        has_metrics()


def test_a_request_is_one_line_of_json_with_the_id_of_its_answer(lines: Callable[[], str]) -> None:
    build()
    answer = Client()("/api/v1/observations?q=secret-words", more=[("X-Forwarded-For", "10.11.12.13")])
    written = lines()
    [line] = [x for x in map(json.loads, written.splitlines()) if x["event"] == "request"]
    assert line["request_id"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["path"], line["status"]) == (
        "GET", "/api/v1/observations", answer.status_code,
    )  # fmt: skip
    assert line["ms"] > 0
    assert "secret-words" not in written
    assert "10.11.12.13" not in written


def test_an_id_counts_only_from_a_proxy_of_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [("X-Request-ID", "given-by-the-proxy")]
    assert Client()("/healthz", more=given).headers["X-Request-ID"] != "given-by-the-proxy"
    monkeypatch.setenv("QUJIAN_PROXIES", "127.0.0.1")
    assert Client()("/healthz", more=given).headers["X-Request-ID"] == "given-by-the-proxy"
    assert Client()("/healthz", more=[("X-Request-ID", "a b\tc d e f g")]).headers["X-Request-ID"] != "a b"


def test_errors_are_one_line_with_their_cause(lines: Callable[[], str]) -> None:
    try:
        raise ValueError("first\nsecond")
    except ValueError:
        logging.getLogger("pages.of_a_test").exception("It broke")
    [line] = map(json.loads, lines().splitlines())
    assert (line["event"], line["level"], line["message"]) == ("error", "error", "It broke")
    assert "ValueError: first" in line["error"]


def test_people_at_a_terminal_get_text_without_every_request(
    lines: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUJIAN_LOG", "text")
    logs.set_up()
    Client()("/nonsense.file")
    logging.getLogger("data").warning("The disk is full")
    assert re.fullmatch(r"\d\d:\d\d:\d\d The disk is full\n", lines())
    monkeypatch.setenv("QUJIAN_LOG", "xml")
    with pytest.raises(ValueError, match="json or text"):
        logs.form()
