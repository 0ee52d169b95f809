"""Evidence on a card: everything behind one figure, as the presentation shows it on a click."""

from __future__ import annotations

from typing import Any

from locales import Words
from queries.store import Store
from views import wording
from views.evidence import Evidence


def card(store: Store, words: Words, e: Evidence) -> dict[str, Any]:
    """One figure: what it says, as written, and the facts about it (label and text; empty ones left out)."""
    o, metric = e.observation, e.metric
    district = words.pick(store.catalogue.districts[o.district_id], "name")
    doubts = store.catalogue.doubts_on(o.metric_id, o.district_id, o.year)
    facts = [
        (words.gettext("Document"), words.pick(e.document, "title")),
        (words.gettext("Publisher"), wording.published(words, e.document)),
        (words.gettext("Reliability"), wording.reliability(words, e.document.reliability)),
        (words.gettext("Section"), wording.section(words, o) if o.section else ""),
        (words.gettext("Period"), _period(words, e)),
        (words.gettext("Scope"), wording.scope(words, o)),
        (words.gettext("Exactness"), wording.exactness(words, metric, o)),
        (words.gettext("Status"), wording.status(words, o.status)),
        (words.gettext("Note"), words.pick(o, "note")),
        *((wording.gravity(words, d), words.pick(d, "text")) for d in doubts),
        (words.gettext("Figure number"), o.observation_id),
    ]
    url = e.document.url or ""
    return {
        "title": f"{district} · {words.pick(metric, 'name')}",
        "amount": wording.quantity(words, metric, o),
        "period": wording.period(words, o),
        "written": o.as_written,
        "facts": [fact for fact in facts if fact[1]],
        "url": url if url.startswith(("http://", "https://")) else "",
    }


def _period(words: Words, e: Evidence) -> str:
    basis = wording.basis(words, e.observation.period_basis)
    text = wording.period(words, e.observation)
    return words.with_brackets(text, basis)
