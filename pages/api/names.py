"""The names of files that leave the house: metric, districts, period, language, in a form for old and new programs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from locales import DEFAULT_LANGUAGE, Words, words
from queries import explaining
from queries.store import Store

#: More districts than these are counted, not named.
NAMED = 3
_UNFIT = re.compile(r'[\\/:*?"<>|%\x00-\x1f\x7f]+')


class FileName(NamedTuple):
    """A name without its ending: letters, digits and hyphens for programs that know no more, and as it should read."""

    plain: str
    full: str

    def header(self, ending: str) -> str:
        """The value of Content-Disposition."""
        full = quote(f"{self.full}.{ending}", safe="")
        return f"attachment; filename=\"{self.plain}.{ending}\"; filename*=UTF-8''{full}"


def plain_name(text: str) -> FileName:
    """A name that reads the same everywhere."""
    return FileName(text, text)


def file_name(
    store: Store, metric_id: str, district_ids: Sequence[str], period: str, view: str, code: str
) -> FileName:
    """Metric, districts, period, view and language of what is in a file; tables are bilingual and name none."""
    spoken = words(code or DEFAULT_LANGUAGE)
    catalogue = store.catalogue
    everyone = len(district_ids) == len(catalogue.districts)
    if everyone:
        named = spoken.gettext("all districts")
    elif len(district_ids) > NAMED:
        named = spoken.ngettext("{n} district", "{n} districts", len(district_ids))
    else:
        named = "、".join(spoken.pick(catalogue.districts[d], "name") for d in district_ids)
    shown = "" if view == "published" else _views(spoken).get(view, view)
    parts = [spoken.pick(catalogue.metrics[metric_id], "name"), shown, named, period.replace("–", "-"), code]
    ids = (
        "all"
        if everyone
        else "-".join(district_ids)
        if len(district_ids) <= NAMED
        else f"{len(district_ids)}-districts"
    )
    plain = ["qujian", metric_id, "" if view == "published" else view, ids, period.replace("–", "-"), code]
    joined = "_".join(_UNFIT.sub(" ", p).strip() for p in parts if p)
    return FileName("-".join(p.replace("_", "-") for p in plain if p)[:120], joined[:100])


def _views(spoken: Words) -> dict[str, str]:
    series = {"index": spoken.gettext("index"), "change": spoken.gettext("change on the year before")}
    return explaining.view_names(spoken) | series
