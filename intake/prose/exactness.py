"""How exact a number is, and which numbers it may stand for: the rules of data/README.md."""

from __future__ import annotations

from decimal import Decimal

from intake.prose.numerals import last_digit
from intake.prose.vocabulary import AFTER, BEFORE, Exactness

_OF_WORD: dict[str, Exactness] = {
    word: kind for table in (BEFORE, AFTER) for kind, words in table.items() for word in words
} | {"上": "at_least", "几": "at_least"}


def exactness(*words: str) -> Exactness:
    """Return what the words around a number say; the first that is given decides."""
    return next((_OF_WORD[word] for word in words if word), "exact")


def bounds(value: Decimal, kind: Exactness, unit: str) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of the interval; None is open. A share ends at 100, and begins at 0."""
    is_share = unit == "%" and 0 <= value <= 100
    if kind == "at_least":
        return value, Decimal(100) if is_share else None
    if kind == "at_most":
        return (Decimal(0) if value >= 0 else None), value
    if kind in ("approx", "near"):
        half = last_digit(value, zeros_count=unit == "%") / 2
        return value - half, value if kind == "near" else value + half
    return value, value
