"""Moments as the workspace keeps them, and as people of the office read and choose them."""

from __future__ import annotations

import datetime as dt

from data.settings import time_zone
from data.workspace.database import written
from locales import Words


def local(at: str) -> dt.datetime:
    """Return a moment that the workspace keeps in the time zone of the offices."""
    return dt.datetime.fromisoformat(at).astimezone(time_zone())


def said(words: Words, at: str) -> str:
    """Return a moment as people read it: day, hour and minute."""
    moment = local(at)
    return f"{words.date(moment.date())} {moment:%H:%M}"


def start_of(day: str, *, later: int = 0) -> str:
    """Return when a day (or one so many days later) begins in the offices, as the workspace writes it.

    '' where the text is no day.
    """
    try:
        found = dt.date.fromisoformat(day) + dt.timedelta(days=later)
        return written(dt.datetime.combine(found, dt.time.min, time_zone()).astimezone(dt.UTC))
    except (ValueError, OverflowError):
        return ""
