"""A headless Chromium of our own, driven through a pipe: no port, no file on a server, no request to anywhere."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import signal
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

#: Where there is no whole browser, the one without windows draws as well.
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "chromium-headless-shell",
)
FLAGS = (
    "--headless=new",
    "--no-sandbox",  # needs rights that containers lack; the one page it shows is ours and may load nothing
    "--remote-debugging-pipe",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-renderer-backgrounding",  # or its one page yields to everything else on the machine
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--font-render-hinting=none",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--js-flags=--max-old-space-size=512",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
)
_CHUNK = 1 << 16


class BrowserUnavailable(Exception):
    """The browser did not start, has ended, or did not answer in time."""


def browser_path() -> str | None:
    """Where Chromium is on this machine; None where there is none."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Chromium:
    """One running browser with one blank page. Not for several threads at once."""

    def __init__(self, path: str, deadline: float) -> None:
        self._folder = tempfile.mkdtemp(prefix="qujian-chromium-")
        self._waiting = b""
        self._number = 0
        self._session: str | None = None
        self.pid, self._in, self._out = _start(path, self._folder)
        try:
            pages = self.call("Target.getTargets", deadline)["targetInfos"]
            page = next((p["targetId"] for p in pages if p["type"] == "page"), None)
            page = page or self.call("Target.createTarget", deadline, url="about:blank")["targetId"]
            self._session = self.call("Target.attachToTarget", deadline, targetId=page, flatten=True)[
                "sessionId"
            ]
        except BaseException:
            self.close()
            raise

    def show(self, html: str, deadline: float) -> None:
        """Make the page this document."""
        frame = self.call("Page.getFrameTree", deadline)["frameTree"]["frame"]["id"]
        self.call("Page.setDocumentContent", deadline, frameId=frame, html=html)

    def run(self, script: str, deadline: float) -> Any:
        """The value of a script, awaited if it is a promise. A fault in the script is a RuntimeError."""
        answer = self.call(
            "Runtime.evaluate", deadline, expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(str(details.get("exception", details))[:500])
        return answer["result"].get("value")

    def call(self, method: str, deadline: float, **params: Any) -> dict[str, Any]:
        """One command of the DevTools protocol, answered before `deadline` (of `time.monotonic`)."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._write(json.dumps(message).encode() + b"\0", deadline)
        while True:
            answer = json.loads(self._read(deadline))
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(str(answer["error"]))
                result: dict[str, Any] = answer["result"]
                return result

    def close(self) -> None:
        """End the browser and everything it started, at once."""
        for end in (self._in, self._out):
            with suppress(OSError):
                os.close(end)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _write(self, message: bytes, deadline: float) -> None:
        view = memoryview(message)
        while view:
            _wait(self._in, select.POLLOUT, deadline)
            try:
                view = view[os.write(self._in, view[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise BrowserUnavailable("the browser has ended") from error

    def _read(self, deadline: float) -> bytes:
        parts = [self._waiting]
        while b"\0" not in parts[-1]:
            _wait(self._out, select.POLLIN, deadline)
            part = os.read(self._out, 1 << 20)
            if not part:
                raise BrowserUnavailable("the browser has ended")
            parts.append(part)
        message, _, self._waiting = b"".join(parts).partition(b"\0")
        return message


def _wait(end: int, event: int, deadline: float) -> None:
    """Until one end of a pipe can be read or written. Not `select`, which knows no number above 1,023."""
    poll = select.poll()
    poll.register(end, event)
    if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        raise BrowserUnavailable("the browser did not answer in time")


def _start(path: str, folder: str) -> tuple[int, int, int]:
    """The browser's process id and our ends of its two pipes, which it knows as 3 and 4."""
    theirs_in, ours_in = _high(os.pipe())
    ours_out, theirs_out = _high(os.pipe())
    null = os.devnull
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, null, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, null, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, null, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_DUP2, theirs_in, 3),
        (os.POSIX_SPAWN_DUP2, theirs_out, 4),
    ]
    # No proxy of the machine, no home of its user: whatever the browser writes goes into the folder.
    environment = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")} | {"HOME": folder}
    command = [Path(path).name, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
    try:
        pid = os.posix_spawn(path, command, environment, file_actions=actions, setpgroup=0)
    except OSError as error:
        for end in (ours_in, ours_out):
            os.close(end)
        shutil.rmtree(folder, ignore_errors=True)
        raise BrowserUnavailable(str(error)) from error
    finally:
        os.close(theirs_in)
        os.close(theirs_out)
    os.set_blocking(ours_in, False)
    return pid, ours_in, ours_out


def _high(pipe: tuple[int, int]) -> tuple[int, int]:
    """The same pipe with numbers that are not in the way of 0 to 4."""
    ends = []
    for end in pipe:
        ends.append(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10))
        os.close(end)
    return ends[0], ends[1]
