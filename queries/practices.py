"""What districts do: practice types against districts, and the systems behind each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from queries.records import District, Observation, Practice, System
from queries.store import Store

if TYPE_CHECKING:
    import pandas as pd

State = Literal["in_use", "planned", "not_found"]


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


@dataclass(frozen=True)
class LackingPractice:
    """A practice that a district lacks in our sources, or has only planned, and who has it."""

    practice: Practice
    state: State
    having: tuple[District, ...]
    planning: tuple[District, ...]


def gaps(matrix: PracticeMatrix, district_id: str) -> list[LackingPractice]:
    """What others have in use that this district lacks in our sources or has only planned; most widespread first.

    "Not found" is not "absent": four of the five first documents choose their own subjects.
    """
    lacking = []
    for practice in matrix.practices:
        state = matrix.state(practice.practice_id, district_id)
        others = [d for d in matrix.districts if d.district_id != district_id]
        having = tuple(d for d in others if matrix.state(practice.practice_id, d.district_id) == "in_use")
        planning = tuple(d for d in others if matrix.state(practice.practice_id, d.district_id) == "planned")
        if state != "in_use" and having:
            lacking.append(LackingPractice(practice, state, having, planning))
    return sorted(lacking, key=lambda g: (g.state == "planned", -len(g.having), g.practice.ordinal))


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
