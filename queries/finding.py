"""Search over everything: districts, metrics, systems, tasks, units, honours, documents; Chinese, English or pinyin."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, islice
from typing import Any, NamedTuple

from data.folding import folded
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


def entries(store: Store, *kinds: str) -> list[Entry]:
    """Return what can be found of some kinds, in the order of kinds."""
    return _entries(store, "list_contains(?, kind)", list(kinds))


def _entries(store: Store, condition: str, *values: Any) -> list[Entry]:
    """The entries for which a condition of ours holds; values go in as parameters only."""
    rows = store.rows(
        f"""SELECT kind, id, name_zh, name_en, district_id, names, text FROM search_index
            WHERE {condition} ORDER BY position""",
        values,
    )
    return [Entry(Hit(*hit), names, text) for *hit, names, text in rows]


@lru_cache(maxsize=2)
def district_names(store: Store) -> dict[str, frozenset[str]]:
    """Return by how people call a district, folded, which districts are called so."""
    ids_by_name: dict[str, set[str]] = {}
    for name, district_id in store.rows("SELECT name, id FROM names WHERE kind = 'district' ORDER BY rowid"):
        ids_by_name.setdefault(name, set()).add(district_id)
    return {name: frozenset(ids) for name, ids in ids_by_name.items()}


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
    query = _read(store, question[:LONGEST])
    if not query.words:
        return []
    others = [w for w in query.words if w not in query.districts]
    # Whatever is found holds every word that names no district; where all do, at least one.
    how = "list_bool_and" if others else "list_bool_or"
    index = _entries(
        store, f"{how}(list_transform(?::VARCHAR[], w -> contains(text, w)))", others or list(query.words)
    )
    in_names = [e.hit for e in index if all(w in e.names for w in query.words)]
    named = set(in_names)
    in_text = [e.hit for e in index if e.hit not in named and all(w in e.text for w in query.words)]
    direct = named | set(in_text)
    met = (
        [(e, hit) for e in index if e.hit not in direct and (hit := _met(e, query))]
        if query.districts
        else []
    )
    by_name = [hit for e, hit in met if hit.districts and all(w in e.names for w in others)]
    named_by = set(by_name)
    rest = [hit for _, hit in met if hit not in named_by]
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
