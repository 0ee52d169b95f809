"""The passage of the stored document that a figure was taken from, with its phrase marked."""

from __future__ import annotations

import json
from typing import NamedTuple

from data import settings
from pages.shared.identity import reader
from pages.shared.page_context import PageContext

#: So many characters are shown before and behind the phrase.
AROUND = 120


class Passage(NamedTuple):
    """The words around a figure, where they stand, and the file: its name, its hash, and where it is opened."""

    before: str
    phrase: str
    after: str
    address: str
    file_name: str
    sha256: str
    original: str


def draw_passage(d: PageContext, observation_id: str) -> None:
    """Draw where a figure stands in the document it was taken from; nothing where it was typed in.

    Asked anew each time: what the workspace holds of a figure is not part of the data that pages keep for all.
    """
    if not settings.has_workspace():
        return
    found = _passage(d, observation_id)
    if found is not None:
        d.show("evidence/passage.html", passage=found)


def _passage(d: PageContext, observation_id: str) -> Passage | None:
    from data.workspace.database import WorkspaceError, open_workspace
    from data.workspace.intake_documents import reading_of
    from data.workspace.intake_sending import place_of
    from intake.document import document_from_json

    try:
        with open_workspace().reading() as connection:
            place = place_of(connection, observation_id)
            kept = json.loads(reading_of(connection, place.intake_id)) if place else {}
    except WorkspaceError:
        return None
    if place is None:
        return None
    text = document_from_json(kept["document"]).text
    person = reader()
    may_open = person is not None and person.may("propose")
    return Passage(
        _cut(text[: place.char_start], AROUND, from_end=True),
        text[place.char_start : place.char_end],
        _cut(text[place.char_end :], AROUND, from_end=False),
        place.address,
        place.file_name,
        place.sha256,
        d.link("intake/original", id=str(place.intake_id)) if may_open else "",
    )


def _cut(text: str, most: int, *, from_end: bool) -> str:
    """The nearest part of a text, within its paragraph."""
    lines = text.split("\n")
    near = lines[-1] if from_end else lines[0]
    if len(near) <= most:
        return near
    return f"…{near[-most:]}" if from_end else f"{near[:most]}…"
