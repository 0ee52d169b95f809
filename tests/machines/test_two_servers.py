"""Two servers, nginx and PostgreSQL on this machine: publish, kill, take the workspace away, bring all of it back."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from data.workspace.publishing import Publication
from tests.benchmarks.streamlit_client import Session
from tests.machines.cluster import MISSING, PASSWORD, Cluster, Replica, running, write_configuration
from tests.waiting import SLOWEST, awaited, eventually

pytestmark = pytest.mark.skipif(shutil.which("nginx") is None, reason=MISSING)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running() as found:
        yield found


@pytest.fixture
def client(cluster: Cluster) -> Iterator[httpx.Client]:
    """A browser of somebody who comes through nginx."""
    with httpx.Client(base_url=cluster.url, timeout=60, trust_env=False) as found:
        yield found


def _sign_in(client: httpx.Client, name: str) -> None:
    answer = client.post("/sign-in", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    assert "qujian-session" in client.cookies


def _mine(cluster: Cluster, client: httpx.Client) -> int:
    """Which of the servers answers this browser."""
    identity = client.get("/api/v1/districts").headers["X-Request-ID"]

    def found() -> list[bool]:
        return [identity in replica.log.read_text("utf-8") for replica in cluster.replicas]

    eventually(
        lambda: any(found()), "the id that nginx gave stands in a log"
    )  # written once the answer is sent
    assert found().count(True) == 1
    return found().index(True)


async def _rerun(address: str, cookie: str) -> int:
    async with Session(address, "/compare", "metric=resident_population&year=2020", cookie) as session:
        await session.rerun()
        assert session.exceptions == 0
        return session.received


def _reads(cluster: Cluster, client: httpx.Client) -> None:
    """A page comes, with its content through the websocket."""
    assert client.get("/compare?lang=zh").status_code == 200
    cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    assert awaited(_rerun(cluster.url.removeprefix("http://"), cookie)) > 10_000


def _takes(replica: Replica, publication: Publication) -> None:
    eventually(lambda: replica.serves == publication.content_hash, "the version is served", patience=SLOWEST)


def _answers(replica: Replica, status: int) -> None:
    eventually(lambda: replica.readiness()[0] == status, f"it answers {status}")


@pytest.mark.parametrize("base", ["", "/qujian"])
def test_the_delivered_configuration_is_one(tmp_path: Path, base: str) -> None:
    path = write_configuration(tmp_path, 8080, [8501, 8502], base)
    found = subprocess.run(
        ["nginx", "-t", "-p", str(tmp_path), "-c", str(path)], check=False, capture_output=True, text=True
    )
    assert found.returncode == 0, found.stderr
    assert "warn" not in found.stderr


def test_both_serve_what_is_published_and_a_browser_stays_with_one(
    cluster: Cluster, client: httpx.Client
) -> None:
    for _ in range(2):
        publication = cluster.publish()
        for replica in cluster.replicas:
            _takes(replica, publication)
            status, found = replica.readiness()
            assert (status, found["published"]["version"]) == (200, publication.version), found
    mine = _mine(cluster, client)
    assert [_mine(cluster, client) for _ in range(5)] == [mine] * 5
    assert client.get("/api/v1/districts").headers["Qujian-Data-Version"] == publication.version
    for address in ("/metrics", "/readyz", "/healthz"):
        assert client.get(address).status_code == 404, "not from outside"
    # A token of one server is good on the other.
    _sign_in(client, "reviewer")
    session = client.cookies["qujian-session"]
    for replica in cluster.replicas:
        answer = httpx.get(f"{replica.url}/account", cookies={"qujian-session": session}, trust_env=False)
        assert (answer.status_code, "reviewer" in answer.text) == (200, True)


def test_who_loses_their_server_goes_on_with_another(cluster: Cluster, client: httpx.Client) -> None:
    _sign_in(client, "editor")
    _reads(cluster, client)
    lost = cluster.replicas[_mine(cluster, client)]
    lost.kill()
    _reads(cluster, client)
    answer = client.get("/account?lang=en")
    assert (answer.status_code, "editor" in answer.text) == (200, True), "still signed in"
    publication = cluster.publish()
    lost.start()
    _takes(lost, publication)
    _answers(lost, 200)


def test_reading_goes_on_without_the_workspace_and_nothing_typed_is_lost(
    cluster: Cluster, client: httpx.Client
) -> None:
    _sign_in(client, "editor")
    form = client.get("/edit?table=observations&lang=en")
    assert form.status_code == 200
    typed = "what was typed before the workspace went"
    cluster.stop_postgres()
    try:
        for replica in cluster.replicas:
            _answers(replica, 503)
            found = replica.readiness()[1]
            assert (found["reading"], [r["code"] for r in found["reasons"]]) == (True, ["workspace"])
            assert "postgres" not in json.dumps(found).lower()
        _reads(cluster, client)
        answer = client.post("/edit?add=synonyms&lang=en", data={"action": "check", "reason": typed})
        assert answer.status_code == 503
        assert "workspace cannot be reached" in answer.text
        assert typed in answer.text, "to be sent again"
    finally:
        cluster.start_postgres()
    publication = cluster.publish()
    for replica in cluster.replicas:
        _takes(replica, publication)
        _answers(replica, 200)
    assert "editor" in client.get("/account?lang=en").text, "nobody was signed out"


def test_answers_of_two_servers_never_mix_versions(cluster: Cluster, client: httpx.Client) -> None:
    """While versions follow each other: each answer is of one version, and its figures are those of it."""
    seen: dict[str, set[str]] = {}

    async def probes(stop: asyncio.Event) -> None:
        async with httpx.AsyncClient(timeout=60, trust_env=False) as asking:
            while not stop.is_set():
                for replica in cluster.replicas:
                    answer = await asking.get(f"{replica.url}/api/v1/observations?format=json&limit=1")
                    body = answer.json()
                    version = answer.headers["Qujian-Data-Version"]
                    assert body["meta"]["data_version"] == version
                    seen.setdefault(version, set()).add(answer.headers["ETag"])

    async def both() -> list[str]:
        stop = asyncio.Event()
        probe = asyncio.create_task(probes(stop))
        made = [(await asyncio.to_thread(cluster.publish)) for _ in range(2)]
        for replica in cluster.replicas:
            await asyncio.to_thread(_takes, replica, made[-1])
        stop.set()
        await probe
        return [p.version for p in made]

    versions = awaited(both())
    assert versions[-1] in seen or versions[-2] in seen
    assert {version: len(tags) for version, tags in seen.items()} == dict.fromkeys(seen, 1)
