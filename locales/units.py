"""How units of the data are shown: English readers expect millions and billions where the data counts 万 and 亿."""

from __future__ import annotations

from decimal import Decimal

#: unit in the data → (what a value is multiplied by, unit shown). Units not listed are shown as they are.
SHOWN_AS = {
    "100 million yuan": (Decimal("0.1"), "billion yuan"),
    "100 million US dollars": (Decimal("0.1"), "billion US dollars"),
    "10,000 yuan": (Decimal("0.01"), "million yuan"),
}


def display_unit(unit: str) -> tuple[Decimal, str]:
    """The factor and the name under which values in `unit`, or in `unit` per something, are shown."""
    for known, (factor, name) in SHOWN_AS.items():
        if unit == known or unit.startswith(f"{known} per "):
            return factor, name + unit[len(known) :]
    return Decimal(1), unit


def singular(unit: str) -> str:
    """The English unit that goes with one: case, body, person; units that are no plurals stay as they are."""
    if unit == "percentage points":
        return "percentage point"
    first, *rest = unit.split(" ", 1)
    if first.endswith("ies"):
        first = first[:-3] + "y"
    elif first.endswith(("sses", "ches", "xes")):
        first = first[:-2]
    elif first.endswith("s") and not first.endswith("ss"):
        first = first[:-1]
    return " ".join([first, *rest])
