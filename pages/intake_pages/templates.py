"""The workbook to fill, for a district, a year and the metrics of a dimension."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import Response

from data.workspace.database import Workspace
from data.workspace.people import Person
from intake.document import IntakeError
from intake.template import write
from pages.accounts.forms import Sent, for_somebody, for_those_who_may, link_within, page
from pages.api.names import FileName
from pages.intake_pages.named import number_of
from pages.shared import limits
from queries.current import current_store
from queries.store import open_store
from reports.files import MEDIA
from reports.jobs import worker_pool
from reports.jobs.job_queue import QueueFull


@link_within(limits.files)
@for_somebody("intake")
@for_those_who_may("propose")
def template(sent: Sent, _workspace: Workspace, _person: Person) -> Response:
    """Answer with the workbook."""
    store, query = current_store(), sent.query
    district = store.catalogue.districts.get(query.get("district", ""))
    year, dimension = number_of(query.get("year", "")), query.get("dimension", "")
    if district is None or not 1949 <= year <= 2100:
        text = sent.words.gettext("Choose a district and a year.")
        return page(sent, "accounts/refused.html", sent.words.gettext("Intake"), 422, error=text)
    try:
        content = worker_pool.files.run(
            _made, store.path, district.district_id, year, dimension, sent.words.code
        )
    except IntakeError as error:
        text = error.reason.text(sent.words.code)
        return page(sent, "accounts/refused.html", sent.words.gettext("Intake"), 422, error=text)
    except (QueueFull, worker_pool.WorkerLost):
        return Response(status_code=503, headers={"Retry-After": "5"})
    shown = f"{sent.words.pick(district, 'name')}_{year}"
    name = FileName(f"qujian-{district.district_id}-{year}", shown)
    headers = {"Content-Disposition": name.header("xlsx"), "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA["xlsx"], headers=headers)


def _made(store: Path, district_id: str, year: int, dimension: str, language: str) -> bytes:
    """The workbook; in a worker process."""
    return write.template(open_store(store), district_id, year, (), dimension or None, language)
