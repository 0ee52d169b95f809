"""A brief as it is set: parts with lines, each with the numbers of its sources. Words only, no layout."""

from __future__ import annotations

from typing import NamedTuple

from views.spec import ViewSpec


class Reference(NamedTuple):
    """The number of a document in the list of the brief, and the figure in it that is cited; '' for none."""

    number: int
    observation_id: str = ""


class BriefLine(NamedTuple):
    """One line: what it is about, what is said of it, its sources, and the view that shows more."""

    head: str
    text: str
    references: tuple[Reference, ...] = ()
    opens: ViewSpec | None = None

    @property
    def numbers(self) -> str:
        """The numbers of the sources as they stand behind the line: [1][3]."""
        return "".join(f"[{n}]" for n in dict.fromkeys(r.number for r in self.references))


class BriefPart(NamedTuple):
    """A part of a brief under its heading; the remark says by which rule it was chosen and what is left out."""

    part_id: str
    heading: str
    lines: tuple[BriefLine, ...]
    remark: str = ""
