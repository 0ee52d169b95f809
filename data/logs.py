"""What is logged, and how: a line of JSON an event for programs, text for people at a terminal.

No addresses of readers, no names, nothing that somebody typed: an event has its kind, when, and what it is about.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal

Form = Literal["json", "text"]
#: Whose events are logged from INFO on; of others, what is a warning.
OURS = ("app", "data", "queries", "pages", "reports", "intake", "qujian")
#: Others that write lines of their own unless they are told.
_OTHERS = ("streamlit", "uvicorn", "uvicorn.error")

#: The request that is being answered; '' for none.
request_id: ContextVar[str] = ContextVar("request_id", default="")

_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def form() -> Form:
    """Return how events are logged (QUJIAN_LOG): as text at a terminal and as JSON elsewhere unless it says so.

    Raises ValueError where it is neither.
    """
    given = os.environ.get("QUJIAN_LOG", "").strip()
    if given == "json" or (not given and not sys.stderr.isatty()):
        return "json"
    if given in ("", "text"):
        return "text"
    raise ValueError(f"QUJIAN_LOG is {given!r}: write json or text, or leave it empty")


class JsonLines(logging.Formatter):
    """A line of JSON an event: time (UTC), level, logger, event, message, and what it was given besides."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        said: dict[str, Any] = {
            "time": at.replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": "message",
            "message": record.getMessage(),
        }
        if found := request_id.get():
            said["request_id"] = found
        said |= {name: value for name, value in vars(record).items() if name not in _USUAL}
        if record.exc_info:
            said["event"] = said["event"] if said["event"] != "message" else "error"
            said["error"] = self.formatException(record.exc_info)
        return json.dumps(said, ensure_ascii=False, default=str)


class Text(logging.Formatter):
    """The message alone, with its time; the request where something went wrong."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with what went wrong below it."""
        text = super().format(record)
        found = request_id.get()
        return f"{text} [{found}]" if found and record.levelno >= logging.ERROR and "\n" not in text else text


class _ForPeople(logging.Filter):
    """Leave out what nobody at a terminal wants to see pass by: requests that went well."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "event", "") != "request" or record.levelno >= logging.WARNING


class _Handler(logging.StreamHandler[Any]):
    """Ours, to be known among others; to whatever standard error is at the moment."""

    @property
    def stream(self) -> Any:
        return sys.stderr

    @stream.setter
    def stream(self, _value: Any) -> None:
        pass


def set_up() -> None:
    """Log this process from now on as the setting says; the same again changes nothing. Raises ValueError."""
    chosen = form()
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, _Handler)]:
        root.removeHandler(handler)
    handler = _Handler()
    if chosen == "json":
        handler.setFormatter(JsonLines())
        for name in _OTHERS:
            other = logging.getLogger(name)
            other.handlers, other.propagate = [], True
    else:
        handler.setFormatter(Text("%(asctime)s %(message)s", "%H:%M:%S"))
        handler.addFilter(_ForPeople())
    root.addHandler(handler)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
