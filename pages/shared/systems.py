"""How platforms, services and honours of a district stand on a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from html import escape

from locales import Words
from pages.shared.address import link
from pages.shared.html import anchor, tag
from pages.shared.page_context import PageContext
from queries.records import System
from views import explaining


def kind(words: Words, code: str) -> str:
    """The kind of a system."""
    return {
        "platform": words.gettext("platform"),
        "mechanism": words.gettext("mechanism"),
        "service": words.gettext("service"),
        "honour": words.gettext("honour"),
        "case": words.gettext("case"),
        "plan": words.gettext("plan"),
    }[code]


def level(words: Words, code: str | None) -> str:
    """Who gave an honour."""
    return {
        "national": words.gettext("national"),
        "provincial": words.gettext("provincial"),
        "city": words.gettext("city level"),
        "district": words.gettext("district level"),
        None: words.gettext("level not stated"),
    }[code]


def system_item(context: PageContext, system: System) -> str:
    """One system: name, kind, state, what it does, and its document."""
    words = context.words
    document = context.catalogue.documents[system.document_id]
    year = f" {system.year}" if system.year else ""
    return (
        f"<li><b>{escape(words.pick(system, 'name'))}</b> "
        f'<span class="qj-mark">{escape(kind(words, system.kind))}</span> '
        f'<span class="qj-mark qj-s-{system.status}">{escape(explaining.state(words, system.status))}{year}</span><br>'
        f"{escape(words.pick(system, 'summary'))} "
        f"{anchor(link('evidence', document=document.document_id), words.pick(document, 'title'), 'qj-small')}</li>"
    )


def systems_by_dimension(context: PageContext, systems: Sequence[System]) -> str:
    """Platforms, mechanisms, services, cases and plans, folded by dimension."""
    groups: dict[str, list[System]] = defaultdict(list)
    for system in systems:
        if system.kind != "honour":
            groups[system.dimension_id].append(system)
    if not groups:
        return ""
    parts = [tag("h3", context.words.gettext("Platforms, mechanisms and services"), "qj-side")]
    for dimension_id, members in groups.items():
        count = context.words.ngettext("{n} entry", "{n} entries", len(members))
        parts.append(
            f"<details><summary>{escape(context.dimension_name(dimension_id))} "
            f'<span class="qj-small">{escape(count)}</span></summary>'
            f'<ul class="qj-systems">{"".join(system_item(context, s) for s in members)}</ul></details>'
        )
    return "".join(parts)


def honours(context: PageContext, found: Sequence[System]) -> str:
    """Honours with level and year, the undated last."""
    if not found:
        return ""
    words = context.words
    items = [_honour(context, s) for s in found]
    return tag("h3", words.gettext("Honours"), "qj-side") + f'<ul class="qj-systems">{"".join(items)}</ul>'


def _honour(context: PageContext, s: System) -> str:
    words = context.words
    document = words.pick(context.catalogue.documents[s.document_id], "title")
    dated = str(s.year) if s.year else words.gettext("undated")
    return (
        f"<li><b>{escape(words.pick(s, 'name'))}</b> "
        f'<span class="qj-mark">{escape(level(words, s.level))}</span> {escape(dated)}<br>'
        f"{escape(words.pick(s, 'summary'))} "
        f"{anchor(link('evidence', document=s.document_id), document, 'qj-small')}</li>"
    )
