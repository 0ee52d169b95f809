"""When something happened, as the offices' clocks show it."""

from __future__ import annotations

from datetime import datetime

from data.settings import time_zone
from locales import Words


def local(written: str) -> datetime:
    """Return a moment of the workspace (a text in UTC) in the time zone of the offices."""
    return datetime.fromisoformat(written).astimezone(time_zone())


def moment(words: Words, written: str) -> str:
    """Return a moment of the workspace as people read it: 2026年11月27日 16:30, in their time zone."""
    at = local(written)
    return f"{words.date(at.date())} {at:%H:%M}"
