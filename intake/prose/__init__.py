"""Prose: a text in clauses, numbers with their units, and what each is of, from when and of whom."""

from intake.prose.clauses import Clause, clauses
from intake.prose.figures import Figure, figures_in
from intake.prose.proposals import proposals_of_prose

__all__ = ["Clause", "Figure", "clauses", "figures_in", "proposals_of_prose"]
