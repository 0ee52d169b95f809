"""From a request to the view it asks for."""

from __future__ import annotations

from typing import Any

from locales import DEFAULT_LANGUAGE, LANGUAGES, Words, words
from pages.api.errors import ApiError, malformed
from pages.api.parameters import Parameters
from queries.store import Store
from views.build import unknown_ids
from views.query_string import values_of
from views.spec import KINDS, Kind, SpecError, ViewSpec, kinds_of_answer, view_spec


def kind_of(p: Parameters, answer: str) -> Kind:
    """Return which kind of view an answer shows: its only one, or the one that `chart` names, else the first."""
    kinds = kinds_of_answer(answer)
    if len(kinds) == 1:
        return next(iter(kinds.values()))
    return kinds[p.word("chart", tuple(kinds), next(iter(kinds)))]


def spec_of_request(store: Store, p: Parameters, kind: Kind) -> ViewSpec:
    """Return the view of a kind that a request asks for; ApiError where it names what nobody knows, or too little."""
    known = KINDS[kind]
    chosen = p.districts(store.catalogue.districts)
    for name in known.required:
        p.required(name)
    names = [n for n in known.parameters if n not in ("districts", "district", *known.not_in_answer)]
    values: dict[str, Any] = listed(p, *names)
    if chosen:
        values["district" if "district" in known.required else "districts"] = chosen
    spec = spec_of(kind, **values)
    for strange in unknown_ids(store, spec):
        name, _, value = strange.partition("=")
        raise ApiError("unknown_id", name, value=value)
    return spec


def words_of(p: Parameters) -> Words:
    """Return the words of the language that a request for a picture or a table names."""
    return words(p.word("lang", tuple(LANGUAGES), DEFAULT_LANGUAGE))


def listed(p: Parameters, *names: str) -> dict[str, str]:
    """Return parameters as specs know them: lists without blanks, nothing empty."""
    found = {name: ",".join(values_of(p.text(name))) for name in names}
    return {name: value for name, value in found.items() if value}


def spec_of(kind: Kind, **values: Any) -> ViewSpec:
    """Return the view of these values; ApiError where they cannot be one."""
    try:
        return view_spec(kind, **values)
    except SpecError as error:
        raise malformed("?", error.message["en"], error.message["zh"]) from error
