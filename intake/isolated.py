"""Files of strangers, each read in a process of its own: bounded in memory and time, without network or files.

Whatever a file does to its reader ends with that process; here it is a refusal in words.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Any

from intake.document import Document, IntakeError, document_from_json
from intake.exchange import filled_from
from intake.reading import Progress, limits, refusals
from intake.template.filled import FilledTemplate

_ROOT = Path(__file__).resolve().parents[1]
#: All that the process is told of this one.
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}
#: A document, a filled workbook, a picture.
_ANSWERS = (b"d", b"f", b"i")
#: The processor time is used up, by the two signals that say so.
_OVERTIME = (-signal.SIGXCPU, -signal.SIGKILL)


def read_isolated(
    file: bytes | Path, name: str, progress: Progress | None = None, seconds: float = limits.WORKER_SECONDS
) -> Document:
    """Return what a file says; `progress` is told of pages, in the thread that calls.

    Raises IntakeError, also where the reading process ends, is out of memory or takes too long.
    """
    _, answer = _ask(file, {"do": "read", "name": name[-200:]}, progress, seconds)
    return document_from_json(answer.decode())


def open_isolated(
    file: bytes | Path, name: str, progress: Progress | None = None, seconds: float = limits.WORKER_SECONDS
) -> Document | FilledTemplate:
    """Return what a file says, and of a workbook that was filled its figures.

    Raises IntakeError as `read_isolated` does.
    """
    kind, answer = _ask(file, {"do": "open", "name": name[-200:]}, progress, seconds)
    return filled_from(json.loads(answer)) if kind == b"f" else document_from_json(answer.decode())


def picture_isolated(
    file: bytes | Path, number: int, scale: float = 1.5, seconds: float = limits.WORKER_SECONDS
) -> bytes:
    """Return a page of a PDF file as PNG.

    Raises IntakeError.
    """
    return _ask(file, {"do": "picture", "number": number, "scale": scale}, None, seconds)[1]


def _ask(
    file: bytes | Path, request: dict[str, Any], progress: Progress | None, seconds: float
) -> tuple[bytes, bytes]:
    """Return the kind of the answer and the answer."""
    size = len(file) if isinstance(file, bytes) else file.stat().st_size
    if size > limits.FILE_BYTES:
        raise refusals.too_large(size)
    if not size:
        raise refusals.empty()
    with _worker(seconds) as (process, late):
        feeder = threading.Thread(target=_feed, args=(process, file, request), daemon=True)
        feeder.start()
        assert process.stdout is not None
        while (message := _message(process.stdout)) is not None:
            kind, content = message
            if kind in _ANSWERS:
                return message
            if kind == b"e":
                raise IntakeError(*json.loads(content))
            if kind == b"p" and progress:
                progress(*json.loads(content))
        code = process.wait()
        if late.is_set() or code in _OVERTIME:
            raise refusals.too_long(seconds)
        raise refusals.reader_ended()


@contextmanager
def _worker(seconds: float) -> Iterator[tuple[subprocess.Popen[bytes], threading.Event]]:
    """Start the process; it is killed when its time is over, and in any case at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "intake.reading.worker"],
        cwd=_ROOT,
        env=_ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield process, late
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()


def _feed(process: subprocess.Popen[bytes], file: bytes | Path, request: dict[str, Any]) -> None:
    """Hand the request and the file over; a process that has ended takes no more of it."""
    assert process.stdin is not None
    with suppress(OSError, ValueError):
        process.stdin.write(json.dumps(request).encode() + b"\n")
        if isinstance(file, bytes):
            process.stdin.write(file)
        else:
            with file.open("rb") as source:
                copyfileobj(source, process.stdin)
        process.stdin.close()


def _message(pipe: IO[bytes]) -> tuple[bytes, bytes] | None:
    """Return the next message; None where the process says no more, or more than it may."""
    head = pipe.read(5)
    size = int.from_bytes(head[1:], "big")
    if len(head) < 5 or size > limits.ANSWER_BYTES:
        return None
    content = pipe.read(size)
    return (head[:1], content) if len(content) == size else None
