"""Which hosts and origins are answered, what every response says to browsers, and what is not there at all."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.types import Message
from streamlit import runtime

from data.build import build
from pages.api import routes as api
from pages.meeting import routes as presenting
from pages.shared import security, uploads
from pages.shared.document import Document
from pages.shared.packed import FILES, Packed
from pages.shared.security import Security, is_allowed, is_same_origin
from pages.shared.uploads import Uploads
from tests.waiting import awaited

Ask = Callable[..., httpx.Response]


async def _streamlit(request: Request) -> Response:
    """Streamlit as it answers whatever it does not know: 200."""
    return PlainTextResponse(f"streamlit {request.url.path}")


APP = Starlette(
    routes=[*api, *presenting, Mount("/", Route("/{path:path}", _streamlit, methods=["GET", "PUT", "POST"]))],
    middleware=[Middleware(Security), Middleware(Uploads), Middleware(Packed), Middleware(Document)],
)


@pytest.fixture
def ask() -> Ask:
    build()

    def asks(
        address: str, method: str = "GET", host: str = "localhost:8501", **headers: str
    ) -> httpx.Response:
        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(APP)
            async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
                return await client.request(method, address, headers={"Host": host, **headers})

        answer: httpx.Response = awaited(once())
        return answer

    return asks


@pytest.mark.parametrize("host", [
    "localhost", "LOCALHOST:8501", "localhost.:8501", "127.0.0.1:40001", "[::1]:8501", "10.3.4.5", "172.17.0.2:80",
    "qujian.localhost:8501",
])  # fmt: skip
def test_local_names_and_addresses_are_answered(host: str) -> None:
    assert is_allowed(host)


@pytest.mark.parametrize("host", [
    "", "evil.example", "evil.example:8501", "localhost.evil.example", "127.0.0.1.evil.example", "a@localhost",
    "localhost:8501:1", "localhost/x", "[::1", "[evil]", "127.0.0.1\\evil", "evil.example:80@127.0.0.1", "*",
])  # fmt: skip
def test_foreign_and_malformed_names_are_not(host: str) -> None:
    assert not is_allowed(host)


def test_own_name_and_the_names_of_the_setting_are_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(security.socket, "gethostname", lambda: "office-7.example.gov.cn")
    assert is_allowed("office-7:8501")
    assert is_allowed("office-7.example.gov.cn")
    assert not is_allowed("qujian.example.gov.cn")
    monkeypatch.setenv("QUJIAN_HOSTS", " Qujian.example.gov.cn , https://other.example:8443/ ,,")
    assert is_allowed("qujian.example.gov.cn:443")
    assert is_allowed("other.example")
    assert is_allowed("localhost"), "the machine itself is always answered"
    assert not is_allowed("sub.qujian.example.gov.cn")


@pytest.mark.parametrize(
    ("address", "is_json"), [("/", False), ("/meeting", False), ("/api/v1/districts", True)]
)
def test_a_foreign_host_is_refused_with_the_way_out(ask: Ask, address: str, is_json: bool) -> None:
    answer = ask(address, host="evil.example")
    assert answer.status_code == 400
    error = answer.json()["error"] if is_json else {"message": answer.text, "message_zh": answer.text}
    assert "QUJIAN_HOSTS" in error["message"]
    assert "管理员" in error["message_zh"]
    assert "evil.example" in error["message"]


@pytest.mark.parametrize(("origin", "host", "same"), [
    ("http://localhost:8501", "localhost:8501", True),
    ("https://qujian.example.gov.cn", "qujian.example.gov.cn", True),
    ("https://qujian.example.gov.cn", "qujian.example.gov.cn:443", True),
    ("http://[::1]:8501", "[::1]:8501", True),
    ("http://localhost:8502", "localhost:8501", False),
    ("http://localhost", "127.0.0.1", False),
    ("https://evil.example", "localhost:8501", False),
    ("null", "localhost:8501", False),
    ("http://localhost:port", "localhost", False),
    ("file://", "localhost", False),
])  # fmt: skip
def test_same_origin(origin: str, host: str, same: bool) -> None:
    assert is_same_origin(origin, host) == same


def test_pages_of_other_sites_can_send_nothing(ask: Ask) -> None:
    assert ask("/stage/draft", "POST", Origin="https://evil.example").status_code == 403
    assert ask("/stage/draft", "POST", Origin="http://localhost:8501").status_code == 422
    assert ask("/stage/draft", "POST").status_code == 422, "programs send no origin"
    assert ask("/api/v1/districts", Origin="https://evil.example").status_code == 200, (
        "browsers let none read it"
    )


def _websocket(host: str, origin: str | None, extensions: dict[str, Any]) -> tuple[bool, list[Message]]:
    """Whether the application behind was asked to open the websocket, and what was answered."""
    opened, sent = [], []

    async def behind(*_given: Any) -> None:
        opened.append(True)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", host.encode())] + ([(b"origin", origin.encode())] if origin else [])
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers, "extensions": extensions}
    awaited(Security(behind)(scope, receive, send))
    return bool(opened), sent


def test_the_websocket_opens_for_pages_of_its_own_alone() -> None:
    for host, origin in (("localhost:8501", "http://localhost:8501"), ("127.0.0.1:8501", None)):
        assert _websocket(host, origin, {}) == (True, [])
    foreign = (
        ("evil.example:8501", "http://evil.example:8501"),  # a name that was bound to our address
        ("localhost:8501", "http://evil.example"),
        ("localhost:8501", "null"),
        ("evil.example", None),
    )
    for host, origin in foreign:
        assert _websocket(host, origin, {}) == (False, [{"type": "websocket.close", "code": 1008}])
        opened, sent = _websocket(host, origin, {"websocket.http.response": {}})
        assert not opened
        assert sent[0]["status"] in (400, 403), "in words where the server can"


@pytest.mark.parametrize("address", [
    "/", "/compare?lang=zh", "/nonsense", "/app.py", "/meeting", "/wall", "/stage/alive", "/stage/plotly.js",
    "/api/v1/districts", "/api/v1/nothing", "/_stcore/health", "/favicon.png", sorted(FILES)[0],
])  # fmt: skip
def test_every_response_carries_the_headers(ask: Ask, address: str) -> None:
    for host in ("localhost", "evil.example"):
        headers = ask(address, host=host).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"], "whoever keeps it knows for how long"
        assert headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
        assert "unsafe-eval'" not in headers["Content-Security-Policy"].replace("wasm-unsafe-eval'", "")


def test_pages_run_their_own_scripts_alone(ask: Ask) -> None:
    policy = ask("/compare?lang=zh").headers["Content-Security-Policy"]
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "'unsafe-inline'" not in scripts
    assert "'sha256-" in scripts


@pytest.mark.parametrize("address", [
    "/app.py", "/.git/config", "/data/metrics.csv", "/robots.txt", "/index.html", "/static/js/none.js", "/static/",
    "/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check", "/_stcore/upload_file/x",
    "/compare/_stcore/health", "/api/", "/api/v2/districts", "/app/static/x", "/stage/nothing", "/stage/x.py",
])  # fmt: skip
def test_what_is_not_there_is_not_found(ask: Ask, address: str) -> None:
    answer = ask(address)
    assert answer.status_code == 404
    assert "streamlit" not in answer.text
    assert "该地址没有内容" in answer.text


@pytest.mark.parametrize(
    "address", ["/favicon.png", "/_stcore/health", "/_stcore/host-config", "/media/x.json"]
)
def test_what_pages_need_of_streamlit_is_passed_on(ask: Ask, address: str) -> None:
    assert ask(address).text == f"streamlit {address}"


def test_a_session_holds_few_uploaded_files(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    manager = SimpleNamespace(file_storage=defaultdict(dict))
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=manager))
    manager.file_storage["full"] = dict.fromkeys(range(uploads.MOST_FILES))
    manager.file_storage["other"] = dict.fromkeys(range(uploads.MOST_FILES - 1))
    assert ask("/_stcore/upload_file/full/one-more", "PUT").status_code == 413
    assert ask("/_stcore/upload_file/other/one-more", "PUT").status_code == 200
    assert ask("/_stcore/upload_file/new/first", "PUT").status_code == 200


def test_files_on_their_way_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = SimpleNamespace(file_storage={})
    monkeypatch.setattr(runtime, "get_instance", lambda: SimpleNamespace(uploaded_file_mgr=manager))

    async def test() -> None:
        arrived = asyncio.Event()

        async def behind(scope: Any, receive: Any, send: Any) -> None:
            await arrived.wait()
            await Response(status_code=204)(scope, receive, send)

        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(Uploads(behind)), base_url="http://localhost"
        )
        put = [
            asyncio.create_task(client.put(f"/_stcore/upload_file/s/{n}"))
            for n in range(uploads.MOST_FILES + 2)
        ]
        done, _ = await asyncio.wait(put, return_when=asyncio.FIRST_COMPLETED)
        while len(done) < 2:
            more, _ = await asyncio.wait(set(put) - done, return_when=asyncio.FIRST_COMPLETED)
            done |= more
        arrived.set()
        statuses = sorted([(await p).status_code for p in put])
        assert statuses == [204] * uploads.MOST_FILES + [413] * 2

    awaited(test())


def test_streamlit_is_set_to_small_uploads_and_no_foreign_frames() -> None:
    import tomllib
    from pathlib import Path

    from streamlit import config

    text = (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text("utf-8")
    options = tomllib.loads(text)
    assert options["server"]["maxUploadSize"] <= 2
    assert options["server"]["maxWidgetStateSize"] <= 8
    assert options["client"]["allowedOrigins"] == []
    known = config.get_config_options()
    missing = [f"{s}.{o}" for s, given in options.items() for o, v in given.items() if not isinstance(v, dict)
               and f"{s}.{o}" not in known]  # fmt: skip
    assert missing == [], "an option that Streamlit does not know has no effect"
