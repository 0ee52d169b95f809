"""The names of files to download: metric, districts, period, language, in a form for old and new programs."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

from locales import DEFAULT_LANGUAGE, Words, words
from queries.store import Store
from views import explaining
from views.spec import Kind

#: More districts than these are counted, not named.
NAMED = 3
#: The longest name, in bytes: file systems take 255, with an ending.
LONGEST = 200
_UNFIT = re.compile(r'[\\/:*?"<>|%\x00-\x1f\x7f]+')


class FileName(NamedTuple):
    """A name without its ending: letters, digits and hyphens for programs that know no more, and as it should read."""

    plain: str
    full: str

    def of_version(self, version: str) -> FileName:
        """The same name with the version of the data."""
        return FileName(f"{self.plain}-{version}", f"{self.full}_{version}")

    def marked(self, marks: Sequence[tuple[str, str]], code: str) -> FileName:
        """The same name with more marks before its language, each for old programs and as it should read."""
        ends = (f"-{code}", f"_{code}")
        plain, full = (name.removesuffix(end) for name, end in zip(self, ends, strict=True))
        of_plain = "".join(f"-{mark}" for mark, _ in marks if mark) + ends[0]
        of_full = "".join(f"_{_fit(mark)}" for _, mark in marks if mark) + ends[1]
        return FileName(_cut(plain, of_plain) + of_plain, _cut(full, of_full) + of_full)

    def header(self, ending: str) -> str:
        """The value of Content-Disposition."""
        full = quote(f"{self.full}.{ending}", safe="")
        return f"attachment; filename=\"{self.plain}.{ending}\"; filename*=UTF-8''{full}"


def _fit(text: str) -> str:
    """A text as part of a name: without signs that file systems refuse."""
    return _UNFIT.sub(" ", text).strip()


def _cut(name: str, end: str) -> str:
    """The beginning of a name that has room before an end: its last part says what differs and stays whole."""
    return name.encode()[: LONGEST - len(end.encode())].decode(errors="ignore").rstrip("-_ ")


def plain_name(text: str) -> FileName:
    """A name that reads the same everywhere."""
    return FileName(text, text)


def file_name(
    store: Store, metric_id: str, district_ids: Sequence[str], period: str, view: str, code: str
) -> FileName:
    """Metric, districts, period, view and language of what is in a file; tables are bilingual and name none."""
    translator = words(code or DEFAULT_LANGUAGE)
    catalogue = store.catalogue
    shown = "" if view == "published" else _views(translator).get(view, view)
    name = translator.pick(catalogue.metrics[metric_id], "name")
    ids = _ids(store, district_ids)
    named = districts_named(store, translator, district_ids)
    parts = [name, shown, named, period.replace("–", "-"), code]
    plain = ["qujian", metric_id, "" if view == "published" else view, ids, period.replace("–", "-"), code]
    return _name(plain, parts)


def topic_name(
    store: Store, topic: str, district_ids: Sequence[str], period: str = "", code: str = "", title: str = ""
) -> FileName:
    """The name of a file of what no single metric names: its topic, districts, period and language."""
    translator = words(code or DEFAULT_LANGUAGE)
    named = districts_named(store, translator, district_ids)
    parts = [title or _topics(translator).get(topic, topic), named, period, code]
    return _name(["qujian", topic, _ids(store, district_ids), period, code], parts)


def topic_of(answer: str, kind: Kind) -> str:
    """Return the topic of a file that shows a kind of view: its own where it has one, else that of its answer."""
    return kind if kind in _topics(words(DEFAULT_LANGUAGE)) else answer


def _name(plain: Sequence[str], full: Sequence[str]) -> FileName:
    joined = "_".join(_fit(p) for p in full if p)
    return FileName("-".join(p.replace("_", "-") for p in plain if p)[:120], joined[:100])


def digest(values: Sequence[object]) -> str:
    """A few letters that differ for different values: of what a name has no room to say."""
    return f"{zlib.crc32(repr(tuple(values)).encode()) & 0xFFFF:04x}" if values else ""


def districts_named(store: Store, translator: Words, district_ids: Sequence[str]) -> str:
    """The districts of a file: all, a few by name, more by number."""
    if not district_ids or len(district_ids) == len(store.catalogue.districts):
        return translator.gettext("all districts")
    if len(district_ids) > NAMED:
        return translator.ngettext("{n} district", "{n} districts", len(district_ids))
    return "、".join(translator.pick(store.catalogue.districts[d], "name") for d in district_ids)


def _ids(store: Store, district_ids: Sequence[str]) -> str:
    if not district_ids or len(district_ids) == len(store.catalogue.districts):
        return "all"
    return "-".join(district_ids) if len(district_ids) <= NAMED else f"{len(district_ids)}-districts"


def _topics(translator: Words) -> dict[str, str]:
    return {
        "comparisons": translator.gettext("Several comparisons"),
        "ready": translator.gettext("What can be compared"),
        "practices": translator.gettext("What the districts do"),
        "practice_counts": translator.gettext("Practices by dimension"),
        "coverage": translator.gettext("What the sources hold"),
        "brief": translator.gettext("Brief"),
        "gaps": translator.gettext("What others have"),
        "honours": translator.gettext("Honours"),
        "tasks": translator.gettext("Tasks"),
        "targets": translator.gettext("Requirements and figures"),
    }


def _views(translator: Words) -> dict[str, str]:
    series = {
        "index": translator.gettext("index"),
        "change": translator.gettext("change on the year before"),
        "growth": translator.gettext("average annual growth"),
    }
    return explaining.view_names(translator) | series
