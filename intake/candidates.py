"""Which metric a figure may be of: by its words, by the wordings of figures accepted before, and by its unit."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache
from math import log
from typing import NamedTuple

import numpy as np

from data.folding import folded
from data.violations import Reason
from intake.proposal import Candidate
from intake.unit_kinds import ALIKE, SAME, fit
from queries.observations import of_metrics
from queries.question import metric_synonyms
from queries.records import Metric
from queries.store import Store

MOST = 5
#: What is less like than this is no candidate.
_LEAST = 0.16
#: How much a likeness to the words before and behind counts, beside that to the label itself.
_CONTEXT = 0.3
#: A definition says more than it names: its words count for less.
_DEFINED = 0.72
_DIGITS = re.compile(r"[\d,.，]+\s*[万亿余多]*\s*|[约近超]")
#: Words for the same thing in texts and in names of metrics.
_SAME_WORDS = (
    (re.compile(r"同比增长|同比变化|同比增速|增长率|增长速度|增幅|增速|增长|下降|减少|增加"), "增速"),
    (re.compile(r"市场主体"), "经营主体"),
    (re.compile(r"新(?:登记|设立|设|注册|发展)(?:的)?(?=经营主体|市场主体)"), "新增"),
    (re.compile(r"一般程序"), "普通程序"),
    (re.compile(r"审查"), "审核"),
    (re.compile(r"受理的|办理的|完成的"), ""),
)
_GROWTH = re.compile(r"增速|增幅|变化")


class Example(NamedTuple):
    """The wording of a figure that was accepted, and of which metric it is."""

    metric_id: str
    label: str
    unit_zh: str


class _Wording(NamedTuple):
    metric_id: str
    text: str
    #: name, synonym, example or definition
    kind: str


class _Part(NamedTuple):
    """Wordings by the pairs of signs in them: what each is worth, its length, and where each pair stands."""

    worth: np.ndarray
    length: np.ndarray
    where: Mapping[str, list[int]]


class Candidates:
    """The metrics of a catalogue with all wordings known for each; made once, asked often."""

    def __init__(
        self,
        metrics: Mapping[str, Metric],
        synonyms: Iterable[tuple[str, str]] = (),
        examples: Iterable[Example] = (),
    ) -> None:
        self._metrics = metrics
        self._wordings = [w for w in _wordings(metrics, synonyms, examples) if w.text]
        common = Counter(gram for w in self._wordings for gram in _grams(w.text))
        count = max(1, len(self._wordings))
        self._weight = {gram: log(1 + count / number) for gram, number in common.items()}
        self._rare = log(1 + count)
        self._parts: tuple[_Part, ...] = (self._part(self._wordings),)

    @classmethod
    def of_store(cls, store: Store, examples: Iterable[Example] = ()) -> Candidates:
        """Return the candidates of a store's metrics, with the wordings of its figures and others accepted since."""
        return _with_more(store, tuple(examples))

    def with_more(self, examples: Iterable[Example]) -> Candidates:
        """Return the same with further wordings, which change with every figure accepted: what is rare stays so."""
        known = {(w.metric_id, w.text) for w in self._wordings}
        further = [w for w in _examples(self._metrics, examples) if (w.metric_id, w.text) not in known]
        if not further:
            return self
        made = copy(self)
        made._wordings = [*self._wordings, *further]
        made._parts = (*self._parts, self._part(further))
        return made

    def _part(self, wordings: Sequence[_Wording]) -> _Part:
        where: dict[str, list[int]] = defaultdict(list)
        for position, wording in enumerate(wordings):
            for gram in _grams(wording.text):
                where[gram].append(position)
        worth = [_DEFINED if w.kind == "definition" else 1.0 for w in wordings]
        length = [self._size(_grams(w.text)) for w in wordings]
        return _Part(np.array(worth), np.array(length), dict(where))

    def of(self, label: str, unit_zh: str, context: str = "") -> tuple[Candidate, ...]:
        """Return up to five metrics that a figure so labelled may be of, the nearest first."""
        if not self._wordings:
            return ()
        words = _alike(label)
        score = self._likeness(words)
        if context:
            score = (1 - _CONTEXT) * score + _CONTEXT * self._likeness(_alike(context))
        best: dict[str, tuple[float, int]] = {}
        grows = bool(_GROWTH.search(words))
        for position in np.argsort(-score)[:160]:
            metric = self._metrics[self._wordings[position].metric_id]
            fits = fit(unit_zh, metric.unit_zh)
            if not fits or (metric.unit_zh == "%" and grows != bool(_GROWTH.search(_alike(metric.name_zh)))):
                continue
            value = float(score[position]) * fits
            if value >= _LEAST and value > best.get(metric.metric_id, (0.0, 0))[0]:
                best[metric.metric_id] = (value, int(position))
        ordered = sorted(best.items(), key=lambda item: -item[1][0])[:MOST]
        return tuple(self._candidate(metric_id, *found, unit_zh) for metric_id, found in ordered)

    def _likeness(self, words: str) -> np.ndarray:
        """Return for every wording how much of it stands in the words, and of the words in it (0 to 1)."""
        grams = _grams(words)
        size = self._size(grams)
        found = []
        for part in self._parts:
            shared = np.zeros(len(part.length))
            for gram in grams:
                if gram in part.where:
                    shared[part.where[gram]] += self._weight.get(gram, self._rare)
            contained = shared / part.length
            found.append((np.sqrt(contained * shared / size) * 0.55 + contained * 0.45) * part.worth)
        return np.concatenate(found)

    def _size(self, grams: Iterable[str]) -> float:
        return sum(self._weight.get(gram, self._rare) for gram in grams) or 1.0

    def _candidate(self, metric_id: str, score: float, position: int, unit: str) -> Candidate:
        metric, wording = self._metrics[metric_id], self._wordings[position]
        zh, en = _BECAUSE[wording.kind]
        reason = Reason(zh.format(text=wording.text), en.format(text=wording.text))
        if unit != metric.unit_zh:
            fits = fit(unit, metric.unit_zh)
            more = _UNITS[0 if "元" in unit else 1 if fits >= ALIKE else 2]
            named = {"unit": unit, "other": metric.unit_zh}
            reason = Reason(reason.zh + more[0].format(**named), reason.en + more[1].format(**named))
        return Candidate(metric_id, round(min(score, SAME), 3), reason)


