"""A draft in one language, ready to be set: its views with the writer's titles and comments.

A writer (slides, document, workbook, PDF) takes a `Report` and sets it; it asks no questions of the data and makes no
sentences of its own: `def write(report: Report) -> bytes`.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from locales import Words
from queries import frames
from queries.frame_columns import OBSERVATIONS
from queries.frames import Rows
from queries.records import Document
from queries.store import Store
from reports.collecting import Collector
from views import selection, wording
from views.build import build, unknown_ids
from views.draft import Draft, Item
from views.spec import KINDS, ViewSpec
from views.view import Note, View, failed

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Report:
    """A report in one language, ready to be set."""

    #: For the file: qujian-NAME-LANG.EXT
    name: str
    title: str
    subtitle: str
    words: Words
    views: tuple[View, ...]
    data_version: str
    #: The date of the data version, ISO form, '' where it has no release; the date inside every file.
    released_on: str
    #: A row for each published figure behind the views, each once, with ids, period, bounds and document.
    observations: Rows = field(default_factory=lambda: Rows(OBSERVATIONS, []))
    #: Who signs it and of which day it is, as it is printed; the names of what is attached. Empty where nobody said.
    signature: str = ""
    dated: str = ""
    attachments: tuple[str, ...] = ()

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """All documents behind the report, each once, in the order they are first used."""
        return tuple({d.document_id: d for b in self.views for d in b.documents}.values())

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {d.document_id: n for n, d in enumerate(self.documents, start=1)}

    def number(self, document: Document) -> int:
        """The number of a document in the list at the end."""
        return self._numbers[document.document_id]

    @cached_property
    def sections(self) -> tuple[tuple[str, tuple[View, ...]], ...]:
        """The views by chapter, in their order."""
        found: list[tuple[str, list[View]]] = []
        for b in self.views:
            if not found or found[-1][0] != b.section:
                found.append((b.section, []))
            found[-1][1].append(b)
        return tuple((name, tuple(members)) for name, members in found)

    @cached_property
    def findings(self) -> tuple[View, ...]:
        """The views whose title is a finding, for the page that sums up.

        Without context and what stands in the appendix, unless there is nothing else.
        """
        at = next((i for i, b in enumerate(self.views) if b.spec.kind == "older"), len(self.views))
        main = tuple(b for b in self.views[:at] if b.finds and not b.is_context)
        return main or tuple(b for b in self.views if b.finds)

    @property
    def is_brief(self) -> bool:
        """Whether it holds briefs, which are set as a page a district, and besides at most texts."""
        return any(b.brief for b in self.views) and all(b.spec.kind in ("brief", "text") for b in self.views)

    @property
    def edition(self) -> str:
        """Data version and its date in one line."""
        words = self.words
        if not self.released_on:
            return words.gettext("Data version {version}", version=self.data_version)
        day = words.date(dt.date.fromisoformat(self.released_on))
        return words.gettext("Data version {version} of {date}", version=self.data_version, date=day)


def report(store: Store, words: Words, draft: Draft, today: dt.date, name: str = "") -> Report:
    """Return the draft in one language; tasks and requirements stand as on the day given."""
    from reports.templates import title_of

    views = _in_appendix([resolve(store, words, i, today) for i in draft.items])
    figures = dict.fromkeys(e.observation for v in views for e in v.evidence)
    return Report(
        name=name or draft.template or "report",
        title=draft.title or title_of(store, words, draft),
        subtitle=_districts_of(store, words, draft),
        words=words,
        views=views,
        data_version=store.version,
        released_on=store.meta.get("released_on", ""),
        observations=frames.observations(store.catalogue, figures),
        signature=draft.signature,
        dated=words.date(dt.date.fromisoformat(draft.dated)) if draft.dated else "",
        attachments=draft.attachments,
    )


def _in_appendix(views: Sequence[View]) -> tuple[View, ...]:
    """The views with all that follows the heading of an appendix in its chapter."""
    at = next((i for i, v in enumerate(views) if v.spec.kind == "older"), len(views))
    return (*views[:at], *(replace(v, section=views[at].section) for v in views[at:]))


def resolve(store: Store, words: Words, item: Item, today: dt.date) -> View:
    """Return the view of an item; of one that fails, a view that says so: the others are not lost with it."""
    try:
        return answer(store, words, item, today)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one item, the rest of the report stands
        return in_place_of(_named(View(item.spec, words, ""), item), "shown", error)


#: The specs of the items that failed.
failed_items: Collector[ViewSpec] = Collector("failed_items")


def in_place_of(view: View, what: str, error: Exception) -> View:
    """Return the view that says in the place of another that it cannot be shown; log why, and note it as a failure."""
    _log.error("The item %s cannot be %s: %s: %s", view.spec.kind, what, type(error).__name__, error)
    _log.debug("item failed", exc_info=error)
    failed_items.add(view.spec)
    replacement = failed(view.words, view.spec, view.title if view.is_named else "")
    return replace(replacement, comment=view.comment, is_named=view.is_named)


def answer(store: Store, words: Words, item: Item, today: dt.date) -> View:
    """Return the view of an item with the writer's title and comment; raise what goes wrong."""
    return _named(build(store, words, item.spec, today), item)


