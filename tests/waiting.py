"""How tests wait for what happens elsewhere: they look again, and only a time no machine needs ends in a failure."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
#: Seconds until something counts as broken rather than slow: a verdict must not depend on the machine.
PATIENCE = 60.0
#: Seconds that no run of a page and no job of a worker takes, however busy the machine.
SLOWEST = 240.0


def eventually(
    reached: Callable[[], bool],
    what: str,
    *,
    pause: Callable[[], object] | None = None,
    patience: float = PATIENCE,
) -> None:
    """Look again and again until something is so; `what` says what it was that never came.

    `pause` passes the time between two looks: a browser's page wants to be asked for that itself.
    """
    end = time.monotonic() + patience
    while not reached():
        assert time.monotonic() < end, f"never came: {what}"
        if pause:
            pause()
        else:
            time.sleep(0.05)


async def eventually_async(reached: Callable[[], bool], what: str = "what is waited for") -> None:
    """Do the same in an event loop, which goes on meanwhile."""
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, f"never came: {what}"
        await asyncio.sleep(0.01)


def awaited(work: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine returns, in a thread and an event loop of its own.

    Browser tests of the same process leave a loop running in the main thread, where `asyncio.run` is refused.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()