_BECAUSE = {
    "name": ("文字与指标名称相近", "Its words are like the metric's name"),
    "synonym": ("文字与“{text}”相近", "Its words are like another name of the metric: {text}"),
    "example": ("与已采用的写法“{text}”相近", "Its words are like a wording accepted before: {text}"),
    "definition": ("文字与指标定义相近", "Its words are like the metric's definition"),
}
_UNITS = (
    (
        "；文中单位为{unit}，指标单位为{other}，须换算",
        "; the text has {unit}, the metric {other}: to be converted",
    ),
    ("；文中单位为{unit}，指标单位为{other}", "; the text counts in {unit}, the metric in {other}"),
    (
        "；单位不同（文中{unit}，指标{other}），请核对",
        "; the units differ (text {unit}, metric {other}): check what is counted",
    ),
)


@lru_cache(maxsize=4)
def _of_store(store: Store) -> Candidates:
    return Candidates(store.catalogue.metrics, metric_synonyms(store), examples_of(store))


@lru_cache(maxsize=4)
def _with_more(store: Store, examples: tuple[Example, ...]) -> Candidates:
    return _of_store(store).with_more(examples)


def examples_of(store: Store, without: Iterable[str] = ()) -> tuple[Example, ...]:
    """Return the wordings of the figures of a store, each once a metric; those of some documents may be left out."""
    left_out = frozenset(without)
    catalogue = store.catalogue
    rows = of_metrics(store, list(catalogue.metrics), list(catalogue.districts))
    names = re.compile("|".join(re.escape(d.name_zh) for d in catalogue.districts.values()) or r"(?!)")
    found = (
        Example(o.metric_id, names.sub("", o.as_written), catalogue.metrics[o.metric_id].unit_zh)
        for o in rows
        if o.document_id not in left_out
    )
    return tuple(dict.fromkeys(found))


def _wordings(
    metrics: Mapping[str, Metric], synonyms: Iterable[tuple[str, str]], examples: Iterable[Example]
) -> Iterable[_Wording]:
    every = [_Wording(m.metric_id, m.name_zh, "name") for m in metrics.values()]
    every += [_Wording(metric_id, text, "synonym") for metric_id, text in synonyms]
    every += [_Wording(e.metric_id, e.label, "example") for e in examples]
    every += [_Wording(m.metric_id, m.definition_zh, "definition") for m in metrics.values()]
    yield from _distinct(metrics, every)


def _examples(metrics: Mapping[str, Metric], examples: Iterable[Example]) -> list[_Wording]:
    every = (_Wording(e.metric_id, e.label, "example") for e in examples)
    return [w for w in _distinct(metrics, every) if w.text]


def _distinct(metrics: Mapping[str, Metric], wordings: Iterable[_Wording]) -> Iterable[_Wording]:
    """Yield wordings of known metrics with their texts alike, each once."""
    seen: set[tuple[str, str]] = set()
    for wording in wordings:
        text = _alike(wording.text)
        if wording.metric_id in metrics and (wording.metric_id, text) not in seen:
            seen.add((wording.metric_id, text))
            yield wording._replace(text=text)


@lru_cache(maxsize=32_768)
def _alike(text: str) -> str:
    """Return words folded, without numbers, and with one word for the same thing."""
    said = folded(_DIGITS.sub(" ", text))
    for pattern, word in _SAME_WORDS:
        said = pattern.sub(word, said)
    return said


@lru_cache(maxsize=32_768)
def _grams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring signs; words apart have none in common."""
    return frozenset(word[i : i + 2] for word in text.split() for i in range(max(1, len(word) - 1)))
