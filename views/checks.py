"""Published figures that do not fit others: what is said of them wherever they are shown."""

from __future__ import annotations

from collections.abc import Iterable

from locales import Words
from queries.checks import Check, checks_on, outcomes
from queries.records import Observation
from queries.store import Store
from views import wording
from views.view import Note


def computed(store: Store, words: Words, c: Check) -> str:
    """Return what the parts of a relation give, with its unit; a dash where nothing follows from them."""
    if c.computed is None:
        return "–"
    metric = store.catalogue.metrics[c.result.metric_id]
    if c.relation.kind in ("ratio", "growth"):  # one decimal more than is published
        metric = metric._replace(decimals=min(2, metric.decimals + 1))
    text = wording.span_of(words, metric, c.computed)
    return f"≥ {text}" if c.relation.sense == ">=" else text


def notes(store: Store, words: Words, figures: Iterable[Observation]) -> list[Note]:
    """Return what does not fit among these figures, each relation once; grave where it is one of them that does not."""
    known = outcomes(store)
    shown = dict.fromkeys(o.observation_id for o in figures if known.get(o.observation_id) == "disagrees")
    made = dict.fromkeys(
        _note(store, words, c, grave=c.result.observation_id in shown)
        for observation_id in shown
        for c in checks_on(store, observation_id)
        if c.outcome == "disagrees"
    )
    return sorted(made, key=lambda n: not n.grave)


def _note(store: Store, words: Words, c: Check, *, grave: bool) -> Note:
    catalogue = store.catalogue
    metric = catalogue.metrics[c.result.metric_id]
    text = words.gettext(
        "{district}, {metric}, {period}: published is {amount}, other published figures give {computed}.",
        district=words.pick(catalogue.districts[c.result.district_id], "name"),
        metric=words.pick(metric, "name"),
        period=wording.period(words, c.result),
        amount=wording.quantity(words, metric, c.result),
        computed=computed(store, words, c),
    )
    return Note(
        words.gettext("Does not fit"), words.paragraph((text, words.pick(c.relation, "text"))), grave, "check"
    )
