"""Decks for the stage: made in the workshop so that pages stay quick, kept while the data stay the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import anyio.to_thread
from starlette.requests import Request

from data.settings import time_zone, today
from locales import DEFAULT_LANGUAGE, LANGUAGES
from queries.store import Store
from reports import workshop
from reports.model import Draft
from reports.stage.deck import deck_at
from reports.stage.orders import both
from reports.stage.wall import wall_at


async def deck_of(store: Store, draft: Draft, *, bare: bool = False) -> str:
    """The deck of a draft as JSON; it holds both languages, whatever the draft says."""
    return await anyio.to_thread.run_sync(_deck, store.path, both(draft).as_json(), bare, today())


async def wall_of(store: Store) -> str:
    """What the big screen shows, as JSON."""
    return await anyio.to_thread.run_sync(_wall, store.path, today(), time_zone().key)


@lru_cache(maxsize=24)
def _deck(path: Path, draft_json: str, bare: bool, day: dt.date) -> str:
    return _made(deck_at, path, draft_json, bare, day)


@lru_cache(maxsize=2)
def _wall(path: Path, day: dt.date, zone: str) -> str:
    return _made(wall_at, path, day, zone)


def _made(job: Callable[..., str], *given: Any) -> str:
    """Made by the worker that draws; a presenter never waits for one that is lost or busy."""
    try:
        return workshop.pictures.run(job, *given)
    except (workshop.WorkshopBusy, workshop.WorkerGone):
        return job(*given)


def language_of(request: Request) -> str:
    """The language of a request: the address, then the browser's first choice."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    spoken = request.headers.get("accept-language", "").strip().lower()
    return DEFAULT_LANGUAGE if spoken.startswith("zh") or not spoken else "en"
