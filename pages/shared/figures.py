"""How figures of a comparison stand on a page: verdict, reasons, evidence as written, the table."""

from __future__ import annotations

from html import escape

from locales import Words
from pages.shared import checking
from pages.shared.html import doubt_list, figure_link, reliability_mark, source_line, table, tag
from pages.shared.page_context import PageContext
from queries.comparability import Figure
from queries.comparison import Comparison
from queries.records import Document, Metric, Observation
from views import explaining, sentences, wording

_SIGNS = {"comparable": "✓", "partly": "◐", "not_comparable": "✕", "single": "–", "none": "–"}


def verdict(words: Words, c: Comparison) -> str:
    """May this be compared? One line, never hidden."""
    code = c.judgement.verdict
    gap = sentences.missing_sentence(words, c.missing, c.districts)
    return (
        f'<p class="qj-verdict qj-v-{code}" role="status"><b aria-hidden="true">{_SIGNS[code]}</b> '
        f"{escape(explaining.verdict(words, c))}{'。' if words.code == 'zh' else '. '}{escape(gap)}</p>"
    )


def reasons(words: Words, c: Comparison) -> str:
    """Why figures stand beside the order, and the doubts on what is shown."""
    items = []
    told = set()
    for f in (f for f in _drawn(c) if not f.compared):
        for why in f.reasons:
            text = wording.reason(words, why, f.observation)
            if why.doubt:
                told.add(why.doubt.doubt_id)
            name = sentences.name_of(words, c, f)
            items.append(f"<li><b>{escape(name)}</b> {escape(text)}</li>")
    rest = [d for d in c.doubts if d.doubt_id not in told]
    head = words.gettext("Why figures stand beside") if items else ""
    return (
        tag("h4", head)
        + (f'<ul class="qj-reasons">{"".join(dict.fromkeys(items))}</ul>' if items else "")
        + (tag("h4", words.gettext("To be read with care")) + doubt_list(words, rest) if rest else "")
    )


def _drawn(c: Comparison) -> list[Figure]:
    """The figures of the districts drawn."""
    return [f for f in c.judgement.figures if not c.shown or f.observation.district_id in c.shown]


def evidence_cards(words: Words, c: Comparison) -> str:
    """The evidence of each figure as written, with its document."""
    documents = {d.document_id: d for d in c.documents}
    return "".join(
        _card(words, c.metric, o, sentences.name_of(words, c, f), documents[o.document_id])
        for f in _drawn(c)
        for o in (f.observation, *f.conflicts)
    )


def _card(words: Words, metric: Metric, o: Observation, name: str, document: Document) -> str:
    note = words.pick(o, "note")
    return (
        f'<div class="qj-card"><div><b>{escape(name)}</b> {figure_link(words, metric, o)}</div>'
        f'<q lang="zh">{escape(o.as_written)}</q>'
        f'<div class="qj-small">{source_line(words, document)}</div>{tag("div", note, "qj-small qj-note")}</div>'
    )


def figures_table(d: PageContext, c: Comparison) -> str:
    """Every figure with rank, exactness, period, scope, status, check and source."""
    words = d.words
    documents = {d.document_id: d for d in c.documents}
    rows = [
        _row(d, c, f, o, documents[o.document_id]) for f in _drawn(c) for o in (f.observation, *f.conflicts)
    ]
    rows += [
        [
            escape(words.pick(d, "name")),
            f'<span class="qj-gap">{escape(wording.missing(words, m.kind))}</span>',
            *[""] * 7,
        ]
        for m in c.missing
        for d in c.districts
        if d.district_id == m.district_id
    ]
    head = [
        words.gettext("District"),
        words.unit(c.metric),
        words.gettext("Rank"),
        words.gettext("Period"),
        words.gettext("Scope"),
        words.gettext("Exactness"),
        words.gettext("Status"),
        words.gettext("Checked"),
        words.gettext("Source"),
    ]
    return table(head, rows, numeric=(1, 2))


def _row(d: PageContext, c: Comparison, f: Figure, o: Observation, document: Document) -> list[str]:
    words = d.words
    text = wording.bounded(words, o.qualifier, words.amount(o.value, c.metric))
    return [
        escape(sentences.name_of(words, c, f)),
        figure_link(words, c.metric, o, text),
        escape(explaining.standing(words, f, o)),
        escape(wording.period(words, o)),
        escape(wording.scope(words, o)),
        escape(wording.qualifier(words, o.qualifier)),
        escape(wording.status(words, o.status)),
        checking.mark(d, o.observation_id),
        f"{escape(words.pick(document, 'publisher'))} {reliability_mark(words, document)}",
    ]
