"""How the server is: whether it lives, whether it is ready and why not, what it counts; for machines and operators.

Open without signing in: nothing here tells a figure, a person or a secret.
"""

from __future__ import annotations

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from data import access
from pages.api.errors import ApiError
from pages.monitoring import process
from pages.monitoring.readiness import readiness

_NOT_KEPT = {"Cache-Control": "no-store"}
#: Reading the counters takes a thread of its own: nobody who reads pages waits for it.
_THREAD = anyio.CapacityLimiter(1)
METRICS = "text/plain; version=0.0.4; charset=utf-8"


async def healthz(_request: Request) -> Response:
    """Answer that the process lives; no question to anything else."""
    return JSONResponse({"status": "ok"}, headers=_NOT_KEPT)


async def readyz(_request: Request) -> Response:
    """Answer what this server serves and whether that is what it should; from memory, nothing is asked or opened."""
    found = readiness()
    return JSONResponse(found, 200 if found["ready"] else 503, headers=_NOT_KEPT)


async def metrics(_request: Request) -> Response:
    """Answer with what is counted, where the office has asked for it (QUJIAN_METRICS)."""
    if not access.has_metrics():
        return ApiError("not_found").response()
    text = await anyio.to_thread.run_sync(process.text, limiter=_THREAD)
    return PlainTextResponse(text, media_type=METRICS, headers=_NOT_KEPT)


routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
