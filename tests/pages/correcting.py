"""A figure is corrected in the facts, and the label of the release stays."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from data.build import build
from tests.pages.reader import ROOT

#: A firm figure of the census, which the wall shows, before and after.
METRIC, DISTRICT, YEAR = "resident_population", "hexi", "2020"
WRONG, RIGHT = "822,174", "822,175"


def copy_of_facts(folder: Path) -> Path:
    """The project's CSV files in a folder of their own."""
    folder.mkdir()
    for source in (ROOT / "data").glob("*.csv"):
        shutil.copyfile(source, folder / source.name)
    return folder


def correct(folder: Path) -> Path:
    """Correct the figure in a copy of the facts and build; the new database."""
    path = folder / "observations.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, header = list(reader), list(reader.fieldnames or ())
    wanted = (METRIC, DISTRICT, YEAR)
    (row,) = [r for r in rows if (r["metric_id"], r["district_id"], r["period_end"][:4]) == wanted]
    assert WRONG in row["as_written"]
    row["as_written"] = row["as_written"].replace(WRONG, RIGHT)
    row.update(dict.fromkeys(("value", "value_low", "value_high"), RIGHT.replace(",", "")))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return build()
