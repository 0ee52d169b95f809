"""Whether this server serves what it should, and why not, for balancers and operators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data import settings
from data.store import OPENING, STARTING
from data.violations import Reason
from pages.monitoring import following
from queries.current import serving

if TYPE_CHECKING:
    from data.workspace.replica import State

#: What is said of a version although it is served.
NOTES = ("other_base", "edited")


def readiness() -> dict[str, Any]:
    """Return what is served here and whether it is ready; from memory alone. No secrets, no paths."""
    store = serving()
    has_workspace = settings.has_workspace()
    replica = following.known() if has_workspace else None
    state = replica.state if replica else None
    is_reachable = not has_workspace or (
        replica is not None and bool(replica.looked_at) and not following.is_lost()
    )
    # What readers get counts, also where the next look has not found it yet.
    newest = state.publication if state else None
    is_published = bool(store and newest and store.content_hash == newest.content_hash)
    is_served = is_published or state is None or newest is None or state.is_served
    reasons = _reasons(state) if state else []
    if is_published:
        reasons = [(code, reason) for code, reason in reasons if code in NOTES]
    if store is None or (has_workspace and (replica is None or not replica.looked_at)):
        reasons.append(("starting", STARTING))
    elif not is_reachable and not any(code == "workspace" for code, _ in reasons):
        reasons.append(("workspace", _text("workspace")))
    if replica and replica.is_clock_off:
        reasons.append(("clock", _text("clock")))
    if not is_served and not any(code not in ("clock", *NOTES) for code, _ in reasons):
        reasons.append(("opening", OPENING))
    return {
        "ready": store is not None and is_reachable and is_served,
        "reading": store is not None,
        "data": {"version": store.version, "content_hash": store.content_hash} if store else None,
        "workspace": {"used": has_workspace, "reachable": is_reachable if has_workspace else None},
        "published": _published(state, is_served),
        "building": bool(replica and replica.is_building),
        "reasons": [
            {"code": code, "message": reason.en, "message_zh": reason.zh} for code, reason in reasons
        ],
    }


def _published(state: State | None, is_served: bool) -> dict[str, Any] | None:
    if state is None or state.publication is None:
        return None
    p = state.publication
    return {
        "number": p.number,
        "version": p.version,
        "content_hash": p.content_hash,
        "served": is_served,
    }


def _reasons(state: State) -> list[tuple[str, Reason]]:
    return [(state.trouble.code, _text(state.trouble.code))] if state.trouble else []


def _text(code: str) -> Reason:
    from data.workspace.replica import REASONS

    return REASONS[code]
