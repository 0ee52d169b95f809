"""What districts do: practice types against districts, and the systems behind each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from queries.records import District, Observation, Practice, System
from queries.store import Store

if TYPE_CHECKING:
    import pandas as pd

State = Literal["in_use", "planned", "not_found"]
#: By what a list of gaps can be ordered: how many others have it, awards that name it, official sources.
Order = Literal["others", "results", "official"]
ORDERS: tuple[Order, ...] = get_args(Order)


class PracticeCounts(NamedTuple):
    """How many kinds of practice are in use, and how many more are only planned."""

    in_use: int
    planned: int


@dataclass(frozen=True)
class PracticeMatrix:
    """Practices × districts; what is not in `systems` was not found in the documents, which is not 'absent'."""

    practices: tuple[Practice, ...]
    districts: tuple[District, ...]
    systems: dict[tuple[str, str], tuple[System, ...]]
    #: The documents that are official.
    official_documents: frozenset[str] = frozenset()

    def state(self, practice_id: str, district_id: str) -> State:
        """In use where any of its systems is in use or was awarded, planned where all are planned."""
        systems = self.systems.get((practice_id, district_id), ())
        if not systems:
            return "not_found"
        return "planned" if all(s.status == "planned" for s in systems) else "in_use"

    def counts(self, district_id: str) -> PracticeCounts:
        """How many of the practices a district has in use, and how many more it plans."""
        states = [self.state(p.practice_id, district_id) for p in self.practices]
        return PracticeCounts(states.count("in_use"), states.count("planned"))

    def of_dimension(self, dimension_id: str) -> PracticeMatrix:
        """The practices of one dimension only; all for ''."""
        chosen = tuple(p for p in self.practices if dimension_id in ("", p.dimension_id))
        return replace(self, practices=chosen)

    def to_frame(self) -> pd.DataFrame:
        """Return a pandas DataFrame with a row a practice and district; columns: `PRACTICES` in `frame_columns`."""
        from queries import frames

        return frames.practices(self).to_frame()


def practice_matrix(store: Store, district_ids: Sequence[str]) -> PracticeMatrix:
    """The practices of the chosen districts; ids must exist (KeyError otherwise)."""
    cells: dict[tuple[str, str], list[System]] = defaultdict(list)
    for system in systems_of(store, district_ids):
        if system.practice_id:
            cells[system.practice_id, system.district_id].append(system)
    catalogue = store.catalogue
    return PracticeMatrix(
        tuple(catalogue.practices.values()),
        tuple(catalogue.districts[d] for d in district_ids),
        {key: tuple(systems) for key, systems in cells.items()},
        frozenset(d.document_id for d in catalogue.documents.values() if d.reliability == "official"),
    )


def practice_counts(store: Store) -> dict[str, PracticeCounts]:
    """The same counts as `PracticeMatrix.counts` for every district that has any."""
    rows = store.rows(
        """SELECT district_id, count(*) FILTER (in_use)::INTEGER, count(*) FILTER (NOT in_use)::INTEGER
           FROM (SELECT district_id, practice_id, bool_or(status <> 'planned') AS in_use
                 FROM systems WHERE practice_id IS NOT NULL GROUP BY district_id, practice_id)
           GROUP BY district_id"""
    )
    return {district_id: PracticeCounts(in_use, planned) for district_id, in_use, planned in rows}


def systems_of(store: Store, district_ids: Sequence[str]) -> list[System]:
    """The platforms, services, honours and so on of some districts, by dimension."""
    return store.records(
        System,
        f"""SELECT {", ".join("s." + f for f in System._fields)}
            FROM systems AS s JOIN dimensions AS d USING (dimension_id)
            WHERE list_contains(?, s.district_id) ORDER BY d.ordinal, s.system_id""",
        (list(district_ids),),
    )


def honours_of(
    store: Store, district_ids: Sequence[str], dimension_id: str = "", year: int | None = None
) -> list[System]:
    """The honours of some districts, of one dimension or of all (''), of one year or of all (None).

    The newest come first, those of one year by dimension.
    """
    found = [
        s
        for s in systems_of(store, district_ids)
        if s.kind == "honour" and dimension_id in ("", s.dimension_id) and year in (None, s.year)
    ]
    return sorted(found, key=lambda s: -(s.year or 0))


class DescribedPractice(NamedTuple):
    """A practice as one district has it in use: the systems that its documents name."""

    district: District
    systems: tuple[System, ...]

    @property
    def used(self) -> tuple[System, ...]:
        """Return what is in use: what is planned and what was awarded are other matters."""
        return tuple(s for s in self.systems if s.status == "in_use")

    @property
    def planned(self) -> tuple[System, ...]:
        """Return what is planned besides."""
        return tuple(s for s in self.systems if s.status == "planned")

    @property
    def results(self) -> tuple[System, ...]:
        """Return the honours that the documents name for it: the one result that the data give."""
        return tuple(s for s in self.systems if s.status == "awarded")

    @property
    def since(self) -> int | None:
        """Return the earliest year that a document gives for what is in use; None where none does."""
        return min((s.year for s in self.used if s.year is not None), default=None)


@dataclass(frozen=True)
class LackingPractice:
    """A practice that a district lacks in our sources, or has only planned, and who has it."""

    practice: Practice
    state: State
    having: tuple[District, ...]
    planning: tuple[District, ...]
    #: What exactly each of those that have it has, in their order.
    described: tuple[DescribedPractice, ...] = ()
    #: Those of them for which an official document says so.
    official: tuple[District, ...] = ()

    @property
    def results(self) -> tuple[System, ...]:
        """Return the honours that name it, in the order of the districts."""
        return tuple(s for x in self.described for s in x.results)


def gaps(matrix: PracticeMatrix, district_id: str, by: Order = "others") -> list[LackingPractice]:
    """What others have in use that this district lacks in our sources or has only planned, in the order `by`.

    What the district itself plans stands at the end. Then come those that most others have, that most honours name
    or for which official documents of most others speak; those alike by how many others have them, then in the order
    of the table of practices. "Not found" is not "absent": four of the five first documents choose their own subjects.
    """
    lacking = []
    for practice in matrix.practices:
        state = matrix.state(practice.practice_id, district_id)
        others = [d for d in matrix.districts if d.district_id != district_id]
        having = tuple(d for d in others if matrix.state(practice.practice_id, d.district_id) == "in_use")
        planning = tuple(d for d in others if matrix.state(practice.practice_id, d.district_id) == "planned")
        if state != "in_use" and having:
            described = tuple(
                DescribedPractice(d, matrix.systems[practice.practice_id, d.district_id]) for d in having
            )
            official = tuple(x.district for x in described if _is_official(matrix, x))
            lacking.append(LackingPractice(practice, state, having, planning, described, official))
    return sorted(
        lacking, key=lambda g: (g.state == "planned", -_weight(g, by), -len(g.having), g.practice.ordinal)
    )


def order_of(word: str) -> Order:
    """Return the order that a word names; that of most others where it names none."""
    return next((by for by in ORDERS if by == word), "others")


def _weight(g: LackingPractice, by: Order) -> int:
    return len({"others": g.having, "results": g.results, "official": g.official}[by])


def _is_official(matrix: PracticeMatrix, described: DescribedPractice) -> bool:
    """Whether an official document says that the district has it."""
    documents = {s.document_id for s in described.systems if s.status != "planned"}
    return bool(documents & matrix.official_documents)


def figures_in_paragraph(store: Store, system: System) -> list[Observation]:
    """The figures in the same paragraph of the same document: those that speak of the system, if any do."""
    if not system.section:
        return []
    return store.records(
        Observation,
        f"""SELECT {", ".join(Observation._fields)} FROM observations
            WHERE document_id = ? AND district_id = ? AND section = ? ORDER BY observation_id""",
        (system.document_id, system.district_id, system.section),
    )


def system_by_id(store: Store, system_id: str) -> System | None:
    """One platform, service, honour or the like by its identifier, or None."""
    records = store.records(
        System, f"SELECT {', '.join(System._fields)} FROM systems WHERE system_id = ?", (system_id,)
    )
    return records[0] if records else None
