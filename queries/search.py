"""Search as people ask: what a question names, which metrics it may mean, what is called so or nearly so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.fuzz import partial_ratio

from data.search_index import SOURCES, full_pinyin
from queries.finding import LONGEST, Entry, Hit, entries, find
from queries.observations import metrics_with_figures
from queries.question import Question, understood
from queries.ready import CONTEXT, comparable_metrics
from queries.store import Store

#: How much of a word must stand in a name that is nearly so: of Chinese signs, and of Latin letters, in percent.
CLOSE_SIGNS, CLOSE_LETTERS = 75, 85
#: Shorter words are nearly like too much: of Chinese signs, and of Latin letters, among them initials.
SHORTEST_SIGNS, SHORTEST_LETTERS = 3, 6
#: How many names that are nearly so are given.
MOST_CLOSE = 12


class SearchResults(NamedTuple):
    """A question, the metrics that it may mean, best first, and everything found."""

    question: Question
    metric_ids: tuple[str, ...]
    hits: tuple[Hit, ...]
    #: Whether nothing is called just so, and the hits are what is called nearly so.
    is_close: bool = False


def search_everything(store: Store, text: str) -> SearchResults:
    """Return what a text finds: what holds all its words; else what it names; else what is called nearly so.

    Metrics of which there is no figure at all come last: they lead to nothing yet.
    """
    question = understood(store, text[:LONGEST])
    metrics = _metrics(store, question)
    hits = find(store, text) or find(store, _names_only(store, question))
    if not hits and question.called:
        hits = find(store, _names_only(store, question._replace(rest=())))
    named = [_metric_hit(store, m, question.district_ids) for m in metrics]
    if not named and not question.rest:
        hits = [*hits, *_of_dimensions(store, question)]
    known = {(h.kind, h.hit_id) for h in named}
    every = [*named, *(h for h in hits if (h.kind, h.hit_id) not in known)]
    if every:
        having = metrics_with_figures(store)
        every.sort(key=lambda h: h.kind == "metric" and h.hit_id not in having)
        return SearchResults(question, metrics, tuple(every))
    close = tuple(_close(store, question))
    near = tuple(h.hit_id for h in close if h.kind == "metric")
    return SearchResults(question, near, close, is_close=bool(close))


def _names_only(store: Store, question: Question) -> str:
    """The question without years and words that name nothing."""
    districts = [store.catalogue.districts[i].name_zh for i in question.district_ids]
    return " ".join((*districts, *question.called, *question.rest))


def _metric_hit(store: Store, metric_id: str, districts: tuple[str, ...]) -> Hit:
    metric = store.catalogue.metrics[metric_id]
    return Hit("metric", metric_id, metric.name_zh, metric.name_en, None, districts)


def _of_dimensions(store: Store, question: Question) -> list[Hit]:
    """The metrics and practices of the dimensions that a question names."""
    if not question.dimension_ids:
        return []
    ids = {
        str(record_id)
        for table, key in (("metrics", "metric_id"), ("practices", "practice_id"))
        for record_id, dimension_id in store.rows(f"SELECT {key}, dimension_id FROM {table}")
        if dimension_id in question.dimension_ids
    }
    hits = [e.hit for e in entries(store, "metric", "practice") if e.hit.hit_id in ids]
    having = metrics_with_figures(store, question.district_ids, question.years)
    return sorted(hits, key=lambda h: (h.kind != "metric", h.hit_id not in having))


def _metrics(store: Store, question: Question) -> tuple[str, ...]:
    """The metrics that a question may mean: those called so; else those whose names hold what is left of it."""
    words = (*question.called, *question.rest)
    named = [e.hit.hit_id for e in entries(store, "metric") if all(w in e.names for w in words)]
    if question.metric_ids and (not question.rest or not named):
        return tuple(
            dict.fromkeys((*question.metric_ids, *(_ordered(store, named, question) if words else ())))
        )
    return tuple(_ordered(store, named, question)) if question.rest else ()


def _ordered(store: Store, metric_ids: Iterable[str], question: Question) -> list[str]:
    """Those with figures of the districts and years asked for first, law-based government, comparable, short names."""
    catalogue, comparable = store.catalogue, comparable_metrics(store)
    having = metrics_with_figures(store, question.district_ids, question.years)

    def place(metric_id: str) -> tuple[bool, bool, bool, int]:
        metric = catalogue.metrics[metric_id]
        is_context = metric.dimension_id == CONTEXT
        return (metric_id not in having, metric_id not in comparable, is_context, len(metric.name_zh))

    return sorted(metric_ids, key=place)


def _close(store: Store, question: Question) -> list[Hit]:
    """What is called nearly so, the nearest first: other signs of the same sound, a sign or a letter wrong."""
    words = [w for w in question.rest if len(w) >= (SHORTEST_LETTERS if w.isascii() else SHORTEST_SIGNS)]
    if not words:
        return []
    scored = [(min(_likeness(word, e) for word in words), e.hit) for e in entries(store, *SOURCES)]
    best = sorted(((score, hit) for score, hit in scored if score), key=lambda pair: -pair[0])
    return [hit for _, hit in best[:MOST_CLOSE]]


def _likeness(word: str, entry: Entry) -> float:
    """How nearly an entry is called so, 0 to 100; 0 where it is not near enough."""
    if len(word) > len(entry.names):
        return 0
    if word.isascii():
        return partial_ratio(word, entry.names, score_cutoff=CLOSE_LETTERS)
    sound = full_pinyin(word)
    if len(sound) >= SHORTEST_LETTERS and sound in entry.names:
        return 100
    return partial_ratio(word, entry.names, score_cutoff=CLOSE_SIGNS)
