"""How checks of figures against each other stand on a page: those of one figure, and all of them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from locales import Words
from pages.shared import html
from pages.shared.page_context import PageContext
from queries.checks import Check, all_checks, checks_on, outcomes
from views import wording

_SIGNS = {"agrees": "✓", "disagrees": "≠", "unchecked": "?"}
_ORDER = {"disagrees": 0, "agrees": 1, "unchecked": 2}


def outcome(words: Words, code: str) -> str:
    """What came of a check."""
    return {
        "agrees": words.gettext("agrees"),
        "disagrees": words.gettext("disagrees"),
        "unchecked": words.gettext("cannot be checked"),
    }[code]


def mark(d: PageContext, observation_id: str) -> str:
    """The sign and word of what the checks of a figure gave; '' for a figure that no relation speaks of."""
    code = outcomes(d.store).get(observation_id)
    if code is None:
        return ""
    css = "qj-nowrap qj-do_not_compare" if code == "disagrees" else "qj-nowrap"
    return html.tag("span", f"{_SIGNS[code]} {outcome(d.words, code)}", css)


def sign(d: PageContext, observation_id: str) -> str:
    """The same as a bare sign with its word as title, for narrow cells; nothing for what could not be checked."""
    code = outcomes(d.store).get(observation_id)
    if code is None or code == "unchecked":
        return ""
    word = escape(outcome(d.words, code))
    return f' <small title="{word}" role="img" aria-label="{word}">{_SIGNS[code]}</small>'


def of_figure(d: PageContext, observation_id: str) -> str:
    """The checks in which a figure takes part; says so where there are none."""
    words = d.words
    found = checks_on(d.store, observation_id)
    if not found:
        return ""
    items = "".join(f"<li>{_mark(words, c)} {_sentence(d, c)}</li>" for c in found)
    return f'<p><b>{escape(words.gettext("Checked against other figures"))}</b></p><ul class="qj-doubts">{items}</ul>'


def overview(d: PageContext, text: str) -> str:
    """All checks, those that disagree first, both sides of each with their documents."""
    words = d.words
    wanted = text.lower().split()
    found = [c for c in all_checks(d.store) if all(w in _haystack(d, c) for w in wanted)]
    found.sort(key=lambda c: _ORDER[c.outcome])
    counts = " · ".join(
        f"{_SIGNS[code]} {outcome(words, code)}: {sum(c.outcome == code for c in found)}" for code in _ORDER
    )
    head = [
        words.gettext("Outcome"),
        words.gettext("District"),
        words.gettext("Published figure"),
        words.gettext("Period"),
        words.gettext("What the parts give"),
        words.gettext("Parts"),
        words.gettext("Relation"),
    ]
    return (
        html.tag("p", counts, "qj-count")
        + html.table(head, [_row(d, c) for c in found], numeric=(2,))
        + html.downloads(words, "relations", ("csv", "xlsx"))
    )


def _row(d: PageContext, c: Check) -> list[str]:
    words = d.words
    metric = d.catalogue.metrics[c.result.metric_id]
    document = d.catalogue.documents[c.result.document_id]
    tolerance = f"<small>{escape(words.pick(c.relation, 'tolerance_note'))}</small>"
    return [
        _mark(words, c),
        escape(d.district_name(c.result.district_id)),
        f"{html.figure_link(words, metric, c.result)}<br><small>{escape(words.pick(metric, 'name'))}</small>",
        escape(wording.period(words, c.result)),
        escape(_computed(words, d, c)),
        _parts(d, c.parts, c.missing, c.result.document_id),
        f"{escape(words.pick(c.relation, 'text'))}<br>{tolerance} {html.source_line(words, document)}",
    ]


def _mark(words: Words, c: Check) -> str:
    css = {"agrees": "", "disagrees": " qj-do_not_compare", "unchecked": ""}[c.outcome]
    sign = f'<span aria-hidden="true">{_SIGNS[c.outcome]}</span>'
    return f'<b class="qj-nowrap{css}">{sign} {escape(outcome(words, c.outcome))}</b>'


def _computed(words: Words, d: PageContext, c: Check) -> str:
    if c.computed is None:
        return "–"
    metric = d.catalogue.metrics[c.result.metric_id]
    finer = (
        metric._replace(decimals=min(2, metric.decimals + 1))
        if c.relation.kind in ("ratio", "growth")
        else metric
    )
    text = wording.span_of(words, finer, c.computed)
    return f"≥ {text}" if c.relation.sense == ">=" else text


def _parts(d: PageContext, parts: Sequence, missing: Sequence[str], own_document: str) -> str:  # type: ignore[type-arg]
    """The parts with their figures; a document is named where it is not that of the result."""
    words = d.words
    lines = []
    for o in parts:
        metric = d.catalogue.metrics[o.metric_id]
        line = f"{escape(words.pick(metric, 'name'))} {html.figure_link(words, metric, o)}"
        if o.document_id != own_document:
            line += f" <small>{escape(words.pick(d.catalogue.documents[o.document_id], 'title'))}</small>"
        lines.append(line)
    gap = words.gettext(": no figure for this period")
    lines += [html.tag("span", d.metric_name(m) + gap, "qj-small") for m in missing]
    return "<br>".join(lines)


def _sentence(d: PageContext, c: Check) -> str:
    """One check in a line: relation, what the parts give, the parts."""
    words = d.words
    metric = d.catalogue.metrics[c.result.metric_id]
    published = f"{escape(words.pick(metric, 'name'))} {html.figure_link(words, metric, c.result)}"
    computed = escape(_computed(words, d, c))
    parts = _parts(d, c.parts, c.missing, c.result.document_id).replace("<br>", words.language.semicolon)
    gives = escape(words.gettext("parts give"))
    return f"{escape(words.pick(c.relation, 'text'))}<br>{published}; {gives} {computed} ({parts})"


def _haystack(d: PageContext, c: Check) -> str:
    names = [
        d.district_name(c.result.district_id),
        c.relation.text_zh,
        c.relation.text_en,
        str(c.result.year),
    ]
    names += [d.metric_name(m) for m in (c.result.metric_id, *c.relation.part_metric_ids)]
    return " ".join(names).lower()
