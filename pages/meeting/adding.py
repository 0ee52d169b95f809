"""Adding an item to a draft that the reader's browser keeps: both come with the request, nothing is kept here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from locales import LANGUAGES, Words, words
from pages.meeting.answers import FRESH, body
from pages.meeting.work import answered, language_of
from pages.shared import limits
from views.draft import LANGUAGE_OF, LONGEST_PACKED, MOST_ITEMS, Draft, from_link
from views.spec import SpecError


@answered
async def add(request: Request) -> Response:
    """The draft with one item more, as the browser keeps it, and the sentence that says so.

    The body is the item, as a packed draft of its own, and on a second line the packed draft that it joins.
    """
    item, _, draft = (await body(request, 2 * LONGEST_PACKED)).decode("ascii", "replace").partition("\n")
    code = language_of(request)
    return JSONResponse(await limits.drafts.run(_added, item, draft, code), headers=FRESH)


def _added(item: str, packed: str, code: str) -> dict[str, str]:
    draft = Draft(language=LANGUAGE_OF[code])
    with suppress(SpecError):  # a draft that cannot be read is none
        read = from_link(packed, LONGEST_PACKED)
        draft = read if read.items else replace(read, language=draft.language)
    longer = replace(draft, items=(*draft.items, *from_link(item, LONGEST_PACKED).items))
    n = len(longer.items)
    if n > MOST_ITEMS:
        raise _refused(lambda w: w.gettext("The report is full: it holds {n} items.", n=MOST_ITEMS))
    if not longer.fits_file:
        raise _refused(
            lambda w: w.gettext("The report is full: the draft would be too long to be kept as a file.")
        )
    message = words(code).ngettext(
        "Added to the report, which holds {n} item now.", "Added to the report, which holds {n} items now.", n
    )
    return {"draft": longer.packed(), "said": message}


def _refused(message: Callable[[Words], str]) -> SpecError:
    return SpecError(**{code: message(words(code)) for code in LANGUAGES})
