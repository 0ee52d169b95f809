"""Which figures a reader lets in: by kind of source, actual or estimated, and how recent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from queries.catalogue import Catalogue
from queries.records import Observation

#: The kinds of sources. All are let in by default, and marked: with so few figures, leaving the press out silently
#: would hide whole districts.
RELIABILITY = ("official", "press", "secondary")


@dataclass(frozen=True)
class Quality:
    """The figures let in; the default lets in all of them."""

    #: The kinds of sources let in.
    reliability: tuple[str, ...] = RELIABILITY
    estimates: bool = True
    #: The first year of period end let in.
    since: int | None = None

    @property
    def is_restricted(self) -> bool:
        """Whether anything is left out."""
        return self != Quality()

    def keep(self, figures: Iterable[Observation], catalogue: Catalogue) -> list[Observation]:
        """The figures let in, in the order given."""
        return [
            o
            for o in figures
            if (self.estimates or o.status == "actual")
            and (self.since is None or o.year >= self.since)
            and catalogue.documents[o.document_id].reliability in self.reliability
        ]


EVERYTHING = Quality()
#: What reports and meetings let in unless somebody asks for more: no reposts and compilations.
FIRST_HAND = Quality(("official", "press"))
