"""Two versions of the data in one store: as shipped, and with one figure corrected."""

from __future__ import annotations

import csv
from pathlib import Path

from data.build import build
from tests.pages.correcting import copy_of_facts, correct
from tests.pages.reader import table

#: What the shipped version is called, and the later one.
EARLIER, LATER = table("releases")[-1]["version"], "2099.01"


def build_two(folder: Path) -> None:
    """Build both into the store of the settings, from a copy of the facts in a folder that the settings name."""
    copy_of_facts(folder)
    build()
    with (folder / "releases.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow((LATER, "2099-01-01", "更正一条", "One corrected"))
    correct(folder)