def _named(view: View, item: Item) -> View:
    if item.spec.kind == "text":
        view = replace(view, section=item.title)
    view = replace(view, comment=item.comment)
    if not item.title:
        return view
    # What the title no longer says, the subtitle must.
    subtitle = " · ".join(t for t in (view.name, view.subtitle) if t) if view.finding else view.subtitle
    finds = view.finds or view.finds_if_named
    return replace(view, title=item.title, subtitle=subtitle, is_named=True, finds=finds)


def unknown(store: Store, draft: Draft) -> list[str]:
    """Return the ids in a draft that the data do not know, as `name=id`."""
    return list(dict.fromkeys(text for i in draft.items for text in unknown_ids(store, i.spec)))


def left_out(store: Store, words: Words, draft: Draft) -> str:
    """Return how many figures of its districts the sources of a draft leave out, in a sentence; '' where none."""
    chosen = {
        i.spec.get("reliability") for i in draft.items if "reliability" in KINDS[i.spec.kind].parameters
    }
    districts = _district_ids(store, draft)
    if len(chosen) != 1 or not districts:
        return ""
    everything = ViewSpec("trend", (("districts", ",".join(districts)), ("reliability", chosen.pop())))
    return "".join(n.text for n in selection.left_out(store, words, everything))


def _district_ids(store: Store, draft: Draft) -> list[str]:
    specs = [i.spec for i in draft.items]
    return list(
        dict.fromkeys(d for s in specs for d in (s.many("district") or selection.districts(store, s)))
    )


def _districts_of(store: Store, words: Words, draft: Draft) -> str:
    """The districts a report is about."""
    named = _district_ids(store, draft)
    known = [words.pick(x, "name") for d, x in store.catalogue.districts.items() if d in named]
    return wording.districts(words, known)


def how_to_read(report: Report) -> tuple[Note, ...]:
    """The rules by which figures were set side by side, the signs, and where these very figures stay open."""
    words = report.words
    return (
        Note(
            words.gettext("Order"),
            words.gettext(
                "Districts are ordered only by figures of the same period, of the whole district and of the same"
                " status, and only where the exactness of the figures decides it."
            ),
        ),
        Note(
            words.gettext("Signs"),
            words.gettext(
                "≥ lower bound, ≤ upper bound, ≈ approximate; “est.”: estimate, not yet an actual figure."
            ),
        ),
        Note(
            words.gettext("Missing"),
            words.gettext(
                "— not in our sources: nobody has shown that the figure does not exist, and it is never zero."
            ),
        ),
        Note(
            words.gettext("Best"),
            words.gettext(
                "Largest and smallest are said; whether more is better is for the reader to judge."
            ),
        ),
        Note(
            words.gettext("Data"),
            words.gettext(
                "{edition}. Later versions may differ; Qujian opens these figures at the address {address}.",
                edition=report.edition,
                address=f"/?data={report.data_version}",
            ),
        ),
    )
