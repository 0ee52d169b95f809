"""Pieces of HTML that several pages share. Every text that comes from data or readers is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from locales import Words
from pages.shared.address import api_link, link
from queries.records import Document, Doubt, Metric, Observation
from views import explaining, wording

#: How many sources a chart names in full before the rest is folded away.
SOURCES_SHOWN = 2


def tag(name: str, text: str, css: str = "") -> str:
    """An element with escaped text; nothing for an empty text."""
    if not text:
        return ""
    return f"<{name}{f' class={css!r}' if css else ''}>{escape(text)}</{name}>"


def anchor(href: str, text: str, css: str = "", title: str = "") -> str:
    """A link inside the dashboard."""
    more = (f' class="{css}"' if css else "") + (f' title="{escape(title)}"' if title else "")
    return f'<a href="{escape(href)}" target="_self"{more}>{escape(text)}</a>'


def heading(title: str, subtitle: str = "", level: int = 2) -> str:
    """A finding as title (without its full stop), and under it what is measured, in which unit and period."""
    return tag(f"h{level}", title.rstrip("。."), "qj-finding") + tag("p", subtitle, "qj-subtitle")


def figure_link(
    words: Words, metric: Metric, o: Observation, text: str = "", to: Callable[..., str] = link
) -> str:
    """A number that leads to its evidence; `to` makes the address (`Desk.link` in what is kept for all readers)."""
    return anchor(
        to("evidence", observation=o.observation_id),
        text or wording.quantity(words, metric, o),
        "qj-figure",
        words.gettext("Show the source of this figure"),
    )


def reliability_mark(words: Words, document: Document) -> str:
    """A word for the kind of source, never colour alone."""
    return tag("span", wording.reliability(words, document.reliability), f"qj-mark qj-{document.reliability}")


def source_line(words: Words, document: Document) -> str:
    """Publisher, title, date and kind of one document, linking to what rests on it."""
    parts = [
        escape(words.pick(document, "publisher")),
        anchor(link("evidence", document=document.document_id), words.pick(document, "title")),
    ]
    if document.published_on:
        parts.append(escape(words.date(document.published_on)))
    return words.clauses(parts) + " " + reliability_mark(words, document)


def sources(words: Words, documents: Sequence[Document], data_version: str) -> str:
    """The documents under a chart: the first ones in full, the rest one click away, and the version of the data."""
    version = words.gettext("Data version {version}", version=data_version)
    if not documents:
        return f'<div class="qj-sources">{escape(version)}</div>'
    lines = [f"<li>{source_line(words, d)}</li>" for d in documents]
    folded = ""
    if len(lines) > SOURCES_SHOWN:
        more = words.ngettext("{n} more source", "{n} more sources", len(lines) - SOURCES_SHOWN)
        rest = "".join(lines[SOURCES_SHOWN:])
        folded = (
            f"<details><summary>{escape(more)}</summary><ol start='{SOURCES_SHOWN + 1}'>{rest}</ol></details>"
        )
    return (
        f'<div class="qj-sources"><b>{escape(words.gettext("Sources"))}</b>'
        f"<ol>{''.join(lines[:SOURCES_SHOWN])}</ol>{folded}{escape(version)}</div>"
    )


def more(words: Words, n: int) -> str:
    """How many further entries a list leaves out; '' where it leaves out none."""
    return words.ngettext("and {n} more", "and {n} more", n) if n > 0 else ""


def doubt_list(words: Words, doubts: Iterable[Doubt]) -> str:
    """Doubts with the word for their gravity, the gravest first."""
    items = [
        f'<li class="qj-{d.severity}"><b>{escape(wording.gravity(words, d))}</b> '
        f"{escape(words.pick(d, 'text'))}</li>"
        for d in doubts
    ]
    return f'<ul class="qj-doubts">{"".join(items)}</ul>' if items else ""


def table(
    head: Sequence[str], rows: Iterable[Sequence[str]], numeric: Iterable[int] = (), caption: str = ""
) -> str:
    """A table of ready HTML cells; the columns in `numeric` are set to the right.

    The first cell of a row is its header, which screen readers say with every other cell; an empty head is a corner.
    """
    right = set(numeric)

    def cell(name: str, i: int, value: str, scope: str = "") -> str:
        marks = (" class=number" if i in right else "") + (f" scope={scope}" if scope else "")
        return f"<{name}{marks}>{value}</{name}>"

    top = "".join(cell("th", i, escape(h), "col") if h else cell("td", i, "") for i, h in enumerate(head))
    body = "".join(
        f"<tr>{''.join(cell('td', i, v) if i else cell('th', i, v, 'row') for i, v in enumerate(row))}</tr>"
        for row in rows
    )
    return (
        f'<div class="qj-scroll" tabindex="0"><table class="qj-table">{tag("caption", caption)}'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def quotable(words: Words, sentence: str, documents: Sequence[Document]) -> str:
    """The sentence with its sources behind a fold, as one text to select and copy into a report."""
    text = cited(words, sentence, documents)
    fold = (
        f"<details><summary>{escape(words.gettext('To copy, with sources'))}</summary>"
        f'<p class="qj-copy">{escape(text)}</p></details>'
        if documents
        else ""
    )
    return tag("p", sentence, "qj-sentence") + fold


def cited(words: Words, sentence: str, documents: Sequence[Document]) -> str:
    """A sentence with its sources, as a report quotes it."""
    if not documents:
        return sentence
    sources = words.statements(explaining.citation(words, d) for d in documents)
    return f"{sentence}{words.gettext(' (Sources: {sources})', sources=sources)}"


def downloads(words: Words, endpoint: str, formats: Sequence[str] = ("csv",), /, **parameters: str) -> str:
    """Links that save what is shown; the file is made when asked for."""
    names = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
    links = [
        f'<a href="{escape(api_link(endpoint, format=f, **parameters))}" download>{names[f]}</a>'
        for f in formats
    ]
    return f'<p class="qj-downloads">{escape(words.gettext("Download"))} {" · ".join(links)}</p>'


def picture(svg: str, alternative: str) -> str:
    """A small drawing with its text alternative; '' for an empty drawing."""
    if not svg:
        return ""
    return f'<img class="qj-svg" alt="{escape(alternative)}" src="data:image/svg+xml,{quote(svg)}">'


def notice(text_html: str, css: str = "") -> str:
    """A quiet box for what a reader must know; takes ready HTML."""
    return f'<div class="qj-notice {css}">{text_html}</div>'


def takeaway(d: Any, *args: Any, **how: Any) -> str:
    """What `d.takeaway` gives, to be put together with other pieces of HTML."""
    return str(d.takeaway(*args, **how))


def adding(d: Any, spec: Any) -> str:
    """What `d.adding` gives, to be put together with other pieces of HTML."""
    return str(d.adding(spec))
