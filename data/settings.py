"""Where are the facts, where do databases go, which day is it? Read from the environment at each call."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

PACKAGE_FOLDER = Path(__file__).resolve().parent


def data_folder() -> Path:
    """Which folder holds the CSV files (QUJIAN_DATA)?"""
    return _path("QUJIAN_DATA", PACKAGE_FOLDER)


def source(folder: Path, file: str, *, shipped: bool) -> Path:
    """Where does a CSV file of a folder stand? Tables of rules that it lacks are those that ship with the software."""
    path = folder / file
    return PACKAGE_FOLDER / file if shipped and not path.exists() else path


def store_folder() -> Path:
    """Which folder receives the built databases (QUJIAN_STORE)?"""
    return _path("QUJIAN_STORE", PACKAGE_FOLDER / "build")


def database() -> str | None:
    """Which address does the workspace have (QUJIAN_DATABASE), where it is not a file beside the store?"""
    return os.environ.get("QUJIAN_DATABASE", "").strip() or None


def workspace_file() -> Path:
    """Which file holds the workspace where no other database is named? Beside the store, which may be deleted."""
    store = store_folder().absolute()
    return store.with_name(f"{store.name}-workspace.sqlite")


def has_workspace() -> bool:
    """Whether there is a workspace, or one is named; asked without the libraries that it needs."""
    return database() is not None or workspace_file().exists()


def is_shared() -> bool:
    """Whether several machines may share the workspace: it is on a server, not in a file."""
    return (database() or "").startswith("postgres")


def versions_kept() -> int | None:
    """How many published versions stay built (QUJIAN_VERSIONS)? None: all of them.

    Raises ValueError where it is no number from 1 on.
    """
    text = os.environ.get("QUJIAN_VERSIONS", "").strip()
    if text in ("", "all"):
        return None
    if not (text.isascii() and text.isdecimal() and int(text)):
        raise ValueError(f"QUJIAN_VERSIONS is {text!r}: write all, or a number from 1 on")
    return int(text)


def boundary_file() -> Path | None:
    """Which GeoJSON file of the operator replaces the packaged boundaries (QUJIAN_BOUNDARIES), if any?"""
    text = os.environ.get("QUJIAN_BOUNDARIES", "").strip()
    return Path(text).expanduser() if text else None


def map_approval() -> str | None:
    """Under which approval number (审图号, QUJIAN_MAP_APPROVAL) does the operator's file stand, if any?"""
    return os.environ.get("QUJIAN_MAP_APPROVAL", "").strip() or None


def today() -> date:
    """Which day counts as today? QUJIAN_TODAY fixes it, else the clock says, read in the offices' time zone.

    Only pages, API handlers and commands ask; what they call gets the day as an argument, so that whatever keeps an
    answer can see on what it rests. Raises ValueError where QUJIAN_TODAY is not a date written YYYY-MM-DD or
    QUJIAN_TIMEZONE is no time zone.
    """
    text = os.environ.get("QUJIAN_TODAY", "").strip()
    if not text:
        return datetime.now(time_zone()).date()
    try:
        day = date.fromisoformat(text)
        if day.isoformat() != text:
            raise ValueError
        return day
    except ValueError:
        raise ValueError(
            f"QUJIAN_TODAY is {text!r}: write an existing date as YYYY-MM-DD (2026-11-22), or leave it empty"
        ) from None


def time_zone() -> ZoneInfo:
    """In which time zone do days begin (QUJIAN_TIMEZONE, Asia/Shanghai unless set)? Not in that of the server.

    Raises ValueError where QUJIAN_TIMEZONE names no time zone.
    """
    text = os.environ.get("QUJIAN_TIMEZONE", "").strip() or "Asia/Shanghai"
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):  # unknown, malformed, a folder of zones
        raise ValueError(
            f"QUJIAN_TIMEZONE is {text!r}: write a name of the time zone database (Asia/Shanghai), or leave it empty"
        ) from None


def _path(variable: str, default: Path) -> Path:
    text = os.environ.get(variable, "").strip()
    return Path(text).expanduser() if text else default
