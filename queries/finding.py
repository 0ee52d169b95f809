"""Search over everything: districts, metrics, systems, tasks, units, honours, documents; Chinese, English or pinyin."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from data.folding import folded
from data.search_index import full_pinyin, initials
from queries.store import Store

#: Longer questions are cut: nobody types them.
LONGEST = 100


class Hit(NamedTuple):
    """Something that can be opened: what it is, its id, both names, and to whom it belongs."""

    kind: str
    hit_id: str
    name_zh: str
    name_en: str
    district_id: str | None
    #: The districts that the question names besides: the metric is to be shown for these.
    districts: tuple[str, ...] = ()


class Entry(NamedTuple):
    """Something that can be found, with its names and all its text folded."""

    hit: Hit
    names: str
    text: str


class _Question(NamedTuple):
    """The folded words of a question, and the districts that each of them names."""

    words: tuple[str, ...]
    districts: dict[str, tuple[str, ...]]


@lru_cache(maxsize=2)
def entries(store: Store) -> tuple[Entry, ...]:
    """Return everything that can be found, in the order of kinds."""
    rows = store.rows(
        "SELECT kind, id, name_zh, name_en, district_id, names, text FROM search_index ORDER BY position"
    )
    return tuple(Entry(Hit(*hit), names, text) for *hit, names, text in rows)


#: What the names of districts end in; people leave it out.
_ENDINGS = ("新区", "区", "县", "市")


@lru_cache(maxsize=2)
def district_names(store: Store) -> dict[str, frozenset[str]]:
    """Return by how people call a district, folded, which districts are called so."""
    ids_by_name: dict[str, set[str]] = {}
    for district_id, zh, en in store.rows(
        "SELECT district_id, name_zh, name_en FROM districts ORDER BY ordinal"
    ):
        for name in (zh, *(zh.removesuffix(e) for e in _ENDINGS if len(zh.removesuffix(e)) > 1)):
            for called in (folded(name), full_pinyin(name)):
                ids_by_name.setdefault(called, set()).add(district_id)
        for called in (folded(en), folded(en).split(" ")[0], folded(district_id), initials(zh)):
            ids_by_name.setdefault(called, set()).add(district_id)
    return {called: frozenset(ids) for called, ids in ids_by_name.items() if called}


def _read(store: Store, text: str) -> _Question:
    """A question as folded words; names of districts written together with other words are taken apart."""
    called = district_names(store)
    apart = folded(text)
    for name in sorted((n for n in called if not n.isascii()), key=len, reverse=True):
        apart = " ".join(word if word in called else _apart(word, name) for word in apart.split())
    words = tuple(dict.fromkeys(apart.split()))
    return _Question(words, {w: tuple(sorted(called[w])) for w in words if w in called})


def _apart(word: str, name: str) -> str:
    """A word with blanks around a name that it begins or ends with."""
    if word.startswith(name):
        return f"{name} {word.removeprefix(name)}"
    return f"{word.removesuffix(name)} {name}" if word.endswith(name) else word


def find(store: Store, question: str, limit: int | None = None) -> list[Hit]:
    """Return what holds every word of the question, at most `limit`; names before other text, then by kind.

    A district that the question names may be met instead of held: by things of that district, and by metrics, which
    are then to be shown for it (`Hit.districts`).
    """
    index = entries(store)
    query = _read(store, question[:LONGEST])
    if not query.words:
        return []
    in_names = [e.hit for e in index if all(w in e.names for w in query.words)]
    named = set(in_names)
    in_text = [e.hit for e in index if e.hit not in named and all(w in e.text for w in query.words)]
    direct = named | set(in_text)
    met = (
        [(e, hit) for e in index if e.hit not in direct and (hit := _met(e, query))]
        if query.districts
        else []
    )
    others = [w for w in query.words if w not in query.districts]
    by_name = [hit for e, hit in met if hit.districts and all(w in e.names for w in others)]
    rest = [hit for _, hit in met if hit not in by_name]
    return list(islice(chain(in_names, by_name, in_text, rest), None if limit is None else max(0, limit)))


def _met(entry: Entry, query: _Question) -> Hit | None:
    """The entry, where the words it lacks name its district, or, of a metric, any district."""
    lacking = [w for w in query.words if w not in entry.text]
    if len(lacking) == len(query.words) or not all(w in query.districts for w in lacking):
        return None
    if entry.hit.kind == "metric":
        districts = dict.fromkeys(d for w in lacking for d in query.districts[w])
        return entry.hit._replace(districts=tuple(districts))
    return entry.hit if all(entry.hit.district_id in query.districts[w] for w in lacking) else None
