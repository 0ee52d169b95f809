"""The log: what happened, for reviewers and administrators; filtered by kind, person and days, and as CSV."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from starlette.responses import Response

from data.settings import time_zone
from data.workspace.database import Workspace, written
from data.workspace.log import Event, count_events, events, kinds_and_people
from data.workspace.people import Person
from locales import Words
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, form, page
from pages.editing.log_words import OF_CHANGES, event_name, particulars, subject_name
from pages.shared.moments import local, moment
from pages.shared.paging import shown_page
from reports.write.csv_file import csv_bytes

#: So many events stand on a page.
PER_PAGE = 50
NAMED = ("kind", "person", "from", "to", "page")


class Days(NamedTuple):
    """From which moment on and before which one, as the workspace writes them; '' where it does not matter."""

    since: str
    until: str


class Line(NamedTuple):
    """An event in words; `change` is the id of the change that it is about, '' where it is about none."""

    at: str
    person: str
    kind: str
    subject: str
    change: str
    detail: str


@form
@for_somebody("log", NAMED)
@for_those_who_may("read_log")
def log(sent: Sent, workspace: Workspace, _person: Person) -> Response:
    """Show the log, or give all of it that is filtered as CSV."""
    kind, name = sent.query.get("kind", ""), sent.query.get("person", "")
    days = Days(
        _start_of(sent.query.get("from", "")),
        _start_of(sent.query.get("to", ""), later=1),
    )
    if sent.query.get("save") == "csv":
        with workspace.reading() as connection:
            every = events(connection, kind, name, None, since=days.since, until=days.until)
        return _csv(sent.words, every)
    with workspace.reading() as connection:
        count = count_events(connection, kind, name, since=days.since, until=days.until)
        number, last = shown_page(sent.query.get("page", ""), count, PER_PAGE)
        skip = (number - 1) * PER_PAGE
        found = events(connection, kind, name, PER_PAGE, since=days.since, until=days.until, skip=skip)
        kinds, names = kinds_and_people(connection)
    return page(
        sent,
        "editing/log.html",
        sent.words.gettext("Log"),
        lines=[_line(sent.words, event) for event in found],
        kinds={k: event_name(sent.words, k) for k in kinds},
        names=names,
        chosen=_chosen(sent, days),
        count=count,
        number=number,
        last=last,
    )


def _chosen(sent: Sent, days: Days) -> dict[str, str]:
    """What the filters say; what is no day is left out."""
    found = {name: sent.query.get(name, "") for name in NAMED}
    return found | {"from": found["from"] if days.since else "", "to": found["to"] if days.until else ""}


def _start_of(day: str, *, later: int = 0) -> str:
    """When a day, or one so many days later, begins in the offices, as the workspace writes it; '' for no day."""
    try:
        found = date.fromisoformat(day) + timedelta(days=later)
        return written(datetime.combine(found, time.min, time_zone()).astimezone(UTC))
    except (ValueError, OverflowError):
        return ""


def _line(words: Words, event: Event) -> Line:
    return Line(
        moment(words, event.at),
        event.person or "",
        event_name(words, event.kind),
        subject_name(words, event),
        event.subject if event.kind in OF_CHANGES else "",
        particulars(words, event),
    )


def _csv(words: Words, found: list[Event]) -> Response:
    columns = [
        words.gettext("Time"),
        words.gettext("Person"),
        words.gettext("What happened"),
        words.gettext("Code"),
        words.gettext("About what"),
        words.gettext("Particulars"),
    ]
    rows = [
        (
            local(e.at).strftime("%Y-%m-%d %H:%M:%S"),
            e.person or "",
            event_name(words, e.kind),
            e.kind,
            subject_name(words, e),
            particulars(words, e),
        )
        for e in found
    ]
    headers = {"Content-Disposition": 'attachment; filename="qujian-log.csv"', "Cache-Control": "no-store"}
    return Response(csv_bytes(columns, rows), media_type="text/csv; charset=utf-8", headers=headers)
