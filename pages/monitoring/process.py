"""What this process takes and what waits in it, as gauges."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

import anyio

from data.telemetry import counter, gauge, histogram
from pages.monitoring import following
from pages.shared import limits

REQUESTS = counter("qujian_requests", "Requests answered, by method and class of status.", "method", "status")
REQUEST_SECONDS = histogram("qujian_request_seconds", "How long answering took.")
RERUNS = histogram("qujian_rerun_seconds", "How long a run of a page took, by page.", "page")
_PAGE_SIZE = os.sysconf("SC_PAGE_SIZE")
_STATM = Path("/proc/self/statm")
#: Open websockets: a page that somebody has before him holds one.
_open = {"": 0.0}


def limiter() -> anyio.CapacityLimiter:
    """Return a limiter for one thread, apart from all others."""
    return anyio.CapacityLimiter(1)


def opened(by: int) -> None:
    """Count a websocket that opens (1) or closes (-1)."""
    _open[""] += by


def _memory() -> Mapping[str, float]:
    try:
        return {"": int(_STATM.read_text().split()[1]) * _PAGE_SIZE}
    except (OSError, ValueError, IndexError):  # no /proc on this system
        return {}


def _ready() -> Mapping[str, float]:
    found = following.known()
    state = found.state if found else None
    if state is None:
        return {}
    return {"workspace": state.is_reachable, "version": state.is_served or state.publication is None}


gauge("qujian_queue_length", "Jobs that run or wait, by kind.", "kind", limits.lengths)
gauge("qujian_websockets", "Open websockets.", "", lambda: _open)
gauge("qujian_memory_bytes", "Memory of this process.", "", _memory)
gauge("qujian_processor_seconds", "Processor time of this process.", "", lambda: {"": time.process_time()})
gauge("qujian_ready", "Whether the workspace answers, and the newest version is served.", "what", _ready)
