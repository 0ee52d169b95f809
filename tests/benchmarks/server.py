"""A Streamlit server of our own on a free port of this machine, for as long as it is measured."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "app.py"
BARE = Path(__file__).with_name("bare_app.py")
#: The pages there are, each with the query string of a usual question.
PAGES = {
    "/": "",
    "/compare": "metric=recon_received&year=2022",
    "/trends": "metric=recon_received",
    "/map": "metric=resident_population&year=2020",
    "/district": "district=hedong",
    "/evidence": "",
}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def serving(script: Path, wait: bool = True) -> Iterator[str]:
    """The address (host and port) of a server that runs this script; it ends with the block."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    command += [
        "--server.address",
        "127.0.0.1",
        "--server.headless",
        "true",
        "--browser.gatherUsageStats",
        "false",
    ]
    command += ["--server.fileWatcherType", "none"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        if wait:
            _until_healthy(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _until_healthy(url: str, process: subprocess.Popen[bytes], longest: float = 60.0) -> None:
    stop = time.monotonic() + longest
    while time.monotonic() < stop:
        if process.poll() is not None:
            raise RuntimeError(f"The server ended with {process.returncode} before it answered")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError(f"{url} did not answer within {longest} s")
