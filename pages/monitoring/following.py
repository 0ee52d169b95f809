"""The task that follows what is published on other servers, and the databases that readers get of it."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread

from data import settings
from queries.current import current_store, serving

if TYPE_CHECKING:
    from data.workspace.replica import Replica

#: Seconds between two looks: with building, another server's publication is served here some two seconds later.
EVERY = 0.8
#: The workspace counts as lost where it has not answered for so many seconds.
LOST_AFTER = 10.0

_log = logging.getLogger(__name__)
_followers: dict[Path, Replica] = {}


def replica() -> Replica:
    """Return what follows the publications into the store of the settings; loads what a workspace needs."""
    from data.workspace.replica import Replica

    out = settings.store_folder()
    return _followers.setdefault(out, Replica(out, _serving))


def known() -> Replica | None:
    """Return the same where it has been asked for before; loads nothing."""
    return _followers.get(settings.store_folder())


def is_lost() -> bool:
    """Whether the workspace did not answer when it was last asked, or has not answered for long."""
    found = known()
    if found is None or not found.looked_at or found.is_building:
        return False
    return not found.state.is_reachable or time.monotonic() - found.looked_at > LOST_AFTER


def _serving() -> str:
    store = serving()
    return store.content_hash if store else ""


def look() -> None:
    """Look once what is published, and open what readers get from then on."""
    try:
        if settings.has_workspace():
            replica().look()
        current_store()
    except Exception:  # noqa: BLE001 - whatever it is, the next look may find it mended
        _log.exception("Looking for what is published failed")


async def follow() -> None:
    """Look without end, in a thread of its own: building holds up nobody, and a dead network only this."""
    thread = anyio.CapacityLimiter(1)
    while True:
        await anyio.to_thread.run_sync(look, limiter=thread, abandon_on_cancel=True)
        await anyio.sleep(EVERY)
