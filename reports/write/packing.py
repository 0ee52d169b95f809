"""Office files that are the same byte for byte whenever the same report is written."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

from reports.report import Report

#: Zip archives know no time before this; it is nobody's time of writing.
EPOCH = (1980, 1, 1, 0, 0, 0)
#: The date inside files made from data without a release: files must not differ by the day they were made.
UNRELEASED = dt.datetime(2026, 1, 1)
_DATED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
#: A face for Latin letters in a chart of a workbook that names none for Chinese ones.
_LATIN_ALONE = re.compile(rb'(<a:latin typeface=("[^"]*")[^>]*/>)(?!<a:ea)')
_PACKED = (".xlsx", ".docx", ".pptx")
#: What programs leave in a template and what is wrong of the files made from it: a picture, counts, older styles.
_LEFTOVERS = (
    "/thumbnail",
    "/extended-properties",
    "/custom-properties",
    "/printerSettings",
    "/stylesWithEffects",
)


def moment(released_on: str) -> dt.datetime:
    """The date of a data version as the time inside a file; a fixed one where the data have no release."""
    return dt.datetime.fromisoformat(released_on) if released_on else UNRELEASED


def drop_leftovers(relationships: Any) -> None:
    """Take the leftovers of the program that saved a template out of the relationships of a part or package."""
    for name, relationship in list(relationships.items()):
        if relationship.reltype.endswith(_LEFTOVERS):
            relationships.pop(name)


def saved(made: Any, report: Report) -> bytes:
    """A document or presentation as a file, the same for the same report; its properties are the report's."""
    core = made.core_properties
    core.title, core.subject, core.language = report.title, report.edition, report.words.tag
    core.author = core.last_modified_by = report.words.gettext("Qujian")
    core.keywords = core.comments = ""
    core.revision = 1
    core.created = core.modified = moment(report.released_on)
    file = io.BytesIO()
    made.save(file)
    return stable(file.getvalue(), report.released_on)


def stable(data: bytes, released_on: str) -> bytes:
    """A zip-based office file with the date of the data version inside, embedded workbooks included."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(_PACKED):
                content = stable(content, released_on)
            elif name.startswith("xl/charts/chart"):
                content = _LATIN_ALONE.sub(rb"\g<1><a:ea typeface=\g<2>/>", content)
            elif name == "docProps/core.xml":
                content = _DATED.sub(
                    rb"\g<1>" + f"{moment(released_on):%Y-%m-%d}T00:00:00Z".encode() + rb"\g<2>", content
                )
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return out.getvalue()
