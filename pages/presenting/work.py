"""Work for the stage in threads: one deck at a time, so that pages stay quick meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar
from starlette.requests import Request

from locales import DEFAULT_LANGUAGE, LANGUAGES

T = TypeVar("T")
_turn: RunVar[anyio.CapacityLimiter] = RunVar("qujian-stage")


async def one_at_a_time(work: Callable[..., T], *given: Any) -> T:
    """Do heavy work in a thread; others wait for their turn."""
    try:
        limiter = _turn.get()
    except LookupError:
        limiter = anyio.CapacityLimiter(1)
        _turn.set(limiter)
    return await anyio.to_thread.run_sync(work, *given, limiter=limiter)


def language_of(request: Request) -> str:
    """The language of a request: the address, then the browser's first choice."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    spoken = request.headers.get("accept-language", "").strip().lower()
    return DEFAULT_LANGUAGE if spoken.startswith("zh") or not spoken else "en"
