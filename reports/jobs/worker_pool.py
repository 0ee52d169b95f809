"""Heavy work in a process of its own: files and pictures are made there, so that pages stay quick.

Python runs one thread at a time, and whoever writes a hundred pages holds up every reader of the same process. A pool
has one worker (`python -m reports.jobs.worker`), started on first need, begun anew after a fault, bounded in queue,
time and memory. Not `multiprocessing`: its children run the main module again, and that is Streamlit's.
"""

from __future__ import annotations

import atexit
import logging
import multiprocessing
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from reports.jobs.job_queue import JobQueue

_log = logging.getLogger(__name__)
P = ParamSpec("P")
T = TypeVar("T")
_ROOT = Path(__file__).resolve().parents[2]


class WorkerLost(Exception):
    """Two workers ended over a job, or one did not answer in time; the next job begins another."""


class WorkerPool:
    """One worker process and the queue before it. Safe to share between threads.

    `queue`: how many may wait; `patience`: for how many seconds; `longest`: seconds for one job.
    """

    def __init__(self, queue: int, patience: float, longest: float) -> None:
        self._longest = longest
        self._queue = JobQueue(queue, patience)
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    @property
    def pid(self) -> int | None:
        """The worker's process, if it is running."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def run(self, job: Callable[P, T], *arguments: P.args, **_none: P.kwargs) -> T:
        """The value of a function of some module, called in the worker; raises what it raises.

        Raises QueueFull and WorkerLost besides. Function, arguments and value must be fit for pickling.
        """
        message = pickle.dumps((job, arguments))
        with self._queue.turn():
            try:
                done, value = self._answer(message)
            except BaseException:
                self._end()
                raise
        if not done:
            raise cast("Exception", value)
        return cast("T", value)

    def close(self) -> None:
        """End the worker; the next job begins another."""
        with self._queue.alone():
            self._end()

    def _answer(self, message: bytes) -> tuple[bool, object]:
        """What the worker makes of a job; where a worker ends over it, what a fresh one makes of it.

        Jobs are pure, so doing one again does no harm; one over which two workers end is refused.
        """
        for last in (False, True):
            connection = self._warm()
            try:
                connection.send_bytes(message)
                if not connection.poll(self._longest):
                    raise WorkerLost(f"no answer within {self._longest:g} seconds")
                return cast("tuple[bool, object]", pickle.loads(connection.recv_bytes()))
            except (EOFError, OSError) as error:
                code = self._end()
                if last:
                    raise WorkerLost(f"the worker ended with {code}") from error
                if code:
                    _log.warning("A worker ended with %s; its job is given to another", code)
        raise AssertionError("unreachable")

    def _warm(self) -> Connection:
        if self._connection is not None and self.pid is not None:
            return self._connection
        self._end()
        ours, theirs = multiprocessing.Pipe()
        command = [sys.executable, "-m", "reports.jobs.worker", str(theirs.fileno())]
        with theirs:
            self._process = subprocess.Popen(
                command, cwd=_ROOT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
            )
        self._connection = ours
        return ours

    def _end(self) -> int | None:
        """End the worker and say with what it ended: 0 is of its own accord."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is None:
            return None
        process, self._process = self._process, None
        # One that is waiting sees that nobody is there any more and ends its browser itself.
        with suppress(subprocess.TimeoutExpired):
            return process.wait(0.5)
        process.terminate()
        try:
            return process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


#: Reports, and pictures, which shall not wait for reports.
files = WorkerPool(queue=60, patience=120.0, longest=180.0)
pictures = WorkerPool(queue=60, patience=60.0, longest=120.0)


@atexit.register
def _close() -> None:
    for pool in (files, pictures):
        with suppress(Exception):
            pool.close()
