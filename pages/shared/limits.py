"""Work off the event loop, bounded: one limit a kind of work, so that one kind never holds up another.

The event loop serves every reader. Whatever computes runs in a thread here; whoever finds a limit full is refused at
once (`Busy`, answered as 503 with Retry-After) instead of taking threads that others need.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Any, ParamSpec, TypeVar, cast

import anyio
import anyio.to_thread

P = ParamSpec("P")
T = TypeVar("T")


class Busy(Exception):
    """Too many are waiting for this kind of work, or the wait was too long."""


class Limit:
    """How many jobs of one kind run in threads at once, how many may wait, and for how many seconds.

    For one event loop at a time, as a server has it; those who wait take no thread.
    """

    def __init__(self, running: int, waiting: int, patience: float) -> None:
        self._running, self.most, self._patience = running, running + waiting, patience
        self._admitted = 0
        self._loop: asyncio.AbstractEventLoop | None = None
        self._limiter = anyio.CapacityLimiter(running)

    @property
    def length(self) -> int:
        """How many run or wait now."""
        return self._admitted

    async def run(self, job: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Return the value of a function, called in a thread; raise what it raises, and Busy."""
        if self._admitted >= self.most:
            raise Busy
        self._admitted += 1
        try:
            turn, me = self._turn(), object()
            try:
                with anyio.fail_after(self._patience):
                    await turn.acquire_on_behalf_of(me)
            except TimeoutError:
                raise Busy from None
            try:
                # The turn is taken already: a limiter of its own keeps the job from waiting for shared threads.
                alone = anyio.CapacityLimiter(1)
                return await anyio.to_thread.run_sync(partial(job, *given, **named), limiter=alone)
            finally:
                turn.release_on_behalf_of(me)
        finally:
            self._admitted -= 1

    def _turn(self) -> anyio.CapacityLimiter:
        """Return the limiter of this event loop: those of another cannot wake who waits here."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._limiter = loop, anyio.CapacityLimiter(self._running)
        return self._limiter


class Kept:
    """Values of a pure function, the last `most` kept; those who ask for one that is being made wait for it."""

    def __init__(self, limit: Limit, most: int) -> None:
        self._limit, self._most = limit, most
        self._values: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self._made: dict[tuple[Any, ...], asyncio.Task[Any]] = {}

    async def get(self, job: Callable[..., T], *given: Any) -> T:
        """Return the value of a function for these (hashable) arguments; raise what it raises, and Busy."""
        key = (job, *given)
        if key in self._values:
            self._values.move_to_end(key)
            return cast("T", self._values[key])
        task = self._made.get(key)
        if task is None or task.get_loop() is not asyncio.get_running_loop():
            task = self._made[key] = asyncio.create_task(self._make(key))
        # Whoever goes away does not take the work from the others.
        return cast("T", await asyncio.shield(task))

    async def _make(self, key: tuple[Any, ...]) -> Any:
        job, *given = key
        try:
            value = await self._limit.run(job, *given)
        finally:
            del self._made[key]
        self._values[key] = value
        while len(self._values) > self._most:
            self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget what is kept."""
        self._values.clear()


#: Questions to the database: short, many.
questions = Limit(running=6, waiting=200, patience=30)
#: Pictures, made by a worker process one after the other; the second thread has the next one ready.
pictures = Limit(running=2, waiting=60, patience=60)
#: Files to hand out, made by a worker process of their own one after the other.
files = Limit(running=2, waiting=40, patience=90)
#: Presentations, made by the same worker; two at a time, or pictures would wait for all of them.
presentations = Limit(running=2, waiting=40, patience=90)
#: Drafts sent as files and drafts made of open pages: up to a second of work in this process each.
drafts = Limit(running=1, waiting=30, patience=30)
#: Scripts and styles compressed once, on their first request.
scripts = Limit(running=2, waiting=1000, patience=60)


def lengths() -> dict[str, float]:
    """Return how many jobs run or wait now, by kind."""
    kinds = {
        "questions": questions,
        "pictures": pictures,
        "files": files,
        "presentations": presentations,
        "drafts": drafts,
        "scripts": scripts,
    }
    return {kind: limit.length for kind, limit in kinds.items()}
