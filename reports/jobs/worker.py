"""`python -m reports.jobs.worker HANDLE`: does jobs that another process sends, one after the other (`worker_pool`).

A job is a function and its arguments; the answer is its value or what it raised.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from data import logs

#: After so many seconds without work, after so many jobs, or holding so many kilobytes the worker ends.
IDLE, JOBS, MOST = 600.0, 500, 1_500_000
#: Pages are drawn on the same machine, and readers wait for them: files yield.
YIELDING = 5
_DROP_CAPABILITY, _SYS_NICE = 24, 23  # prctl(PR_CAPBSET_DROP, CAP_SYS_NICE)

Job = tuple[Callable[..., Any], tuple[Any, ...]]


def serve(connection: Connection) -> None:
    """Do jobs until there are none for long, or the other side is gone."""
    for _ in range(JOBS):
        if not connection.poll(IDLE):
            return
        answer = _answered(connection)
        if answer is None:
            return
        connection.send_bytes(answer)
        if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > MOST:
            return


def _answered(connection: Connection) -> bytes | None:
    """The answer to the next job; None where nobody asks any more."""
    try:
        message = connection.recv_bytes()
    except (EOFError, OSError):
        return None
    try:
        job, arguments = pickle.loads(message)
        return pickle.dumps((True, job(*arguments)))
    except Exception as error:  # noqa: BLE001 - whoever asked decides what it means
        return _fault(error)


def _fault(error: Exception) -> bytes:
    """What was raised; where it cannot travel, its text."""
    with suppress(Exception):
        packed = pickle.dumps((False, error))
        pickle.loads(packed)
        return packed
    return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))


def _yield_to_readers() -> None:
    """Take less of the machine than the server; Chromium too, which where it may raises its own priority."""
    os.nice(YIELDING)
    with suppress(OSError, AttributeError):  # only Linux knows capabilities, and only root has this one
        ctypes.CDLL(None).prctl(_DROP_CAPABILITY, _SYS_NICE, 0, 0, 0)


if __name__ == "__main__":
    logs.set_up()
    _yield_to_readers()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the browser that draws ends as well
    with suppress(BrokenPipeError, KeyboardInterrupt):
        serve(Connection(int(sys.argv[1])))
