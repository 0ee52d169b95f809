"""What does a question ask for: which districts, years and metrics, and what of them? Words and names in any order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from data.folding import folded
from queries.finding import district_names
from queries.question_words import AIMS, IGNORED, JOINING, PAGE_WORDS, SIGN_AIMS, Aim
from queries.store import Store

#: A year in running text, with or without its unit.
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)年?")

Kind = Literal["district", "metric", "dimension", "aim", "ignored"]


class Question(NamedTuple):
    """A question taken apart; each part in the order of the question."""

    district_ids: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    #: Metrics and dimensions that are called by a name or a synonym, the longest first, and what they are called.
    metric_ids: tuple[str, ...] = ()
    dimension_ids: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    #: The calculated view in which the first metric is asked for; '' as published.
    view: str = ""
    aims: tuple[Aim, ...] = ()
    #: What is left, folded: to be looked for in names.
    rest: tuple[str, ...] = ()


class _Named(NamedTuple):
    """What a word names: districts, a metric (perhaps in a calculated view), a dimension, an aim, nothing."""

    kind: Kind
    ids: tuple[str, ...] = ()
    view: str = ""


class _Part(NamedTuple):
    text: str
    named: _Named | None = None


_Names = Mapping[str, _Named]


def understood(store: Store, text: str) -> Question:
    """Return what a question names; what nobody calls so is left in `rest`."""
    plain = folded(text)
    parts = _apart([_Part(_YEAR.sub(" ", plain))], _names(store))
    parts = [p for part in parts for p in _with_synonyms(store, part)]
    rest, signs = _left(store, (p.text for p in parts if p.named is None))
    metrics = sorted((p for p in parts if p.named and p.named.kind == "metric"), key=lambda p: -len(p.text))
    return Question(
        district_ids=_ids(parts, "district"),
        years=tuple(dict.fromkeys(int(y) for y in _YEAR.findall(plain))),
        metric_ids=_ids(metrics, "metric"),
        dimension_ids=_ids(parts, "dimension"),
        called=tuple(p.text for p in parts if p.named and p.named.kind in ("metric", "dimension")),
        view=next((p.named.view for p in metrics if p.named), ""),
        aims=tuple(dict.fromkeys((*_ids(parts, "aim"), *signs))),  # type: ignore[arg-type]
        rest=rest,
    )


def _ids(parts: Iterable[_Part], kind: Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for p in parts if p.named and p.named.kind == kind for i in p.named.ids))


@lru_cache(maxsize=2)
def _names(store: Store) -> _Names:
    """Words of questions and names of districts, dimensions and metrics, folded, the longest first."""
    # Chinese words that say nothing wait: 数字 is a part of 数字政府.
    found = {word: _Named("ignored") for word in map(folded, IGNORED) if word.isascii()}
    for aim, words in AIMS.items():
        found |= {folded(word): _Named("aim", (aim,)) for word in words}
    found |= {called: _Named("district", tuple(sorted(ids))) for called, ids in district_names(store).items()}
    rows = store.rows("SELECT name, kind, id FROM names WHERE kind <> 'district' ORDER BY rowid")
    names = {name: _Named(kind, (record_id,)) for name, kind, record_id in rows}
    # A synonym that holds a name says more than the name: 人均地区生产总值.
    longer = {s: named for s, named in _synonyms(store).items() if any(name in s for name in names)}
    return _longest_first({**found, **longer, **names})


@lru_cache(maxsize=2)
def _synonyms(store: Store) -> _Names:
    """What metrics and dimensions are called besides, folded, the longest first."""
    rows = store.rows("SELECT term, metric_id, dimension_id, view FROM synonyms ORDER BY term")
    return _longest_first(
        {
            folded(str(term)): _Named("metric", (str(metric_id),), str(view or ""))
            if metric_id
            else _Named("dimension", (str(dimension_id),))
            for term, metric_id, dimension_id, view in rows
        }
    )


@lru_cache(maxsize=1)
def _ignored() -> _Names:
    """Chinese words that say nothing of what is looked for, the longest first."""
    return _longest_first({word: _Named("ignored") for word in map(folded, IGNORED) if not word.isascii()})


def _longest_first(names: _Names) -> _Names:
    return dict(sorted(((n, named) for n, named in names.items() if n), key=lambda pair: -len(pair[0])))


def _apart(parts: list[_Part], names: _Names) -> list[_Part]:
    """The parts taken apart at every name that stands in them."""
    text = "\n".join(p.text for p in parts)
    for name in [n for n in names if n in text]:
        parts = [p for part in parts for p in _split(part, name, names[name])]
    return parts


def _split(part: _Part, name: str, named: _Named) -> Iterator[_Part]:
    """A part taken apart at a name; Latin names only as whole words."""
    if part.named is not None:
        yield part
        return
    for i, piece in enumerate(re.split(_pattern(name), part.text)):
        if i:
            yield _Part(name, named)
        if piece.strip():
            yield _Part(piece.strip())


def _pattern(name: str) -> str:
    """Where a name stands in a text: Latin ones as whole words, which Chinese may touch."""
    return rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])" if name.isascii() else re.escape(name)


def metric_synonyms(store: Store) -> list[tuple[str, str]]:
    """Return metrics with what else they are called; names of a view of a metric (人均GDP) are left out."""
    return [
        (str(metric_id), str(term))
        for term, metric_id in store.rows(
            "SELECT term, metric_id FROM synonyms WHERE metric_id IS NOT NULL AND view IS NULL ORDER BY term"
        )
    ]


def _with_synonyms(store: Store, part: _Part) -> list[_Part]:
    """A part taken apart at synonyms; what is a piece of a name as it stands says more than the synonym in it."""
    if part.named is not None or (part.text not in _synonyms(store) and _is_in_a_name(store, part.text)):
        return [part]
    return _apart(_apart([part], _synonyms(store)), _ignored())


def _left(store: Store, texts: Iterable[str]) -> tuple[tuple[str, ...], list[Aim]]:
    """The words that are left, without signs that only join, and what those signs ask for."""
    rest: list[str] = []
    aims: list[Aim] = []
    for word in (w for text in texts for w in text.split()):
        if _is_in_a_name(store, word):
            rest.append(word)
            continue
        aims += [SIGN_AIMS[sign] for sign in word if sign in SIGN_AIMS]
        rest += "".join(" " if sign in JOINING else sign for sign in word).split()
    return tuple(dict.fromkeys(rest)), aims


@lru_cache(maxsize=2)
def _all_names(store: Store) -> str:
    """The names of all metrics, units and practices in one text, a line each."""
    rows = store.rows(
        """SELECT name_zh, name_en FROM metrics UNION ALL SELECT name_zh, name_en FROM units
           UNION ALL SELECT name_zh, name_en FROM practices"""
    )
    return "\n".join(name for zh, en in rows for name in (folded(str(zh)).replace(" ", ""), folded(str(en))))


def _is_in_a_name(store: Store, text: str) -> bool:
    return len(text) > 1 and text in _all_names(store)


def pages_named(question: str) -> list[str]:
    """Return the pages that a question asks for, by their addresses; Latin words count as whole words only."""
    text = folded(question)
    return [
        page for page, words in PAGE_WORDS.items() if any(re.search(_pattern(word), text) for word in words)
    ]
