"""What districts do: practice types against districts, and the systems behind each cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from queries.records import District, Practice, System
from queries.store import Store

State = Literal["in_use", "planned", "not_found"]


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

    def count(self, district_id: str, state: State) -> int:
        """How many practices a district has in a state."""
        return sum(self.state(p.practice_id, district_id) == state for p in self.practices)


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


def systems_of(store: Store, district_ids: Sequence[str]) -> list[System]:
    """The platforms, services, honours and so on of some districts, by dimension."""
    return store.records(
        System,
        f"""SELECT {", ".join("s." + f for f in System._fields)}
            FROM systems AS s JOIN dimensions AS d USING (dimension_id)
            WHERE list_contains(?, s.district_id) ORDER BY d.ordinal, s.system_id""",
        (list(district_ids),),
    )
