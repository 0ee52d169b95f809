"""One address asked for, as a process of the sweep does it: '' where all is well, else what went wrong."""

from __future__ import annotations

import logging
from functools import cache

import httpx
from starlette.applications import Starlette
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from locales import words
from pages.api import routes
from tests.pages.reader import FAILURE, ROOT
from tests.sweeping.addresses import Address
from tests.waiting import awaited

#: Seconds that a page may take on a busy machine.
PATIENCE = 120


#: The API refuses what is put together wrongly; the sweep asks only for what there is.
REFUSED = 422


#: Warns, at every visit without a browser, that there is none.
NOISY = "streamlit.runtime.scriptrunner_utils.script_run_context"


class _Last(logging.Handler):
    """The last exception that was logged: pages log why they failed."""

    cause = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep its type, text and place."""
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            trace = error.__traceback__
            while trace and trace.tb_next:
                trace = trace.tb_next
            place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
            self.cause = f"{type(error).__name__}: {str(error)[:80]} ({place.removeprefix(f'{ROOT}/')})"


_last = _Last()


def begin() -> None:
    """Prepare a process: quiet, and what Streamlit reads of the installed packages is read once."""
    logging.getLogger().handlers[:] = [_last]
    logging.getLogger(NOISY).disabled = True
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def visit(address: Address) -> str:
    """Open a page."""
    _last.cause = ""
    at = AppTest.from_file(str(ROOT / "pages/frame.py"), default_timeout=PATIENCE)
    if address.path:
        at.switch_page(f"{address.path}.py")
    for name, value in address.parameters.items():
        at.query_params[name] = value
    try:
        at.run()
    except RuntimeError as error:  # it took too long
        return str(error)
    said = "".join(str(e.proto.body) for e in at.get("html"))
    if at.exception:
        return "; ".join(str(e.value) for e in at.exception)
    if any(words(code).gettext(FAILURE) in said for code in ("zh", "en")):
        return _last.cause or "the page says that it has failed"
    return ""


def ask(address: Address) -> str:
    """Ask the API."""
    _last.cause = ""
    answer = awaited(_answer(str(address)))
    if answer.status_code < 500 and answer.status_code != REFUSED:
        return ""
    return f"{answer.status_code} {_last.cause or answer.json()['error']['code']}"


async def _answer(url: str) -> httpx.Response:
    transport = httpx.ASGITransport(Starlette(routes=routes), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://sweep", timeout=PATIENCE) as client:
        return await client.get(url)
