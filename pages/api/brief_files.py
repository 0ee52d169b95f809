"""A brief as a file to hand out: the page of the district itself, made by the process for files."""

from __future__ import annotations

import logging

from pages.api.errors import ApiError
from pages.api.names import topic_name
from pages.api.parameters import Parameters
from pages.api.responses import PictureFile
from pages.api.specs import kind_of, spec_of_request, words_of
from queries.store import Store
from reports.files import Format, made
from reports.jobs import worker_pool
from reports.jobs.job_queue import QueueFull
from reports.write.fonts import FontsMissing
from views.draft import LANGUAGE_OF, Draft, Item

_log = logging.getLogger(__name__)


def brief_file(store: Store, p: Parameters, form: Format) -> PictureFile:
    """The brief that a request asks for, as a file in its language; raises ApiError."""
    code = words_of(p).code
    spec = spec_of_request(store, p, kind_of(p, "brief"))
    one = Draft(language=LANGUAGE_OF[code], items=(Item(spec),), template="brief")
    try:
        file = worker_pool.files.run(made, store.path, one.as_json(), code, form, p.today)
    except QueueFull as error:
        raise ApiError("busy") from error
    except FontsMissing as error:
        raise ApiError("pictures_no_fonts") from error
    except worker_pool.WorkerLost as error:
        _log.error("A brief could not be made: %s", error)
        raise ApiError("work_failed") from error
    return PictureFile(file.content, topic_name(store, "brief", spec.many("district"), code=code))
